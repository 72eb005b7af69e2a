"""Limited stocks at a moment: which of them may be taken from, and under which key."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import has, having
from chalicelib.domain.file.campaign import Opens
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.outcome import StockKey, Take, pool_key
from chalicelib.domain.time.periods import opening_id, period
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Stock


def open_stocks(published: Published, now: int) -> Iterator[Take]:
    """Each limited stock of a campaign that is open now, with the key of its present window: takes of nothing.

    A prize's stock is open with its campaign, an offer's while the offer is; `a window` is one of the outermost block.
    """
    for one in having(published.campaign, Stock):
        timed = [block for block in (*one.by.around, one.by.block) if has(block, Opens)]
        window = published.opening(now, *timed[:1])
        if window and published.opening(now, *timed):
            key = StockKey(published.id, one.by.key, stock_window(published, one.value, now, window))
            yield Take(key, 0, one.value.count, published.shards[one.by.key])


def pools(published: Published) -> Iterator[StockKey]:
    """The pools whose codes a campaign hands out."""
    yield from (pool_key(prize.pool) for prize in published.campaign.prizes.values() if prize.pool is not None)


def stock_window(published: Published, stock: Stock, now: int, window: Window) -> str:
    """The id of the period that a stock is for; "" for the whole campaign. window: what `a window` means for it."""
    if stock.per is None:
        return ""
    if stock.per == "window":
        return opening_id(window)
    return period(stock.per, published.zone, now, published.campaign.week_starts).id

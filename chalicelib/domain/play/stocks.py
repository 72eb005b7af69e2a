"""Limited stocks at a moment: which of them may be taken from, and under which key."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.domain.time.periods import opening_id, period
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Stock


def open_stocks(published: Published, now: int) -> Iterator[Take]:
    """Each limited stock of a campaign that is open now, with the key of its present window: takes of nothing.

    A prize's stock is open with its campaign, an offer's while the offer is.
    """
    if published.opening(now) is None:
        return
    campaign = published.campaign
    for name, prize in campaign.prizes.items():
        if prize.stock:
            yield _take(published, f"prizes/{name}", prize.stock, now, published.window)
    for name, redemption in campaign.redemptions.items():
        window = published.opening(now, redemption)
        for offer_name, offer in redemption.offers.items():
            if offer.stock and window and published.opening(now, redemption, offer):
                yield _take(published, f"redemptions/{name}/{offer_name}", offer.stock, now, window)


def stock_window(published: Published, stock: Stock, now: int, window: Window) -> str:
    """The id of the period that a stock is for; "" for the whole campaign. window: what `a window` means for it."""
    if stock.per is None:
        return ""
    if stock.per == "window":
        return opening_id(window)
    return period(stock.per, published.zone, now, published.campaign.week_starts).id


def _take(published: Published, path: str, stock: Stock, now: int, window: Window) -> Take:
    key = StockKey(published.id, path, stock_window(published, stock, now, window))
    return Take(key, 0, stock.count, published.shards[path])

"""The worst case of a campaign's cost: every unit of every limited prize is handed out, whatever the crowd."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import has, having
from chalicelib.domain.file.campaign import Opens
from chalicelib.domain.file.flow import given
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.time.periods import period
from chalicelib.domain.words.values import PrizeOdds, Stock
from cli.simulation.game import days_of


def most_units(published: Published) -> dict[str, int | None]:
    """By prize, the most that can be handed out in the whole campaign; None where nothing limits it.

    A prize has its own stock, or comes only from offers that have one.
    """
    return {name: _most(published, name) for name in published.campaign.prizes}


def _most(published: Published, name: str) -> int | None:
    campaign = published.campaign
    if (stock := campaign.prizes[name].stock) is not None:
        return stock.count * _windows(published, stock, ())
    drawn = any(name in one.value for one in having(campaign, PrizeOdds))
    if drawn or any(prize.when_out == name for prize in campaign.prizes.values()):
        return None
    whole = 0
    for one in given(campaign):
        if name not in one.value.prizes:
            continue
        stocks = [stock.value for stock in having(campaign, Stock) if stock.by.path == one.by.path]
        if not stocks:
            return None
        timed = [block for block in (*one.by.around, one.by.block) if has(block, Opens)]
        whole += one.value.prizes[name] * stocks[0].count * _windows(published, stocks[0], timed[:1])
    return whole


def _windows(published: Published, stock: Stock, timed: tuple[object, ...] | list[object]) -> int:
    """How many times a stock is there anew. timed: the block whose windows count for `a window`, if there is one."""
    if stock.per is None:
        return 1
    if stock.per == "window":
        return sum(1 for _ in _openings(published, timed[0])) if timed else 1
    starts = published.campaign.week_starts
    days = (day.opens for day in days_of(published))
    return len({period(stock.per, published.zone, at, starts).id for at in days})


def _openings(published: Published, block: object) -> Iterator[int]:
    """The beginnings of a block's openings in the campaign."""
    at = published.window.opens
    if published.opening(at, block) is not None:
        yield at
    while (coming := published.next_opening(at, block)) is not None:
        at = coming.opens
        yield at

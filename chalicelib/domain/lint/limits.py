"""Limits: each counts by a period that its block has."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import Placed, blocks, has, having, stated
from chalicelib.domain.file.campaign import Campaign, Opens, Repeats
from chalicelib.domain.lint.subject import Rule, Subject, error, warning
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Amount, Bag, Costs, Limits, Receiving, Sending, Stock

_CALENDAR = ("day", "week", "month", "year", "campaign")


def _periods(subject: Subject) -> Iterator[Finding]:
    """`round` is a repetition of a challenge, `window` an opening of a redemption or of a box that has its own."""
    for path, limits, allowed in _limited(subject.campaign):
        for limit in limits:
            if limit.per not in allowed:
                why = "rounds are a challenge's" if limit.per == "round" else "it has no window of its own"
                message = f"{limit.count} a {limit.per} means nothing here, {why}: write a {', a '.join(allowed)}"
                yield error(path, "no-such-period", message)


def _stock_of_a_prize(subject: Subject) -> Iterator[Finding]:
    for name, prize in subject.campaign.prizes.items():
        if prize.stock and prize.stock.per == "window":
            message = "a prize has no window, so this is the stock of the whole campaign: write it on the offer instead"
            yield warning(("prizes", name, "stock"), "prize-stock-a-window", message)


def _for_nothing(subject: Subject) -> Iterator[Finding]:
    """One member takes a thousand times, if it costs nothing and nothing bounds it."""
    campaign = subject.campaign
    for placed in blocks(campaign):
        if not has(placed.block, Costs) or any(one.value for one in stated(placed, Costs) if one.path[-1] == "costs"):
            continue
        limited = any(
            one.value for block in (*placed.around, placed.block) for one in stated(Placed((), block), Limits)
        )
        if limited or any(True for _ in stated(placed, Stock)):
            continue
        given = [name for bag in stated(placed, Bag) for name in bag.value.prizes]
        if not given or not all(_can_be_out(campaign, name) for name in given):
            message = "it costs nothing, and one member may have it without end: add costs, a limit or a stock"
            yield warning(placed.path, "for-nothing", message)


def _can_be_out(campaign: Campaign, name: str) -> bool:
    prize = campaign.prizes.get(name)
    return prize is not None and prize.runs_out and prize.when_out is None


def _limited(campaign: Campaign) -> Iterator[tuple[Path, Limits, tuple[str, ...]]]:
    """Every limit: where it stands, and the periods that it may count by."""
    for one in having(campaign, Limits, Sending, Receiving, Amount):
        limits = one.value if isinstance(one.value, tuple) else tuple(filter(None, (one.value.at_most,)))
        yield one.path, limits, (*_CALENDAR, *_own_period(one.by))


def _own_period(placed: Placed) -> tuple[str, ...]:
    """The period that a block has besides the calendar's: the rounds, or else the windows, of itself or around it."""
    blocks = (*placed.around, placed.block)
    if any(has(block, Repeats) for block in blocks):
        return ("round",)
    return ("window",) if any(has(block, Opens) and block.opens for block in blocks) else ()


RULES: tuple[Rule, ...] = (_periods, _stock_of_a_prize, _for_nothing)

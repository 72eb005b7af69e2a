"""The tables of a summary that tell of coupons, tills, cash and boards."""

from collections.abc import Iterator

from rich.table import Table

from cli.simulation.at_tills import AtTills
from cli.simulation.cells import each, money, moneys, number, score, table, three
from cli.simulation.for_cash import ForCash
from cli.simulation.friends import Friends
from cli.simulation.on_boards import BoardLine
from cli.simulation.summary import Summary, percentiles


def of_tills(summary: Summary, tills: AtTills) -> Iterator[Table]:
    """Tell what became of coupons, and what tills took."""
    if tills.coupons:
        used = (f"used {one}" for one in percentiles(summary))
        money_off = (f"took off, in {tills.currency}",) if tills.currency else ()
        made = table("Coupons", "", "given, median", *used, "ended", "still held", *money_off)
        for one in tills.coupons:
            counts = (f"{kind.middle:,.0f}" for kind in (one.ended, one.held))
            off = (money(one.off.middle, tills.currency).partition(" ")[0],) if tills.currency else ()
            made.add_row(one.title, f"{one.given.middle:,.0f}", *three(one.used), *counts, *off)
        yield made
    if tills.bills.high:
        made = table("At the till", "", *percentiles(summary))
        made.add_row("bills with coupons or points", *three(tills.bills))
        if tills.coupons:
            made.add_row("taken off by coupons", *moneys(tills.off, tills.currency))
        if tills.points.high:
            made.add_row("points paid", *three(tills.points))
            made.add_row("worth of these", *moneys(tills.worth, tills.currency))
        yield made


def of_cash(summary: Summary, told: ForCash) -> Iterator[Table]:
    """Tell how redemptions for points and cash went, and what they took."""
    took = (f"paid {one}" for one in percentiles(summary))
    made = table("Redemptions for points and cash", "", *took, "lapsed", "undone", f"cash, in {told.currency}")
    for one in told.offers:
        counts = (f"{kind.middle:,.0f}" for kind in (one.lapsed, one.undone))
        made.add_row(one.title, *three(one.paid), *counts, money(one.cash.middle, told.currency).partition(" ")[0])
    yield made
    if told.paid.high:
        made = table("What points and cash pay", "", *percentiles(summary))
        made.add_row("redemptions paid", *three(told.paid))
        made.add_row("lapsed", *three(told.lapsed))
        if told.undone.high:
            made.add_row("undone", *three(told.undone))
        made.add_row("cash taken", *moneys(told.cash, told.currency))
        made.add_row("points paid with it", *three(told.points))
        if told.worth is not None:
            made.add_row("worth of these", *moneys(told.worth, told.currency))
        yield made


def of_friends(summary: Summary, told: Friends) -> Table:
    """Tell how many friends come, and what their first orders bring the inviters."""
    made = table("Friends", "", *percentiles(summary))
    made.add_row("invited by a member", *three(told.invited))
    made.add_row("first orders", *three(told.bought))
    made.add_row("of these, sent back", *three(told.refunded))
    made.add_row("points for inviters", *three(told.points))
    made.add_row("of these, taken back", *three(told.taken_back))
    made.add_row("still waiting for their day", *three(told.pending))
    return made


def of_board(summary: Summary, board: BoardLine) -> Table:
    """Tell what it takes to win, who does, and what it costs."""
    often = f", {number(board.rankings)} rankings" if board.rankings.high > 1 else ""
    made = table(f"{board.title}: who wins{often}", "", *percentiles(summary))
    for places in board.places:
        made.add_row(f"paid: {places.named}", *three(places.paid))
    for places in board.places:
        if places.score is not None:
            last = "score" if places.ranks.isdecimal() else "lowest score"
            made.add_row(f"{last} on {places.named}", *(score(one, board.unit) for one in each(places.score)))
    for kind, won in board.winners.items():
        made.add_row(f"won by {kind}", *three(won))
    if board.cost.high:
        made.add_row("cost of its prizes", *moneys(board.cost, summary.currency))
    return made

"""A summary as tables for a terminal."""

from collections.abc import Iterator

from rich.table import Table

from cli.amounts import amount, several
from cli.simulation.bands import ENOUGH, Band
from cli.simulation.cells import money, number, table, three
from cli.simulation.summary import Handed, Returned, Stocked, Summary, percentiles
from cli.simulation.text_at_edges import of_board, of_cash, of_friends, of_tills
from cli.simulation.text_of_touches import of_touches

NO_BOUND = "no bound"

MOST_MONTHS = 24
"""Months that a table lists."""


def what_was_run(summary: Summary, seed: int) -> str:
    """Say what stands behind the numbers, and what so many runs can tell."""
    runs = f"{summary.runs} runs, each" if summary.runs > 1 else "One run"
    members = f"{number(summary.members)} {several(summary.members.middle, 'member')}"
    played = f"{amount(summary.played, 'member')} and {amount(summary.decisions, 'decision')} in all"
    return (
        f"{runs} of {members} over {amount(summary.days, 'day')}, played in full from seed {seed}: {played}. "
        f"{what_it_tells(summary.runs)}"
    )


def what_it_tells(runs: int) -> str:
    """Say what so many runs can tell: what is rarer is not among them in one simulation of twenty, or more often."""
    if runs == 1:
        return f"One run has no spread: --runs {ENOUGH} shows it."
    if runs < ENOUGH:
        return f"{runs} runs can't tell what happens in one of {ENOUGH}: --runs {ENOUGH} can."
    rare = round(1 / (1 - 0.05 ** (1 / runs)))
    return f"So many runs show what happens in one of {rare} or more; what is rarer may not be among them."


def how_fast(summary: Summary, seconds: float) -> str:
    """The measured figure: of this machine, at this moment."""
    each = summary.cpu / max(1, summary.decisions) * 1e6
    return f"{seconds:.1f} s with two processes; {each:.0f} microseconds of CPU a decision, counting included."


def tables(summary: Summary) -> Iterator[Table]:
    """All tables that have rows."""
    yield _deeds(summary)
    if summary.prizes:
        yield _prizes(summary)
    if summary.stocks:
        yield _stocks(summary)
    yield _points(summary)
    if summary.refunds.high:
        yield _refunds(summary)
    if summary.tills is not None:
        yield from of_tills(summary, summary.tills)
    if summary.for_cash is not None:
        yield from of_cash(summary, summary.for_cash)
    if summary.told:
        yield from of_touches(summary)
    if summary.friends is not None:
        yield of_friends(summary, summary.friends)
    for board in summary.boards:
        yield of_board(summary, board)
    if summary.ended or any(summary.ends):
        yield _ends(summary)
    if summary.tiers:
        yield _tiers(summary)
    if summary.segments:
        yield _segments(summary)
    if summary.sets:
        yield _sets(summary)
    if summary.refused:
        yield _refused(summary)


def when_gone(stock: Stocked) -> str:
    """`on day 3 (2 to 5)`, `after the end` where a ranking gives it, or in how many openings a recurring stock went."""
    if not stock.gone:
        return "never"
    if stock.days is None:
        return f"in {stock.gone:.0%} of its windows"
    low, middle, high = (int(one) + 1 for one in (stock.days.low, stock.days.middle, stock.days.high))
    if stock.left is not None and low > len(stock.left.days):
        day = "after the end"
    else:
        day = f"on day {middle}" if low == high else f"on day {middle} ({low} to {high})"
    return day if stock.gone == 1 else f"{day}, in {stock.gone:.0%} of the runs"


def _deeds(summary: Summary) -> Table:
    made = table("Who does what", "", *(f"members {one}" for one in percentiles(summary)), "of all", "times, median")
    for deed in summary.deeds:
        share = deed.members.middle / max(1.0, summary.members.middle)
        made.add_row(deed.title, *three(deed.members), f"{share:.1%}", f"{deed.times.middle:,.0f}")
    made.add_row("anything at all", *three(summary.active), "", "")
    return made


def _prizes(summary: Summary) -> Table:
    unit = f", in {summary.currency}" if summary.currency else ""
    made = table(
        f"Prizes and what they cost{unit}", "", *percentiles(summary), "value of one", "cost, median", "at worst"
    )

    def cost(minor: float) -> str:
        return money(minor, summary.currency).partition(" ")[0]

    def valued(prize: Handed) -> tuple[str, str, str]:
        if prize.value is None:
            return "", "", ""
        worst = NO_BOUND if prize.most is None else cost(prize.value * prize.most)
        return cost(prize.value), cost(prize.value * prize.number.middle), worst

    for prize in summary.prizes:
        made.add_row(prize.title, *three(prize.number), *valued(prize))
    if summary.currency:
        bounded = cost(summary.worst) if not summary.unlimited else NO_BOUND
        made.add_row(
            "cost of all", *map(cost, (summary.cost.low, summary.cost.middle, summary.cost.high)), "", "", bounded
        )
    return made


def _stocks(summary: Summary) -> Table:
    made = table("Stocks", "", "units", *(f"taken {one}" for one in percentiles(summary)), "runs out")
    for stock in summary.stocks:
        units = f"{stock.quota:,} a window" if stock.recurring else f"{stock.quota:,}"
        made.add_row(stock.title, units, *three(stock.taken), when_gone(stock))
    return made


def _points(summary: Summary) -> Table:
    made = table("Points and draws", "", *percentiles(summary))
    made.add_row("points earned", *three(summary.earned))
    at_tills = summary.tills is not None and summary.tills.points.high
    made.add_row("points spent, but at tills" if at_tills else "points spent", *three(summary.spent))
    if summary.taken_back.high:
        made.add_row("points taken back", *three(summary.taken_back))
    if summary.expired.high:
        made.add_row("points that ended", *three(summary.expired))
    made.add_row("points still held at the end", *three(summary.points))
    for title, band in (("points that wait for their days", summary.pending), ("points owed", summary.owed)):
        if band.high:
            made.add_row(title, *three(band))
    if summary.liability is not None:
        worth = (summary.liability.low, summary.liability.middle, summary.liability.high)
        made.add_row("worth of these", *(money(one, summary.worth_in) for one in worth))
    if any(summary.draws):
        drawn = summary.drawn
        made.add_row("draws a member", f"{drawn.low:.2f}", f"{drawn.middle:.2f}", f"{drawn.high:.2f}")
    return made


def _refunds(summary: Summary) -> Table:
    """Refunds by month, what they could not take back, and what had not been handed out yet."""
    last = f", the last {MOST_MONTHS} months" if len(summary.refunds_by_month) > MOST_MONTHS else ""
    made = table(f"Orders that come back{last}", "", *percentiles(summary), "worth, median")
    made.add_row("refunds", *three(summary.refunds), "")
    for what, months in (("refunds", summary.refunds_by_month), ("points taken back", summary.taken_back_by_month)):
        for told, band in _last(months):
            made.add_row(f"{told}: {what}", *three(band), "")
    for told, things in (("stays with members", summary.kept), ("saved by after", summary.saved)):
        for one in things:
            made.add_row(f"{told}: {one.title}", *three(one.number), _worth(one, summary))
    return made


def _last(months: dict[str, Band]) -> list[tuple[str, Band]]:
    """The months of a table: of many years the last ones; all of them are in the JSON."""
    return list(months.items())[-MOST_MONTHS:]


def _worth(one: Returned, summary: Summary) -> str:
    currency = summary.worth_in if one.asset == "points" else summary.currency
    return "" if one.worth is None else money(one.worth.middle, currency)


def _ends(summary: Summary) -> Table:
    last = f", of those that ended the last {MOST_MONTHS}" if len(summary.ended) > MOST_MONTHS else ""
    made = table(f"Points by the month in which they end{last}", "", *percentiles(summary))
    for told, band in _last(summary.ended):
        made.add_row(f"{told}: ended", *three(band))
    for month, band in summary.ends.items():
        made.add_row(f"{month}: held" if month else "never: held", *three(band))
    return made


def _tiers(summary: Summary) -> Table:
    made = table("Tiers at the end", "", *(f"members {one}" for one in percentiles(summary)))
    for title, band in summary.tiers.items():
        made.add_row(title, *three(band))
    return made


def _segments(summary: Summary) -> Table:
    days = sorted({0, *_quarters(summary)})
    low, _, high = percentiles(summary)
    made = table(
        "Members in each segment, median of the runs",
        "",
        *(f"day {day + 1}" for day in days),
        f"the last, {low} to {high}",
    )
    for name, line in summary.segments.items():
        last = line.days[-1]
        spread = f"{last.low:.1%} to {last.high:.1%}"
        made.add_row(name, *(f"{line.days[day].middle:.1%}" for day in days), spread)
    return made


def _quarters(summary: Summary) -> list[int]:
    """The last day of each quarter of the campaign, from 0."""
    return sorted({max(0, summary.days * n // 4 - 1) for n in (1, 2, 3, 4)})


def _sets(summary: Summary) -> Table:
    quarters = _quarters(summary)
    made = table("Chance that a member has finished, median of the runs", "", *(f"day {day + 1}" for day in quarters))
    for name, line in summary.sets.items():
        made.add_row(summary.set_titles[name], *(f"{line.days[day].middle:.1%}" for day in quarters))
    return made


def _refused(summary: Summary) -> Table:
    made = table("Refused", "", *percentiles(summary))
    for code, band in summary.refused.items():
        made.add_row(code, *three(band))
    return made

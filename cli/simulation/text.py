"""A summary as tables for a terminal."""

from collections.abc import Iterator

from rich.table import Table

from chalicelib.domain.words.values import Money
from cli.amounts import amount, several
from cli.simulation import values
from cli.simulation.summary import ENOUGH, Band, Handed, Returned, Stocked, Summary

NO_BOUND = "no bound"

MOST_MONTHS = 24
"""Months that a table lists."""


def percentiles(summary: Summary) -> tuple[str, str, str]:
    """The names of the three numbers of a band."""
    return ("5%", "median", "95%") if summary.enough else ("least", "median", "most")


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
    if summary.ended or any(summary.ends):
        yield _ends(summary)
    if summary.tiers:
        yield _tiers(summary)
    if summary.sets:
        yield _sets(summary)
    if summary.refused:
        yield _refused(summary)


def number(band: Band) -> str:
    """`1,200`, or `1,140 to 1,260` where the runs differ."""
    low, high = round(band.low), round(band.high)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def money(minor: float, currency: str) -> str:
    """An amount of minor units with separators: `12,400.00 CNY`."""
    amount, _, unit = values.text_of(Money(round(minor), currency)).partition(" ")
    whole, point, part = amount.partition(".")
    return f"{int(whole):,}{point}{part} {unit}"


def when_gone(stock: Stocked) -> str:
    """`on day 3 (2 to 5)`, or in how many openings a recurring stock went."""
    if not stock.gone:
        return "never"
    if stock.days is None:
        return f"in {stock.gone:.0%} of its windows"
    low, middle, high = (int(one) + 1 for one in (stock.days.low, stock.days.middle, stock.days.high))
    day = f"on day {middle}" if low == high else f"on day {middle} ({low} to {high})"
    return day if stock.gone == 1 else f"{day}, in {stock.gone:.0%} of the runs"


def _table(title: str, first: str, *columns: str) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold not italic", header_style="dim", box=None, pad_edge=False
    )
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _three(band: Band) -> tuple[str, str, str]:
    return f"{band.low:,.0f}", f"{band.middle:,.0f}", f"{band.high:,.0f}"


def _deeds(summary: Summary) -> Table:
    table = _table("Who does what", "", *(f"members {one}" for one in percentiles(summary)), "of all", "times, median")
    for deed in summary.deeds:
        share = deed.members.middle / max(1.0, summary.members.middle)
        table.add_row(deed.title, *_three(deed.members), f"{share:.1%}", f"{deed.times.middle:,.0f}")
    table.add_row("anything at all", *_three(summary.active), "", "")
    return table


def _prizes(summary: Summary) -> Table:
    unit = f", in {summary.currency}" if summary.currency else ""
    table = _table(
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
        table.add_row(prize.title, *_three(prize.number), *valued(prize))
    if summary.currency:
        bounded = cost(summary.worst) if not summary.unlimited else NO_BOUND
        table.add_row(
            "cost of all", *map(cost, (summary.cost.low, summary.cost.middle, summary.cost.high)), "", "", bounded
        )
    return table


def _stocks(summary: Summary) -> Table:
    table = _table("Stocks", "", "units", *(f"taken {one}" for one in percentiles(summary)), "runs out")
    for stock in summary.stocks:
        units = f"{stock.quota:,} a window" if stock.recurring else f"{stock.quota:,}"
        table.add_row(stock.title, units, *_three(stock.taken), when_gone(stock))
    return table


def _points(summary: Summary) -> Table:
    table = _table("Points and draws", "", *percentiles(summary))
    table.add_row("points earned", *_three(summary.earned))
    table.add_row("points spent", *_three(summary.spent))
    if summary.taken_back.high:
        table.add_row("points taken back", *_three(summary.taken_back))
    if summary.expired.high:
        table.add_row("points that ended", *_three(summary.expired))
    table.add_row("points still held at the end", *_three(summary.points))
    for title, band in (("points that wait for their days", summary.pending), ("points owed", summary.owed)):
        if band.high:
            table.add_row(title, *_three(band))
    if summary.liability is not None:
        worth = (summary.liability.low, summary.liability.middle, summary.liability.high)
        table.add_row("worth of these", *(money(one, summary.worth_in) for one in worth))
    if any(summary.draws):
        drawn = summary.drawn
        table.add_row("draws a member", f"{drawn.low:.2f}", f"{drawn.middle:.2f}", f"{drawn.high:.2f}")
    return table


def _refunds(summary: Summary) -> Table:
    """Refunds by month, what they could not take back, and what had not been handed out yet."""
    last = f", the last {MOST_MONTHS} months" if len(summary.refunds_by_month) > MOST_MONTHS else ""
    table = _table(f"Orders that come back{last}", "", *percentiles(summary), "worth, median")
    table.add_row("refunds", *_three(summary.refunds), "")
    for what, months in (("refunds", summary.refunds_by_month), ("points taken back", summary.taken_back_by_month)):
        for told, band in _last(months):
            table.add_row(f"{told}: {what}", *_three(band), "")
    for told, things in (("stays with members", summary.kept), ("saved by after", summary.saved)):
        for one in things:
            table.add_row(f"{told}: {one.title}", *_three(one.number), _worth(one, summary))
    return table


def _last(months: dict[str, Band]) -> list[tuple[str, Band]]:
    """The months of a table: of many years the last ones; all of them are in the JSON."""
    return list(months.items())[-MOST_MONTHS:]


def _worth(one: Returned, summary: Summary) -> str:
    currency = summary.worth_in if one.asset == "points" else summary.currency
    return "" if one.worth is None else money(one.worth.middle, currency)


def _ends(summary: Summary) -> Table:
    last = f", of those that ended the last {MOST_MONTHS}" if len(summary.ended) > MOST_MONTHS else ""
    table = _table(f"Points by the month in which they end{last}", "", *percentiles(summary))
    for told, band in _last(summary.ended):
        table.add_row(f"{told}: ended", *_three(band))
    for month, band in summary.ends.items():
        table.add_row(f"{month}: held" if month else "never: held", *_three(band))
    return table


def _tiers(summary: Summary) -> Table:
    table = _table("Tiers at the end", "", *(f"members {one}" for one in percentiles(summary)))
    for title, band in summary.tiers.items():
        table.add_row(title, *_three(band))
    return table


def _sets(summary: Summary) -> Table:
    quarters = sorted({max(0, summary.days * n // 4 - 1) for n in (1, 2, 3, 4)})
    table = _table("Chance that a member has finished, median of the runs", "", *(f"day {day + 1}" for day in quarters))
    for name, line in summary.sets.items():
        table.add_row(summary.set_titles[name], *(f"{line.days[day].middle:.1%}" for day in quarters))
    return table


def _refused(summary: Summary) -> Table:
    table = _table("Refused", "", *percentiles(summary))
    for code, band in summary.refused.items():
        table.add_row(code, *_three(band))
    return table

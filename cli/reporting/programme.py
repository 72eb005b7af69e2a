"""The programme's report, in a terminal and on a page: bills, points paid and ended, and moves between tiers."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import RenderableType

from chalicelib.domain.derived.programme_report import ProgrammeReport
from chalicelib.domain.derived.report import Day
from cli.amounts import several
from cli.reporting.chart import columns
from cli.reporting.document import document
from cli.reporting.sheets import NO_REFUSALS, Row, Sheet, number
from cli.reporting.text import overview
from cli.simulation.cells import money
from cli.titles import in_one_language

TITLE = "The programme"
NO_TIER = "no tier"
BY_DAY = {
    "bills/paid": "bills paid",
    "coupons/used": "coupons used",
    "points/paid": "points paid",
    "points/ended": "points ended",
}
"""What is shown by day, by counter."""


def headline(report: ProgrammeReport) -> Iterator[tuple[str, str]]:
    """The most important numbers, each with its meaning."""
    yield number(report.bills), f"{several(report.bills, 'bill')} paid"
    if report.cancelled:
        yield number(report.cancelled), f"{several(report.cancelled, 'payment')} cancelled"
    yield number(report.coupons_used), f"{several(report.coupons_used, 'coupon')} used"
    yield number(report.points_paid), f"{several(report.points_paid, 'point')} paid at tills"
    if report.points_worth is not None:
        yield money(report.points_worth.minor, report.points_worth.currency), "worth of the points paid"
    yield number(report.points_ended), f"{several(report.points_ended, 'point')} ended"
    if report.tiers:
        yield number(sum(one.moved for one in report.tiers if one.up)), "rose to a higher tier"
        yield number(sum(one.moved for one in report.tiers if not one.up)), "fell to a lower tier"


def sheets(report: ProgrammeReport) -> Iterator[Sheet]:
    """All sheets that have rows."""
    return (sheet for sheet in (_tiers(report), _days(report)) if sheet.rows)


def page(report: ProgrammeReport, now: int) -> str:
    """The page. now: when it was asked for, epoch ms."""
    at = datetime.fromtimestamp(now / 1000, ZoneInfo(report.timezone))
    under = f"As of {at:%Y-%m-%d %H:%M} ({report.timezone}). {NO_REFUSALS}"
    return document(TITLE, under, headline(report), _charts(report, at.date()), sheets(report))


def shown(report: ProgrammeReport) -> Iterator[RenderableType]:
    """All of it for a terminal, top down."""
    return overview(TITLE, "", headline(report), sheets(report))


def _charts(report: ProgrammeReport, today: date) -> str:
    """A chart of each number that moved, from the first day on which anything did until today."""
    if not report.days:
        return ""
    counts = {day.date: day.counts for day in report.days}
    first, last = date.fromisoformat(min(counts)), max(date.fromisoformat(max(counts)), today)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    drawn = ""
    for counter, title in BY_DAY.items():
        numbers = [counts.get(day.isoformat(), {}).get(counter, 0) for day in days]
        drawn += columns(f"{title.capitalize()} a day", days, numbers, number) if any(numbers) else ""
    return drawn


def _tiers(report: ProgrammeReport) -> Sheet:
    most = max((one.moved for one in report.tiers), default=0)
    names = {name: in_one_language(title, name) for name, title in report.titles.items()}
    rows = tuple(
        Row(
            (
                f"{names.get(one.before, one.before) or NO_TIER} → {names.get(one.tier, one.tier) or NO_TIER}",
                "up" if one.up else "down",
                number(one.moved),
            ),
            one.moved / most if most else None,
        )
        for one in report.tiers
    )
    return Sheet("Moves between tiers", ("from → to", "", "times"), "against the most", rows)


def _days(report: ProgrammeReport) -> Sheet:
    most = max((day.counts.get("bills/paid", 0) for day in report.days), default=0)
    head = ("day", *BY_DAY.values(), "tier moves")
    return Sheet(f"Day by day ({report.timezone})", head, "bills", tuple(_day(one, most) for one in report.days))


def _day(day: Day, most: int) -> Row:
    moves = sum(n for name, n in day.counts.items() if name.startswith("tiers/"))
    cells = (day.date, *(number(day.counts.get(counter, 0)) for counter in BY_DAY), number(moves))
    return Row(cells, day.counts.get("bills/paid", 0) / most if most else None)

"""The programme's report, in a terminal and on a page: bills, points paid and ended, and moves between tiers."""

from collections import Counter
from collections.abc import Iterator, Sequence
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
from cli.reporting.touches import touch_sheets
from cli.simulation.cells import money
from cli.titles import in_one_language

TITLE = "The programme"
NO_TIER = "no tier"
BY_DAY = {
    "bills/paid": "bills paid",
    "coupons/used": "coupons used",
    "bills/cancelled": "payments cancelled",
    "coupons/returned": "coupons that came back",
    "points/paid": "points paid",
    "points/returned": "points that came back",
    "points/ended": "points ended",
}
"""The columns of the table and the charts, by counter."""

MOST_DAYS = 120
"""Days that are shown one by one; what lies further apart is shown by month."""


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
    return (sheet for sheet in (_tiers(report), *touch_sheets(report), _days(report)) if sheet.rows)


def page(report: ProgrammeReport, now: int) -> str:
    """The page. now: when it was asked for, epoch ms."""
    at = datetime.fromtimestamp(now / 1000, ZoneInfo(report.timezone))
    under = f"As of {at:%Y-%m-%d %H:%M} ({report.timezone}). {NO_REFUSALS}"
    return document(TITLE, under, headline(report), _charts(report, at.date()), sheets(report))


def shown(report: ProgrammeReport) -> Iterator[RenderableType]:
    """All of it for a terminal, top down."""
    return overview(TITLE, "", headline(report), sheets(report))


def _charts(report: ProgrammeReport, today: date) -> str:
    """A chart of each number that moved, from the first day on which any did until today; of long times by month."""
    if not report.days:
        return ""
    first, last = date.fromisoformat(report.days[0].date), max(date.fromisoformat(report.days[-1].date), today)
    found = _added_up(report.days)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if _by_month(report.days):
        days = list(dict.fromkeys(day.replace(day=1) for day in days))
    drawn, form, each = "", *(("%Y-%m", "a month") if _by_month(report.days) else ("%m-%d", "a day"))
    for counter, title in _moved(report.days).items():
        numbers = [found.get(day.isoformat()[: len(next(iter(found)))], Counter())[counter] for day in days]
        drawn += columns(f"{title.capitalize()} {each}", days, numbers, number, form=form)
    return drawn


def _by_month(days: Sequence[Day]) -> bool:
    """Whether so many days are shown by month."""
    return len(days) > 0 and (date.fromisoformat(days[-1].date) - date.fromisoformat(days[0].date)).days > MOST_DAYS


def _added_up(days: Sequence[Day]) -> dict[str, Counter[str]]:
    """The counters by day, `2026-06-01`, or by month, `2026-06`, where that are many."""
    found: dict[str, Counter[str]] = {}
    for day in days:
        found.setdefault(day.date[:7] if _by_month(days) else day.date, Counter()).update(day.counts)
    return found


def _moved(days: Sequence[Day]) -> dict[str, str]:
    """The columns that have more than nothing on any day."""
    return {counter: title for counter, title in BY_DAY.items() if any(day.counts.get(counter) for day in days)}


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
    found, shown = _added_up(report.days), _moved(report.days)
    each = "Month by month" if _by_month(report.days) else "Day by day"
    most = max((counts["bills/paid"] for counts in found.values()), default=0)
    rows = tuple(
        Row(
            (when, *(number(counts[counter]) for counter in shown), number(_tier_moves(counts))),
            counts["bills/paid"] / most if most else None,
        )
        for when, counts in found.items()
    )
    return Sheet(f"{each} ({report.timezone})", ("", *shown.values(), "tier moves"), "bills", rows)


def _tier_moves(counts: Counter[str]) -> int:
    return sum(n for name, n in counts.items() if name.startswith("tiers/"))

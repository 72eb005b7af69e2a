"""The programme's report, in a terminal and on a page: bills, points paid and ended, and moves between tiers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import RenderableType

from chalicelib.domain.derived.programme_report import ProgrammeReport
from chalicelib.domain.derived.report_lines import Day
from cli.reporting import value_chart
from cli.reporting.chart import columns
from cli.reporting.document import document, section
from cli.reporting.sheet import Row, Sheet, number
from cli.reporting.text import overview
from cli.reporting.touches import touch_sheets
from cli.reporting.value import value_sheets
from cli.reporting.words import ENGLISH, Words
from cli.simulation.cells import money
from cli.titles import in_one_language

BY_DAY = (
    "bills/paid",
    "coupons/used",
    "bills/cancelled",
    "coupons/returned",
    "points/paid",
    "points/returned",
    "points/ended",
)
"""The columns of the table and the charts, by counter."""

MOST_DAYS = 120
"""Days that are shown one by one; what lies further apart is shown by month."""


def headline(report: ProgrammeReport, words: Words = ENGLISH) -> Iterator[tuple[str, str]]:
    """The most important numbers, each with its meaning."""
    yield number(report.bills), words.several(report.bills, "bill paid")
    if report.cancelled:
        yield number(report.cancelled), words.several(report.cancelled, "payment cancelled")
    yield number(report.coupons_used), words.several(report.coupons_used, "coupon used")
    yield number(report.points_paid), words.several(report.points_paid, "point paid")
    if report.points_worth is not None:
        yield money(report.points_worth.minor, report.points_worth.currency), words("worth paid")
    yield number(report.points_ended), words.several(report.points_ended, "point ended")
    if report.tiers:
        yield number(sum(one.moved for one in report.tiers if one.up)), words("rose")
        yield number(sum(one.moved for one in report.tiers if not one.up)), words("fell")


def sheets(report: ProgrammeReport, words: Words = ENGLISH) -> Iterator[Sheet]:
    """All sheets that have rows."""
    yield from value_sheets(report.value, words)
    yield from _others(report, words)


def page(report: ProgrammeReport, now: int, words: Words = ENGLISH) -> str:
    """The page. now: when it was asked for, epoch ms."""
    at = datetime.fromtimestamp(now / 1000, ZoneInfo(report.timezone))
    under = f"{words('as of')} {at:%Y-%m-%d %H:%M} ({report.timezone}). {words('no refusals')}"
    value, others = [*value_sheets(report.value, words)], [*_others(report, words)]
    first = "".join(section(sheet) for sheet in value[:1]) + value_chart.charts(report.value, words)
    drawn = first + "".join(section(sheet) for sheet in value[2:]) + _charts(report, at.date(), words)
    return document(words("programme"), under, headline(report, words), drawn, others, words)


def _others(report: ProgrammeReport, words: Words) -> Iterator[Sheet]:
    sheets = (_tiers(report, words), _tags(report, words), *touch_sheets(report, words), _days(report, words))
    return (sheet for sheet in sheets if sheet.rows)


def shown(report: ProgrammeReport, words: Words = ENGLISH) -> Iterator[RenderableType]:
    """All of it for a terminal, top down."""
    return overview(words("programme"), "", headline(report, words), sheets(report, words), words)


def _charts(report: ProgrammeReport, today: date, words: Words) -> str:
    """A chart of each number that moved, from the first day on which any did until today; of long times by month."""
    if not report.days:
        return ""
    first, last = date.fromisoformat(report.days[0].date), max(date.fromisoformat(report.days[-1].date), today)
    found = _added_up(report.days)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if _by_month(report.days):
        days = list(dict.fromkeys(day.replace(day=1) for day in days))
    drawn, form, each = "", *(("%Y-%m", " a month") if _by_month(report.days) else ("%m-%d", " a day"))
    for counter in _moved(report.days):
        numbers = [found.get(day.isoformat()[: len(next(iter(found)))], Counter())[counter] for day in days]
        drawn += columns(f"{words(counter).capitalize()}{words(each)}", days, numbers, number, words, form=form)
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


def _moved(days: Sequence[Day]) -> list[str]:
    """The columns that have more than nothing on any day."""
    return [counter for counter in BY_DAY if any(day.counts.get(counter) for day in days)]


def _tiers(report: ProgrammeReport, words: Words) -> Sheet:
    most = max((one.moved for one in report.tiers), default=0)
    titles = {name: in_one_language(title, name, words.locale) for name, title in report.titles.items()}
    names = {"": words("no tier")} | titles
    rows = tuple(
        Row(
            (
                f"{names.get(one.before, one.before)} → {names.get(one.tier, one.tier)}",
                words("up") if one.up else words("down"),
                number(one.moved),
            ),
            one.moved / most if most else None,
        )
        for one in report.tiers
    )
    return Sheet(words("tier moves"), (words("from to"), "", words("times")), words("against the most"), rows)


def _tags(report: ProgrammeReport, words: Words) -> Sheet:
    """The tags whose time was over."""
    figure, most = words.figure("tag_over"), max(report.tags_ended.values(), default=0)
    rows = tuple(Row((tag, number(n)), n / most) for tag, n in report.tags_ended.items())
    return Sheet(
        figure.name.capitalize(), (words("tag"), words("times")), words("against the most"), rows, (figure.said,)
    )


def _days(report: ProgrammeReport, words: Words) -> Sheet:
    found, shown = _added_up(report.days), _moved(report.days)
    each = words("each month") if _by_month(report.days) else words("each day")
    most = max((counts["bills/paid"] for counts in found.values()), default=0)
    rows = tuple(
        Row(
            (when, *(number(counts[counter]) for counter in shown), number(_tier_moves(counts))),
            counts["bills/paid"] / most if most else None,
        )
        for when, counts in found.items()
    )
    head = ("", *(words(counter) for counter in shown), words("moves"))
    return Sheet(f"{each} ({report.timezone})", head, words("bills"), rows)


def _tier_moves(counts: Counter[str]) -> int:
    return sum(n for name, n in counts.items() if name.startswith("tiers/"))

"""Touches in the programme's report: how many were told, month by month, and whether they came more often."""

from collections import Counter
from collections.abc import Iterator, Sequence

from chalicelib.domain.derived.programme_report import ProgrammeReport
from chalicelib.domain.derived.report import Day
from chalicelib.domain.derived.touch_report import TouchGroup, TouchLine, touch_lines
from cli.reporting.sheets import Row, Sheet, number
from cli.simulation.cells import money


def touch_sheets(report: ProgrammeReport) -> Iterator[Sheet]:
    """The sheets of touches: all of them together, and by month."""
    yield _effect(report.touches)
    yield _by_month(report.touches, report.days)


def _effect(lines: Sequence[TouchLine]) -> Sheet:
    heads = ("touch", "told", "came", "of those told", "held out", "came", "of those held out", "orders", "amount")
    most = max((_share(one.sent) for one in lines), default=0.0)
    rows = tuple(
        Row(
            (
                one.touch,
                number(one.sent.chosen),
                number(one.sent.came),
                _percent(one.sent),
                number(one.held_out.chosen),
                number(one.held_out.came),
                _percent(one.held_out),
                number(one.sent.orders),
                " ".join(money(minor, currency) for currency, minor in one.sent.amounts.items()) or "–",
            ),
            _share(one.sent) / most if most else None,
        )
        for one in lines
    )
    return Sheet("Touches, and who came within two weeks", heads, "came", rows)


def _by_month(lines: Sequence[TouchLine], days: Sequence[Day]) -> Sheet:
    months: dict[str, Counter[str]] = {}
    for day in days:
        months.setdefault(day.date[:7], Counter()).update(day.counts)
    found = [
        (month, one)
        for month, counts in months.items()
        for one in touch_lines(counts, {line.touch: line for line in lines})
        if one.sent.chosen or one.held_out.chosen or one.dropped
    ]
    most = max((one.sent.chosen for _, one in found), default=0)
    rows = tuple(
        Row(
            (month, one.touch, number(one.sent.chosen), number(one.held_out.chosen), number(one.dropped)),
            one.sent.chosen / most if most else None,
        )
        for month, one in found
    )
    return Sheet("Touches month by month", ("", "touch", "told", "held out", "dropped"), "told", rows)


def _share(group: TouchGroup) -> float:
    return group.came / group.chosen if group.chosen else 0.0


def _percent(group: TouchGroup) -> str:
    return f"{_share(group) * 100:.1f}%" if group.chosen else "–"

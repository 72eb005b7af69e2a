"""Touches in the programme's report: how many were told, month by month, and whether they came more often."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from chalicelib.domain.derived.programme_report import ProgrammeReport
from chalicelib.domain.derived.report_lines import Day
from chalicelib.domain.derived.touch_report import TouchGroup, TouchLine, touch_lines
from cli.reporting.sheet import NO_NUMBER, Row, Sheet, number
from cli.reporting.words import ENGLISH, LOCALES, Words
from cli.simulation.cells import money

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "effect": ("Touches, and who came within two weeks", "触达效果（两周内下单）"),
    "months": ("Touches month by month", "逐月触达"),
    "touch": ("touch", "触达"),
    "told": ("told", "已发送"),
    "came": ("came", "下单人次"),
    "of told": ("of those told", "发送组下单率"),
    "held out": ("held out", "对照组"),
    "of held out": ("of those held out", "对照组下单率"),
    "orders": ("orders", "订单"),
    "amount": ("amount", "金额"),
    "dropped": ("dropped", "已放弃"),
    "told said": (
        "Told: messages that were sent; a member who was told twice counts twice.",
        "已发送：已发出的消息；同一会员两次计两次。",
    ),
    "held said": (
        "Held out: as often as members were chosen and, by chance that stays the same, told nothing.",
        "对照组：按规则应发送、但固定抽中不发送的人次。",
    ),
    "came said": (
        "Came: after how many of these an order was paid within two weeks; refunds are not taken off.",
        "下单人次：其中两周内有付款订单的人次；不扣退款。",
    ),
    "dropped said": ("Dropped: messages that waited too long for their turn.", "已放弃：等待超时未发送的消息。"),
}
"""The words of these sheets, in the languages of `LOCALES`."""


def touch_sheets(report: ProgrammeReport, words: Words = ENGLISH) -> Iterator[Sheet]:
    """The sheets of touches: all of them together, and by month."""
    say = {key: texts[LOCALES.index(words.locale)] for key, texts in WORDS.items()}
    yield _effect(report.touches, say)
    yield _by_month(report.touches, report.days, say)


def _effect(lines: Sequence[TouchLine], say: Mapping[str, str]) -> Sheet:
    keys = ("touch", "told", "came", "of told", "held out", "came", "of held out", "orders", "amount")
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
                " ".join(money(minor, currency) for currency, minor in one.sent.amounts.items()) or NO_NUMBER,
            ),
            _share(one.sent) / most if most else None,
        )
        for one in lines
    )
    said = (say["told said"], say["held said"], say["came said"])
    return Sheet(say["effect"], tuple(say[key] for key in keys), say["came"], rows, said)


def _by_month(lines: Sequence[TouchLine], days: Sequence[Day], say: Mapping[str, str]) -> Sheet:
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
    head = ("", say["touch"], say["told"], say["held out"], say["dropped"])
    return Sheet(say["months"], head, say["told"], rows, (say["dropped said"],))


def _share(group: TouchGroup) -> float:
    return group.came / group.chosen if group.chosen else 0.0


def _percent(group: TouchGroup) -> str:
    return f"{_share(group) * 100:.1f}%" if group.chosen else NO_NUMBER

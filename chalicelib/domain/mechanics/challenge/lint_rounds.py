"""Rounds that a challenge's own edges cut short."""

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal
from zoneinfo import ZoneInfo

from chalicelib.domain.lint.openings import openings, recurs
from chalicelib.domain.lint.subject import Rule, Subject, warning
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.time.localtime import local
from chalicelib.domain.time.periods import period
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.findings import Finding

_ROUND: Final[dict[str, Literal["day", "week", "month"]]] = {"daily": "day", "weekly": "week", "monthly": "month"}


def _whole_rounds(subject: Subject) -> Iterator[Finding]:
    """A first week cut short asks for seven days' tasks in five. Rounds that recurring windows cut are meant so."""
    zone, window = subject.zone, subject.window
    if zone is None or window is None:
        return
    for name, challenge in subject.campaign.blocks(Challenge).items():
        span = next(openings(zone, window, challenge), None)
        if challenge.repeats is None or recurs(challenge) or span is None:
            continue
        for which, at, whole in _cut_rounds(challenge, span, zone, subject.campaign.week_starts):
            per = _ROUND[challenge.repeats]
            edge = f"it {'opens' if which == 'first' else 'closes'} at {local(at, zone):%Y-%m-%d %H:%M}"
            days = f"the {per} is {_day(whole.opens, zone)} to {_day(whole.closes - 1, zone)}"
            message = f"the {which} {per} is cut short: {edge}, and {days}; move the edge, or week_starts"
            yield warning(("challenges", name, "repeats"), "cut-round", message)


def _cut_rounds(
    challenge: Challenge, span: Window, zone: ZoneInfo, week_starts: str
) -> Iterator[tuple[str, int, Window]]:
    """Which rounds are cut (`first`, `last`), where, and what they would be whole."""
    per = _ROUND[str(challenge.repeats)]
    first = period(per, zone, span.opens, week_starts).window
    last = period(per, zone, span.closes - 1, week_starts).window
    if first.opens < span.opens:
        yield "first", span.opens, first
    if last.closes > span.closes:
        yield "last", span.closes, last


def _day(at: int, zone: ZoneInfo) -> date:
    return local(at, zone).date()


RULES: tuple[Rule, ...] = (_whole_rounds,)

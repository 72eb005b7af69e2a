"""Phrases of touches: how long before an end, and the hours in which nothing is sent."""

from typing import Any

from chalicelib.domain.file.phrases.moments import CLOCK, clock
from chalicelib.domain.file.phrases.numbers import COUNT, duration
from chalicelib.domain.file.phrases.phrase import phrase
from chalicelib.domain.words.values import BeforeEnd, QuietHours


@phrase(
    "a time before an end",
    f"(?P<ahead>{COUNT} (?:days?|weeks?|months?)) before (?:(?P<several>points|coupons) end|(?P<one>tier) ends)",
    "14 days before points end",
    "3 days before coupons end",
    "30 days before tier ends",
    guess="meant_touches.before_end",
)
def before_end(ahead: str, several: str | None, one: str | None) -> BeforeEnd:
    """So long before points or coupons end, or the time is over for which a tier is kept."""
    ends: Any = several or one
    return BeforeEnd(duration(ahead), ends)


@phrase(
    "quiet hours",
    f"daily (?P<begin>{CLOCK}) to daily (?P<end>{CLOCK})",
    "daily 21:00 to daily 09:00",
    guess="meant_touches.quiet_hours",
)
def quiet_hours(begin: str, end: str) -> QuietHours:
    """The hours of each day in which nothing is sent, by the programme's clock; they may go over midnight."""
    if clock(begin) == clock(end):
        raise ValueError("they would be over as they begin")
    return QuietHours(clock(begin), clock(end))

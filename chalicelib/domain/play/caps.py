"""Caps of what members are told, counted as limits are, by the programme's calendar; and the quiet hours."""

from typing import Final

from chalicelib.domain.play.touches import record_of
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.time.periods import Period, period
from chalicelib.domain.time.windows import Moment, Window, window_at
from chalicelib.domain.words.values import Limit, Limits

ALL: Final = "*"
"""The path under which all touches together are counted; one alone is counted by its name."""


def by_channel(name: str) -> str:
    """The path under which a channel's messages are counted."""
    return f"by/{name}"


def has_room(turn: Turn, path: str, limits: Limits) -> bool:
    """Whether all limits let one more through now."""
    return not full_until(turn, path, limits, turn.now)


def full_until(turn: Turn, path: str, limits: Limits, at: int) -> int:
    """The end of the last period in which limits let nothing more through, by a moment (epoch ms); 0: they do."""
    record = turn.member.touches
    counts = record.counts if record else {}
    periods = ((one, _period(turn, one, at)) for one in limits)
    full = (within.window.closes for one, within in periods if counts.get(f"{path}@{within.id}", 0) >= one.count)
    return max(full, default=0)


def count_message(turn: Turn, path: str, limits: Limits) -> None:
    """Count one message in the period of each limit."""
    counts = record_of(turn).counts
    for key in {f"{path}@{_period(turn, one, turn.now).id}" for one in limits}:
        counts[key] = counts.get(key, 0) + 1


def quiet_at(turn: Turn, at: int) -> Window | None:
    """The quiet hours in which a moment (epoch ms) lies; None: something may be sent then."""
    hours = turn.definitions.programme.touches.quiet
    if hours is None:
        return None
    begin, end = Moment("day", clock=hours.begin), Moment("day", clock=hours.end)
    return window_at(begin, end, turn.definitions.programme.zone, at)


def _period(turn: Turn, limit: Limit, at: int) -> Period:
    return period(limit.per, turn.definitions.programme.zone, at)  # type: ignore[arg-type] # the lint lets in no other

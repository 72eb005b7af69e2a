"""Caps of what members are told, counted as limits are, by the programme's calendar; and the quiet hours."""

from typing import Final

from chalicelib.domain.play.touches import record_of
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.time.localtime import DAY
from chalicelib.domain.time.periods import Period, period
from chalicelib.domain.time.windows import Moment, Window, next_window, window_at
from chalicelib.domain.words.values import Limit, Limits, QuietHours

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


def next_quiet(turn: Turn, at: int) -> int:
    """When the next quiet hours begin after a moment (epoch ms); without any, in a year."""
    hours = turn.definitions.programme.touches.quiet
    zone = turn.definitions.programme.zone
    coming = next_window(*_edges(hours), zone, at) if hours is not None else None
    return coming.opens if coming is not None else at + 366 * DAY


def quiet_at(turn: Turn, at: int) -> Window | None:
    """The quiet hours in which a moment (epoch ms) lies; None: something may be sent then."""
    hours = turn.definitions.programme.touches.quiet
    if hours is None:
        return None
    return window_at(*_edges(hours), turn.definitions.programme.zone, at)


def _edges(hours: QuietHours) -> tuple[Moment, Moment]:
    return Moment("day", clock=hours.begin), Moment("day", clock=hours.end)


def _period(turn: Turn, limit: Limit, at: int) -> Period:
    return period(limit.per, turn.definitions.programme.zone, at)  # type: ignore[arg-type] # the lint lets in no other

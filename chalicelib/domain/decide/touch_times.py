"""When a member has to be asked for a touch again: the schedule looks at nobody before."""

from typing import Final

from chalicelib.domain.decide.touches import stops, verdicts
from chalicelib.domain.file.touches import Touch
from chalicelib.domain.play.caps import ALL, by_channel, full_until, quiet_at
from chalicelib.domain.play.touches import last_moment, record_of
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.purse import day_after
from chalicelib.domain.time.localtime import local, midnight

MOST_STEPS: Final = 20
"""Obstacles in a row that are looked at: each ends later than the one before, and beyond these it is asked again."""


def next_try(turn: Turn) -> int | None:
    """The first moment from now on (epoch ms) at which something that waits may be sent, as far as is known now.

    None: nothing waits, or only for what members do themselves. Who it is not for now is asked again on the next day.
    """
    plan, found = turn.definitions.programme.touches.plan, list[int]()
    for one in verdicts(turn):
        said = plan[one.touch]
        start = _next_day(turn) if one.stopped in ("who", "over") else turn.now
        at = _free_from(turn, one.touch, said, start)
        if at is not None and at < last_moment(turn, said, record_of(turn).fell_due[one.touch]):
            found.append(at)
    return min(found, default=None)


def _free_from(turn: Turn, name: str, said: Touch, at: int) -> int | None:
    """The first moment from one on at which no cap and no quiet hours stand in the way of a touch; None: it waits for a
    grant or a consent."""
    able = [one for one in said.by if not (stopped := stops(turn, one)) or stopped.endswith("limit")]
    for _ in range(MOST_STEPS if able else 0):
        later = max(at, _obstacle_ends(turn, name, said, able, at))
        if later == at:
            break
        at = later
    return at if able else None


def _obstacle_ends(turn: Turn, name: str, said: Touch, able: list[str], at: int) -> int:
    """When that is over which stands in the way at a moment; 0: nothing does."""
    if (quiet := quiet_at(turn, at)) is not None:
        return quiet.closes
    programme = turn.definitions.programme
    channels = (full_until(turn, by_channel(one), programme.channels[one].limit, at) for one in able)
    return max(
        full_until(turn, name, said.limit, at), full_until(turn, ALL, programme.touches.limit, at), min(channels)
    )


def _next_day(turn: Turn) -> int:
    zone = turn.definitions.programme.zone
    return midnight(day_after(local(turn.now, zone).date()), zone)

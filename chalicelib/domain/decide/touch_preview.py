"""Foresees what a member would be sent on a day, if nothing happened until then: nothing is written."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.settle import settle
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.decide.touch_times import next_try
from chalicelib.domain.decide.touches import verdicts
from chalicelib.domain.play.caps import quiet_at
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Ask, TouchMember
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.touched import Touched
from chalicelib.domain.time.windows import Window

MOST_A_DAY: Final = 50
"""Messages of one member on one day that are foreseen."""


class Foreseen(NamedTuple):
    """One touch of a member on the day."""

    touch: str
    """The touch."""
    channel: str
    """The channel that carries it; empty: it is not sent."""
    stopped: str
    """The cause why not, as in `Verdict`, or `held out`; empty: it is sent."""


def foresee(definitions: Definitions, member: Snapshot, day: Window) -> Iterator[Foreseen]:
    """Give what a member would be sent on a day to come, and what would wait in vain when its loud hours end."""
    if member.document.erased or not definitions.programme.touches.plan:
        return
    at: int | None = max(day.opens, member.at)
    for _ in range(MOST_A_DAY):
        if at is None or at not in day:
            break
        outcome = decide(Situation(definitions=definitions, member=member, now=at), [Ask("", TouchMember())])
        touched = next((one.touched for one in outcome.receipts if one.touched), None)
        if touched is not None:
            yield _told(touched)
            member = replace(member, document=outcome.member, version=member.version + 1, at=at)
        else:
            at = _later(definitions, member, at, day)
    in_the_end = _settled(definitions, member, max(member.at, _last_loud_moment(definitions, member, day)))
    yield from (Foreseen(one.touch, "", one.stopped) for one in verdicts(in_the_end) if one.stopped)


def _told(touched: Touched) -> Foreseen:
    return Foreseen(touched.touch, touched.channel, "held out" if touched.held_out else "")


def _later(definitions: Definitions, member: Snapshot, at: int, day: Window) -> int | None:
    """The next moment of the day at which something may be sent."""
    coming = next_try(_settled(definitions, member, at))
    return coming if coming is not None and coming > at else None


def _last_loud_moment(definitions: Definitions, member: Snapshot, day: Window) -> int:
    """The last moment of a day at which something may be sent at all; of a day that is all quiet, its last."""
    turn = Turn(definitions, member.id, member.document, day.closes - 1, day.closes - 1)
    quiet = quiet_at(turn, day.closes - 1)
    return quiet.opens - 1 if quiet is not None and quiet.opens > day.opens else day.closes - 1


def _settled(definitions: Definitions, member: Snapshot, now: int) -> Turn:
    document = msgspec.json.decode(msgspec.json.encode(member.document), type=Member)
    turn = Turn(definitions, member.id, document, now, now, only_shown=True)
    settle(turn, member.at)
    return turn

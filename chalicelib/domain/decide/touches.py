"""Telling members: the action `touch`, which takes the plan in its order and chooses the first that may be sent.

The schedule asks for it, again and again; the member's document decides. One touch an action: its caps are counted, a
grant is used and `touch.sent` is raised with the same receipt, so that whatever crashes, it is decided once.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from chalicelib.domain.decide.touch_fields import fields_of
from chalicelib.domain.file.touches import Touch
from chalicelib.domain.play.audience import is_for
from chalicelib.domain.play.caps import ALL, by_channel, count_message, has_room, next_quiet, quiet_at
from chalicelib.domain.play.holdout import is_held_out
from chalicelib.domain.play.touches import last_moment, record_of
from chalicelib.domain.play.turn import Handlers, Raised, Turn
from chalicelib.domain.record.actions import GiveConsent, TouchMember
from chalicelib.domain.record.touched import Chosen, Touched
from chalicelib.domain.words.errors import BadEvent, Unknown

SENT: Final = "touch.sent"

MOST_GRANTS: Final = 99
"""Grants of one channel that are kept: a phone may report any number."""


class Verdict(NamedTuple):
    """Whether a touch that fell due may be sent now."""

    touch: str
    """The touch."""
    channel: str
    """The channel that would carry it; empty: none may."""
    stopped: str
    """The cause why not: `quiet`, `who`, `over` (nothing ends any more), `limit` (its own), `limit of all`, or of its
    last channel `CHANNEL: grant`, `CHANNEL: consent`, `CHANNEL: limit`. Empty: it may be sent."""


def verdicts(turn: Turn) -> Iterator[Verdict]:
    """The verdict on each touch that fell due and waits, in the order of the plan."""
    record = turn.member.touches
    if record is None or turn.member.erased:
        return
    for name, said in turn.definitions.programme.touches.plan.items():
        if name in record.fell_due:
            yield _verdict(turn, name, said)


def touch(turn: Turn, action: TouchMember) -> None:
    """Choose the first touch that may be sent now, if there is one: count it, use a grant, and let it be told.

    Who is held out is told nothing, and of caps only the touch's own is counted, so that both groups are chosen alike.
    """
    chosen = next((one for one in verdicts(turn) if not one.stopped), None)
    if chosen is None:
        return
    programme, record = turn.definitions.programme, record_of(turn)
    said, channel = programme.touches.plan[chosen.touch], programme.channels[chosen.channel]
    held_out = is_held_out(turn.definitions.holdout, chosen.touch, turn.member_id, said.holdout)
    due, fields = record.fell_due.pop(chosen.touch), fields_of(turn, said) or {}
    until = min(last_moment(turn, said, due), next_quiet(turn, turn.now))
    turn.draft.touched = Touched(chosen.touch, chosen.channel, due, until, fields, held_out)
    record.chosen[chosen.touch] = Chosen(turn.now, held_out)
    count_message(turn, chosen.touch, said.limit)
    if held_out:
        return
    count_message(turn, by_channel(chosen.channel), channel.limit)
    count_message(turn, ALL, programme.touches.limit)
    if channel.needs == "grant":
        _use_grant(turn, chosen.channel)
    turn.raised.append(Raised(SENT, {"touch": chosen.touch, "channel": chosen.channel}, turn.now))


def allow(turn: Turn, channel: str) -> None:
    """Add the grant of one message that a member allowed; BadEvent (`bad_event_field`) for a channel without grants."""
    channels = turn.definitions.programme.channels
    if channel not in channels or channels[channel].needs != "grant":
        known = ", ".join(name for name, one in channels.items() if one.needs == "grant") or "none"
        raise BadEvent(f"{channel!r} takes no grants; the channels that do: {known}.", "bad_event_field")
    turn.member.grants[channel] = min(MOST_GRANTS, turn.member.grants.get(channel, 0) + 1)


def consent(turn: Turn, action: GiveConsent) -> None:
    """Note that a member wants to be reached by a channel, or does no more; Unknown (`unknown_channel`).

    What was given can be withdrawn whatever the programme says by now.
    """
    declared = turn.definitions.programme.channels.get(action.channel)
    if action.channel not in turn.member.consents and (declared is None or declared.needs != "consent"):
        raise Unknown("channel", action.channel)
    if not action.given:
        turn.member.consents.pop(action.channel, None)
    else:
        turn.member.consents.setdefault(action.channel, turn.now)


def stops(turn: Turn, name: str) -> str:
    """The cause why a channel carries no message now, as in `Verdict`; empty: it does."""
    channel = turn.definitions.programme.channels[name]
    if channel.needs == "grant" and not turn.member.grants.get(name):
        return f"{name}: grant"
    if channel.needs == "consent" and name not in turn.member.consents:
        return f"{name}: consent"
    return "" if has_room(turn, by_channel(name), channel.limit) else f"{name}: limit"


def _verdict(turn: Turn, name: str, said: Touch) -> Verdict:
    if quiet_at(turn, turn.now) is not None:
        return Verdict(name, "", "quiet")
    if not is_for(turn, said.who) or not _still_so(turn, said):
        return Verdict(name, "", "who")
    if fields_of(turn, said) is None:
        return Verdict(name, "", "over")
    if not has_room(turn, name, said.limit):
        return Verdict(name, "", "limit")
    if not has_room(turn, ALL, turn.definitions.programme.touches.limit):
        return Verdict(name, "", "limit of all")
    stopped = ""
    for channel in said.by:
        stopped = stops(turn, channel)
        if not stopped:
            return Verdict(name, channel, "")
    return Verdict(name, "", stopped)


def _still_so(turn: Turn, said: Touch) -> bool:
    """Whether a tier that was reached is still held, and a segment that was entered still holds."""
    fact = {"tier.reached": "tier", "segment.entered": "segment"}.get(str(said.when), "")
    return fact not in said.where or is_for(turn, {fact: said.where[fact]})


def _use_grant(turn: Turn, channel: str) -> None:
    turn.member.grants[channel] -= 1
    if not turn.member.grants[channel]:
        del turn.member.grants[channel]


HANDLERS: Handlers = {TouchMember: touch, GiveConsent: consent}

"""Touches as they fall due: an event, or the time before an end, notes one, and nothing more. The action `touch` tells.

A touch that falls due again before it was told is told once. What waits too long is dropped.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from chalicelib.domain.file.conditions import Value
from chalicelib.domain.file.touches import Touch
from chalicelib.domain.play.tiers import review_at
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.play.wallet import over_from
from chalicelib.domain.play.where import meets
from chalicelib.domain.record.order import Order
from chalicelib.domain.record.purse import in_order
from chalicelib.domain.record.stars import within
from chalicelib.domain.record.touched import Followed, TouchRecord
from chalicelib.domain.time.localtime import DAY, add
from chalicelib.domain.time.periods import period_closes
from chalicelib.domain.words.values import BeforeEnd

FOLLOWED: Final = 14 * DAY
"""For how long after a touch orders are counted for it."""


def record_of(turn: Turn) -> TouchRecord:
    """The part of the member's document that tells of touches, to be changed."""
    if turn.member.touches is None:
        turn.member.touches = TouchRecord()
    return turn.member.touches


def note(turn: Turn, type: str, values: Mapping[str, Value]) -> None:
    """Note the touches that wait for an event of the turn's moment."""
    for name, touch in turn.definitions.programme.touches.plan.items():
        if touch.when == type and meets(turn, touch.where, type, values):
            _falls_due(turn, name, touch)


def next_reminder(turn: Turn, after: int) -> int | None:
    """The first moment after one (epoch ms), past or to come, at which a touch falls due that is told before an end."""
    moments = (at for touch in turn.definitions.programme.touches.plan.values() for at in _reminders(turn, touch))
    return min((at for at in moments if at > after), default=None)


def remind(turn: Turn) -> None:
    """Note the touches that are told before an end, and fall due at the turn's moment."""
    turn.reminded = turn.moment
    for name, touch in turn.definitions.programme.touches.plan.items():
        if turn.moment in _reminders(turn, touch):
            _falls_due(turn, name, touch)


def ends_of(turn: Turn, before: BeforeEnd) -> Iterator[int]:
    """The ends (epoch ms) before which a touch is told; of a tier only where the stars as they are don't keep it."""
    match before.ends:
        case "points":
            yield from {end for lot in in_order(turn.member.lots) if (end := over_from(turn, lot))}
        case "coupons":
            yield from {one.expires for one in turn.member.coupons if one.expires}
        case "tier":
            yield from _tier_ends(turn)


def last_moment(turn: Turn, touch: Touch, fell_due: int) -> int:
    """The moment (epoch ms) from which on a touch that fell due then is not told any more."""
    return add(touch.waits.count, touch.waits.unit, turn.definitions.programme.zone, fell_due)


def drop(turn: Turn) -> None:
    """Forget what waited too long, or is in no plan any more, and what was told so long ago that nothing follows it."""
    record = turn.member.touches
    if record is None:
        return
    plan = turn.definitions.programme.touches.plan
    for name, at in [*record.fell_due.items()]:
        if name not in plan or last_moment(turn, plan[name], at) <= turn.now:
            del record.fell_due[name]
            turn.draft.dropped.append(name)
    record.chosen = {name: one for name, one in record.chosen.items() if one.at + FOLLOWED > turn.now}
    _tidy(turn)


def forget_periods(turn: Turn) -> None:
    """Forget what caps counted in periods that are over."""
    record, zone = turn.member.touches, turn.definitions.programme.zone
    if record is not None:
        counts = record.counts.items()
        record.counts = {key: n for key, n in counts if (period_closes(key.rpartition("@")[2], zone) or 0) > turn.now}
        _tidy(turn)


def follow(turn: Turn, before: Order, after: Order) -> None:
    """Note for which touches an order of the member's counts: it was paid within two weeks after them."""
    record = turn.member.touches
    if record is None or after.member != turn.member_id or before.member == after.member or not after.paid:
        return
    for name, last in record.chosen.items():
        if last.at <= after.paid < last.at + FOLLOWED:
            first = not last.ordered
            turn.draft.followed.append(Followed(name, after.minor, after.currency, last.held_out, first))
            record.chosen[name] = replace(last, ordered=True)


def _falls_due(turn: Turn, name: str, touch: Touch) -> None:
    at = min(turn.moment, turn.now)
    if last_moment(turn, touch, at) <= turn.now:
        turn.draft.dropped.append(name)
        return
    fell_due = record_of(turn).fell_due
    fell_due[name] = max(at, fell_due.get(name, 0))


def _reminders(turn: Turn, touch: Touch) -> Iterator[int]:
    if isinstance(before := touch.when, BeforeEnd):
        zone = turn.definitions.programme.zone
        yield from (add(-before.ahead.count, before.ahead.unit, zone, end) for end in ends_of(turn, before))


def _tier_ends(turn: Turn) -> Iterator[int]:
    held, looked_at = turn.member.standing, review_at(turn)
    if held is None or looked_at is None:
        return
    tier = turn.definitions.programme.tiers[held.tier]
    wanted = tier.stays_with or tier.stars
    if wanted is None or within(turn.member.stars, wanted, turn.month_of(looked_at)) < wanted.count:
        yield held.until


def _tidy(turn: Turn) -> None:
    """An empty record is none: a member whom nothing waits for is as before."""
    if turn.member.touches == TouchRecord():
        turn.member.touches = None

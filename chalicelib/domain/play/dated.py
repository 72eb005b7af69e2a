"""Lists things of a member that have a moment of their own, past and to come: what ends, and what comes about.

Settling lets them happen in the order of their moments, and the index of who is due follows the same lists, so that
nothing can be forgotten there. Each mechanic lists by itself what it gives at a moment.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from chalicelib.domain.play.bills import let_go, remember
from chalicelib.domain.play.birthdays import next_birthday, raise_one
from chalicelib.domain.play.segment_days import next_change
from chalicelib.domain.play.tags import end_tags, next_end
from chalicelib.domain.play.tiers import review, review_at
from chalicelib.domain.play.touches import next_reminder, remind
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.play.wallet import expire, over_from
from chalicelib.domain.record.journal import EXPIRED, PRIZES
from chalicelib.domain.record.purse import in_order


class Due(NamedTuple):
    """One thing that falls due."""

    at: int
    """When it falls due, in epoch milliseconds."""
    happen: Callable[[Turn], None]
    """Lets it happen."""


def ending(turn: Turn) -> list[Due]:
    """List what ends: holds for bills, coupons, points, tags. Of one moment the first listed happens first."""
    member = turn.member
    # what is kept for a bill does not end before the hold does
    found = [Due(hold.until, partial(_release, bill=hold.bill)) for hold in member.holds]
    ends = {one.expires for one in member.coupons if one.expires and not one.bill}
    found += [Due(at, partial(_expire, at=at)) for at in ends]
    first = next(iter(in_order(member.lots)), None) if member.lots else None  # what ends first
    if first is not None and (over := over_from(turn, first)):
        found.append(Due(over, partial(expire, at=over)))
    if tag_ends := next_end(turn):
        found.append(Due(tag_ends, end_tags))
    return found


def coming(turn: Turn, birthdays_done: int, days_done: int) -> list[Due]:
    """List what comes about: a tier is looked at, a touch reminds, a birthday is raised, days pass. Of one moment the
    first listed happens first.

    birthdays_done: the moment of the last birthday that was raised, or until which there was none; days_done: that of
    the last day on which segments were looked at (epoch ms).
    """
    found = []
    if looked_at := review_at(turn):
        found.append(Due(looked_at, review))
    reminder = next_reminder(turn, max(birthdays_done, turn.reminded))  # all up to a birthday were before it
    if reminder is not None:
        found.append(Due(reminder, remind))
    if (birthday := next_birthday(turn, birthdays_done)) is not None:
        found.append(Due(birthday, raise_one))
    if (day := next_change(turn, days_done)) is not None:
        found.append(Due(day, another_day))
    return found


def another_day(turn: Turn) -> None:
    """Days have passed, and nothing else: other segments may hold."""


def _expire(turn: Turn, at: int) -> None:
    """The coupons that end at a moment leave the wallet."""
    over = [coupon for coupon in turn.member.coupons if coupon.expires == at and not coupon.bill]
    turn.member.coupons = [coupon for coupon in turn.member.coupons if coupon.expires != at or coupon.bill]
    for coupon in over:
        turn.use(coupon.campaign, EXPIRED)
        turn.post(coupon.campaign, f"{PRIZES}{coupon.prize}", -1, EXPIRED)
        remember(turn, coupon, at, used=False)


def _release(turn: Turn, bill: str) -> None:
    """A hold is over: its coupons and points are free again, and end where their end has come."""
    let_go(turn, lambda one: one.bill == bill)

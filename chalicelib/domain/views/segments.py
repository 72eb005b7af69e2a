"""The segments of a member as managers look at them: which hold, and why."""

import msgspec
from msgspec import Struct

from chalicelib.domain.decide.settle import settle
from chalicelib.domain.play.members import AsOf, days_ago, last_order, meets_all
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.bought import orders_of, spent_of
from chalicelib.domain.record.member import Member, Snapshot

MONTHS = 12
"""The months whose purchases are told together."""


class ConditionView(Struct, frozen=True):
    """One condition of a segment."""

    fact: str
    """The fact that it is about: `last_order`."""
    condition: str
    """The condition, as the file has it: `within 90 days`."""
    holds: bool
    """Whether the member meets it."""


class SegmentView(Struct, frozen=True):
    """A segment, and whether it holds of the member."""

    name: str
    """Its name in the programme."""
    holds: bool
    """Whether all of its conditions hold."""
    conditions: tuple[ConditionView, ...]
    """Its conditions, each by itself."""


class Purchases(Struct, frozen=True, array_like=True):
    """The recency, frequency and money of a member who has bought something."""

    days: int
    """How many days ago the last order was."""
    orders: int
    """How many orders there were in this month and the eleven before."""
    spent: int
    """Their amount in the programme's currency, in minor units."""


def settled(definitions: Definitions, member: Snapshot, now: int) -> Turn:
    """A look at a member with all that has fallen due; nothing is written."""
    copy = msgspec.json.decode(msgspec.json.encode(member.document), type=Member)
    turn = Turn(definitions, member.id, copy, now, now, only_shown=True)
    settle(turn, member.at)
    return turn


def segments(turn: Turn) -> tuple[SegmentView, ...]:
    """Every segment of the programme, in the order of the file."""
    when = AsOf(turn.now, turn.definitions.programme.zone, "Mon", True)
    found = []
    for name, who in turn.definitions.programme.segments.items():
        each = tuple(ConditionView(fact, one.spelled, meets_all(turn, {fact: one}, when)) for fact, one in who.items())
        found.append(SegmentView(name, all(one.holds for one in each), each))
    return tuple(found)


def purchases(turn: Turn) -> Purchases | None:
    """Tell how much the member has bought, and how long ago; None: nothing."""
    last, bought = last_order(turn), turn.member.bought
    if not last:
        return None
    month, currency = turn.month_of(turn.now), turn.definitions.programme.currency or ""
    spent = spent_of(bought, currency, month, MONTHS)
    return Purchases(days_ago(turn, last, turn.now), orders_of(bought, month, MONTHS), spent)

"""Whether a member is one of those whom a file asks for: what is known of the member, held against conditions.

It is judged at the decision, from the document alone, by the programme's calendar; nothing of it is stored. Purchases
are those noted so far: the order that is being counted comes after them, as a tier does that it brings.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.domain.file import conditions
from chalicelib.domain.play import birthdays
from chalicelib.domain.play.tags import declared
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.bought import orders_of, spent_of
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.said import as_of
from chalicelib.domain.time.localtime import age, local
from chalicelib.domain.words.values import Condition, Conditions, Money


class AsOf(NamedTuple):
    """When, and by whose clock, a member is judged."""

    at: int
    """The moment, epoch ms."""
    zone: ZoneInfo
    """The timezone of full years."""
    week_starts: str
    """The day with which a week begins."""
    as_known: bool = False
    """Whether the profile is the last one known, and not that of the moment."""


def meets_all(turn: Turn, who: Conditions, when: AsOf) -> bool:
    """Whether a member meets every condition; none is met by everybody."""
    return all(_MEETS[name](turn, condition, when) for name, condition in who.items())


def segments_of(turn: Turn, at: int) -> list[str]:
    """The segments that hold of the member at a moment (epoch ms), as far as all is known now; in the file's order."""
    programme = turn.definitions.programme
    when = AsOf(at, programme.zone, "Mon", True)
    return [name for name, who in programme.segments.items() if meets_all(turn, who, when)]


def days_ago(turn: Turn, day: int, at: int) -> int:
    """How many days before a moment (epoch ms) a day was, by its number; 0 where it comes later."""
    return max(0, local(at, turn.definitions.programme.zone).date().toordinal() - day)


def last_order(turn: Turn) -> int:
    """The number of the day of the member's last order, by the programme's calendar; 0: there is none."""
    bought = turn.member.bought
    return local(bought.last, turn.definitions.programme.zone).date().toordinal() if bought and bought.last else 0


def _profile(turn: Turn, when: AsOf) -> Profile:
    return turn.member.profile if when.as_known or when.at >= turn.now else as_of(turn.member, when.at)


def _tier(turn: Turn, condition: Condition, when: AsOf) -> bool:
    """Tiers compare in the programme's rising order."""
    return conditions.ranked(condition, _profile(turn, when).tier, tuple(turn.definitions.programme.tiers))


def _tag(turn: Turn, condition: Condition, when: AsOf) -> bool:
    """It is any of the brand's, or of those that rules gave."""
    return conditions.holds(condition, "texts", (*_profile(turn, when).tags, *declared(turn)))


def _age(turn: Turn, condition: Condition, when: AsOf) -> bool:
    """Full years; who has told none meets no condition."""
    born = turn.member.profile.born
    return bool(born) and conditions.holds(condition, "number", 1000 * age(born, when.zone, when.at))


def _birthday(turn: Turn, condition: Condition, when: AsOf) -> bool:
    return birthdays.falls(turn, condition, when.at, when.week_starts)


def _points(turn: Turn, condition: Condition, when: AsOf) -> bool:
    return conditions.holds(condition, "number", 1000 * turn.member.points)


def _orders(turn: Turn, condition: Condition, when: AsOf) -> bool:
    count = orders_of(turn.member.bought, turn.month_of(when.at), condition.months)
    return conditions.holds(condition, "number", 1000 * count)


def _spent(turn: Turn, condition: Condition, when: AsOf) -> bool:
    """Amounts are compared in the currency of the condition."""
    currency = condition.values[0].rpartition(" ")[2]
    amount = spent_of(turn.member.bought, currency, turn.month_of(when.at), condition.months)
    return conditions.holds(condition, "money", Money(amount, currency))


def _last_order(turn: Turn, condition: Condition, when: AsOf) -> bool:
    """Who has ordered nothing meets no condition."""
    last = last_order(turn)
    return bool(last) and conditions.holds(condition, "number", 1000 * days_ago(turn, last, when.at))


def _joined(turn: Turn, condition: Condition, when: AsOf) -> bool:
    return conditions.holds(condition, "number", 1000 * days_ago(turn, turn.member.joined, when.at))


def _segment(turn: Turn, condition: Condition, when: AsOf) -> bool:
    """Those that are named hold, or (not) none of them does."""
    programme = turn.definitions.programme
    segments, by_clock = programme.segments, AsOf(when.at, programme.zone, "Mon", when.as_known)
    named = (segments[name] for name in condition.values if name in segments)
    return any(meets_all(turn, who, by_clock) for who in named) == (condition.op == "is")


def _invited(turn: Turn, condition: Condition, when: AsOf) -> bool:
    return conditions.holds(condition, "flag", turn.member.invited)


_MEETS: Mapping[str, Callable[[Turn, Condition, AsOf], bool]] = {
    "tier": _tier,
    "tag": _tag,
    "age": _age,
    "birthday": _birthday,
    "points": _points,
    "orders": _orders,
    "spent": _spent,
    "last_order": _last_order,
    "joined": _joined,
    "invited": _invited,
    "segment": _segment,
}

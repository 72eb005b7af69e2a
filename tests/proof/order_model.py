"""What must come of orders, claims and refunds: a model that knows nothing of receipts, documents and undoing.

It keeps each order as the reports tell it, says how each report is to be answered, and adds up what the orders that
counted for a member give with what is left of them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

DAY = 86_400_000
WITHIN, TRIES, WAITING = 30 * DAY, 5, 3
"""How long an order may be claimed and waited for; claims a day; members who wait for one order."""


@dataclass
class Order:
    """One order, as it is known."""

    amount: int = 0
    """What was paid, in minor units."""
    paid: int = 0
    """When, epoch ms; 0: it has not come."""
    end: str | None = None
    """What only its buyer knows."""
    by: str = ""
    """The member for whom it counted."""
    guest: str = ""
    """Who bought it, where it came while it was nobody's."""
    event: str = ""
    """The report that brought it while it was nobody's, or that counted it."""
    refunds: dict[str, int] = field(default_factory=dict)
    """By its id, each refund in minor units."""
    too_much: dict[str, int] = field(default_factory=dict)
    """Those that came before it and were not covered."""
    waiting: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By member, until when and with which end it is waited for."""
    points: int = 0
    """The points of `large` in the version that counted it."""
    factor: Fraction = Fraction(1)
    """The boost that its receipt names."""

    @property
    def left(self) -> int:
        """What is left of it, in minor units."""
        return self.amount - sum(self.refunds.values()) if self.paid else 0

    def wanted_by(self, end: str | None, now: int) -> list[str]:
        """Who waits for it and knows its end."""
        return [who for who, (until, said) in self.waiting.items() if until > now and said == end]


@dataclass
class Orders:
    """All orders, and how often members tried to claim."""

    known: dict[str, Order] = field(default_factory=dict)
    """By their numbers."""
    tries: Counter[tuple[str, int]] = field(default_factory=Counter)
    """By member and day."""

    def __getitem__(self, number: str) -> Order:
        return self.known.setdefault(number, Order())

    came: dict[str, list[int]] = field(default_factory=dict)
    """By member or guest, when each order was paid that became theirs while something was left of it, epoch ms."""

    def becomes(self, whose: str, order: Order) -> None:
        """An order becomes a member's, or a guest's who then has it no more; who has none left begins anew."""
        if order.left:
            self.came.setdefault(whose, []).append(order.paid)
        if order.guest not in ("", whose) and not any(one.left for one in self.of(order.guest)):
            self.came[order.guest] = []

    def of(self, whose: str) -> list[Order]:
        """The orders of a member, or of a guest."""
        return [one for one in self.known.values() if (one.by or one.guest) == whose]

    def paid(self, event: str, by: str, number: str, amount: int, end: str | None, time: int, now: int) -> str:
        """The answer to the report of an order: `receipt`, `noted`, `nothing` or a code. by: empty, of nobody."""
        order = self[number]
        if order.by:
            return "receipt" if by and order.event == event else "nothing" if order.event == event else CLAIMED
        if order.paid and not by:
            return "nothing" if order.event == event else CLAIMED
        fit = taken(order.refunds, amount)
        left = amount - sum(fit.values())
        waits = order.wanted_by(end, now)
        whose = by or (waits[0] if waits else "")
        if by and not left and by not in waits:
            return "nothing"  # it came back whole before it came
        order.amount, order.paid, order.end, order.event, order.by = amount, time, end, event, whose
        order.too_much |= {one: n for one, n in order.refunds.items() if one not in fit}
        order.refunds = fit
        if not whose:
            return "noted"
        order.waiting = {}
        return "receipt"

    def claimed(self, by: str, number: str, end: str, day: int, now: int) -> str:
        """The answer to a claim: `receipt`, `waiting` or a code. day: the number of today."""
        order = self[number]
        if self.tries[by, day] >= TRIES:
            return "limit_reached"
        if not order.paid:
            order.waiting = {who: one for who, one in order.waiting.items() if one[0] > now}
            if by not in order.waiting and len(order.waiting) >= WAITING:
                return "limit_reached"
            order.waiting[by] = (now + WITHIN, end)
            answer = "waiting"
        elif order.end != end and (order.end is not None or not order.by):
            answer = "order_not_matching"
        elif order.by:
            return CLAIMED
        elif order.paid + WITHIN <= now:
            return "event_too_late"
        else:
            order.by, order.waiting, answer = by, {}, "receipt"
        self.tries[by, day] += 1
        return answer

    def refunded(self, number: str, refund: str, amount: int) -> str:
        """The answer to a refund: `receipt` where the order counted, `noted`, `again`, or a code."""
        order = self[number]
        known = order.refunds | order.too_much
        if refund in known:
            return "again" if known[refund] == amount else CLAIMED
        if order.paid and amount > order.left:
            return "more_than_paid"
        order.refunds[refund] = amount
        return "receipt" if order.by else "noted"

    def gives(self, who: str) -> Mapping[tuple[str, str], int]:
        """What the tasks without a limit give for what is left of a member's orders, by task and asset."""
        mine = self.of(who)
        total, times = sum(one.left for one in mine), sum(one.left > 0 for one in mine)
        found = {
            ("sum", "points"): 3 * (total // 1000),
            ("sum", "stars"): total // 1000,
            ("sum", "draws/box"): total // 1000,
            ("much", "prizes/mug"): int(total >= 25_000),
            ("much", "points"): 50 * (total >= 10_000),
            ("third", "fragments/set/a"): times // 3,
            ("twice", "prizes/slip"): int(times >= 2),
            ("large", "points"): sum(int(one.points * (one.left // 3000) * one.factor) for one in mine),
            ("dear", "points"): sum(one.left for one in mine if one.amount <= 15_000 and one.left >= 2000) // 1000,
            ("wait", "points"): sum(5 * (one.left // 2000) for one in mine),
        }
        return {key: n for key, n in found.items() if n}


def taken(refunds: Mapping[str, int], amount: int) -> dict[str, int]:
    """Of the refunds that came before an order, those that its amount covers, as they came."""
    fit: dict[str, int] = {}
    for one, n in refunds.items():
        if sum(fit.values()) + n <= amount:
            fit[one] = n
    return fit


CLAIMED = "already_claimed"

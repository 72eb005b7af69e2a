"""Lives with orders, refunds and days on which nobody comes, beside a model that counts anew from all orders."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.record.actions import Ask, Enrol, Happened, Settle
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.scenarios import publish
from tests.domain.game import tree

ZONE = ZoneInfo("Asia/Shanghai")
NAMES = ("new", "important", "silent", "lost", "often")

PROGRAMME = """
timezone: Asia/Shanghai
currency: CNY
segments:
  new:       {joined: within 30 days, orders: at most 1}
  important: {spent: at least 200.00 CNY in 3 months, last_order: within 20 days}
  silent:    {last_order: 21 to 40 days ago}
  lost:      {last_order: more than 40 days ago}
  often:     {orders: at least 3 in 2 months}
events:
  order.paid: {from: server, fields: {order: text, amount: money}, unique: order, spends: amount}
  order.back:
    from: server
    fields: {order: text, refund: text, amount: money}
    takes_back: order.paid by order
    unique: [order, refund]
  order.claimed: {from: client, fields: {order: text}, claims: order.paid by order, within: 999 days}
  shop.visited: {from: server}
"""

CAMPAIGN = f"""
campaign: seen
title: Seen
timezone: Asia/Shanghai
opens: 2025-01-01 00:00
closes: end of 2030-12-31
challenges:
  sees:
    tasks:
{
    chr(10).join(
        f"      {name}: {{when: shop.visited, who: {{segment: {name}}}, each: 1 time, gives: {{draws: {name}}}}}"
        for name in NAMES
    )
}
  enters:
    tasks:
{
    chr(10).join(
        f"      {name}: {{when: segment.entered, where: {{segment: {name}}}, each: 1 time,"
        f" gives: {{fragments: in/{name}}}}}"
        for name in NAMES
    )
}
blind_boxes:
{chr(10).join(f"  {name}: {{costs: {{draws: {name}}}, odds: {{pin: rest}}}}" for name in NAMES)}
collections:
  in: {{fragments: [{", ".join(NAMES)}], gives: {{prizes: pin}}}}
prizes:
  pin: {{badge: pin}}
"""


def day(at: int) -> date:
    """The day of a moment."""
    return datetime.fromtimestamp(at / 1000, ZONE).date()


def midnight(on: date) -> int:
    """The first moment of a day."""
    return int(datetime.combine(on, time(), ZONE).timestamp() * 1000)


@dataclass
class Bought:
    """An order of the model."""

    number: str
    paid: int
    minor: int
    left: int


@dataclass
class Model:
    """All that is told of a member, and what follows from it, counted anew each time."""

    joined: int
    orders: list[Bought] = field(default_factory=list)
    entered: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    holding: set[str] = field(default_factory=set)
    seen_until: int = 0

    def segments(self, at: int) -> set[str]:
        """The segments that hold at a moment, by all orders so far."""
        today = day(at)
        ago = (today - max(day(one.paid) for one in self.orders)).days if self.orders else -1
        counted = [one for one in self.orders if one.left]
        found = {
            "new": (today - day(self.joined)).days <= 30 and len(counted) <= 1,
            "important": self._spent(counted, today, 3) >= 20000 and 0 <= ago <= 20,
            "silent": 21 <= ago <= 40,
            "lost": ago > 40,
            "often": len([one for one in counted if _months(today, one.paid) < 2]) >= 3,
        }
        return {name for name, holds in found.items() if holds}

    def pass_days(self, at: int) -> None:
        """Let the days go by until a moment, one after the other."""
        on = day(self.seen_until)
        while on < day(at):
            on += timedelta(days=1)
            self.look(midnight(on))
        self.seen_until = at

    def look(self, at: int) -> None:
        """Note which segments are entered."""
        here = self.segments(at)
        for name in here - self.holding:
            self.entered[name] += 1
        self.holding = here

    def _spent(self, counted: list[Bought], today: date, months: int) -> int:
        return sum(one.left for one in counted if _months(today, one.paid) < months)


def _months(today: date, paid: int) -> int:
    on = day(paid)
    return (today.year - on.year) * 12 + today.month - on.month


class SegmentLife:
    """A member who comes whenever chance says, and the model beside."""

    def __init__(self, seed: int, settles: float) -> None:
        """settles: how likely it is on each step that somebody lets fall due what is due."""
        read, findings = reading.read(tree(PROGRAMME), Programme)
        assert read is not None, findings
        self.store = InMemoryStore(publish(tree(CAMPAIGN), read))
        self.random, self.often, self.asked = Random(seed), Random(seed + 1), 0
        self.settles = settles
        self.orders = 0
        self.unclaimed: list[Bought] = []
        self.now = midnight(date(2026, 1, 1)) + self.random.randrange(86_400_000)
        self.model = Model(self.now, seen_until=self.now)
        self._ask(Enrol(Profile()))
        self.model.look(self.now)

    def step(self) -> None:
        """Some time passes, and something is done."""
        self.now = self._later()
        self.model.pass_days(self.now)
        if self.often.random() < self.settles:
            self._ask(Settle())
        match self.random.randrange(6):
            case 0:
                self._order(by_member=True)
            case 1:
                self._order(by_member=False)
            case 2:
                self._claim()
            case 3:
                self._refund()
            case _:
                self._visit()

    def fragments(self) -> dict[str, int]:
        """How often each segment was entered, once all that is due has fallen due."""
        part = self.store.settled("ann", self.now).member.played.get("seen")
        return {name: part.has.get(f"fragments/in/{name}", 0) if part else 0 for name in NAMES}

    def _later(self) -> int:
        """A moment of the same day, one to some weeks later, or beside the edge of a day."""
        later = self.now + self.random.choice([60_000, 3_600_000, 86_400_000, 9 * 86_400_000, 25 * 86_400_000])
        edge = midnight(day(later) + timedelta(days=1))
        return self.random.choice([later, edge - 1, edge, edge + 1])

    def _order(self, by_member: bool) -> None:
        """An order is reported, at once or some days late; of nobody, it waits until it is claimed."""
        minor = self.random.choice([1, 5000, 12000, 20000])
        self.orders += 1
        one = Bought(str(self.orders), self.now - self.random.choice([0, 0, 1, 5 * 86_400_000]), minor, minor)
        data = {"order": one.number, "amount": f"{minor // 100}.{minor % 100:02} CNY"}
        happened = Happened(f"o{one.number}", "shop", "order.paid", one.paid, data)
        if by_member:
            self._ask(happened)
            self._note(one)
        else:
            self._report(happened)
            self.unclaimed.append(one)

    def _claim(self) -> None:
        if self.unclaimed:
            one = self.unclaimed.pop(self.random.randrange(len(self.unclaimed)))
            self._ask(Happened(f"c{one.number}", "app", "order.claimed", self.now, {"order": one.number}, True))
            self._note(one)

    def _refund(self) -> None:
        if not self.model.orders:
            return
        one = self.random.choice(self.model.orders)
        minor = self.random.choice([one.left, one.left // 2])
        if not minor:
            return
        self.asked += 1
        data = {"order": one.number, "refund": str(self.asked), "amount": f"{minor // 100}.{minor % 100:02} CNY"}
        self._report(Happened(f"r{self.asked}", "shop", "order.back", self.now, data))
        one.left -= minor
        self.model.look(self.now)

    def _note(self, one: Bought) -> None:
        self.model.orders.append(one)
        self.model.look(self.now)

    def _report(self, happened: Happened) -> None:
        self.asked += 1
        result = self.store.report(Ask(receipt_id("test", f"r{self.asked}"), happened), self.now, b"entropy")
        assert not isinstance(result, Exception), result

    def _visit(self) -> None:
        result = self._ask(Happened(f"v{self.asked}", "shop", "shop.visited", self.now, {}))
        gave = result.own if isinstance(result, Receipt) else ()
        seen = {leg.asset.removeprefix("draws/") for leg in gave if leg.asset.startswith("draws/")}
        assert seen == self.model.segments(self.now), (seen, self.model, day(self.now))

    def _ask(self, action: Enrol | Happened | Settle) -> AskResult:
        self.asked += 1
        ask = Ask(receipt_id("test", str(self.asked)), action)
        result = self.store.act("ann", [ask], self.now, b"entropy").results[0]
        assert not isinstance(result, Exception), result
        return result

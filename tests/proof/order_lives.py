"""Members of a shop whose orders are paid, claimed and sent back in any order of arrival, over months, in memory.

Each answer is compared with that of the model, and after each step everything that must always hold is checked, each
by a function of its own: `INVARIANTS`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from fractions import Fraction
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from audit import RULES, wallets
from audit.recount import Recount
from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.challenge.due import MOST_WAITING
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record import purse, stars
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened, Settle
from chalicelib.domain.record.bought import Bought
from chalicelib.domain.record.guest import guest_id, is_guest
from chalicelib.domain.record.member import Member, Played, Snapshot
from chalicelib.domain.record.order import OrderKey
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.scenarios import publish
from chalicelib.domain.views.home import home
from chalicelib.domain.words.errors import TesseraError
from tests.domain.game import tree
from tests.domain.test_orders import EVENTS
from tests.proof.lives import Purse
from tests.proof.order_model import DAY, Orders
from tests.proof.world import moment

PROGRAMME: Final = {
    "timezone": "Asia/Shanghai",
    "currency": "CNY",
    "points": {"valid": "3 months"},
    "tiers": {
        "green": {},
        "silver": {"from": "20 stars in 3 months", "keeps": "2 months", "grace": "10 days"},
        "gold": {"from": "45 stars in 3 months", "keeps": "2 months", "stays_with": "30 stars in 3 months"},
    },
    "events": tree(EVENTS),
}
CAMPAIGN: Final = """
campaign: store
title: Store
timezone: Asia/Shanghai
opens: 2026-01-01 00:00
closes: end of 2030-12-31
grace: 40 days
challenges:
  orders:
    tasks:
      sum:   {when: order.paid, each: 10.00 CNY of amount, gives: {points: 3, stars: 1, draws: box}}
      much:
        {when: order.paid, reach: 250.00 CNY of amount, gives: {prizes: mug}, milestones: {100.00 CNY: {points: 50}}}
      third: {when: order.paid, each: 3 times, gives: {fragments: set/a}}
      twice: {when: order.paid, reach: 2 times, gives: {prizes: slip}}
      large:
        when: order.paid
        each: 30.00 CNY of amount (in one event)
        gives: {points: 7}
        boosts: [{who: {tier: at least silver}, points: x2}, {points: x1.5, opens: 18th 00:00, closes: end of 22nd}]
      wait:  {when: order.paid, each: 20.00 CNY of amount (in one event), gives: {points: 5}, after: 15 days}
      dear:
        when: order.paid
        where: {amount: 20.00 CNY to 150.00 CNY}
        each: 10.00 CNY of amount
        gives: {points: 1}
  bounded:
    repeats: monthly
    tasks:
      day:  {when: order.paid, each: 10.00 CNY of amount, limit: 2 a day, gives: {points: 11}}
      both: {when: order.paid, each: 1 time, limit: [1 a day, 3 a week], gives: {points: 13}, after: 3 days}
  thanks:
    tasks:
      up: {when: tier.reached, each: 1 time, gives: {points: 17}}
blind_boxes: {box: {costs: {draws: box}, odds: {pin: rest}}}
collections: {set: {fragments: [a, b], gives: {points: 1}}}
redemptions:
  bar: {opens: daily 00:00, closes: end of day, offers: {cup: {costs: {points: 30}, gives: {prizes: pin}}}}
prizes: {mug: {gift: mug}, pin: {badge: pin}, slip: {coupon: 10% off, valid: 20 days}}
"""
NEWER: Final = CAMPAIGN.replace("points: 7", "points: 14").replace("points: x2", "points: x3")
"""Another version, with other numbers for the same targets."""

UNIQUE: Final = {"order.paid": ["channel", "order"], "order.refunded": ["channel", "order", "refund"]}
START: Final = moment("2026-02-05 10:00")
MEMBERS: Final = ("ann", "bo", "cy")
LIMITLESS: Final = ("sum", "much", "third", "twice", "large", "wait", "dear")
WAITS: Final = (0, 0, 0, 0, 1, 60_000, 3_600_000, DAY, DAY, 4 * DAY, 20 * DAY)
LATE: Final = (0, 0, 0, 1, 3_600_000, 3 * DAY, 29 * DAY)
AMOUNTS: Final = (500, 1000, 1999, 2000, 3000, 5999, 6000, 10_000, 12_345, 25_000)
ENDS: Final = ("8899", "1234")


class Store(InMemoryStore):
    """The store in memory, which tells of each receipt that it writes."""

    hear: Callable[[str, Sequence[Receipt]], None]

    def _write(self, before: Snapshot, document: Member, receipts: Sequence[Receipt]) -> None:
        super()._write(before, document, receipts)
        self.hear(before.id, receipts)


class OrderLife:
    """One shop with three members, and the model that goes along."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        programme, findings = reading.read(PROGRAMME, Programme)
        assert programme is not None, findings
        self.versions = [publish(tree(text), programme) for text in (CAMPAIGN, NEWER)]
        self.store = Store(self.versions[0])
        self.store.hear = self.take_in
        self.model = Orders()
        self.now, self.asked, self.number, self.version = START, 0, 0, 0
        self.answers: Counter[str] = Counter()
        self.owner: dict[tuple[str, str], str] = {}
        """By what is claimed, the member whose receipt claims it."""
        self.earned: dict[str, Counter[tuple[str, str]]] = {who: Counter() for who in MEMBERS}
        """What the receipts of each member gave, less what they took back, by task and asset."""
        self.reports: list[tuple[str, Ask, Any]] = []
        """Every report with its member, and what it was answered."""
        self.purses = {who: Purse() for who in MEMBERS}
        self.touched: set[str] = set()
        """Members who have a new receipt since the last step."""
        self.about = ""
        """The number of the order of this step."""
        self.largest = 0
        """Bytes of the largest document so far."""
        self.revised = chance.random() < 0.5
        self.published = [(0, 1, tree(CAMPAIGN))]
        self.recount = Recount(RULES, {"store": self.published}, UNIQUE, programme=[(0, 1, PROGRAMME)])
        for who in MEMBERS:
            self.act(who, self.plain(Enrol()))

    # --- steps

    def step(self) -> None:
        """One step of chance, and everything that must hold after it."""
        self.now += self.chance.choice(WAITS)
        self.chance.choice(STEPS)(self)
        for invariant in INVARIANTS:
            invariant(self)
        self.touched.clear()

    def pay(self) -> None:
        """An order is reported: a new one, or one that was waited for, came back or was reported before."""
        by, number = self.chance.choice(("", *MEMBERS)), self.some_number(new=6)
        amount, end = self.chance.choice(AMOUNTS), self.chance.choice((*ENDS, ENDS[0], None))
        time = self.now - self.chance.choice(LATE)
        data = {"channel": "jd", "order": number, "amount": _money(amount)} | ({"phone-end": end} if end else {})
        buyer = f"u{int(number) % 5}"
        data |= {} if buyer == "u0" else {"buyer": buyer}
        ask, before = self.ask("order.paid", data, time), self.model[number].by
        expected = self.model.paid(ask.id, by, number, amount, end, time, self.now)
        answer = self.act(by, ask) if by else self.report(ask)
        self.expect(answer, expected, ask, by, reported=not by)
        if expected == "receipt" and not before:
            self.counts(number, answer)
        elif expected == "noted" and "buyer" in data:
            self.model[number].guest = guest_id("JD", buyer.upper())
            self.model.becomes(self.model[number].guest, self.model[number])

    def claim(self) -> None:
        """A member claims an order, with what its buyer knows or something else."""
        by, number, end = self.chance.choice(MEMBERS), self.some_number(new=1), self.chance.choice((*ENDS, ENDS[0]))
        ask = self.ask("order.claimed", {"channel": "jd", "order": number, "phone-end": end}, self.now, client=True)
        expected = self.model.claimed(by, number, end, (self.now + 8 * 3_600_000) // DAY, self.now)
        answer = self.act(by, ask)
        self.expect(answer, expected, ask, by)
        if expected == "receipt":
            self.counts(number, answer)

    def refund(self) -> None:
        """An order comes back, or a part of it: perhaps before it came, more than it was, or once more."""
        number = self.some_number(new=1)
        order = self.model[number]
        old = list((order.refunds | order.too_much).items())
        if old and self.chance.random() < 0.3:
            refund, amount = self.chance.choice(old)
            amount += self.chance.choice((0, 0, 1))
        else:
            refund, left = f"R{len(old)}", order.left or self.chance.choice(AMOUNTS)
            amount = self.chance.choice((left, left, max(1, left // 2), max(1, left - 999), 1, left + 1))
        data = {"channel": "jd", "order": number, "refund": refund, "amount": _money(amount)}
        ask = self.ask("order.refunded", data, self.now - self.chance.choice(LATE))
        expected = self.model.refunded(number, refund, amount)
        self.expect(self.report(ask), expected, ask, order.by)

    def ask_again(self) -> None:
        """8: what was answered by a receipt, and what was noted, is answered alike for good."""
        if self.reports:
            by, ask, before = self.chance.choice(self.reports[-30:])
            answer = self.act(by, ask) if by else self.report(ask)
            told = answer if isinstance(before, Receipt) or not isinstance(answer, Receipt) else None
            assert told == before, (ask, answer, before)
            self.answers["again"] += 1

    def spend(self) -> None:
        """A member spends points, or a draw."""
        action = self.chance.choice((Redeem("store", "bar", "cup"), Draw("store", "box")))
        self.act(self.chance.choice(MEMBERS), self.plain(action))

    def settle(self) -> None:
        """A member is settled, who does not come."""
        self.act(self.chance.choice(MEMBERS), self.plain(Settle()))

    def republish(self) -> None:
        """Another version comes into force, in half of all lives."""
        if self.revised and self.chance.random() < 0.2:
            self.version = 1 - self.version
            self.store.definitions = self.versions[self.version]
            self.published.append((self.now, 1, tree((CAMPAIGN, NEWER)[self.version])))

    # --- how steps are made

    def act(self, who: str, ask: Ask) -> AskResult:
        """Ask for a member."""
        return self.store.act(who, [ask], self.now, b"entropy").results[0]

    def report(self, ask: Ask) -> AskResult:
        """Report something that names no member."""
        return self.store.report(ask, self.now, b"entropy")

    def plain(self, action: Action) -> Ask:
        """An ask under a key of its own."""
        self.asked += 1
        return Ask(receipt_id("life", str(self.asked)), action)

    def ask(self, type: str, data: dict[str, Any], time: int, client: bool = False) -> Ask:
        """The report of an event."""
        return self.plain(Happened(f"e{self.asked}", "shop", type, time, data, client))

    def some_number(self, new: int) -> str:
        """The number of an order: in so many of ten cases, a new one."""
        if self.chance.randrange(10) < new:
            self.number += 1
            self.about = str(self.number)
        else:
            self.about = str(self.chance.randint(max(1, self.number - 6), self.number + 1))
        return self.about

    def counts(self, number: str, receipt: AskResult) -> None:
        """Note by which version an order counted, and at which boost."""
        assert isinstance(receipt, Receipt)
        boosts = [one.boost for one in receipt.postings if one.why == "challenges/orders/large" and not one.at]
        order = self.model[number]
        order.points, order.factor = (7, 14)[self.version], Fraction(next(iter(boosts), "") or 1)
        self.model.becomes(order.by, order)

    def expect(self, answer: AskResult, expected: str, ask: Ask, by: str, reported: bool = False) -> None:
        """Compare an answer with the model's. reported: it named no member."""
        told = answer.code if isinstance(answer, TesseraError) else "nothing"
        if isinstance(answer, Receipt) and (answer.claims or answer.order):
            told = answer.verdict or "receipt"
        silent = {"noted": "nothing", "again": "nothing"}
        assert told == silent.get(expected, expected), (ask, by, answer, expected)
        self.answers[expected] += 1
        refund = isinstance(ask.action, Happened) and ask.action.type == "order.refunded"
        if isinstance(answer, Receipt) or (refund and answer is None):
            self.reports.append(("" if refund or reported else by, ask, answer))

    def take_in(self, who: str, receipts: Sequence[Receipt]) -> None:
        """Add up new receipts, and hold them against everything before."""
        self.touched.add(who)
        if is_guest(who):
            assert all(one.order and not one.postings for one in receipts)
            return
        for receipt in receipts:
            told = msgspec.json.decode(msgspec.json.encode(receipt))
            self.recount.add(who, told)
            self.purses[who].add(told, "Asia/Shanghai")
            for claim in receipt.claims:
                assert self.owner.setdefault(claim, who) == who, f"{claim} counted for {self.owner[claim]} and {who}"
            self._earn(who, receipt)

    def _earn(self, who: str, receipt: Receipt) -> None:
        for posting in receipt.postings:
            task = posting.why.partition(":")[0].rpartition("/")[2]
            self.earned[who].update({(task, asset): n for asset, n in posting.gave.items()})
            self.earned[who].subtract({(task, asset): n for asset, n in posting.took.items()})
        for asset, n in receipt.kept.get("store", {}).items():  # it stays with the member, and was given back for good
            self.earned[who]["kept", asset] += n

    def document(self, who: str) -> Member:
        """The document of a member."""
        return self.store.members[who].document


# --- what must always hold, by the numbers of the specification


def holds_what_receipts_say(life: OrderLife) -> None:
    """1, 2: held less owed is the sum of all receipts, by lot too; nobody owes while holding; the nearest end first."""
    for who in sorted(life.touched.intersection(MEMBERS)):
        document, part = life.document(who), life.document(who).played.get("store", Played())
        holds = Counter({"points": document.points - document.owed, "stars": stars.total(document.stars)})
        holds.update(f"store/prizes/{one.prize}" for one in document.coupons)
        holds.update({f"store/{asset}": n for asset, n in part.has.items()})
        holds.subtract({f"store/{asset}": n for asset, n in part.owed.items()})
        wallets.compare_wallet(life.recount, who, life.store.members[who].version, holds)
        lots = {one.name: one.n for one in purse.in_order(document.lots)}
        assert lots == {name: n for name, n in life.recount.accounts[who].lots.items() if n}
        assert not (document.points and document.owed)
        assert not part.has.keys() & part.owed.keys()
    broken = {title: found for title, found in life.recount.breaches.items() if found}
    assert not broken, broken


def shows_what_can_be_spent(life: OrderLife) -> None:
    """4: what is shown as held can be spent at that moment, and not a point more. (One look in forty steps.)"""
    if life.asked % 40:
        return
    who = MEMBERS[life.asked // 40 % 3]
    snapshot = life.store.members[who]
    shown = home(life.store.definitions, snapshot, max(life.now, snapshot.at)).purse
    for price, enough in ((shown.held, True), (shown.held + 1, False)):
        if price:
            text = CAMPAIGN.replace("costs: {points: 30}", f"costs: {{points: {price}}}")
            definitions = publish(tree(text), life.store.definitions.programme)
            situation = Situation(definitions=definitions, member=snapshot, now=max(life.now, snapshot.at), entropy=b"")
            [result] = decide(situation, [Ask("look", Redeem("store", "bar", "cup"))]).results
            assert isinstance(result, Receipt) is enough, f"{shown}, and {price} were {result}"


def gives_what_smaller_orders_give(life: OrderLife) -> None:
    """6, 9: earned is what the orders give with what is left of them, by the version and boost of their receipts."""
    for who in sorted(life.touched.intersection(MEMBERS)):
        due = life.document(who).played.get("store", Played()).due
        waits = sum(one.times * 5 + one.more for one in due if one.source == "orders/wait/")
        found = Counter({(task, asset): n for (task, asset), n in life.earned[who].items() if task in LIMITLESS})
        found["wait", "points"] += waits
        found["twice", "prizes/slip"] -= life.earned[who]["kept", "prizes/slip"]
        assert {key: n for key, n in found.items() if n} == life.model.gives(who), who


def gives_no_more_than_limits(life: OrderLife) -> None:
    """Tasks with a limit never took back more than they gave."""
    for who in sorted(life.touched.intersection(MEMBERS)):
        for task in ("day", "both", "up"):
            assert life.earned[who][task, "points"] >= 0, task


def knows_what_was_bought(life: OrderLife) -> None:
    """19: how many orders and how much, in all and by month, when the first and the last: of guests too."""
    for who in sorted(life.touched):
        bought, came = life.document(who).bought or Bought(), life.model.came.get(who, [])
        assert (bought.first, bought.last) == ((min(came), max(came)) if came else (0, 0)), who
        orders, amount, first, *numbers = bought.sums.get("CNY", [0, 0, 0])
        mine = [one for one in life.model.of(who) if one.left]
        assert (orders, amount) == (len(mine), sum(one.left for one in mine)), who
        months: Counter[tuple[int, str]] = Counter()
        for one in mine:
            if _month(one.paid) > _month(max(came)) - 13:
                months.update({(_month(one.paid), "orders"): 1, (_month(one.paid), "amount"): one.left})
        found = {(first + n // 2, ("orders", "amount")[n % 2]): number for n, number in enumerate(numbers)}
        assert {at: number for at, number in found.items() if number} == months, who
        assert len(numbers) <= 26


def _month(at: int) -> int:
    day = datetime.fromtimestamp(at / 1000, ZoneInfo("Asia/Shanghai"))
    return day.year * 12 + day.month - 1


def counts_for_one_member(life: OrderLife) -> None:
    """7: each order counts for the one member of the model, with what is left of it."""
    of_step = OrderKey("order.paid.channel+order", f"JD/{life.about}")
    for key, one in [(key, life.store.orders[key]) for key in (of_step,) if key in life.store.orders]:
        known = life.model[life.about]
        assert (one.order.member, one.order.left) == (known.by or known.guest, known.left), key
        assert not one.order.paid or sum(one.order.refunds.values()) <= one.order.minor, key


def stays_bounded(life: OrderLife) -> None:
    """25: a document stays within its bounds."""
    for who in sorted(life.touched):
        document = life.document(who)
        assert len(purse.in_order(document.lots)) <= purse.MOST_LOTS
        assert len(document.stars) <= 2 + stars.MONTHS_KEPT
        assert all(len(part.due) <= MOST_WAITING for part in document.played.values())
        life.largest = max(life.largest, len(msgspec.json.encode(document)))


INVARIANTS: Final[tuple[Callable[[OrderLife], None], ...]] = (
    holds_what_receipts_say,
    shows_what_can_be_spent,
    gives_what_smaller_orders_give,
    gives_no_more_than_limits,
    knows_what_was_bought,
    counts_for_one_member,
    stays_bounded,
)

STEPS: Final[tuple[Callable[[OrderLife], None], ...]] = (
    *[OrderLife.pay] * 5,
    *[OrderLife.claim] * 4,
    *[OrderLife.refund] * 4,
    *[OrderLife.spend] * 3,
    OrderLife.settle,
    OrderLife.ask_again,
    OrderLife.ask_again,
    OrderLife.republish,
)


def _money(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02} CNY"

"""Lives of members under a programme with points that end, stars, tiers and birthdays, played in memory.

Each receipt is recounted by the audit, and the purse by a model of a few lines that knows nothing of lots' classes: it
is told when each point ends, once, as the point comes.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import msgspec

from audit import RULES, lots, wallets
from audit.recount import Recount
from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.in_memory import InMemoryStore
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened, Settle, Update
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.purse import in_order
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.scenarios import publish
from chalicelib.domain.views.home import home
from tests.domain.game import tree
from tests.proof.campaigns import OWN
from tests.proof.world import programme_of

OTHERS: dict[str, Callable[[int], Action]] = {
    "settle": lambda amount: Settle(),
    "latte": lambda amount: Redeem("ledger", "bar", "latte"),
    "old": lambda amount: Redeem("ledger", "bar", "old"),
    "born": lambda amount: Update(born=f"1990-{amount % 12 + 1:02}-{amount % 28 + 1:02}"),
    "tier": lambda amount: Update(tier=("", "green", "silver", "gold")[amount % 4]),
}
"""Other things that a member may do or the brand may say, by an amount."""

HOUR, DAY = 3_600_000, 86_400_000
STEPS = (0, 1, HOUR, 11 * HOUR, DAY, DAY, 2 * DAY, 5 * DAY, 16 * DAY, 40 * DAY, 100 * DAY)
LATE = (0, 0, 0, 0, 1, HOUR, 2 * DAY, 20 * DAY, 39 * DAY)


@dataclass
class Purse:
    """The points of a member: for each, when it ends."""

    ends: Counter[float] = field(default_factory=Counter)

    def add(self, receipt: Any, zone: str) -> None:
        """Take in what a receipt moved, in the order of its postings; AssertionError for what may not be."""
        for posting in receipt.get("postings", ()):
            for name, n in posting.get("lots", {}).items():
                at = lots.ends(name, zone)
                if posting["why"] == "expired":
                    assert at == posting["at"], f"{name} ends at {at}, and went at {posting['at']}"
                elif n < 0:
                    assert at > receipt["at"], f"{name} had ended at {at}, and was spent at {receipt['at']}"
                self.ends[at] += n
                assert self.ends[at] >= 0, f"{n} of {name} went, which were not there"
        assert not [at for at, n in self.ends.items() if n and at <= receipt["at"]], "points outlived their end"


class Life:
    """One programme and its members, with an audit that goes along."""

    def __init__(self) -> None:
        tree_of = programme_of(["ledger"])
        found, findings = reading.read(tree_of, Programme)
        assert found is not None, findings
        self.programme = found
        self.store = InMemoryStore(publish(tree(OWN["ledger"]), found))
        versions = {"ledger": [(0, 1, tree(OWN["ledger"]))]}
        self.recount = Recount(RULES, versions, {"order.paid": "order"}, programme=[(0, 1, tree_of)])
        self.purses: dict[str, Purse] = {}
        self.told: dict[str, list[Any]] = defaultdict(list)
        self.asked = 0

    def play(self, who: str, action: Action, at: int) -> Any:
        """Ask for one action, and hold everything together: the receipt, the purse, the record."""
        self.asked += 1
        acted = self.store.act(who, [Ask(receipt_id("life", str(self.asked)), action)], at, b"entropy")
        for receipt in acted.outcome.receipts:
            told = msgspec.json.decode(msgspec.json.encode(receipt))
            self.recount.add(who, told)
            self.told[who].append(told)
            self.purses.setdefault(who, Purse()).add(told, self.recount.zone(receipt.at))
        self._add_up(who)
        return acted.results[0]

    def report(self, who: str, kind: str, amount: int, at: int) -> Any:
        """An order of so much, a visit, or something else, of now."""
        if kind == "order":
            return self.order(who, amount, at, at)
        if kind in OTHERS:
            return self.play(who, OTHERS[kind](amount), at)
        return self.play(who, Happened(f"e{self.asked}", "shop", kind, at, {"shop": "north"}), at)

    def order(self, who: str, amount: int, time: int, at: int) -> Any:
        """An order is reported: when it was paid, and when that is told."""
        data = {"order": f"o{self.asked}", "amount": f"{amount}.00 CNY"}
        return self.play(who, Happened(f"e{self.asked}", "shop", "order.paid", time, data), at)

    def spendable(self, who: str, at: int) -> None:
        """What the home screen shows as held can be spent at that moment, and not a point more."""
        points = home(self.store.definitions, self.store.members[who], at).purse
        assert not (points.held and points.owed)
        assert sum(one.n for one in points.ends) == points.held, "these points all end some day"
        for price, enough in ((points.held, True), (points.held + 1, False)):
            if price:
                text = OWN["ledger"].replace("costs: {points: 1}", f"costs: {{points: {price}}}")
                situation = Situation(
                    definitions=publish(tree(text), self.programme), member=self.store.members[who], now=at, entropy=b""
                )
                [result] = decide(situation, [Ask("spend", Redeem("ledger", "bar", "one"))]).results
                assert isinstance(result, Receipt) is enough, f"{points} at {at}, and {price} were {result}"

    def _add_up(self, who: str) -> None:
        member = self.store.members.get(who)
        if member is None:
            return
        document = member.document
        holds = Counter({"points": document.points - document.owed})
        holds["stars"] = sum(document.stars) - (document.stars[1] if document.stars else 0)
        holds.update(f"ledger/prizes/{one.prize}" for one in document.coupons)
        if part := document.played.get("ledger"):
            holds.update({f"ledger/{asset}": n for asset, n in part.has.items()})
        wallets.compare_wallet(self.recount, who, member.version, holds)
        lots_held = {one.name: one.n for one in in_order(document.lots)}
        assert lots_held == {name: n for name, n in self.recount.accounts[who].lots.items() if n}
        broken = {title: found for title, found in self.recount.breaches.items() if found}
        assert not broken, broken


def steps(chance: Random, at: int, until: int) -> Iterator[tuple[int, str, int]]:
    """What happens to a member: when, what, and how late it is told, or how much."""
    while (at := at + chance.choice(STEPS)) < until:
        yield at, chance.choice(WHAT), chance.choice(LATE)


def live(life: Life, who: str, chance: Random, start: int, days: int) -> None:
    """A member's life under the programme, any steps in any order."""
    born = f"1990-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    life.play(who, Enrol(Profile(born=born)), start)
    for at, what, late in steps(chance, start, start + days * DAY):
        time = max(start, at - late)
        if what == "order":
            life.order(who, chance.randrange(1, 200), time, at)
        elif what in ("shop.visited", "article.read"):
            data = {"shop": "north"} if what == "shop.visited" else {"article": f"a{life.asked}"}
            life.play(who, Happened(f"e{life.asked}", "shop", what, time, data), at)
        elif what == "born":
            life.play(who, Update(born=f"1991-{chance.randrange(1, 13):02}-28"), at)
        elif what == "tier":
            life.play(who, Update(tier=chance.choice(("", "green", "gold"))), at)
        elif what == "settle":
            life.play(who, Settle(), at)
        elif what == "look":
            life.spendable(who, at)
        else:
            life.play(who, Redeem("ledger", "bar", what), at)


WHAT = (
    *["order"] * 5,
    *["shop.visited"] * 4,
    "article.read",
    *["latte", "one", "old"],
    "settle",
    "look",
    "look",
    "born",
    "tier",
)

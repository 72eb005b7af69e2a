"""What must always hold, counted again after each step: what is new in the table is added, and everything adds up."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from audit import RULES, chance, limits, stock_of, wallets
from audit.account import Key
from audit.lots import BEFORE
from audit.recount import Receipt, Recount, Versions
from chalicelib.domain.record.guest import is_guest
from tests.proof.observer import partition, partition_keys, plain
from tests.proof.world import Tree, programme_tree

MINUTE = 60_000


@dataclass
class Pause:
    """One pause of a campaign: its moments are epoch ms."""

    campaign: str
    since: int
    until: int | None = None
    """None: it is paused."""


class Model(Recount):
    """The independent recount, of the table itself."""

    def __init__(self, published: Versions, master: bytes, programme: Tree | None = None) -> None:
        """published: kept up by whoever publishes. master: the secret that seeds derive from. programme: without it,
        the shipped one."""
        programme = programme or programme_tree()
        unique = {name: event["unique"] for name, event in programme["events"].items() if "unique" in event}
        super().__init__(RULES, published, unique, self._seed, [(0, 1, programme)])
        self.master = master
        self.texts: dict[tuple[str, str], bytes] = {}
        """By member and receipt id, the answer."""
        self.receipts: dict[str, list[Receipt]] = defaultdict(list)
        """By member, all of them."""
        self.pauses: list[Pause] = []
        """Every pause of a campaign: kept up by whoever pauses and resumes."""
        self.closed: set[str] = set()
        """Campaigns that were closed for good: kept up by whoever closes them."""
        self.seeds: dict[tuple[str, str], bytes] = {}

    def catch_up(self) -> int:
        """Add every receipt that is new in the table, and hold all of it against what the table says; how many members
        have. Guests' are added too: they move nothing."""
        found = {pk[2:]: self._catch_up(pk[2:]) for pk in list(partition_keys()) if pk.startswith("M#")}
        new = sum(receipts for who, receipts in found.items() if not is_guest(who))
        if new:
            limits.compare_stock(self, _taken())
            limits.compare_replaced(self)
            wallets.compare_gifts(self)
        assert not any(self.breaches.values()), {title: found for title, found in self.breaches.items() if found}
        return new

    def may_be_paused(self, campaign: str, at: int) -> bool:
        """Whether some container may take a campaign for paused at a moment: it hears of a resume within a minute."""
        return any(
            one.campaign == campaign and one.since <= at + MINUTE and (one.until is None or at < one.until + MINUTE)
            for one in self.pauses
        )

    def redeemed(self, member: str, receipt: str) -> Receipt | None:
        """The receipt of a redemption, by its id."""
        return next((one for one in self.receipts[member] if one["id"] == receipt and one["does"] == "redeem"), None)

    def waiting(self, member: str, at: int) -> list[Receipt]:
        """The redemptions of a member that wait for their cash at a moment."""
        waits = [receipt for receipt, (_, until) in self.accounts[member].waits.items() if until > at]
        return [found for receipt in waits if (found := self.redeemed(member, receipt)) is not None]

    def _catch_up(self, member: str) -> int:
        items = partition(f"M#{member}")
        item = plain(items["M"])
        account = self.accounts[member]
        if item["v"] == account.n:
            assert sum(sk.startswith("R#") for sk in items) == account.n, "a receipt without a step"
            return 0
        unread = [
            plain(found) for sk, found in items.items() if sk.startswith("R#") and (member, sk[2:]) not in self.texts
        ]
        for receipt in sorted(unread, key=lambda one: one["v"]):
            self.receipts[member].append(json.loads(receipt["b"]))
            self.add(member, self.receipts[member][-1])
            self.texts[member, receipt["sk"][2:]] = receipt["b"]
        assert account.at == item["at"]
        document = json.loads(item["b"])
        wallets.compare_wallet(self, member, item["v"], _wallet(document))
        _compare_lots(_lots(document), {name: n for name, n in account.lots.items() if n})
        return len(unread)

    def _seed(self, campaign: str, of: str) -> bytes:
        if (campaign, of) not in self.seeds:
            epoch = json.loads(plain(partition(f"C#{campaign}")["V#1"])["b"])["epoch"]
            self.seeds[campaign, of] = chance.secret_seed(self.master, campaign, of, epoch)
        return self.seeds[campaign, of]


def _wallet(document: Any) -> Counter[str]:
    """What a member's stored document says is held."""
    lots = document.get("l", {}).values()
    held = document.get("b", 0) + sum(sum(numbers[1:]) for numbers in lots)  # `b`: of a release earlier than lots
    held += _on_hold(document).total()
    holds = Counter({"points": held - document.get("o", 0)})
    holds.update(f"{one['campaign']}/prizes/{one['prize']}" for one in document.get("c", []))
    if stars := document.get("r", []):
        holds["stars"] = sum(stars) - stars[1]
    for campaign, played in document.get("g", {}).items():
        holds.update({f"{campaign}/{asset}": n for asset, n in played.get("h", {}).items()})
        holds.subtract({f"{campaign}/{asset}": n for asset, n in played.get("o", {}).items()})
    return holds


def _lots(document: Any) -> dict[str, int]:
    """The points of a stored document by lot, as receipts name these."""
    named: dict[str, int] = {}
    for end, (first, *numbers) in document.get("l", {}).items():
        for month, n in enumerate(numbers, first):
            if n:
                named[f"{month // 12:04}-{month % 12 + 1:02}{'=' if end[:1].isdigit() else ''}{end}"] = n
    return {**named, **(Counter(named) + _on_hold(document))}


def _on_hold(document: Any) -> Counter[str]:
    """The points of a stored document that are kept for bills and cash, by lot: held, though not in the purse."""
    kept: Counter[str] = Counter()
    for _, _, *lots in document.get("i", []):
        kept.update(lots[0] if lots else {})
    return kept


def _compare_lots(said: dict[str, int], counted: dict[str, int]) -> None:
    """Points of a release earlier than lots are in one that never ends, of a month that the receipts do not tell; in
    none, until this release has written the member.
    """
    before = counted.pop(BEFORE, 0)
    others = {name: n - counted.get(name, 0) for name, n in said.items() if n != counted.get(name, 0)}
    assert said.keys() >= counted.keys()
    assert [*others.values()] in ([], [before])
    assert all(len(name) == len(BEFORE) for name in others)


def _taken() -> Counter[Key]:
    """What the shards gave, less what is kept for cash or came back, by campaign, stock and window."""
    taken: Counter[Key] = Counter()
    for pk in partition_keys():
        if pk.startswith("S#"):
            taken[stock_of(pk)] += plain(partition(pk)["S"])["taken"]
        elif pk.startswith("B#"):
            taken[stock_of(f"S#{pk.removeprefix('B#')}#")] -= len(partition(pk))
    return taken

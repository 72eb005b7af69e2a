"""What must always hold, counted again in the plainest way: receipts are read one by one, and everything adds up.

The model reads receipts as JSON and campaigns as texts. It decides nothing; it only knows what may not be.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.proof import deeds, draws_by_hand, file_rules
from tests.proof.file_rules import Tree
from tests.proof.observer import partition, partition_keys, plain

AHEAD = 5 * 60_000
HOUR = 3_600_000
GRACE = {"24 hours": 24 * HOUR, "2 hours": 2 * HOUR, "1 hours": HOUR}

Versions = Mapping[str, Sequence[tuple[int, int, Tree]]]
"""By campaign, its versions as (takes effect, number, tree), in the order they were published."""


@dataclass
class Account:
    """One member, from the receipts so far. n: the last number · at: its moment · holds: `points` and `CAMPAIGN/ASSET`.

    uses: by what was done, how often one may, and in which period · drawn, missed: by campaign and block, and by
    guarantee, draws so far and draws since its last hit.
    """

    n: int = 0
    at: int = 0
    holds: Counter[str] = field(default_factory=Counter)
    uses: Counter[tuple[str, tuple[int, str], str]] = field(default_factory=Counter)
    joined: set[str] = field(default_factory=set)
    drawn: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: Counter[tuple[str, str, int]] = field(default_factory=Counter)


class Model:
    """published: kept up by whoever publishes · master: the secret that seeds derive from."""

    def __init__(self, published: Versions, master: bytes) -> None:
        self.published = published
        self.master = master
        self.accounts: dict[str, Account] = defaultdict(Account)
        self.texts: dict[tuple[str, str], bytes] = {}
        """By member and receipt id, the answer."""
        self.granted: Counter[tuple[str, str, str]] = Counter()
        """Units by campaign, stock and period."""
        self.claims: dict[str, str] = {}
        """By order number, the member that it counted for."""
        self.closed: set[str] = set()
        """Campaigns that were closed for good: kept up by whoever closes them."""
        self.epochs: dict[str, int] = {}

    def tree(self, campaign: str, at: int) -> Tree:
        """The version in force at a moment."""
        return [tree for effect, _, tree in self.published[campaign] if effect <= at][-1]

    # --- after each step: what is new in the table, and whether all of it adds up

    def catch_up(self) -> int:
        """Book every receipt that is new in the table, and hold all of it against what the table says; how many."""
        new = sum(self._catch_up(pk[2:]) for pk in list(partition_keys()) if pk.startswith("M#"))
        if new:
            self._check_stock()
        return new

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
            self._book(member, account, receipt["b"])
            self.texts[member, receipt["sk"][2:]] = receipt["b"]
        assert account.n == item["v"], f"{member}: the record is at {item['v']}, the receipts end at {account.n}"
        assert account.at == item["at"]
        self._check_wallet(account, json.loads(item["b"]))
        return len(unread)

    def _check_wallet(self, account: Account, document: Any) -> None:
        """1. The sum of the receipts is the wallet."""
        holds = Counter({"points": document.get("b", 0)})
        holds.update(f"{one['campaign']}/prizes/{one['prize']}" for one in document.get("c", []))
        for campaign, played in document.get("g", {}).items():
            holds.update({f"{campaign}/{asset}": n for asset, n in played.get("h", {}).items()})
        mine = {asset: n for asset, n in account.holds.items() if n}
        assert mine == {asset: n for asset, n in holds.items() if n}
        assert all(n > 0 for n in mine.values()), mine

    def _check_stock(self) -> None:
        """2. What the shards gave is what receipts granted, in each window by itself."""
        taken: Counter[tuple[str, str, str]] = Counter()
        for pk in partition_keys():
            if pk.startswith("S#"):
                campaign, _, path = pk[2:].rpartition("#")[0].partition("/")
                stock, _, window = path.rpartition("/")
                taken[campaign, stock, window] += plain(partition(pk)["S"])["taken"]
        assert _windows(taken) == _windows(self.granted)

    # --- one receipt

    def _book(self, member: str, account: Account, text: bytes) -> None:
        receipt = json.loads(text)
        assert receipt["number"] == account.n + 1, f"{member}: {receipt['number']} after {account.n}"
        assert receipt["at"] >= account.at
        account.n, account.at = receipt["number"], receipt["at"]
        for part in ("changes", "settled"):
            for campaign, assets in receipt.get(part, {}).items():
                for asset, n in assets.items():
                    account.holds[asset if asset == "points" else f"{campaign}/{asset}"] += n
        for campaign, label in receipt.get("versions", {}).items():
            numbers = [number for effect, number, _ in self.published[campaign] if effect <= receipt["at"]]
            assert label.startswith(f"{numbers[-1]}:"), f"{campaign} {label} at {receipt['at']}"
        self._check_windows(receipt)
        for path, limit, period, n in deeds.uses(self.tree, receipt):
            account.uses[path, limit, period] += n
            assert account.uses[path, limit, period] <= limit[0], f"{member}: {path} in {period} over {limit}"
        for campaign, stock, quota, period in deeds.grants(self.tree, receipt):
            self.granted[campaign, stock, period] += 1
            assert self.granted[campaign, stock, period] <= quota, f"{campaign}/{stock} in {period} over {quota}"
        for draws in receipt.get("draws", []):
            self._check_draws(member, account, draws, receipt)
        if order := receipt.get("asked", {}).get("data", {}).get("order"):
            assert order not in self.claims, f"{order} counts for {member} and for {self.claims[order]}"
            self.claims[order] = member
        if receipt["does"] == "join":
            assert receipt["asked"]["campaign"] not in account.joined
            account.joined.add(receipt["asked"]["campaign"])

    def _check_windows(self, receipt: Any) -> None:
        """4. Nothing is granted outside its window, by the event's own time."""
        at, asked = deeds.moment(receipt), receipt.get("asked", {})
        granting = {name for name, assets in receipt.get("changes", {}).items() if any(n > 0 for n in assets.values())}
        for name in granting:
            tree = self.tree(name, receipt["at"])
            blocks: list[Tree] = []
            if receipt["does"] == "event":
                late = receipt["at"] - at
                assert -AHEAD <= late < GRACE[tree.get("grace", "24 hours")], f"{name} counts {late} ms late"
                assert any(file_rules.open_tasks(tree, asked["type"], at)), f"{name} gives by a closed task"
            elif receipt["does"] == "draw":
                blocks = [tree["blind_boxes"][asked["box"]]]
            elif receipt["does"] == "redeem":
                redemption = tree["redemptions"][asked["redemption"]]
                blocks = [redemption, redemption["offers"][asked["offer"]]]
            assert file_rules.is_open(tree, at, *blocks), f"{name} gives while it is closed"
        for name, assets in receipt.get("settled", {}).items():
            if any(n > 0 for n in assets.values()):
                assert file_rules.is_open(self.tree(name, receipt["at"]), receipt["at"])

    # --- draws

    def _check_draws(self, member: str, account: Account, draws: Any, receipt: Any) -> None:
        """7. Draws are numbered, land where the recipe says, keep their guarantees, and are replaced only when out."""
        name, of = draws["campaign"], draws["of"]
        tree = self.tree(name, receipt["at"])
        kind, block_name = of.split("/")
        block = tree[kind][block_name]
        assert draws["n"] == account.drawn[name, of] + 1
        account.drawn[name, of] += len(draws["rows"])
        seed = draws_by_hand.seed(self.master, name, of, self._epoch(name))
        for i, row in enumerate(draws["rows"]):
            free = True
            for g, guarantee in enumerate(block.get("guarantees", [])):
                hit = row in guarantee["of"]
                missed = account.missed[name, of, g]
                due = missed + 1 >= int(guarantee.get("within", 10**9))
                assert hit or not due, f"{member}: draw {draws['n'] + i} of {of} breaks its guarantee"
                account.missed[name, of, g] = 0 if hit else missed + 1
                free = free and not due and not guarantee.keys() & {"ramp", "featured"}
            if free:
                odds = tuple(block["odds"].items())
                assert row == draws_by_hand.row(seed, member, draws["n"] + i, odds)
        if kind == "blind_boxes":
            for row, got in zip(draws["rows"], draws["got"], strict=True):
                assert got == row or self._is_out(tree, row), f"{row} became {got} while there was some left"

    def _is_out(self, tree: Tree, prize: str) -> bool:
        limited = file_rules.stock(tree["prizes"][prize])
        return limited is not None and self.granted[tree["campaign"], f"prizes/{prize}", ""] >= limited[0]

    def _epoch(self, campaign: str) -> int:
        if campaign not in self.epochs:
            self.epochs[campaign] = json.loads(plain(partition(f"C#{campaign}")["V#1"])["b"])["epoch"]
        return self.epochs[campaign]


def _windows(counted: Mapping[tuple[str, str, str], int]) -> dict[tuple[str, str], list[int]]:
    """By campaign and stock, the sums of its windows, whatever these are called."""
    found: dict[tuple[str, str], list[int]] = {}
    for (campaign, stock, _), n in counted.items():
        found.setdefault((campaign, stock), []).append(n)
    return {key: sorted(sums) for key, sums in found.items()}

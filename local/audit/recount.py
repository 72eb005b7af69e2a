"""The recount: receipts are booked one by one, each rule says what it checked, and the sums are compared at the end.

It decides nothing; it only knows what may not be. Receipts come as JSON, campaigns as trees of texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from local.audit.calendar import Tree
from local.audit.file_rules import Limit
from local.audit.verdict import Verdict, verdict

Receipt = dict[str, Any]
"""A receipt as it is answered."""

Versions = Mapping[str, Sequence[tuple[int, int, Tree]]]
"""By campaign, its versions as (takes effect, number, tree), in the order they were published."""

Key = tuple[str, str, str]
"""A limited stock in one of its periods: campaign, path, period."""

Said = Iterator[str]
"""What a rule says: for each thing that it checked, the breach, or "" where it holds."""


@dataclass
class Account:
    """One member, from the receipts booked so far."""

    n: int = 0
    """The number of the last receipt."""

    at: int = 0
    """The moment of the last receipt."""

    ids: set[str] = field(default_factory=set)
    """The ids of all receipts."""

    holds: Counter[str] = field(default_factory=Counter)
    """The wallet: `points`, and `CAMPAIGN/ASSET` of everything else."""

    uses: Counter[tuple[str, Limit, str]] = field(default_factory=Counter)
    """How often a limited thing was done, by what it is, the limit, and the period."""

    joined: set[str] = field(default_factory=set)
    """The campaigns that the member joined."""

    counted: set[tuple[str, str]] = field(default_factory=set)
    """Campaign and path of the challenges and tasks that counted anything."""

    drawn: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often the member drew, by campaign and block."""

    memory: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    """The counters of guarantees, by campaign and block."""


@dataclass(frozen=True)
class Booking:
    """One receipt of one member, as the rules look at it."""

    member: str
    """Whose receipt it is."""

    account: Account
    """The member's account before it."""

    receipt: Receipt
    """The receipt itself."""

    tree: Callable[[str], Tree]
    """The file of a campaign, as it was in force at the receipt's moment."""

    @property
    def moment(self) -> int:
        """When it counts: an event has its own time."""
        return int(self.receipt["asked"]["time"] if self.receipt["does"] == "event" else self.receipt["at"])

    @property
    def postings(self) -> list[dict[str, Any]]:
        """Every movement."""
        found: list[dict[str, Any]] = self.receipt.get("postings", [])
        return found

    @property
    def uses(self) -> Iterator[tuple[str, str, int]]:
        """The blocks that paid or were used: campaign, path, how often."""
        for campaign, used in self.receipt.get("blocks", {}).items():
            yield from ((campaign, path, times) for path, times in used.items())

    @property
    def counted(self) -> set[tuple[str, str]]:
        """Campaign and path of the challenges and tasks that it counted something for."""
        found = set()
        for campaign, progress in self.receipt.get("counted", {}).items():
            for task in (f"challenges/{key.rpartition('@')[0]}" for key in progress):
                found |= {(campaign, task), (campaign, task.rpartition("/")[0])}
        return found

    def when(self, campaign: str, why: str) -> int:
        """The moment at which a block gave: of what fell due before, that; else the receipt's."""
        dues = (one["at"] for one in self.postings if (one["campaign"], one["why"]) == (campaign, why) and "at" in one)
        return next(dues, self.moment)

    def moved(self, campaign: str, why: str, sign: int) -> Counter[str]:
        """What one block gave (sign 1) or took (-1), by asset."""
        found: Counter[str] = Counter()
        for one in self.postings:
            if one["campaign"] == campaign and one["why"] == why and one["n"] * sign > 0:
                found[one["asset"]] += one["n"] * sign
        return found

    def said(self, holds: object, breach: str) -> str:
        """What a rule says of one thing that it checked."""
        return "" if holds else f"{self.member}, receipt {self.receipt['number']}: {breach}"


@dataclass(frozen=True)
class Rule:
    """What must always hold of each receipt, by itself and beside those before it."""

    title: str
    """The rule, for people."""

    unit: str
    """What is counted of what was checked."""

    check: Callable[[Recount, Booking], Said]
    """Checks one receipt, before it is booked, and notes what later receipts are compared with."""


class Recount:
    """Everything that was booked, and what each rule said of it."""

    def __init__(
        self,
        rules: Sequence[Rule],
        versions: Versions,
        unique: Mapping[str, str],
        seed: Callable[[str, str], bytes | None] = lambda campaign, of: None,
    ) -> None:
        """unique: by type of event, the field that counts once over all members. seed: of a campaign's block, where it
        is known.
        """
        self.rules = rules
        self.published = versions
        self.unique = unique
        self.seed = seed
        self.accounts: dict[str, Account] = defaultdict(Account)
        self.granted: Counter[Key] = Counter()
        """Units of limited stocks that receipts handed out."""
        self.replaced: dict[Key, int] = {}
        """Stocks that must be gone, as something else was given in their place, and how many units they had then."""
        self.claims: dict[tuple[str, str], str] = {}
        """By type of event and unique value, the member that it counted for."""
        self.sent: Counter[tuple[str, str]] = Counter()
        """By campaign and asset, what left members for others and has not arrived."""
        self.checked: Counter[tuple[str, str]] = Counter({(rule.title, rule.unit): 0 for rule in rules})
        self.breaches: dict[str, list[str]] = defaultdict(list)

    def tree(self, campaign: str, at: int) -> Tree:
        """The version in force at a moment."""
        return [tree for effect, _, tree in self.published[campaign] if effect <= at][-1]

    def book(self, member: str, receipt: Receipt) -> None:
        """Check the next receipt of a member, and add it to the account."""
        account = self.accounts[member]
        booking = Booking(member, account, receipt, lambda campaign: self.tree(campaign, receipt["at"]))
        for rule in self.rules:
            self.note(rule.title, rule.unit, rule.check(self, booking))
        account.n, account.at = receipt["number"], receipt["at"]
        account.ids.add(receipt["id"])
        account.counted |= booking.counted

    def note(self, title: str, unit: str, said: Iterable[str]) -> None:
        """Keep what a rule says."""
        self.checked[title, unit] += 0
        for breach in said:
            self.checked[title, unit] += 1
            if breach:
                self.breaches[title].append(breach)

    def verdicts(self) -> list[Verdict]:
        """One for each rule, in their order."""
        return [verdict(title, f"{n:,} {unit}", self.breaches[title]) for (title, unit), n in self.checked.items()]

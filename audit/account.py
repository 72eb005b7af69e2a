"""Accounts: all that the receipts added so far tell of one member."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from audit.file_rules import Limit

Key = tuple[str, str, str]
"""A limited stock in one of its periods: campaign, path, period."""


@dataclass
class Account:
    """One member, from the receipts added so far."""

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
    opted: set[str] = field(default_factory=set)
    """The campaigns that the member joined."""
    counted: set[tuple[str, str]] = field(default_factory=set)
    """Campaign and path of the challenges and tasks that counted anything."""
    drawn: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often the member drew, by campaign and block."""
    memory: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    """The counters of guarantees, by campaign and block."""
    lots: Counter[str] = field(default_factory=Counter)
    """The points by lot."""
    owed: Counter[str] = field(default_factory=Counter)
    """The amounts that were taken back and are not there any more, by asset as in `holds`."""
    promised: defaultdict[tuple[str, str], list[Promise]] = field(default_factory=lambda: defaultdict(list))
    """The rewards that were earned and are to be given later, by campaign and why."""
    given: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By campaign, block and asset, what a block gave, less what was taken back of it."""
    orders: dict[str, int] = field(default_factory=dict)
    """By its kind and value, when each order counted, in epoch ms."""
    held: int = 0
    """Until when at the latest coupons and points were ever held for a bill, in epoch ms."""
    paid: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By campaign and asset, what bills took, less what they gave back."""
    returned: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By campaign and asset, what bills gave back, less what was used again of it."""
    grants: Counter[str] = field(default_factory=Counter)
    """Messages that the member has allowed and that were not sent yet, by channel."""
    consents: set[str] = field(default_factory=set)
    """The channels by which the member wants to be reached."""
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Messages, by what a cap is of and the period."""
    answers: dict[tuple[str, str, str], list[bool]] = field(default_factory=dict)
    """Whether the answers to each question of a quiz were right, by campaign, quiz and question."""
    made_up: set[tuple[str, str, str]] = field(default_factory=set)
    """The days that were made up, by campaign, task and ISO date."""
    used: set[str] = field(default_factory=set)
    """The codes of coupons that were used."""
    waits: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By the id of its receipt, when a redemption began to wait for cash, and until when it did, in epoch ms."""
    redeemed: dict[str, Redeemed] = field(default_factory=dict)
    """Redemptions that were not undone, by the ids of their receipts."""
    tags: Counter[str] = field(default_factory=Counter)
    """The tags that rules gave, each with its last month."""
    tier: str | None = None
    """The tier that stars brought last; None where the brand may have said another since."""
    joined: int = 0
    """When the record was made, in epoch ms; 0: by another system, which nobody knows."""
    bought: Bought = field(default_factory=lambda: Bought())
    """The orders that counted so far."""
    brand_tags: frozenset[str] | None = frozenset()
    """The tags that the brand said last; None where two lists became one, or another system said it."""
    lines: set[tuple[str, int]] = field(default_factory=set)
    """The lines of imports that were brought in, by batch and number."""
    absorbed_with: int = 0
    """The number of the receipt that last absorbed another record: what both reach together comes with the next one."""
    absorbed_at: int = 0
    """The moment of that receipt, from which what both reach together waits for its days, in epoch ms."""


@dataclass
class Redeemed:
    """A redemption that gave its goods, and what comes back where it is undone."""

    uses: list[tuple[tuple[str, Limit, str], int]]
    """The uses that limits counted, and how often."""
    units: list[tuple[Key, int]]
    """Units of limited stocks."""
    took: Counter[tuple[str, str]]
    """The assets that it took, by campaign."""


@dataclass
class Promise:
    """A reward that was earned and is to be given later."""

    due: int
    """When at the earliest, in epoch ms; 0: as soon as nothing stands in its way."""
    times: int
    """How often."""
    points: int
    """The points of all of it together."""
    stars: int
    """The stars of all of it together."""


@dataclass
class Bought:
    """The orders that counted for a member, by the month in which they were paid."""

    orders: Counter[str] = field(default_factory=Counter)
    """How many of which anything is left."""
    minor: Counter[str] = field(default_factory=Counter)
    """The amount that is left of them, in minor units."""
    last: int = 0
    """When the last one was paid, in epoch ms; 0: there was none."""

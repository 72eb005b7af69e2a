"""The journal of a receipt: every movement as a posting, with what moved and why, and the one function that sums them.

A posting is never netted against another: what a block gave and what it took, a prize and what it is made of, stay
apart, so that each derived number (wallets, counters, reports, notices, refunds) is a sum and needs no definition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

POINTS = "points"
"""The asset that a member holds over all campaigns."""

STARS = "stars"
"""The asset that decides the tier: a member has it over all campaigns, and can't spend it."""

WIDE = (POINTS, STARS)
"""The assets that a member holds over all campaigns."""

PRIZES = "prizes/"
"""How the asset of a prize begins."""

EXPIRED = "expired"
"""Why a coupon left the wallet: it ended."""

CLOSED = "closed"
"""Why everything of a campaign left the wallet: the campaign was closed for good."""

ADJUSTED = "adjusted"
"""Why something was given or taken that no block gives or takes: managers corrected it."""

BILL = "bill"
"""Why coupons and points left the wallet at a till; or came back, because the bill was cancelled or its order sent
back."""

OWED = "owed"
"""Why points left the wallet, and what was owed with them: they had been kept for a bill, and were free again."""

IMPORTED = "imported"
"""Why points and stars came that were held in another system before."""

MERGED = "merged"
"""Why everything left a record, or came to one: the two were merged."""

UNDONE = ":undone"
"""How the reason ends of what a redemption took and gave, and moved back as it was undone; and of a prize that was made
of something, `prizes/PRIZE:undone`, where it is taken back."""

MADE_UP = ":make_up"
"""How the reason ends of what a day costs that a member makes up."""

Assets = dict[str, int]
"""Holdings or movements in one campaign: `points`, `stars`, `draws/BOX`, `fragments/COLLECTION/NAME`, `prizes/PRIZE`.
"""

Changes = dict[str, Assets]
"""Movements by campaign id; points are noted under the campaign that gave or took them."""

K = TypeVar("K", bound=Hashable)


class Leg(Struct, frozen=True):
    """One movement of one asset."""

    campaign: str
    """The campaign that gave or took it."""
    asset: str
    """`points`, `draws/BOX`, `fragments/COLLECTION/NAME` or `prizes/PRIZE`."""
    n: int
    """How much: positive is given to the member, negative is taken."""
    why: str
    """The block that gave or took it, as in `Posting.why`."""
    at: int = 0
    """When it fell due, as in `Posting.at`."""
    lots: Assets = {}
    """Of points, the lots that they went into or came from, as in `Posting.lots`."""
    owed: int = 0
    """How much of it the member owes from now on; negative: how much of it paid what was owed."""


class Posting(Struct, frozen=True, omit_defaults=True):
    """Everything that one block gave and took, side by side and never netted."""

    campaign: str
    """The campaign of the block."""
    why: str
    """The block, as a path of names: `challenges/CHALLENGE/TASK` (`…:LABEL` for a milestone, `…:make_up` for a day that
    is made up), `blind_boxes/BOX`,
    `collections/COLLECTION`, `redemptions/REDEMPTION/OFFER`; or another reason: `prizes/PRIZE` for what a prize of
    points, draws or fragments is made of, `expired` for a coupon that ended, `closed` for a campaign that closed,
    `adjusted` for what managers corrected, `imported` for what was held in another system, `merged` for what moved as
    two records of one person became one, `bill` for coupons and points that a till took, or gave back,
    `redemptions/REDEMPTION/OFFER:undone` for a redemption that was undone, `prizes/PRIZE:undone` for a prize of points,
    draws or fragments that was taken back."""
    times: int = 1
    """How often the block paid, or was used: 10 for ten draws at once."""
    at: int = 0
    """When it fell due, in epoch milliseconds, where it was settled before the action; 0: the action's own."""
    gave: Assets = {}
    """Given to the member, by asset: `points`, `stars`, `draws/BOX`, `fragments/COLLECTION/NAME`, `prizes/PRIZE`."""
    took: Assets = {}
    """Taken from the member, by asset, as positive numbers."""
    lots: Assets = {}
    """Of points, how many went into each lot, or (negative) came from it, by its name, `2026-05+24`: the month in which
    they were earned, and how they end."""
    boost: str = ""
    """How many times as many points it gave, `1.5`, where a boost counted."""
    owed: Assets = {}
    """How much was not there any more and is owed from now on, by asset; negative: how much paid what was owed."""
    tags: Assets = {}
    """Tags that were given, 1, or taken, -1, each with the last month in which it holds: `likes/strawberry=2027-05`;
    without one it never ends."""

    def legs(self) -> Iterator[Leg]:
        """Each asset that moved."""
        for sign, moved in ((1, self.gave), (-1, self.took)):
            for asset, n in moved.items():
                lots = {name: m for name, m in self.lots.items() if asset == POINTS and m * sign > 0}
                owed = self.owed.get(asset, 0)
                yield Leg(self.campaign, asset, n * sign, self.why, self.at, lots, owed if owed * sign < 0 else 0)


def tags_of(posting: Posting) -> dict[str, int]:
    """The tags that a posting gave (1) or took (-1); one that holds for longer than before was neither."""
    moved: Counter[str] = Counter()
    for posted, n in posting.tags.items():
        moved[posted.partition("=")[0]] += n
    return {tag: n for tag, n in moved.items() if n}


class PrizeGrant(Struct, frozen=True):
    """Prizes of one kind that were handed out for one reason."""

    campaign: str
    """The campaign of the prize."""
    prize: str
    """Its name in the campaign file."""
    n: int
    """How many."""


def total(legs: Iterable[Leg], of: Callable[[Leg], K | None]) -> dict[K, int]:
    """The sums of movements by key, without those that are zero; a movement whose key is None does not count."""
    sums: Counter[K] = Counter()
    for leg in legs:
        if (key := of(leg)) is not None:
            sums[key] += leg.n
    return {key: n for key, n in sums.items() if n}


def changes(legs: Iterable[Leg]) -> Changes:
    """The balance of movements by campaign and asset."""
    found: Changes = {}
    for (campaign, asset), n in total(legs, lambda leg: (leg.campaign, leg.asset)).items():
        found.setdefault(campaign, {})[asset] = n
    return found


def is_back(leg: Leg) -> bool:
    """Whether a movement took back what was given, because its order came back or it was undone: of itself a challenge
    takes nothing but the price of a day that is made up.
    """
    by_challenge = leg.why.startswith("challenges/") and not leg.why.endswith(MADE_UP)
    return leg.n < 0 and (by_challenge or leg.why.endswith(UNDONE))


def is_returned(leg: Leg) -> bool:
    """Whether a movement gave back what the member had before."""
    return leg.n > 0 and (leg.why in (BILL, MERGED) or leg.why.endswith(UNDONE))


def grants(legs: Iterable[Leg]) -> Iterator[PrizeGrant]:
    """Every prize that was handed out, of whatever kind: one that turns into points was granted all the same."""
    for leg in legs:
        if leg.n > 0 and leg.asset.startswith(PRIZES) and not is_returned(leg):  # that was granted before
            yield PrizeGrant(leg.campaign, leg.asset.removeprefix(PRIZES), leg.n)


NOTHING: Assets = {}


class Journal:
    """The postings of a receipt that is being written."""

    def __init__(self, written: Iterable[Posting] = ()) -> None:
        self._postings = {(one.campaign, one.why, one.at): one for one in written}

    def copy(self) -> Journal:
        """A journal of its own that begins with the same postings."""
        return Journal(self._postings.values())

    def use(self, campaign: str, block: str, times: int, at: int) -> None:
        """Note that a block paid, or was used, so many times."""
        self._write(campaign, block, at, times=times)

    def move(self, leg: Leg) -> None:
        """Write a movement beside those of the same block and moment."""
        gave, took = ({leg.asset: leg.n}, {}) if leg.n > 0 else ({}, {leg.asset: -leg.n})
        self._write(leg.campaign, leg.why, leg.at, gave=gave, took=took, lots=leg.lots, owed={leg.asset: leg.owed})

    def tag(self, campaign: str, why: str, name: str, n: int, at: int) -> None:
        """Write that a tag was given (1) or taken (-1) by a block. name: with its last month, as in `Posting.tags`."""
        self._write(campaign, why, at, tags={name: n})

    def boost(self, campaign: str, why: str, factor: str, at: int) -> None:
        """Note how many times as many points a block gave."""
        had = self._postings[campaign, why, at]
        self._postings[campaign, why, at] = replace(had, boost=factor)

    def postings(self) -> tuple[Posting, ...]:
        """The postings in the order in which they began."""
        return tuple(self._postings.values())

    def legs(self) -> Iterator[Leg]:
        """Each movement."""
        return (leg for one in self._postings.values() for leg in one.legs())

    def _write(
        self,
        campaign: str,
        why: str,
        at: int,
        times: int = 0,
        gave: Assets = NOTHING,
        took: Assets = NOTHING,
        lots: Assets = NOTHING,
        owed: Assets = NOTHING,
        tags: Assets = NOTHING,
    ) -> None:
        had = self._postings.get((campaign, why, at), Posting(campaign, why, 0, at))
        self._postings[campaign, why, at] = replace(
            had,
            times=had.times + times,
            gave=_sum(had.gave, gave),
            took=_sum(had.took, took),
            lots=_without_zeros(_sum(had.lots, lots)),
            owed=_without_zeros(_sum(had.owed, owed)),
            tags=_without_zeros(_sum(had.tags, tags)),
        )


def _without_zeros(assets: Assets) -> Assets:
    return {asset: n for asset, n in assets.items() if n}


def _sum(one: Assets, other: Assets) -> Assets:
    return one | {asset: one.get(asset, 0) + n for asset, n in other.items()}

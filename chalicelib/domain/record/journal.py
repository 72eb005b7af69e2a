"""The journal of a receipt: every movement as a posting, with what moved and why, and the one function that sums them.

A posting is never netted against another: what a block gave and what it took, a prize and what it is made of, stay
apart, so that each derived number (wallets, counters, reports, notices, refunds) is a sum and needs no definition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

POINTS = "points"
"""The asset that a member holds over all campaigns."""

PRIZES = "prizes/"
"""How the asset of a prize begins."""

EXPIRED = "expired"
"""Why a coupon left the wallet: it ended."""

CLOSED = "closed"
"""Why everything of a campaign left the wallet: the campaign was closed for good."""

Assets = dict[str, int]
"""Holdings or movements in one campaign: `points`, `draws/BOX`, `fragments/COLLECTION/NAME`, `prizes/PRIZE`."""

Changes = dict[str, Assets]
"""Movements by campaign id; points are noted under the campaign that gave or took them."""

K = TypeVar("K", bound=Hashable)


class Posting(Struct, frozen=True, omit_defaults=True):
    """One movement of a member's assets."""

    campaign: str
    """The campaign that gave or took it."""

    asset: str
    """`points`, `draws/BOX`, `fragments/COLLECTION/NAME` or `prizes/PRIZE`."""

    n: int
    """How much: positive is given to the member, negative is taken."""

    why: str
    """The block that gave or took it, as a path of names: `challenges/CHALLENGE/TASK` (`…:LABEL` for a milestone),
    `blind_boxes/BOX`, `collections/COLLECTION`, `redemptions/REDEMPTION/OFFER`; `prizes/PRIZE` for what a prize of
    points, draws or fragments is made of; `expired`; `closed`."""

    at: int = 0
    """When it fell due, in epoch milliseconds, where it was settled before the action; 0: the action's own movement."""


class Grant(Struct, frozen=True):
    """Prizes of one kind that were handed out for one reason."""

    campaign: str
    """The campaign of the prize."""

    prize: str
    """Its name in the campaign file."""

    n: int
    """How many."""


def total(postings: Iterable[Posting], of: Callable[[Posting], K | None]) -> dict[K, int]:
    """The sums of postings by key, without those that are zero; a posting whose key is None does not count."""
    sums: Counter[K] = Counter()
    for one in postings:
        if (key := of(one)) is not None:
            sums[key] += one.n
    return {key: n for key, n in sums.items() if n}


def changes(postings: Iterable[Posting]) -> Changes:
    """The balance of postings by campaign and asset."""
    found: Changes = {}
    for (campaign, asset), n in total(postings, lambda one: (one.campaign, one.asset)).items():
        found.setdefault(campaign, {})[asset] = n
    return found


def grants(postings: Iterable[Posting]) -> Iterator[Grant]:
    """Every prize that was handed out, of whatever kind: one that turns into points was granted all the same."""
    for one in postings:
        if one.n > 0 and one.asset.startswith(PRIZES):
            yield Grant(one.campaign, one.asset.removeprefix(PRIZES), one.n)


def merged(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """The postings with those in one direction, of one asset, for one reason and moment put together."""
    sums: Counter[tuple[str, str, str, int, bool]] = Counter()
    for one in postings:
        sums[one.campaign, one.asset, one.why, one.at, one.n > 0] += one.n
    return tuple(Posting(campaign, asset, n, why, at) for (campaign, asset, why, at, _), n in sums.items())

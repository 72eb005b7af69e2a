"""Counters of the programme: what each receipt adds to the numbers that belong to no single campaign.

They add up, and are counted once a receipt, as those of campaigns are (`counters`).

| counter | counts |
| --- | --- |
| `bills/paid`, `bills/cancelled` | payments of bills, and those of them that were undone |
| `coupons/used`, `coupons/returned` | coupons that bills took, and that came back with a bill or its order |
| `points/paid`, `points/returned` | points that bills took, and that came back so |
| `points/ended` | points that ended, on their last day, whenever that was settled |
| `tags/GROUP/NAME/ended` | tags whose time was over, on their last day, whenever that was settled |
| `tiers/BEFORE/TIER` | members whom stars, or their lack, moved from one tier to another; empty: none |
| `touches/…`, `channels/…` | messages, and who came after them: see `touch_counters` |
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.domain.derived.counters import Page, tag_counts
from chalicelib.domain.derived.touch_counters import counted_of_touches
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.journal import BILL, EXPIRED, POINTS, PRIZES, Leg
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.localtime import local

TIERS: Final = "tiers"

Amounts = Mapping[tuple[int, str], int]
"""Amounts by the moment that tells their day (epoch ms), and the counter."""


def counted_of_programme(receipt: Receipt) -> Amounts:
    """The amounts that a receipt adds; none where it concerns campaigns alone."""
    amounts: Counter[tuple[int, str]] = Counter()
    if receipt.does == "pay":
        amounts[receipt.at, "bills/paid"] += 1
    elif receipt.does == "cancel" and receipt.order:  # a hold that is let go has no receipt that says of an order
        amounts[receipt.at, "bills/cancelled"] += 1
    for leg in receipt.legs:
        if counter := _counter(leg, receipt.does == "pay"):
            amounts[leg.at - 1 if leg.why == EXPIRED else receipt.at, counter] += abs(leg.n)
    for one in (one for one in receipt.postings if one.why == EXPIRED):
        for counter, n in tag_counts(one).items():
            amounts[one.at - 1, counter] += n
    if receipt.tier is not None and receipt.tier.before != receipt.tier.tier:
        amounts[receipt.at, f"{TIERS}/{receipt.tier.before}/{receipt.tier.tier}"] += 1
    for counter, n in counted_of_touches(receipt):
        amounts[receipt.at, counter] += n
    return amounts


def by_day(amounts: Amounts, zone: ZoneInfo) -> dict[Page, Counter[str]]:
    """The same by day, as the programme's calendar has it."""
    pages: dict[Page, Counter[str]] = {}
    for (at, counter), n in amounts.items():
        pages.setdefault((PROGRAMME, local(at, zone).date().isoformat()), Counter())[counter] += n
    return pages


def _counter(leg: Leg, paying: bool) -> str:
    """The counter that a movement raises; empty: none. In a payment a coupon comes back only to be used late."""
    if leg.asset == POINTS and leg.why == EXPIRED:
        return "points/ended"
    if leg.why != BILL:
        return ""
    if leg.asset == POINTS:
        return "points/paid" if leg.n < 0 else "points/returned"
    if not leg.asset.startswith(PRIZES):
        return ""
    return "coupons/used" if leg.n < 0 else "" if paying else "coupons/returned"

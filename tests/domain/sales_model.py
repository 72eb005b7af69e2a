"""A recount of what members and guests bought, over raw events; it shares no code with Tessera.

Whose an order is in the end, and how much of it came back, is all that counts: never in which order that was told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Sold(NamedTuple):
    """An order, as raw events tell of it in the end."""

    whose: str
    guest: bool
    month: str
    """The month in which it was paid, on a calendar on the wall of the shop."""
    minor: int
    currency: str
    refunds: tuple[int, ...] = ()


Lines = dict[tuple[str, str], Counter[str]]
"""By members or guests and month: the numbers under the names that receipts give them."""


def by_month(orders: Iterable[Sold]) -> Lines:
    """The numbers of each month, of members and of guests; those that are zero are left out."""
    lines: Lines = defaultdict(Counter)
    bought: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in orders:
        kind = "guests" if one.guest else "members"
        line, left = lines[kind, one.month], one.minor - sum(one.refunds)
        line[f"amount/{one.currency}"] += left
        line[f"refunds/{one.currency}"] += len(one.refunds)
        line[f"refunded/{one.currency}"] += sum(one.refunds)
        if left or not one.minor:
            line[f"orders/{one.currency}"] += 1
            bought[kind, one.whose].append(one.month)
    for (kind, _), months in bought.items():
        for month in set(months):
            lines[kind, month]["buyers"] += 1
        for name, month in zip(("first", "second"), sorted(months), strict=False):
            lines[kind, month][name] += 1
    return {key: found for key, line in lines.items() if (found := +line)}


def by_cohort(orders: Iterable[Sold], joined: dict[str, str]) -> dict[tuple[str, str], Counter[str]]:
    """By the month of joining and the month: how many members bought, and for how much. joined: month by member."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    buyers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in orders:
        left = one.minor - sum(one.refunds)
        if one.guest:
            continue
        key = joined[one.whose], one.month
        found[key][f"amount/{one.currency}"] += left
        if left or not one.minor:
            buyers[key].add(one.whose)
    for key, who in buyers.items():
        found[key]["buyers"] = len(who)
    return {key: counts for key, one in found.items() if (counts := +one)}

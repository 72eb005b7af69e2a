"""Fifths of those who have bought, by recency, frequency and money: as conditions that a file may have."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from chalicelib.domain.words.values import DECIMALS, money_text

FIFTHS: Final = 5
MONTHS: Final = "in 12 months"


class Fifth(NamedTuple):
    """The members of one fifth by one fact."""

    fact: str
    """The key of the condition in the file: `last_order`, `orders` or `spent`."""
    fifth: int
    """1 to 5; 1 is the best."""
    condition: str
    """As the file has it: `within 12 days`."""
    members: int
    """How many meet it: those with equal numbers are in one fifth."""


def fifths(bought: Sequence[Sequence[int]], currency: str) -> list[Fifth]:
    """The fifths by days since the last order, orders, and amount (left out without a currency).

    bought: of each who has bought, the days, the orders and the amount in minor units. Where a fifth would be empty,
    because more members than that have equal numbers, it is left out.
    """
    days, orders, spent = ([one[at] for one in bought] for at in range(3))
    found = _recency(days)
    found += _most("orders", orders, str)
    if currency in DECIMALS:
        found += _most("spent", spent, lambda minor: money_text(minor, currency))
    return found


def _cuts(values: Sequence[int]) -> list[int]:
    """The last value of each fifth but the last, of values in their order; equal values are in one."""
    return [values[-(-len(values) * part // FIFTHS) - 1] for part in range(1, FIFTHS)]


def _recency(days: Sequence[int]) -> list[Fifth]:
    edges, low, found = _cuts(sorted(days)), 0, []
    for fifth, high in enumerate(edges, 1):
        members = sum(low <= one <= high for one in days)
        if members:
            condition = f"within {high} days" if low == 0 else f"{low} to {high} days ago"
            found.append(Fifth("last_order", fifth, condition, members))
            low = high + 1
    if members := sum(one >= low for one in days):
        found.append(Fifth("last_order", FIFTHS, f"more than {low - 1} days ago", members))
    return found


def _most(fact: str, values: Sequence[int], text: Callable[[int], str]) -> list[Fifth]:
    found: list[Fifth] = []
    above = max(values) + 1
    for fifth, least in enumerate([*_cuts(sorted(values, reverse=True)), min(values)], 1):
        members = sum(least <= one < above for one in values)
        if members:
            between = f"{text(least)} to {text(above - 1)} {MONTHS}"
            found.append(Fifth(fact, fifth, f"at least {text(least)} {MONTHS}" if not found else between, members))
            above = least
    return found

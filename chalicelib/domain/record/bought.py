"""Purchases: the orders that became somebody's, with what is left of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct, field

MONTHS_KEPT: Final = 13
"""Months that are told apart: the latest that has an order and those before it, so that a year's can be said of any."""


class Bought(Struct, frozen=True, omit_defaults=True):
    """The purchases of a member or a guest."""

    first: int = field(default=0, name="f")
    """When the first order was paid, epoch ms. Like the last one it stays when the order comes back."""
    last: int = field(default=0, name="l")
    """When the last order was paid, epoch ms."""
    sums: dict[str, list[int]] = field(default_factory=dict, name="s")
    """By currency: how many orders, and how much in minor units; then the number of a month, as in `purse`, and how
    many and how much of it and of each month after."""
    starts: list[int] = field(default_factory=list, name="b")
    """The numbers of the months in which the first order and the second of those that are left were paid."""


def added(kept: list[int], month: int, n: int, minor: int) -> list[int]:
    """The numbers of a currency with n orders and an amount more (negative: fewer) of a month. One that is too long ago
    is told apart no more."""
    orders, amount, first, *numbers = kept or [0, 0, month]
    months = dict(enumerate(zip(numbers[::2], numbers[1::2], strict=True), first))
    here = months.get(month, (0, 0))
    months[month] = (here[0] + n, here[1] + minor)
    last = max(months)
    known = [at for at, of in months.items() if at > last - MONTHS_KEPT and (any(of) or at == last)]
    told = (months.get(at, (0, 0)) for at in range(min(known), last + 1))
    return [orders + n, amount + minor, min(known), *(number for pair in told for number in pair)]


def orders_of(bought: Bought | None, month: int, months: int = 0) -> int:
    """How many orders somebody has made: in a month and those before it, so many together; 0: in all of them."""
    return sum(_within(kept, 0, month, months) for kept in (bought.sums.values() if bought else ()))


def spent_of(bought: Bought | None, currency: str, month: int, months: int = 0) -> int:
    """The amount of these orders in a currency, in minor units."""
    kept = bought.sums.get(currency) if bought else None
    return _within(kept, 1, month, months) if kept else 0


def _within(kept: list[int], which: int, month: int, months: int) -> int:
    """Orders (0) or the amount (1) of a currency."""
    if not months:
        return kept[which]
    told = enumerate(kept[3 + which :: 2], kept[2])
    return sum(n for at, n in told if month - months < at <= month)


def by_month(sums: Mapping[str, list[int]]) -> Counter[int]:
    """How many orders of all currencies there are of each month that is told apart."""
    found: Counter[int] = Counter()
    for _, _, first, *numbers in sums.values():
        found.update(dict(enumerate(numbers[::2], first)))
    return +found


def started(starts: list[int], month: int, n: int, sums: Mapping[str, list[int]]) -> list[int]:
    """The months of the first order and the second, once there are n orders more (negative: fewer) of a month.

    sums: with them. Where orders are left whose month is not told apart any more, what was noted of them stays; so each
    who has an order has a first one, and with two a second one.
    """
    if n > 0:
        return sorted((*starts, month))[:2]
    if n == 0:
        return starts
    told = sorted(by_month(sums).elements())
    untold = sum(one[0] for one in sums.values()) - len(told)
    earlier = _without(_without(starts, [month]), told)[:untold]
    if untold > len(earlier) and month in starts:  # it stands for one of those whose month nobody knows
        earlier.append(month)
    return sorted((*earlier, *told))[:2]


def _without(months: Iterable[int], others: Iterable[int]) -> list[int]:
    return sorted((Counter(months) - Counter(others)).elements())


def together(one: Bought | None, other: Bought | None) -> Bought | None:
    """The purchases of two records as those of one."""
    if one is None or other is None:
        return one or other
    sums = dict(one.sums)
    for currency, (orders, amount, first, *numbers) in other.sums.items():
        kept, before = sums.get(currency, []), (0, 0)
        for month, (n, minor) in enumerate(zip(numbers[::2], numbers[1::2], strict=True), first):
            kept, before = added(kept, month, n, minor), (before[0] + n, before[1] + minor)
        rest = (orders - before[0], amount - before[1])  # of months that are not told apart any more
        sums[currency] = [kept[0] + rest[0], kept[1] + rest[1], *kept[2:]]
    first = min(filter(None, (one.first, other.first)), default=0)
    return Bought(first, max(one.last, other.last), sums, sorted((*one.starts, *other.starts))[:2])

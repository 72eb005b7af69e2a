"""Stars by the month in which they came: what decides a tier.

A document keeps thirteen months apart, so that the last twelve and the one before them can be told; older ones are one
number. They stand as `[earlier, first month, n, n, …]`; months are numbered as in `purse`.
"""

from typing import Final

from chalicelib.domain.words.values import Stars

MONTHS_KEPT: Final = 13
"""Months of stars that are told apart."""


def total(kept: list[int]) -> int:
    """All stars that ever came."""
    return sum(kept) - (kept[1] if kept else 0)


def within(kept: list[int], wanted: Stars, month: int) -> int:
    """The stars that count for a tier in a month: of so many months, of the calendar year, or all."""
    if not kept:
        return 0
    if wanted.months is None and not wanted.a_year:
        return total(kept)
    since = _first(wanted, month)
    return sum(n for at, n in enumerate(kept[2:], kept[1]) if since <= at <= month)


def enough_within(kept: list[int], wanted: Stars, months: range) -> bool:
    """Whether stars enough for a tier count in one of these months; where they are not told apart any more, they may
    have been, and are taken for enough."""
    if wanted.months is None and not wanted.a_year:
        return total(kept) >= wanted.count
    known = not kept or not kept[0] or _first(wanted, months[0]) >= kept[1]
    return not known or any(within(kept, wanted, month) >= wanted.count for month in months)


def _first(wanted: Stars, month: int) -> int:
    """The first month whose stars count for a tier in a month."""
    return month - month % 12 if wanted.a_year else month - (wanted.months or 1) + 1


def moved(kept: list[int], month: int, n: int) -> list[int]:
    """The stars with n more (negative: fewer) of a month; what that does not hold comes off those of before the first
    month, and then off the latest months, so that as many go as are taken."""
    earlier, first, *numbers = kept or [0, month]
    months = dict(enumerate(numbers, first))
    months[month] = months.get(month, 0) + n
    if months[month] < 0:
        earlier += months[month]
        months[month] = 0
    for latest in sorted(months, reverse=True):
        if earlier < 0:
            months[latest], earlier = max(0, months[latest] + earlier), min(0, months[latest] + earlier)
    first, last = min(months), max(months)
    oldest = max(first, last - MONTHS_KEPT + 1)
    earlier += sum(n for at, n in months.items() if at < oldest)
    return [earlier, oldest, *(months.get(at, 0) for at in range(oldest, last + 1))]


def together(kept: list[int], other: list[int]) -> list[int]:
    """The stars of two records as those of one, month by month."""
    if not kept or not other:
        return [*(kept or other)]
    months: dict[int, int] = {}
    for _, first, *numbers in (kept, other):
        for month, n in enumerate(numbers, first):
            months[month] = months.get(month, 0) + n
    first, last = min(months), max(months)
    oldest = max(first, last - MONTHS_KEPT + 1)
    earlier = kept[0] + other[0] + sum(n for at, n in months.items() if at < oldest)
    return [earlier, oldest, *(months.get(at, 0) for at in range(oldest, last + 1))]

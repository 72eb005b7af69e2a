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
    since = month - month % 12 if wanted.a_year else month - (wanted.months or 1) + 1
    first = kept[1]
    return sum(n for at, n in enumerate(kept[2:], first) if since <= at <= month)


def moved(kept: list[int], month: int, n: int) -> list[int]:
    """The stars with n more (negative: fewer) of a month. What its month does not hold any more comes off those that
    are not told apart, and then off the others, the oldest first.
    """
    earlier, first, *numbers = kept or [0, month]
    months = dict(enumerate(numbers, first))
    months[month] = months.get(month, 0) + n
    lacking, months[month] = max(0, -months[month]), max(0, months[month])
    earlier, lacking = max(0, earlier - lacking), max(0, lacking - earlier)
    for at in sorted(months):
        months[at], lacking = max(0, months[at] - lacking), max(0, lacking - months[at])
    first, last = min(months), max(months)
    oldest = max(first, last - MONTHS_KEPT + 1)
    earlier += sum(n for at, n in months.items() if at < oldest)
    return [earlier, oldest, *(months.get(at, 0) for at in range(oldest, last + 1))]

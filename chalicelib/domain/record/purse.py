"""Points as lots: how many were earned in which month, and when they end.

Lots are folded by the month in which they were earned and by their class, which says how they end; so a document stays
small, and members understand it: points of May end with May, two years later. What ends first is spent first. No lot's
end ever changes: a new rule is a new class.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from chalicelib.domain.time.localtime import months_on

Lots = dict[str, list[int]]
"""Points by class: the number of the first month, then how many of it and of each month after it.

A class is `` (they never end), `+24` (with the 24th month after their own), `y+1` (with the next year), or the last day
on which they are good, `2029-05-31`. Months are numbered from year 0: 24312 is January 2026.
"""

MOST_LOTS: Final = 40
"""Lots that a document keeps. Beyond, the two that end first become one, with the earlier month and the later end."""

NEVER: Final = ""
"""The class of points that never end."""


class Lot(Struct, frozen=True):
    """The points of one month and class."""

    kind: str
    """The class, as in `Lots`."""
    month: int
    """The month in which they were earned, numbered from year 0."""
    n: int
    """How many."""

    @property
    def name(self) -> str:
        """`2026-05+24`, `2026-05=2029-05-31`: the month and the class, as receipts name a lot."""
        mark = "=" if self.kind[:1].isdigit() else ""
        return f"{month_text(self.month)}{mark}{self.kind}"

    @property
    def last_day(self) -> date | None:
        """The last day on which they are good; None: they never end."""
        return last_day(self.kind, self.month)


def lot(name: str, n: int) -> Lot:
    """So many points of the lot that a receipt names."""
    return Lot(name[7:].removeprefix("="), month_of_text(name[:7]), n)


def month_number(day: date) -> int:
    """The number of a day's month."""
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """`2026-05`: a month by its number."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def month_of_text(text: str) -> int:
    """The number of a month from `2026-05`; ValueError for another text."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise ValueError(f'"{text}" is no month; write one like 2026-05')
    return int(text[:4]) * 12 + int(text[5:]) - 1


def first_of_month(month: int) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def end_of_month(month: int) -> date:
    """The last day of a month."""
    return _before_month(first_of_month(month), 1)


def last_day(kind: str, month: int) -> date | None:
    """The last day on which points of a month and a class are good; None: they never end."""
    if kind == NEVER:
        return None
    if kind.startswith("+"):
        return _before_month(first_of_month(month), int(kind[1:]) + 1)
    if kind.startswith("y"):
        return date(month // 12 + int(kind[1:]), 12, 31)
    return date.fromisoformat(kind)


def _before_month(first: date, months: int) -> date:
    """The last day before the month that is so many after the one of a first day."""
    return months_on(first, months) - timedelta(days=1)


def day_after(day: date) -> date:
    """The first day after one on which something was good last."""
    return day + timedelta(days=1)


def held(lots: Lots) -> int:
    """The sum of all lots."""
    return sum(n for numbers in lots.values() for n in numbers[1:])


def in_order(lots: Lots) -> list[Lot]:
    """The lots that hold anything, in the order in which they are spent: what ends first, then what is older."""
    found = (Lot(kind, first + at, n) for kind, (first, *numbers) in lots.items() for at, n in enumerate(numbers) if n)
    return sorted(found, key=_spent)


def folded(found: Iterable[Lot]) -> Lots:
    """Lots as a document keeps them, at most `MOST_LOTS`."""
    sums: dict[tuple[str, int], int] = {}
    for one in found:
        sums[one.kind, one.month] = sums.get((one.kind, one.month), 0) + one.n
    kept = sorted((Lot(kind, month, n) for (kind, month), n in sums.items() if n), key=_spent)
    while len(kept) > MOST_LOTS:
        kept = sorted([_joined(kept[0], kept[1]), *kept[2:]], key=_spent)
    lots: Lots = {}
    for kind in dict.fromkeys(one.kind for one in kept):
        months = {one.month: one.n for one in kept if one.kind == kind}
        first = min(months)
        lots[kind] = [first, *(months.get(month, 0) for month in range(first, max(months) + 1))]
    return lots


def added(lots: Lots, more: Lot) -> Lots:
    """The lots with more of one of them."""
    return folded([*in_order(lots), more])


def taken(lots: Lots, n: int, until: int | None = None, first: Mapping[str, int] | None = None) -> list[Lot]:
    """The lots that so many points are taken from, in the order of spending; less where there is not as much.

    until: only points earned up to that month. first: the lots, by name, from which as much as given is taken before.
    """
    ready = [one for one in in_order(lots) if until is None or one.month <= until]
    wanted = [Lot(one.kind, one.month, min(one.n, (first or {}).get(one.name, 0))) for one in ready]
    rest = [Lot(one.kind, one.month, one.n - before.n) for one, before in zip(ready, wanted, strict=True)]
    return list(_as_many([*wanted, *rest], n))


def without(lots: Lots, less: Iterable[Lot]) -> Lots:
    """The lots without what was taken of them."""
    return folded([*in_order(lots), *(Lot(one.kind, one.month, -one.n) for one in less)])


def by_name(found: Iterable[Lot]) -> dict[str, int]:
    """Lots as receipts show them."""
    sums: dict[str, int] = {}
    for one in found:
        sums[one.name] = sums.get(one.name, 0) + one.n
    return sums


def _as_many(found: Iterable[Lot], n: int) -> Iterator[Lot]:
    for one in found:
        if n > 0 and one.n:
            yield Lot(one.kind, one.month, min(n, one.n))
            n -= one.n


def _spent(one: Lot) -> tuple[date, int]:
    return one.last_day or date.max, one.month


def _joined(one: Lot, other: Lot) -> Lot:
    """Two lots as one, in the member's favour: as old as the older, and good as long as the longer."""
    last = max(one.last_day or date.max, other.last_day or date.max)
    kind = NEVER if last == date.max else last.isoformat()
    return Lot(kind, min(one.month, other.month), one.n + other.n)

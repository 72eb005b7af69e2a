"""Published odds as a table of integers over one common denominator: every chance is exact, none is a float."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm

from msgspec import Struct

from chalicelib.domain.words.values import Chance

FINEST = 1 << 96  # so that a ramp's chance, a product of such, stays well within a ticket's 256 bits


class Table(Struct, frozen=True, cache_hash=True):
    """Rows in published order, each with an integer weight; the chance of a row is its weight over `total`."""

    rows: tuple[str, ...]
    """The names of the rows, in published order."""
    weights: tuple[int, ...]
    """The weight of each row, in the same order."""
    total: int
    """The sum of all weights, which is their common denominator."""

    def share(self, names: Collection[str]) -> Fraction:
        """The exact chance of all of `names` together; names that the table lacks have none."""
        return Fraction(sum(w for row, w in zip(self.rows, self.weights, strict=True) if row in names), self.total)


def table(odds: Mapping[str, Chance]) -> Table:
    """The published odds over their least common denominator; rows that say `rest` share equally what is left.

    Raises ValueError, naming the exact sum, where the chances are not exactly 100% or nothing is left for `rest`, and
    where a row has no chance at all.
    """
    named = {row: chance.share for row, chance in odds.items() if chance.share is not None}
    for row, share in named.items():
        if share <= 0:
            raise ValueError(f"the chance of {row} is {_percent(share)}: it must be above 0%")
    given = sum(named.values(), Fraction())
    resting = len(odds) - len(named)
    if resting and given >= 1:
        raise ValueError(f"the chances add up to {_percent(given)}, which leaves nothing for the rows that say rest")
    if not resting and given != 1:
        raise ValueError(f"the chances add up to {_percent(given)}: they must be exactly 100%")
    shares = [named[row] if row in named else (1 - given) / resting for row in odds]
    total = lcm(*(share.denominator for share in shares))
    if total > FINEST:
        raise ValueError("the chances are too fine: their common denominator must be at most 2^96")
    return Table(tuple(odds), tuple(int(share * total) for share in shares), total)


def only(table: Table, names: Collection[str]) -> Table:
    """The table restricted to `names`, by published weights (not reduced).

    Raises ValueError where the table has none of them.
    """
    kept = [(row, weight) for row, weight in zip(table.rows, table.weights, strict=True) if row in names]
    if not kept:
        raise ValueError(f"the odds have none of {', '.join(names)}")
    return Table(tuple(row for row, _ in kept), tuple(w for _, w in kept), sum(w for _, w in kept))


def _percent(share: Fraction) -> str:
    """`101.5%`, or `99 8/9%` where no decimal is exact."""
    percent = share * 100
    decimal = Decimal(percent.numerator) / Decimal(percent.denominator)
    if Fraction(decimal) == percent:
        return f"{decimal:f}%"
    whole, part = divmod(percent, 1)
    return f"{whole} {part}%" if whole else f"{part}%"

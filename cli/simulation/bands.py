"""Bands: what a number is over the runs of a simulation, with percentiles where there are enough of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy
from msgspec import Struct

ENOUGH = 20
"""With fewer runs nobody can tell what happens in one run of twenty: then the least and the most are shown instead."""


class Band(Struct, frozen=True):
    """The spread of a number over the runs."""

    low: float
    """The 5th percentile; of fewer than ENOUGH runs the least."""
    middle: float
    """The 50th percentile, which is the median."""
    high: float
    """The 95th percentile; of fewer than ENOUGH runs the most."""


def band(values: Iterable[float]) -> Band:
    """The band of a value that each run has."""
    found = list(values)
    shown = (5, 50, 95) if len(found) >= ENOUGH else (0, 50, 100)
    return Band(*(float(one) for one in numpy.percentile(found, shown)))


class Line(Struct, frozen=True):
    """A number day by day."""

    days: tuple[Band, ...]
    """A band for each day that is played, at its end."""


def by_day(runs: Iterable[Sequence[float]]) -> Line:
    """A line of what each run has on each day."""
    return Line(tuple(band(values) for values in zip(*runs, strict=True)))


def adding_up(runs: Iterable[Sequence[float]]) -> Line:
    """A line of what each run has up to the end of each day."""
    return by_day(list(accumulate(values)) for values in runs)


def by_month(runs: Sequence[Counter[str]]) -> dict[str, Band]:
    """A band for each month, in their order; what never ends comes last."""
    months = sorted({month for run in runs for month, n in run.items() if n}, key=lambda month: (not month, month))
    return {month: band(run[month] for run in runs) for month in months}

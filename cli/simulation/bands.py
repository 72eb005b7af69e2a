"""Bands: what a number is over the runs of a simulation, with percentiles where there are enough of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy
from msgspec import Struct

ENOUGH = 20
"""With fewer runs nobody can tell what happens in one run of twenty: then the least and the most are shown instead."""


class Band(Struct, frozen=True):
    """The 5th, 50th and 95th percentile over the runs; of fewer than ENOUGH the least, the median and the most."""

    low: float
    middle: float
    high: float


def band(values: Iterable[float]) -> Band:
    """The band of a value that each run has."""
    found = list(values)
    shown = (5, 50, 95) if len(found) >= ENOUGH else (0, 50, 100)
    return Band(*(float(one) for one in numpy.percentile(found, shown)))


class Line(Struct, frozen=True):
    """A band for each day, at its end."""

    days: tuple[Band, ...]


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

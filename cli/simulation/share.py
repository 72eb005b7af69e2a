"""The stocks of a run as one half of its crowd sees them.

Two halves play a day at the same time, so each has its share of what was left in the evening before; in the evening
what they took is added up. On the last day of a stock one half may so run out some hours before the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.record.outcome import StockKey, Take

HALVES = 2


@dataclass(frozen=True, slots=True)
class Share:
    """The part of all stocks that one half may take on one day."""

    half: int
    """Which of the parts, from 0."""
    day: int
    """The number of the day, from 0."""
    taken: Mapping[StockKey, int]
    """Units that all of them took on the days before."""
    parts: int = HALVES
    """How many parts share."""

    def units(self, take: Take) -> int:
        """Units of a stock that this half has for the day; the halves take turns at having the odd one."""
        left = take.quota - self.taken.get(take.key, 0)
        return (left + (self.half + self.day) % self.parts) // self.parts

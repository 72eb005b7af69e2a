"""The stocks of a run as one half of its crowd sees them.

Two halves play a day at the same time, so each has its share of what was left in the evening before; in the evening
what they took is added up. On the last day of a stock one half may so run out some hours before the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from chalicelib.domain.record.outcome import StockKey, Take

HALVES = 2


class Shelf:
    """at_most: units left of the stocks that are known to be short today, as `decide` takes them."""

    def __init__(self, half: int) -> None:
        self._half = half
        self._before: Mapping[StockKey, int] = {}
        self._turn = half
        self.today: Counter[StockKey] = Counter()
        self.at_most: dict[StockKey, int] = {}

    def open(self, day: int, taken: Mapping[StockKey, int]) -> None:
        """A new day. taken: by everybody, up to now."""
        self._before, self._turn = taken, (self._half + day) % HALVES
        self.today = Counter()
        self.at_most = {}

    def take(self, takes: Iterable[Take]) -> bool:
        """Take all of it; or, where one is short, nothing, and `at_most` knows it."""
        short = {take.key: left for take in takes if (left := self._left(take)) < take.n}
        self.at_most |= short
        if short:
            return False
        for take in takes:
            self.today[take.key] += take.n
            if take.key in self.at_most:
                self.at_most[take.key] -= take.n
        return True

    def _left(self, take: Take) -> int:
        """This half's share of what was left in the morning; the halves take turns at having the odd unit."""
        morning = take.quota - self._before.get(take.key, 0)
        return (morning + self._turn) // HALVES - self.today[take.key]

"""Simulated time: processes are generators that yield the seconds they wait."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from heapq import heappop, heappush
from itertools import count

Process = Generator[float, None, None]


class Clock:
    """now: seconds since the opening. Of two processes due at the same moment the one that waited first goes first."""

    def __init__(self) -> None:
        self.now = 0.0
        self._due: list[tuple[float, int, Process]] = []
        self._order = count()

    def run(self, arrivals: Iterator[tuple[float, Process]]) -> None:
        """Start each process at its moment (they come in order), and run until nothing waits any more."""
        arriving = next(arrivals, None)
        while arriving or self._due:
            if arriving and (not self._due or arriving[0] <= self._due[0][0]):
                self.now, process = arriving
                arriving = next(arrivals, None)
            else:
                self.now, _, process = heappop(self._due)
            for seconds in process:
                heappush(self._due, (self.now + seconds, next(self._order), process))
                break

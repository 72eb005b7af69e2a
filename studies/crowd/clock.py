"""Simulated time: each process runs until it sleeps, and goes on once its seconds have passed for all others too."""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import count

from greenlet import getcurrent, greenlet


class Clock:
    """Runs processes in simulated time. `now` is seconds since the opening.

    Of two processes that are due at the same moment the one that slept first goes first.
    A process is a greenlet, so that what it runs needn't know: it calls `sleep` as it would call that of the machine.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self._due: list[tuple[float, int, greenlet]] = []
        self._order = count()

    def run(self, arrivals: Iterator[tuple[float, Callable[[], None]]]) -> None:
        """Start each process at its moment (they come in order), and run until nothing sleeps any more."""
        arriving = next(arrivals, None)
        while arriving or self._due:
            if arriving and (not self._due or arriving[0] <= self._due[0][0]):
                self.now, process = arriving
                arriving = next(arrivals, None)
                greenlet(process).switch()
            else:
                self.now, _, sleeping = heappop(self._due)
                sleeping.switch()

    def sleep(self, seconds: float) -> None:
        """Let so much time pass for the process that calls it."""
        process = getcurrent()
        heappush(self._due, (self.now + seconds, next(self._order), process))
        process.parent.switch()

"""What EventBridge does every hour in AWS: campaigns that ended are closed for good, which reveals their seeds."""

from __future__ import annotations

import logging
from threading import Event, Lock, Thread

from chalicelib.domain.errors import Conflict, Unavailable
from chalicelib.wiring import Parts
from local.clock import PretendClock

EVERY_SECONDS = 60.0

log = logging.getLogger(__name__)


class Schedule:
    """Runs each minute in a thread from `start` to `stop`, and at once whenever it is asked to.

    While the clock tells the world's time nothing is closed: closing is final, and whoever starts the backend next year
    still wants to pretend this summer.
    """

    def __init__(self, parts: Parts, clock: PretendClock) -> None:
        self._parts = parts
        self._clock = clock
        self._one_at_a_time = Lock()
        self._stopped = Event()
        self._thread = Thread(target=self._each_minute, name="schedule", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def run(self) -> list[str]:
        """Close what is due, and give the ids. What something came between with is due again the next time."""
        if not self._clock.pretends:
            return []
        with self._one_at_a_time:
            try:
                closed = self._parts.close.due(self._clock())
                if closed:
                    self._parts.catalogue.refresh()
            except (Conflict, Unavailable) as error:
                log.warning("Campaigns that ended are closed a minute later: %s", error.message)
                return []
        return closed

    def _each_minute(self) -> None:
        while not self._stopped.wait(EVERY_SECONDS):
            try:
                self.run()
            except Exception:  # the thread must outlive whatever happens in it
                log.exception("The schedule failed")

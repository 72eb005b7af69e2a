"""Repeats a piece of work, in a thread of its own."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from chalicelib.domain.words.errors import Conflict, Unavailable

log = logging.getLogger(__name__)


class Beat:
    """Does its work every so many seconds, from `start` to `stop`. What goes wrong is told, and done again later."""

    def __init__(self, name: str, seconds: float, work: Callable[[], object]) -> None:
        self._name = name
        self._seconds = seconds
        self._work = work
        self._stopped = Event()
        self._thread = Thread(target=self._beat, name=name, daemon=True)

    @property
    def stopping(self) -> bool:
        """Whether the work should come to its end."""
        return self._stopped.is_set()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when nothing is under way any more."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _beat(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                self._work()
            except (Conflict, Unavailable) as error:
                log.warning("%s: %s", self._name, error.message)
            except Exception:  # the thread must outlive whatever happens in it
                log.exception("%s failed", self._name)

"""A value that is read again now and then, in the background."""

import logging
from collections.abc import Callable
from threading import Lock, Thread
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

EVERY = 300.0
"""Seconds after which a value is read anew."""

AGAIN = 30.0
"""Seconds after which a reading that failed, or came to no end, is tried again."""

ASLEEP = 300.0
"""Seconds overdue from which a value has to be read again before it is given: it was not asked for in all that time, as
in a container that was frozen between two invocations."""

Loadable = TypeVar("Loadable")


class Fresh(Generic[Loadable]):
    """A value that is renewed while callers go on with the one at hand. Safe to use from several threads.

    Only the first caller after a long silence waits for a reading.
    """

    def __init__(self, value: Loadable, read: Callable[[], Loadable], monotonic: Callable[[], float]) -> None:
        """value: as just read. read: gives a newer one; where it raises, the old one stays. monotonic: seconds."""
        self._value = value
        self._read = read
        self._monotonic = monotonic
        self._turn = Lock()  # held for an instant, never over a reading
        self._read_at = monotonic()
        self._due = self._read_at + EVERY

    def get(self) -> Loadable:
        """Give the value, as of EVERY ago at most, or EVERY + ASLEEP after a silence, while readings go well."""
        now = self._monotonic()
        if now >= self._due:
            self._renew(now)
        return self._value

    def _renew(self, now: float) -> None:
        """Read anew in the background, or at once after a silence; only the first thread that comes does either."""
        with self._turn:
            overdue = now - self._due
            if overdue < 0:
                return
            self._due = now + AGAIN
        if overdue >= ASLEEP:
            self._take(now)
        else:
            Thread(target=self._take, args=(now,), daemon=True).start()

    def _take(self, began: float) -> None:
        try:
            value = self._read()
        except Exception:  # whatever it was, what worked until now goes on
            log.warning("The value that is read every %d s could not be read: the old one stays", EVERY, exc_info=True)
            return
        with self._turn:
            if began > self._read_at:  # else it was overtaken by a later reading
                self._value, self._read_at, self._due = value, began, began + EVERY

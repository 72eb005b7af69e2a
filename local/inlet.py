"""Reads a connection with patience for a whole head or body, and not for each piece of it: a client that sends a byte
now and then would hold a thread for ever.
"""

import time
from io import RawIOBase
from socket import socket
from typing import Any


class Inlet(RawIOBase):
    """The reading end of a connection. late: whether a head or body that had begun did not arrive in time."""

    def __init__(self, connection: socket) -> None:
        self._connection = connection
        self._deadline = 0.0
        self._then: float | None = None
        self.late = False

    def wait(self, seconds: float, then: float | None = None) -> None:
        """Wait so many seconds for what comes. then: from its first byte on so many, for the rest of it."""
        self._deadline, self._then, self.late = time.monotonic() + seconds, then, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            self._connection.settimeout(max(self._deadline - time.monotonic(), 0.001))
            count = self._connection.recv_into(buffer)
        except TimeoutError:
            self.late = self._then is None
            raise
        finally:
            self._connection.settimeout(None)
        if self._then is not None:
            self._deadline, self._then = time.monotonic() + self._then, None
        return count

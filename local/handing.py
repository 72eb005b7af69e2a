"""Hands over all that was written until now, before time jumps: what happened before a jump is heard of before it.

In AWS a second passes from a receipt to whoever hears of it. A clock that pretends may pass weeks within that second.
"""

import logging
from collections.abc import Iterable

from local.inbox import Inbox
from local.stream import Stream

log = logging.getLogger(__name__)


class Handing:
    """Knows the table's stream and the queues."""

    def __init__(self, stream: Stream, inboxes: Iterable[Inbox]) -> None:
        self._stream = stream
        self._inboxes = tuple(inboxes)

    def all(self) -> None:
        """Hand over records and messages, and what follows from them, until nothing is new.

        What is not taken is tried again at its own pace: nobody waits for it here.
        """
        try:
            while self._stream.run() + sum([one.run() for one in self._inboxes]):
                pass
        except Exception:  # the clock moves all the same
            log.exception("Not all was heard of before the clock moved")

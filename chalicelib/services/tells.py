"""Puts into the queue what an action brought about for another member.

It follows from receipts alone, as the table's stream hands them over: whatever crashes, each is put there at least
once, and counts once by its id.
"""

import logging
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

import msgspec

from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.told import ATTRIBUTE, Tell
from chalicelib.services.counting import RawReceipt
from chalicelib.store.queue import Message, Queue

_MARK: Final = b'"tells":['
_decoder = msgspec.json.Decoder(Receipt)

log = logging.getLogger(__name__)


class Tells:
    """Fills the queue. Safe to use from several threads."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def send(self, written: Iterable[RawReceipt]) -> int:
        """Put what receipts tell other members into the queue, and give how much that was.

        A receipt that can't be read is skipped with a line in the log, and so is all of it on a stage without a queue.
        Raises Unavailable where the queue does not take it all: the same receipts may then come again.
        """
        messages = [_message(one) for key, body in written for one in _told(key, body)]
        if messages and not self._queue.exists:
            log.error("This stage has no queue: %d events for other members are lost", len(messages))
            return 0
        failed = [one for one in self._queue.send(messages) if one is not None]
        if failed:
            raise failed[0]
        return len(messages)


def _told(key: tuple[str, str], body: bytes) -> Iterator[Tell]:
    if _MARK not in body:  # of a hundred receipts hardly one tells anybody
        return
    try:
        yield from _decoder.decode(body).tells
    except Exception:  # whatever is wrong with one receipt must not hold up all that come after it
        log.exception("What the receipt %s tells others can't be read", key[1])


def _message(one: Tell) -> Message:
    """The message of an event; those for one member come in their order."""
    once = sha256(f"{one.type}/{one.to}/{one.id}".encode()).hexdigest()[:32]
    group = sha256(one.to.encode()).hexdigest()[:32]
    return Message(msgspec.json.encode(one).decode(), group, once, {ATTRIBUTE: one.type})

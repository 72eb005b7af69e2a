"""Puts events into the queue, to be decided later, each as it was received. What can never count is parked in another
queue with the reason, for people to look at.
"""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from chalicelib.domain.wire.ijson import canonical, parse
from chalicelib.domain.words.errors import TesseraError, Unreadable
from chalicelib.services.take_in import Reported, read
from chalicelib.store.queue import Message, Queue

LONGEST_DETAIL = 1000
NO_MORE: Final[Mapping[str, str]] = MappingProxyType({})

_NO_TEXT = r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""Characters that SQS takes in no message (https://www.w3.org/TR/REC-xml/#charsets). It is compiled when it is first
needed: that takes as long as a request."""

log = logging.getLogger(__name__)


class LineUp:
    """Fills the queues. Safe to use from several threads."""

    def __init__(self, queue: Queue, parked: Queue) -> None:
        self._queue = queue
        self._parked = parked

    def each(self, trees: Sequence[Any]) -> list[TesseraError | None]:
        """Put events into the queue, those of a member in their order; for each None where it is in it, else the error.

        trees: plain JSON values. What is no CloudEvent of ours is InvalidBody; Unavailable may be sent again.
        """
        refused: dict[int, TesseraError | None] = {}
        messages: dict[int, Message] = {}
        for place, tree in enumerate(trees):
            try:
                messages[place] = _message(tree, read(tree))
            except Unreadable as error:
                refused[place] = error
        results = refused | dict(zip(messages, self._queue.send(list(messages.values())), strict=True))
        return [results[place] for place in range(len(trees))]

    def whatever(self, tree: Any, id: str) -> None:
        """Put what another system sent into the queue, be it a CloudEvent or not: what is none is parked when it is
        taken out.

        id: unique to this delivery, so that it comes once. Raises Unavailable: it may be sent again.
        """
        text = _text(tree)
        try:
            message = _message(tree, read(parse(text.encode())))
        except Unreadable:
            message = Message(text, _hash(id), _hash(id))
        _put(self._queue, message)

    def park(
        self, body: str, group: str, once: str, reason: TesseraError, attributes: Mapping[str, str] = NO_MORE
    ) -> None:
        """Keep a message that never counts, with the attributes `reason` (a problem's code) and `detail` beside its
        own: so it can be sent again.

        Raises Unavailable: then it is not parked, and may come again.
        """
        detail = re.sub(_NO_TEXT, "\ufffd", reason.message)[:LONGEST_DETAIL]
        why = {"reason": reason.code, "detail": detail or reason.code}
        message = Message(body, group, once, {**attributes, **why})
        _put(self._parked, message)
        log.warning("Parked a message: %s", reason.code)


def _put(queue: Queue, message: Message) -> None:
    [failed] = queue.send([message])
    if failed is not None:
        raise failed


def _message(tree: Any, reported: Reported) -> Message:
    request = reported.request
    once = _hash(request.scope, request.key, request.fingerprint.hex())
    return Message(_text(tree), _hash(reported.member or request.id), once)


def _text(tree: Any) -> str:
    """The JSON text of a plain value, of characters that SQS takes. It reads back as the very same value."""
    spelled = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return re.sub(_NO_TEXT, lambda found: f"\\u{ord(found[0]):04x}", spelled)


def _hash(*parts: str) -> str:
    return sha256(canonical(parts)).hexdigest()[:32]

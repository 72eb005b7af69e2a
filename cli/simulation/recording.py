"""A recording: events that really happened, one CloudEvent a line, in place of visits that are made up.

    {"id": "1", "source": "shop-7", "type": "order.paid", "subject": "m-1", "time": "2026-06-01T10:00:00+08:00",
     "data": {"order": "A1", "amount": "399.00 CNY"}}

Each is read, numbered and decided as one that is sent to the backend: what was answered with a receipt once is not
counted again, and what is unique over all members is claimed by the first. What the members choose to draw, compose and
redeem, and the luck they have, still differ from run to run.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.domain.record.actions import Ask
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.domain.wire import ijson
from chalicelib.domain.wire.cloud_event import CloudEvent, action_of
from chalicelib.domain.words.errors import TesseraError

LOCAL = re.compile(r"[0-9-]+[T ][0-9:.]+")
"""A time without its offset from UTC."""

BOM = b"\xef\xbb\xbf"
"""The mark that some programs put at the beginning of a text."""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Line(NamedTuple):
    """One event of a file."""

    member: str
    """The member whom it is about; empty: it names none, as an order of nobody, and a refund."""
    at: int
    """When it happened, epoch ms."""
    ask: Ask
    """The action, under the id that its receipt has in the backend: one id of a source counts once."""


Recording = tuple[Line, ...]
"""The events in the order of time; those of one moment as they stand in the file."""


class BadRecording(ValueError):
    """A line that is no event: the message has its place."""


def load(path: Path) -> Recording:
    """The events of a file; BadRecording for the first line that is none, OSError where it can't be opened."""
    found = []
    with path.open("rb") as lines:
        for number, text in enumerate(lines, 1):
            if said := text.removeprefix(BOM).strip():
                found.append(_line(said, f"{path}:{number}"))
    if not found:
        raise BadRecording(f"{path}: no event stands in it")
    return tuple(sorted(found, key=lambda one: one.at))


def _line(text: bytes, place: str) -> Line:
    try:
        tree = _known(ijson.parse(text))
        if isinstance(tree, dict) and LOCAL.fullmatch(str(tree.get("time"))):
            raise BadRecording(f"{place}: the time has no offset; write, for example, 2026-06-01T10:00:00+08:00")
        event = ijson.typed(tree, CloudEvent)
        ask = Ask(receipt_id(f"event:{event.source}", event.id), action_of(event))
    except TesseraError as error:
        raise BadRecording(f"{place}: this is no event: {error}") from None
    return Line(event.subject or "", (event.time - _EPOCH) // timedelta(milliseconds=1), ask)


def _known(tree: Any) -> Any:
    """The attributes that the backend knows and that say something; what else a log has beside them is passed over."""
    if not isinstance(tree, dict):
        return tree
    return {name: tree[name] for name in CloudEvent.__struct_fields__ if tree.get(name) is not None}

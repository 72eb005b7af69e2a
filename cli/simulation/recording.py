"""A recording: events that really happened, one CloudEvent a line, in place of visits that are made up.

    {"id": "1", "source": "shop-7", "type": "order.paid", "subject": "m-1", "time": "2026-06-01T10:00:00+08:00",
     "data": {"amount": "399.00 CNY"}}

What the members choose to draw, compose and redeem, and the luck they have, still differ from run to run.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.domain.record.actions import Happened


class Line(msgspec.Struct, frozen=True):
    """One CloudEvent; attributes that are not named here are passed over."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    data: dict[str, Any] = {}


Recording = tuple[tuple[str, Happened], ...]
"""Who did what, in the order of time."""


class BadRecording(ValueError):
    """A line that is no event: the message has its place."""


def load(path: Path) -> Recording:
    """The events of a file; BadRecording for the first line that is none, OSError where it can't be opened."""
    decoder = msgspec.json.Decoder(Line)
    found = []
    with path.open("rb") as lines:
        for number, text in enumerate(lines, 1):
            if text.strip():
                found.append(_event(decoder, text, f"{path}:{number}"))
    if not found:
        raise BadRecording(f"{path}: no event stands in it")
    return tuple(sorted(found, key=lambda one: one[1].time))


def _event(decoder: msgspec.json.Decoder[Line], text: bytes, place: str) -> tuple[str, Happened]:
    try:
        line = decoder.decode(text)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise BadRecording(f"{place}: this is no event: {error}") from None
    if line.time.tzinfo is None:
        raise BadRecording(f"{place}: the time has no offset; write, for example, 2026-06-01T10:00:00+08:00")
    time = int(line.time.timestamp() * 1000)
    return line.subject, Happened(line.id, line.source, line.type, time, line.data)

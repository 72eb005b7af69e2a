"""A file as batches of events that are ready to be sent, with the lines between them that are none."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from chalicelib.api.route import SHOPS_BYTES
from chalicelib.api.shapes import MOST_EVENTS
from cli.importing.columns import Columns, event
from cli.importing.progress import Untaken
from cli.importing.table import Record, opened

MOST = MOST_EVENTS


class Ready(NamedTuple):
    """An event as it is sent."""

    line: int
    """The number of its line in the file, counted from 1."""
    order: str
    """The number of the order, as the line has it."""
    refund: str
    """The id of the refund, as the line has it; empty: the line is an order."""
    json: bytes
    """The CloudEvent in UTF-8, as it stands in the body."""


class Batch(NamedTuple):
    """Lines that are done together."""

    ready: list[Ready]
    """The lines that are sent, in their order."""
    untaken: list[Untaken]
    """The lines that are listed and not sent."""

    @property
    def last(self) -> int:
        """The number of its last line."""
        return max([one.line for one in self.ready] + [one.line for one in self.untaken])


def batches(lines: Iterable[Ready | Untaken], most: int = MOST) -> Iterator[Batch]:
    """The lines in their order, in batches of so many at most, each of which fits into one body."""
    batch, size = Batch([], []), len(b"[")
    for one in lines:
        more = len(one.json + b",") if isinstance(one, Ready) else 0
        if len(batch.ready) + len(batch.untaken) >= most or size + more > SHOPS_BYTES:
            yield batch
            batch, size = Batch([], []), len(b"[")
        size += more
        if isinstance(one, Ready):
            batch.ready.append(one)
        else:
            batch.untaken.append(one)
    if batch.ready or batch.untaken:
        yield batch


def read(path: Path, columns: Columns) -> Iterator[Ready | Untaken]:
    """Each line of a file as an event, or why it is none. Raises what `table.opened` does."""
    seen: dict[str, tuple[int, int]] = {}
    with opened(path, columns.named) as table:
        for record in table.records:
            yield _read(record, columns, seen)


def _read(record: Record, columns: Columns, seen: dict[str, tuple[int, int]]) -> Ready | Untaken:
    """seen: the lines so far by the ids of their events, each with the hash of its event."""
    order, refund = (record.cells.get(name or "", "").strip() for name in (columns.order, columns.refund))
    untaken = Untaken(record.number, order, refund, "unreadable", "", record.fault)
    if record.fault:
        return untaken
    try:
        told = event(record.cells, columns)
    except ValueError as error:
        return untaken._replace(detail=str(error))
    ready = Ready(record.number, order, refund, json.dumps(told, ensure_ascii=False).encode())
    if len(ready.json) + 2 > SHOPS_BYTES:
        return untaken._replace(detail=f"it is longer than {SHOPS_BYTES // 1024} KB")
    first, said = seen.setdefault(told["id"], (record.number, hash(ready.json)))
    if first == record.number:
        return ready
    if said == hash(ready.json):
        return untaken._replace(status="twice", detail=f"the same as line {first}")
    return untaken._replace(status="twice", detail=f"the same number as line {first}, and otherwise than there")

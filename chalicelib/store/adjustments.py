"""Adjustments in the table.

M#member / J#id    the adjustment, replaced by version
J / id             whose it is, while it waits or is being done: what managers look through
"""

from typing import NamedTuple

import msgspec
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.record.adjustment import Adjustment
from chalicelib.store import dynamo, writes
from chalicelib.store.faults import FaultKind, give_up, kinds_of
from chalicelib.store.reader import Reader
from chalicelib.store.table import adjustment_key, item_of, open_adjustment_key, raw_item
from chalicelib.store.writes import ABSENT

OPEN = ("waiting", "approving")


class Stored(NamedTuple):
    """An adjustment as it was read."""

    version: int
    """How often it was written; 0: never."""
    adjustment: Adjustment | None
    """The adjustment; None: there is none."""


class Adjustments:
    """Reads and writes adjustments, strongly consistent. Raises Unavailable where the table does not answer."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, member: str, id: str) -> Stored:
        """Read one adjustment of a member."""
        key = adjustment_key(member, id)
        item = self._reader.read([key]).get(key)
        return Stored(0, None) if item is None else Stored(item.v, _adjustment(item.body))

    def open(self) -> list[Adjustment]:
        """List those that wait, or are being done, the oldest first."""
        listed = map(item_of, dynamo.query_all(open_adjustment_key("").pk))
        found = self._reader.read([adjustment_key(item.member, item.sk.removeprefix("J#")) for item in listed])
        return sorted((_adjustment(item.body) for item in found.values()), key=lambda one: (one.at, one.id))

    def write(self, before: Stored, after: Adjustment) -> bool:
        """Write what an adjustment became, if it still is what was read; False where it is not."""
        key, listed = adjustment_key(after.member, after.id), open_adjustment_key(after.id)
        item = raw_item(key, v=before.version + 1, at=after.at, body=msgspec.json.encode(after))
        unchanged = ("v = :v", {":v": before.version}) if before.version else (ABSENT, None)
        puts = [writes.put(item, *unchanged)]
        deletes = []
        if after.state in OPEN:
            puts.append(writes.put(raw_item(listed, at=after.at, member=after.member)))
        else:
            deletes.append(writes.delete(listed))
        try:
            dynamo.transact(deletes, puts)
        except TransactWriteError as error:
            if {FaultKind.CONDITION, FaultKind.CONFLICT} & set(kinds_of(error)):
                return False
            give_up(error)
        return True


def _adjustment(body: bytes) -> Adjustment:
    return msgspec.json.decode(body, type=Adjustment)

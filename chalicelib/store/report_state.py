"""The state of the report: which generation of its counters is read, which one counts, and how far a rebuild is.

N / G   v: the generation that is read · g: the one that counts (absent: 1 and 1) · b: how far a rebuild is
"""

from __future__ import annotations

import msgspec
from msgspec import Struct
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.words.errors import Conflict
from chalicelib.store import dynamo, writes
from chalicelib.store.faults import give_up
from chalicelib.store.reader import Reader
from chalicelib.store.table import REPORT, raw_item
from chalicelib.store.writes import ABSENT


class RebuildProgress(Struct, frozen=True):
    """How far a rebuild is, for whoever goes on with it.

    after: the key of the last item that was looked at, None at the beginning · looked: items looked at · total: items
    of the table as it was estimated at the beginning (DynamoDB counts every six hours) · counted: receipts · old:
    partitions with counters of generations before, which are deleted at the end.
    """

    after: tuple[str, str] | None = None
    looked: int = 0
    total: int = 0
    counted: int = 0
    old: tuple[str, ...] = ()


class Generations(Struct, frozen=True):
    """read: which one reports show · counted: into which one is counted; higher while all is counted anew · rebuild:
    how far that is; None where none is under way.
    """

    read: int = 1
    counted: int = 1
    rebuild: RebuildProgress | None = None


class ReportState:
    """Everything raises Unavailable where the table does not answer."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def generations(self) -> Generations:
        """As of now: strongly consistent."""
        item = self._reader.read([REPORT]).get(REPORT)
        if item is None:
            return Generations()
        return Generations(item.v, item.g, msgspec.json.decode(item.body, type=RebuildProgress) if item.body else None)

    def move(self, before: Generations, after: Generations) -> None:
        """Raises Conflict `report_rebuilding` where the state is not as it was any more."""
        rebuild = _body(before)
        unmoved = "v = :v AND g = :g AND " + ("b = :b" if rebuild else "attribute_not_exists(b)")
        condition = f"{ABSENT} OR {unmoved}" if before == Generations() else unmoved
        values = {":v": before.read, ":g": before.counted} | ({":b": rebuild} if rebuild else {})
        item = raw_item(REPORT, v=after.read, g=after.counted, body=_body(after))
        try:
            dynamo.transact(puts=[writes.put(item, condition, values)])
        except TransactWriteError as error:
            if any(reason for reason in error.cancellation_reasons):
                raise Conflict("Somebody else is rebuilding the report.", "report_rebuilding") from error
            give_up(error)

    def estimate(self) -> int:
        """How many items the table had at most six hours ago."""
        return dynamo.item_count()


def _body(generations: Generations) -> bytes | None:
    return msgspec.json.encode(generations.rebuild) if generations.rebuild else None

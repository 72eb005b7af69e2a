"""The state of the report: which generation of its counters is read, which one counts, and how far a rebuild is.

The item `N / G` holds in `v` the generation that is read, in `g` the one that counts (both 1 where the item is absent),
in `s` the shape of the latter, and in `b` how far a rebuild is.
"""

from typing import Final

import msgspec
from msgspec import Struct
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.words.errors import Conflict
from chalicelib.store import dynamo, writes
from chalicelib.store.faults import give_up
from chalicelib.store.reader import Reader
from chalicelib.store.table import REPORT, Raw, raw_item
from chalicelib.store.writes import ABSENT

LISTS_GRANTS: Final = 2
"""The shape of a generation that lists the receipts that granted something, too. Before there were counters alone (1).
A table of those days keeps its shape until all is counted anew."""


class RebuildProgress(Struct, frozen=True):
    """How far a rebuild is, so that any later call can go on with it."""

    after: tuple[str, str] | None = None
    """The key of the last item that was looked at; None at the beginning."""
    looked: int = 0
    """Items looked at so far."""
    total: int = 0
    """Items of the table as estimated at the beginning (DynamoDB counts every six hours)."""
    counted: int = 0
    """Receipts counted so far."""
    old: tuple[str, ...] = ()
    """Partitions with counters of generations before, which are deleted at the end."""


class Generations(Struct, frozen=True):
    """Which generations of counters are in use."""

    read: int = 1
    """The one that reports show."""
    counted: int = 1
    """The one that receipts are counted into; higher than `read` while all is counted anew."""
    rebuild: RebuildProgress | None = None
    """How far the rebuild is; None where none is under way."""
    shape: int = 1
    """Of the generation that receipts are counted into."""

    @property
    def lists_grants(self) -> bool:
        """Whether the generation that is read lists every grant, but for those of the last seconds.

        While all is counted anew it is one of before, to which nothing is added.
        """
        return self.read == self.counted and self.shape >= LISTS_GRANTS


class ReportState:
    """Reads and moves the state. Everything raises Unavailable where the table does not answer."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def generations(self) -> Generations:
        """Read the generations, strongly consistent."""
        item = self._reader.read([REPORT]).get(REPORT)
        if item is None:
            return Generations()
        rebuild = msgspec.json.decode(item.body, type=RebuildProgress) if item.body else None
        return Generations(item.v, item.g, rebuild, item.s or 1)

    def move(self, before: Generations, after: Generations) -> None:
        """Replace the state. Raises Conflict `report_rebuilding` where it is not as it was any more."""
        rebuild = _body(before)
        unmoved = "v = :v AND g = :g AND " + ("b = :b" if rebuild else "attribute_not_exists(b)")
        condition = f"{ABSENT} OR {unmoved}" if before == Generations() else unmoved
        values = {":v": before.read, ":g": before.counted} | ({":b": rebuild} if rebuild else {})
        try:
            dynamo.transact(puts=[writes.put(_item(after), condition, values)])
        except TransactWriteError as error:
            if any(reason for reason in error.cancellation_reasons):
                raise Conflict("Somebody else is rebuilding the report.", "report_rebuilding") from error
            give_up(error)

    def estimate(self) -> int:
        """Estimate the items of the table: as of the last six hours."""
        return dynamo.item_count()


def first() -> Raw:
    """The state of a table that was empty until now: its first generation lists grants from the first one on."""
    return _item(Generations(shape=LISTS_GRANTS))


def _item(state: Generations) -> Raw:
    return raw_item(REPORT, v=state.read, g=state.counted, s=state.shape, body=_body(state))


def _body(generations: Generations) -> bytes | None:
    return msgspec.json.encode(generations.rebuild) if generations.rebuild else None

"""Cursors: how far each schedule is, so that one that fires twice or not at all neither doubles nor loses anything.

The item `K#name / K` holds in `v` how often the cursor was moved, in `at` the moment it stands at, and in `b` what else
its owner needs to go on.
"""

from collections.abc import Sequence

from msgspec import Struct

from chalicelib.store import dynamo
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, cursor_key


class Cursor(Struct, frozen=True):
    """How far one schedule is."""

    name: str
    """The name of the schedule, or of the part of it, that the cursor is for."""
    moved: int = 0
    """How often it was moved; 0 before it was ever set."""
    at: int = 0
    """The moment it stands at, epoch ms."""
    body: bytes = b""
    """The rest that its owner needs to go on."""


class Cursors:
    """Reads and moves cursors. Everything raises Unavailable where the table does not answer."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, name: str) -> Cursor:
        """Read where a cursor stands, strongly consistent."""
        return self.several([name])[0]

    def several(self, names: Sequence[str]) -> list[Cursor]:
        """Read where each of these cursors stands, strongly consistent."""
        items = self._reader.read(map(cursor_key, names))
        found = ((name, items.get(cursor_key(name))) for name in names)
        return [Cursor(name, one.v, one.at, one.body) if one else Cursor(name) for name, one in found]

    def move(self, before: Cursor, at: int, body: bytes) -> Cursor | None:
        """Move a cursor that still stands where it was read, and give it as it is now; None where another has moved it.

        A reply that was lost counts as another's move: whoever goes by the cursor has to read it again.
        """
        moved = Cursor(before.name, before.moved + 1, at, body)
        unmoved = Item.v == before.moved if before.moved else Item.pk.does_not_exist()
        item = Item(*cursor_key(moved.name), v=moved.moved, at=at, body=body)
        return moved if dynamo.put_item(item, unmoved) else None

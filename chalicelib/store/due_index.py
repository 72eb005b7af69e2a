"""The index of who is due: it finds the members for whom something falls due, and is the register of all of them.

    h / d       the part by a hash of the member's id, and the moment to look at the member, in epoch ms

It is a global secondary index, with keys alone. Only members' items have both attributes, so nothing else stands in it,
and a scan of the table is not needed: not of its receipts either. A part is a partition key of its own, which takes
1,000 writes a second at least; how many there are is said in docs/crowd.md. It is eventually consistent: whoever reads
it reads the member too.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from zlib import crc32

from msgspec import Struct

from chalicelib.store import dynamo, writes
from chalicelib.store.members import Current
from chalicelib.store.table import Raw, WhoIsDue, member_key, raw_value

PARTS: Final = 256
"""Over how many partition keys the index is spread."""

SOONEST_FIRST: Final = "h = :h AND d <= :until"
LATEST_FIRST: Final = "h = :h"


class Place(NamedTuple):
    """Where a member stands in a part of the index."""

    at: int
    """The moment, epoch ms."""
    member: str
    """The member's id."""


class DuePage(Struct, frozen=True):
    """Some of those who stand in a part, in their order."""

    places: Sequence[Place]
    """Where each of them stands."""
    after: Place | None
    """Where to go on; None at the end."""


def part_of(member: str) -> int:
    """The part of the index in which a member stands."""
    return crc32(member.encode()) % PARTS


class DueIndex:
    """Reads the index, and moves members in it. Everything raises Unavailable."""

    def due(self, part: int, until: int, limit: int, after: Place | None = None) -> DuePage:
        """The next members of a part who are due by a moment (epoch ms), the longest overdue first."""
        return self._page(part, limit, after, SOONEST_FIRST, {":until": until})

    def everybody(self, part: int, limit: int, after: Place | None = None) -> DuePage:
        """The next members of a part, whoever is due last first.

        Members' own actions bring them forward in this order and never back, so that none escapes who moves meanwhile.
        """
        return self._page(part, limit, after, LATEST_FIRST, {}, forward=False)

    def move(self, member: Current, at: int) -> bool:
        """Let a member stand at another moment (epoch ms), if nothing has happened to it since it was read.

        False where something has, and then its own commit has placed it.
        """
        values = {":d": at, ":h": part_of(member.snapshot.id), ":v": member.snapshot.version}
        change = writes.update(member_key(member.snapshot.id), "SET d = :d, h = :h", writes.UNCHANGED, values)
        return dynamo.update(change)

    def _page(
        self, part: int, limit: int, after: Place | None, condition: str, values: dict[str, int], forward: bool = True
    ) -> DuePage:
        reply = dynamo.query_index(
            WhoIsDue.Meta.index_name,
            condition,
            {name: raw_value(value) for name, value in (values | {":h": part}).items()},
            _start(part, after) if after else None,
            limit,
            forward,
        )
        last = reply.get("LastEvaluatedKey")
        return DuePage([_place(raw) for raw in reply["Items"]], _place(last) if last else None)


def _start(part: int, after: Place) -> Raw:
    key = member_key(after.member)
    return {
        "pk": raw_value(key.pk),
        "sk": raw_value(key.sk),
        "h": raw_value(part),
        "d": raw_value(after.at),
    }


def _place(raw: Any) -> Place:
    return Place(int(raw["d"]["N"]), raw["pk"]["S"].removeprefix("M#"))

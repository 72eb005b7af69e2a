"""Walks over all members by the index of who is due, a page at a time: of the table nothing else is read.

A member who is moved on while the walk goes is met twice, or not at all: what is made of it is an overview.
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.words.errors import Unknown
from chalicelib.store.due_index import PARTS, DueIndex, Place
from chalicelib.store.members import Members

READ: Final = 100
"""Members that are read together: as many as one read takes."""

_AFTER: Final = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,15})\.([A-Za-z0-9_-]{1,64}))?", re.ASCII)


class MembersPage(Struct, frozen=True):
    """Some members."""

    members: Sequence[Snapshot]
    """Those that are there: born, and not erased."""
    unread: int
    """How many could not be read."""
    after: str | None
    """Where the walk goes on; None at the end."""


class Everybody:
    """Walks over members. Everything raises Unavailable."""

    def __init__(self, index: DueIndex, members: Members) -> None:
        self._index = index
        self._members = members

    def page(self, after: str | None, at_least: int) -> MembersPage:
        """The next members, and where the walk goes on: so many, or the rest. Raises Unknown (`unknown_page`)."""
        part, place = (0, None) if after is None else _place(after)
        found: list[Snapshot] = []
        unread = 0
        while part < PARTS and len(found) < at_least:
            page = self._index.everybody(part, READ, place)
            ids = [one.member for one in page.places]
            readable = self._members.readable(ids)
            unread += len(ids) - len(readable)
            found += [one.snapshot for one in readable if one.snapshot.here]
            part, place = (part, page.after) if page.after else (part + 1, None)
        return MembersPage(found, unread, None if part == PARTS else _text(part, place))


def _text(part: int, place: Place | None) -> str:
    return str(part) if place is None else f"{part}.{place.at}.{place.member}"


def _place(text: str) -> tuple[int, Place | None]:
    told = _AFTER.fullmatch(text)
    if told is None or int(told[1]) >= PARTS:
        raise Unknown("page", text)
    return int(told[1]), Place(int(told[2]), told[3]) if told[2] else None

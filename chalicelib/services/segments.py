"""Counts the members of each segment, a page at a time, and tells of one member which hold, and why.

Nothing decides by these numbers: they are what managers look at.
"""

from collections import Counter
from typing import Final

from msgspec import Struct

from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.views.segments import Purchases, SegmentView, purchases, segments, settled
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.everybody import Everybody
from chalicelib.store.members import Members

COUNTED: Final = 1000
"""Members of a page, at least."""


class SegmentsPage(Struct, frozen=True):
    """The members of one page of the walk, counted."""

    members: int
    """How many members were looked at."""
    counted: dict[str, int]
    """By segment, in the order of the file, of how many of them it holds; one may be in several."""
    outside: int
    """How many of them are in none."""
    bought: tuple[Purchases, ...]
    """Of those who have bought something: days since the last order, orders and amount of twelve months, in an order
    that tells nothing of who they are."""
    currency: str
    """The currency of these amounts; empty: the programme has none."""
    unread: int
    """Members that could not be read."""
    after: str | None
    """The `after` of the next page; null at the end."""


class OfMember(Struct, frozen=True):
    """The segments of one member."""

    member: str
    """The member's id."""
    segments: tuple[SegmentView, ...]
    """Every segment of the programme, in the order of the file."""
    bought: Purchases | None
    """Days since the last order, orders and amount of twelve months; null: nothing was bought."""


class Segments:
    """Looks at members. Everything raises Unavailable where the table does not answer."""

    def __init__(self, everybody: Everybody, members: Members, catalogue: Catalogue) -> None:
        self._everybody = everybody
        self._members = members
        self._catalogue = catalogue

    def page(self, after: str | None, now: int) -> SegmentsPage:
        """Count the next members, as of now (epoch ms). Raises Unknown (`unknown_page`)."""
        definitions = self._definitions(now)
        found = self._everybody.page(after, COUNTED)
        counted, outside = Counter(dict.fromkeys(definitions.programme.segments, 0)), 0
        bought: list[Purchases] = []
        for one in found.members:
            turn = settled(definitions, one, max(now, one.at))
            here = [each.name for each in segments(turn) if each.holds]
            counted.update(here)
            outside += not here
            if (has := purchases(turn)) is not None:
                bought.append(has)
        key = sorted(bought, key=lambda one: (one.days, one.orders, one.spent))
        currency = definitions.programme.currency or ""
        return SegmentsPage(len(found.members), dict(counted), outside, tuple(key), currency, found.unread, found.after)

    def of(self, member_id: str, now: int) -> OfMember:
        """Tell which segments hold of a member, and why; of a record that was merged, those of who absorbed it.

        Raises Unknown (`unknown_member`).
        """
        member = self._members.load(member_id).snapshot
        if into := member.document.ids.into:
            return self.of(into, now)
        if not member.here:
            raise Unknown("member", member_id)
        turn = settled(self._definitions(now), member, max(now, member.at))
        return OfMember(member_id, segments(turn), purchases(turn))

    def _definitions(self, now: int) -> Definitions:
        if self._catalogue.stale():
            self._catalogue.refresh()
        return self._catalogue.definitions(now)

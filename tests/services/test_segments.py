"""Counting segments: a page of the walk at a time."""

from types import SimpleNamespace
from typing import Any, cast

from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.bought import Bought
from chalicelib.domain.record.member import Member, OtherIds, Snapshot
from chalicelib.domain.views.segments import Purchases
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.everybody import Everybody, MembersPage
from chalicelib.services.segments import Segments
from chalicelib.store.members import Members
from tests.domain.ledger import HEAD, Ledger

PROGRAMME = """
timezone: Asia/Shanghai
currency: CNY
segments:
  once: {orders: 1 to 1}
  near: {last_order: within 9 days}
events: {}
"""
SHOP = Ledger(PROGRAMME, HEAD)
NOW = SHOP.at("2026-06-10 12:00")
MONTH = 2026 * 12 + 5
BUYER = Bought(NOW, NOW, {"CNY": [1, 2500, MONTH, 1, 2500]})


class Few:
    """A walk over a few members, in two pages."""

    asked: list[str | None]

    def __init__(self) -> None:
        self.asked = []

    def page(self, after: str | None, at_least: int) -> MembersPage:
        self.asked.append(after)
        if after is None:
            return MembersPage([_one("ann", Member(bought=BUYER)), _one("bo", Member())], 1, "7")
        return MembersPage([], 0, None)


class Told:
    """A catalogue that is never stale."""

    def stale(self) -> bool:
        return False

    def definitions(self, now: int) -> Definitions:
        return SHOP.store.definitions


def _one(id: str, document: Member) -> Snapshot:
    return Snapshot(id, 1, NOW, document)


def test_members_are_counted_a_page_at_a_time() -> None:
    few = Few()
    segments = Segments(cast("Everybody", few), cast("Members", None), cast("Catalogue", Told()))
    first = segments.page(None, NOW)
    assert (first.members, first.counted, first.outside, first.unread) == (2, {"once": 1, "near": 1}, 1, 1)
    assert (first.bought, first.currency, first.after) == ((Purchases(0, 1, 2500),), "CNY", "7")
    second = segments.page(first.after, NOW)
    assert (second.members, second.counted, second.outside, second.after) == (0, {"once": 0, "near": 0}, 0, None)
    assert few.asked == [None, "7"]


class Table:
    """Ann, and a record that she absorbed."""

    def load(self, id: str) -> Any:
        found = {"ann": Member(bought=BUYER), "old": Member(ids=OtherIds(into="ann"))}[id]
        return SimpleNamespace(snapshot=_one(id, found))


def test_of_a_merged_record_the_segments_are_those_of_who_absorbed_it() -> None:
    segments = Segments(cast("Everybody", None), cast("Members", Table()), cast("Catalogue", Told()))
    assert segments.of("old", NOW) == segments.of("ann", NOW)
    assert segments.of("old", NOW).member == "ann"

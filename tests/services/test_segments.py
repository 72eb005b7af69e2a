"""Counting segments: who is there is counted, guests and the erased are not, and the walk goes on where it ended."""

from typing import cast

import pytest

from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.bought import Bought
from chalicelib.domain.record.guest import guest_id
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.views.segments import Purchases
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.segments import Segments
from chalicelib.store.members import Current, Members, ScannedMembers
from chalicelib.store.table import Key
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
END = Key("U#order.paid.order/WHOEVER", "U")


class Few:
    """A table of a few members, in two pages."""

    asked: list[Key | None]

    def __init__(self) -> None:
        self.asked = []

    def scan(self, after: Key | None, at_most: int) -> ScannedMembers:
        self.asked.append(after)
        if after is None:
            return ScannedMembers([_one("ann", Member(bought=BUYER)), _one("bo", Member())], END, 1)
        erased = _one("cy", Member(erased=1, bought=BUYER))
        return ScannedMembers([erased, _one(guest_id("JD", "ZOE"), Member(bought=BUYER))], None, 0)


class Told:
    """A catalogue that is never stale."""

    def stale(self) -> bool:
        return False

    def definitions(self, now: int) -> Definitions:
        return SHOP.store.definitions


def _one(id: str, document: Member) -> Current:
    return Current(Snapshot(id, 1, NOW, document))


def test_members_are_counted_a_page_at_a_time() -> None:
    few = Few()
    segments = Segments(cast("Members", few), cast("Catalogue", Told()))
    first = segments.page(None, NOW)
    assert (first.members, first.counted, first.outside, first.unread) == (2, {"once": 1, "near": 1}, 1, 1)
    assert (first.bought, first.currency) == ((Purchases(0, 1, 2500),), "CNY")
    assert first.after is not None
    assert "order.paid" not in first.after
    second = segments.page(first.after, NOW)
    assert (second.members, second.counted, second.outside, second.after) == (0, {"once": 0, "near": 0}, 0, None)
    assert few.asked == [None, END]


@pytest.mark.parametrize("after", ["", "?", "bm9uc2Vuc2U=", "WzEsMl0=", "WyJhIl0="])
def test_a_page_that_no_answer_named_is_unknown(after: str) -> None:
    with pytest.raises(Unknown):
        Segments(cast("Members", Few()), cast("Catalogue", Told())).page(after, NOW)

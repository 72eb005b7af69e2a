"""What a member would be sent tomorrow, if nothing happened until then."""

import pytest

from chalicelib.domain.decide.touch_preview import Foreseen, foresee
from chalicelib.domain.time.windows import Window
from tests.domain.reach import Reach

DAY = 86_400_000


@pytest.fixture
def shop() -> Reach:
    return Reach()


def foreseen(shop: Reach, date: str, who: str = "ann") -> list[Foreseen]:
    opens = shop.at(f"{date} 00:00")
    return list(foresee(shop.store.definitions, shop.store.members[who], Window(opens, opens + DAY)))


def test_a_birthday_is_foreseen_with_its_channel(shop: Reach) -> None:
    assert foreseen(shop, "2026-06-17") == [Foreseen("birthday", "work", "")]
    assert foreseen(shop, "2026-06-16") == []
    assert shop.touch("2026-06-17 09:00") == "birthday by work"


def test_what_a_cap_stops_is_told_with_the_cap(shop: Reach) -> None:
    shop.visit("2026-06-16 20:00")
    assert shop.touch("2026-06-16 20:00") == "thanks by work"
    shop.visit("2026-06-16 20:30")
    assert foreseen(shop, "2026-06-17") == [Foreseen("birthday", "work", ""), Foreseen("thanks", "", "limit of all")]


def test_what_only_the_member_can_change_is_told(shop: Reach) -> None:
    shop.order("1.00 CNY", "2026-06-20 20:00")
    assert foreseen(shop, "2026-06-21") == [Foreseen("again", "", "mini: grant")]


def test_what_waits_no_longer_is_not_foreseen(shop: Reach) -> None:
    shop.order("1.00 CNY", "2026-06-20 20:00")
    assert foreseen(shop, "2026-06-24") == []


def test_nothing_is_changed(shop: Reach) -> None:
    before = shop.store.members["ann"]
    foreseen(shop, "2026-06-17")
    assert shop.store.members["ann"] == before

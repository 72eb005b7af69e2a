"""Members of another system: born with what they held there, or with it beside what is here; nothing is earned."""

from typing import Any

import pytest

from chalicelib.domain.record.actions import Import, OrdersBefore, Settle
from chalicelib.domain.record.bought import Bought
from chalicelib.domain.record.member import OtherIds
from chalicelib.domain.record.purse import folded
from chalicelib.domain.record.receipt import Receipt
from tests.domain.ledger import Ledger, moved

NOW = "2026-05-10 09:00"


def brought(game: Ledger, **said: Any) -> object:
    got = game.play(Import("crm", 2, **said), NOW)
    return got if isinstance(got, Receipt) else getattr(got, "code", got)


@pytest.mark.parametrize(
    ("said", "lots"),
    [
        pytest.param({"2026-05": 7}, {"+2": [24316, 7]}, id="of this month"),
        pytest.param({"2026-03": 5, "2026-05": 7}, {"+2": [24314, 5, 0, 7]}, id="each end as the programme says"),
    ],
)
def test_points_belong_to_their_months(said: dict[str, int], lots: Any) -> None:
    game = Ledger()
    receipt = brought(game, points=said)
    assert isinstance(receipt, Receipt)
    assert moved(receipt) == {"points": sum(said.values())}
    assert game.document().lots == lots
    later = game.play(Settle(), "2026-06-01 00:00")
    left = sum(n for month, n in said.items() if month != "2026-03")
    assert game.document().points == left, later


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"points": {"2026-02": 1}}, "bad_event_field"),
        ({"points": {"2026-06": 1}}, "bad_event_field"),
        ({"points": {"2026-05": 2**53}}, "number_full"),
        ({"stars": {"2026-13": 1}}, "bad_event_field"),
        ({"orders": {"2026-05": OrdersBefore(1, "1")}}, "bad_event_field"),
        ({"tier": "none"}, "bad_event_field"),
        ({"ids": tuple(("crm", str(n)) for n in range(11))}, "record_full"),
    ],
    ids=["ended", "ahead", "too many", "no month", "no amount", "no tier", "too many ids"],
)
def test_what_is_refused_leaves_nobody(said: Any, refused: str) -> None:
    game = Ledger()
    assert brought(game, **said) == refused
    assert game.store.members == {}


@pytest.mark.parametrize(
    ("said", "tier", "until"),
    [
        pytest.param({"stars": {"2026-05": 29}}, "", None, id="too few"),
        pytest.param({"stars": {"2026-05": 30}}, "silver", "2026-07-11 00:00", id="enough"),
        pytest.param({"stars": {"2026-05": 60}}, "gold", "2026-07-11 00:00", id="enough for the highest"),
        pytest.param({"stars": {"2026-01": 90}}, "", None, id="too long ago"),
        pytest.param({"stars": {"2026-05": 30}, "tier": "gold"}, "gold", None, id="as the other system says"),
        pytest.param({"stars": {"2026-05": 60}, "tier": "green"}, "gold", "2026-07-11 00:00", id="or more"),
    ],
)
def test_stars_bring_their_tier_and_no_event_tells_of_it(said: Any, tier: str, until: str | None) -> None:
    game = Ledger()
    receipt = brought(game, **said)
    assert isinstance(receipt, Receipt)
    standing = game.document().standing
    assert game.document().profile.tier == tier
    assert (standing.until if standing else None) == (game.at(until) if until else None)
    assert moved(receipt) == {"stars": sum(said["stars"].values())}
    assert (receipt.done, receipt.coupons, receipt.tier) == ((), (), None)


def test_a_tier_may_be_sure_until_a_moment() -> None:
    game = Ledger()
    brought(game, tier="gold", until=game.at("2026-06-30 00:00"))
    standing = game.document().standing
    assert standing
    assert (standing.tier, standing.until) == ("gold", game.at("2026-06-30 00:00"))


def test_who_is_there_gets_it_beside_and_debts_are_paid_first() -> None:
    game = Ledger()
    game.enrol("ann", NOW)
    game.document().lots, game.document().owed = folded([]), 30
    receipt = brought(game, points={"2026-04": 20, "2026-05": 15}, ids=(("crm", "1"),))
    assert isinstance(receipt, Receipt)
    assert (game.document().points, game.document().owed) == (5, 0)
    assert game.document().ids == OtherIds(linked=1)


def test_orders_before_count_for_how_recent_how_often_and_how_much() -> None:
    game = Ledger()
    orders = {"2026-03": OrdersBefore(2, "30.00 CNY"), "2026-05": OrdersBefore(1, "12.50 CNY")}
    brought(game, orders=orders)
    sums = {"CNY": [3, 4250, 24314, 2, 3000, 0, 0, 1, 1250]}
    assert game.document().bought == Bought(game.at("2026-03-01 00:00"), game.at(NOW), sums, [24314, 24314])

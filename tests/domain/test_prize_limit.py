"""A prize of which one member may get so many, or only from a draw on, and what is given in its place."""

from typing import Any

import pytest

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.outcome import StockKey
from chalicelib.domain.views.odds import odds_view
from chalicelib.domain.words.values import Limit
from tests.domain.game import Game, gets

FAIR = """
challenges:
  shop: {{tasks: {{buy: {{when: order.paid, each: 100.00 CNY of amount, gives: {{prizes: bike}}}}}}}}
blind_boxes:
  box:  {{odds: {{bike: 1%, pin: rest}}, ten_costs: {{}}, guarantees: [{{of: [bike, cash], within: 3}}]}}
  more: {{odds: {{bike: 1%, pin: rest}}}}
redemptions:
  shop: {{opens: daily 00:00, closes: end of day, offers: {{two: {{gives: {{prizes: {{bike: 2}}}}}}}}}}
prizes:
  bike: {{{bike}, when_out: {other}}}
  tee:  {{gift: tee, limit: 2 a campaign, when_out: cash}}
  cash: {{points: 100}}
  pin:  {{badge: pin}}
"""
ONE, TEN, MORE, TWO = Draw("play", "box"), Draw("play", "box", 10), Draw("play", "more"), Redeem("play", "shop", "two")
BUY = 300
"""An order of 300 yuan, which is worth three."""

BIKE, CASH = {"prizes/bike": 1}, {"points": 100}
GIFT = "gift: bike, limit: 1 a campaign"

CASES: dict[str, tuple[str, str, list[tuple[Any, str]], list[dict[str, int]]]] = {
    "the second one is another prize": (GIFT, "cash", [(ONE, "06-02"), (ONE, "06-03")], [BIKE, CASH]),
    "one box counts with the other": (GIFT, "cash", [(ONE, "06-02"), (MORE, "06-02")], [BIKE, CASH]),
    "ten at once": (GIFT, "cash", [(TEN, "06-02")], [{"prizes/bike": 1, "points": 900}]),
    "earned, drawn and bought count together": (
        "gift: bike, limit: 5 a campaign",
        "cash",
        [(BUY, "06-02"), (ONE, "06-02"), (TWO, "06-02")],
        [{"prizes/bike": 3}, BIKE, {"prizes/bike": 1, "points": 100}],
    ),
    "a part of a bag": (
        "gift: bike, limit: 2 a campaign",
        "cash",
        [(BUY, "06-02")],
        [{"prizes/bike": 2, "points": 100}],
    ),
    "a part of a bag, and there is more in stock": (
        "gift: bike, limit: 1 a campaign, stock: 9",
        "cash",
        [(TWO, "06-02")],
        [{"prizes/bike": 1, "points": 100}],
    ),
    "what the stock lacks does not count": (
        "gift: bike, limit: 2 a campaign, stock: 1 a week",
        "cash",
        [(TWO, "06-02"), (TWO, "06-08"), (TWO, "06-15")],
        [{"prizes/bike": 1, "points": 100}] * 2 + [{"points": 200}],
    ),
    "what replaces it has its own limit": (
        GIFT,
        "tee",
        [(ONE, "06-02"), (BUY, "06-02"), (ONE, "06-02")],
        [BIKE, {"prizes/tee": 2, "points": 100}, CASH],
    ),
    "of each day afresh": (
        "gift: bike, limit: 1 a day",
        "cash",
        [(ONE, "06-02 23:59"), (ONE, "06-02 23:59"), (ONE, "06-03 00:00")],
        [BIKE, CASH, BIKE],
    ),
    "all of several": (
        "gift: bike, limit: [1 a day, 2 a campaign]",
        "cash",
        [(ONE, "06-02"), (ONE, "06-03"), (ONE, "06-04")],
        [BIKE, BIKE, CASH],
    ),
    "points": ("points: 7, limit: 1 a campaign", "cash", [(ONE, "06-02"), (ONE, "06-02")], [{"points": 7}, CASH]),
    "coupons": (
        "coupon: 10% off, limit: 1 a campaign",
        "cash",
        [(ONE, "06-02"), (ONE, "06-02")],
        [{"prizes/bike": 1}, CASH],
    ),
}


@pytest.mark.parametrize(("bike", "other", "steps", "expected"), CASES.values(), ids=CASES)
def test_who_has_reached_it_gets_what_replaces_it(
    bike: str, other: str, steps: list[tuple[Any, str]], expected: list[dict[str, int]]
) -> None:
    game = Game(FAIR.format(bike=bike, other=other))
    assert [_gets(game, action, at) for action, at in steps] == expected


def test_it_is_of_one_member_alone_and_takes_no_stock_beyond_it() -> None:
    game = Game(FAIR.format(bike=f"{GIFT}, stock: 3", other="cash"))
    assert [_gets(game, TEN, "06-02", by) for by in ("ann", "bo")] == [{"prizes/bike": 1, "points": 900}] * 2
    assert game.store.stocks.taken[StockKey("play", "prizes/bike")] == 2
    assert [_gets(game, ONE, "06-02", by) for by in ("cy", "di")] == [BIKE, CASH]


def test_a_stock_that_is_gone_does_not_count_as_got() -> None:
    game = Game(FAIR.format(bike="gift: bike, limit: 1 a day, stock: 1 a week", other="cash"))
    assert _gets(game, ONE, "06-02", "bo") == BIKE
    assert _gets(game, ONE, "06-03") == CASH
    assert _gets(game, ONE, "06-08") == BIKE


def test_a_guarantee_and_the_receipt_tell_the_row_on_which_it_landed() -> None:
    game = Game(FAIR.format(bike=GIFT, other="cash"))
    made: list[Any] = [game.play(ONE, "06-02 10:00", lands="bike") for _ in range(2)]
    assert [(one.draws[0].rows, one.draws[0].got) for one in made] == [(("bike",), ("bike",)), (("bike",), ("cash",))]
    assert game.member("ann").document.played["play"].chance["blind_boxes/box"] == [2, 0, 0]


EARLY: dict[str, tuple[str, list[Any], list[dict[str, int]]]] = {
    "before and from that draw on": ("from: 3rd draw", [ONE] * 4, [CASH, CASH, BIKE, BIKE]),
    "within ten at once": ("from: 3rd draw", [TEN], [{"prizes/bike": 8, "points": 200}]),
    "each box counts by itself": ("from: 2nd draw", [ONE, MORE, ONE, MORE], [CASH, CASH, BIKE, BIKE]),
    "what is earned or bought comes at once": ("from: 3rd draw", [BUY, TWO], [{"prizes/bike": 3}, {"prizes/bike": 2}]),
    "with a limit": ("from: 2nd draw, limit: 1 a campaign", [ONE] * 3, [CASH, BIKE, CASH]),
    "what is too early leaves the stock": ("from: 2nd draw, stock: 1", [ONE] * 3, [CASH, BIKE, CASH]),
}


@pytest.mark.parametrize(("terms", "actions", "expected"), EARLY.values(), ids=EARLY)
def test_who_draws_it_too_early_gets_what_replaces_it(
    terms: str, actions: list[Any], expected: list[dict[str, int]]
) -> None:
    game = Game(FAIR.format(bike=f"gift: bike, {terms}", other="cash"))
    assert [_gets(game, action, "06-02") for action in actions] == expected


def test_what_replaces_it_may_be_too_early_as_well() -> None:
    game = Game(
        FAIR.format(bike="gift: bike, from: 3rd draw", other="tee").replace("limit: 2 a campaign", "from: 2nd draw")
    )
    assert [_gets(game, ONE, "06-02") for _ in range(3)] == [CASH, {"prizes/tee": 1}, BIKE]


def test_the_odds_page_tells_it() -> None:
    game = Game(FAIR.format(bike=GIFT, other="cash"))
    row = odds_view(game.published, "blind_boxes/more", {}, game.at("06-02 10:00"), None).rows["bike"]
    late = Game(FAIR.format(bike="gift: bike, from: 3rd draw", other="cash")).published
    assert odds_view(late, "blind_boxes/more", {}, 0, None).rows["bike"].first_draw == 3
    assert (row.limits, row.when_out, row.in_force, row.stock) == ((Limit(1, "campaign"),), "cash", "1%", None)


def _gets(game: Game, action: Any, at: str, by: str = "ann") -> Any:
    at = at if ":" in at else f"{at} 10:00"
    if action == BUY:
        return gets(game.event("order.paid", at, by, amount=f"{BUY}.00 CNY"))
    return gets(game.play(action, at, by, lands="bike"))

"""Draws: what is checked before, what they cost, where they land, what replaces a prize that is gone."""

from typing import Any

import pytest

from chalicelib.domain.chance import drawing
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.record.actions import Ask
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.outcome import StockKey
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.odds import odds_view
from tests.domain.game import Game, gets

BOX = """
challenges:
  earn: {{tasks: {{buy: {{when: order.paid, each: 1.00 CNY of amount, gives: {{points: 1}}}}}}}}
blind_boxes:
  box: {{odds: {{bike: 10%, tee: 40%, pin: rest}}, {terms}}}
prizes:
  bike:  {{gift: bike-14in, value: 1299.00 CNY, stock: 2, when_out: tee}}
  tee:   {{gift: tee-110cm, stock: 3, when_out: pin}}
  pin:   {{badge: pin-2026}}
  cash:  {{points: 7}}
  off:   {{coupon: 10% off, valid: 3 days}}
"""
FREE = "costs: {}"
DAY = "06-02 10:00"
ONE, TEN = Draw("play", "box"), Draw("play", "box", 10)


def game(terms: str = FREE, points: int = 0, profile: Profile | None = None) -> Game:
    """A game with one box, and a member with points."""
    one = Game(BOX.format(terms=terms), profiles={"ann": profile} if profile else None)
    if points:
        one.event("order.paid", DAY, amount=f"{points}.00 CNY")
    return one


GROWN = Profile(born="1990-01-01")
CHECKS: dict[str, tuple[str, int, Profile, list[tuple[Draw, str]], object]] = {
    "a draw that costs nothing": (FREE, 0, GROWN, [(ONE, DAY)], {"prizes/pin": 1}),
    "points are the cost": ("costs: {points: 5}", 5, GROWN, [(ONE, DAY)], {"points": -5, "prizes/pin": 1}),
    "too few points": ("costs: {points: 5}", 4, GROWN, [(ONE, DAY)], "not_enough"),
    "no draws held": ("costs: {draws: box}", 0, GROWN, [(ONE, DAY)], "not_enough"),
    "ten at their own price": (
        "costs: {points: 5}, ten_costs: {points: 45}",
        45,
        GROWN,
        [(TEN, DAY)],
        {"points": -45, "prizes/pin": 10},
    ),
    "no tens unless offered": ("costs: {points: 5}", 99, GROWN, [(TEN, DAY)], "not_offered"),
    "a ten counts ten": (
        "limit: 12 a day, ten_costs: {points: 1}",
        9,
        GROWN,
        [(TEN, DAY), (TEN, DAY)],
        "limit_reached",
    ),
    "two more after a ten of twelve": (
        "limit: 12 a day, ten_costs: {points: 1}",
        9,
        GROWN,
        [(TEN, DAY), (ONE, DAY)],
        {"prizes/pin": 1},
    ),
    "a limit a day, until its last millisecond": (
        "limit: 1 a day",
        0,
        GROWN,
        [(ONE, "06-02 00:00"), (ONE, "06-02 23:59:59.999")],
        "limit_reached",
    ),
    "a limit a day, afresh at midnight": (
        "limit: 1 a day",
        0,
        GROWN,
        [(ONE, "06-02 23:59:59.999"), (ONE, "06-03 00:00")],
        {"prizes/pin": 1},
    ),
    "both limits of a list hold": (
        "limit: [2 a day, 3 a campaign]",
        0,
        GROWN,
        [(ONE, "06-02 10:00"), (ONE, "06-02 10:00"), (ONE, "06-03 10:00"), (ONE, "06-03 10:00")],
        "limit_reached",
    ),
    "a limit a window": (
        "opens: Wed 10:00, closes: Wed 12:00, limit: 1 a window",
        0,
        GROWN,
        [(ONE, "06-03 10:00"), (ONE, "06-03 11:59:59.999")],
        "limit_reached",
    ),
    "the next window": (
        "opens: Wed 10:00, closes: Wed 12:00, limit: 1 a window",
        0,
        GROWN,
        [(ONE, "06-03 10:00"), (ONE, "06-10 10:00")],
        {"prizes/pin": 1},
    ),
    "a millisecond before the box opens": (
        "opens: Wed 10:00, closes: Wed 12:00",
        0,
        GROWN,
        [(ONE, "06-03 09:59:59.999")],
        "window_closed",
    ),
    "the moment it closes": ("opens: Wed 10:00, closes: Wed 12:00", 0, GROWN, [(ONE, "06-03 12:00")], "window_closed"),
    "before the campaign": (FREE, 0, GROWN, [(ONE, "2026-05-31 23:59:59.999")], "window_closed"),
    "after the campaign": (FREE, 0, GROWN, [(ONE, "07-01 00:00")], "window_closed"),
    "for gold only": ("who: {tier: gold}", 0, GROWN, [(ONE, DAY)], "not_eligible"),
    "a day too young": ("min_age: 8", 0, Profile(born="2018-06-03"), [(ONE, DAY)], "too_young"),
    "eight today": ("min_age: 8", 0, Profile(born="2018-06-02"), [(ONE, DAY)], {"prizes/pin": 1}),
    "nobody knows the age": ("min_age: 8", 0, Profile(), [(ONE, DAY)], "age_unknown"),
    "under 18 without consent": ("guardian_under: 18", 0, Profile(born="2008-06-03"), [(ONE, DAY)], "guardian_needed"),
    "under 18 with consent": (
        "guardian_under: 18",
        0,
        Profile(born="2008-06-03", guardian=True),
        [(ONE, DAY)],
        {"prizes/pin": 1},
    ),
    "eighteen today needs nobody's": (
        "guardian_under: 18",
        0,
        Profile(born="2008-06-02"),
        [(ONE, DAY)],
        {"prizes/pin": 1},
    ),
    "an unknown box": (FREE, 0, GROWN, [(Draw("play", "other"), DAY)], "unknown_box"),
}


@pytest.mark.parametrize(("terms", "points", "profile", "draws", "expected"), CHECKS.values(), ids=CHECKS.keys())
def test_what_is_checked_before_a_draw(
    terms: str, points: int, profile: Profile, draws: list[tuple[Draw, str]], expected: object
) -> None:
    one = game(terms, points, profile)
    *before, (action, at) = draws
    for earlier, earlier_at in before:
        assert isinstance(one.play(earlier, earlier_at, lands="pin"), Receipt)
    held = one.holds()
    assert gets(one.play(action, at, lands="pin")) == expected
    if isinstance(expected, str):
        assert one.holds() == held, "a refusal takes nothing"


def test_what_is_gone_is_replaced_along_its_chain() -> None:
    one = game()
    got = [gets(one.play(ONE, DAY, lands="bike")) for _ in range(6)]
    assert got == [{"prizes/bike": 1}] * 2 + [{"prizes/tee": 1}] * 3 + [{"prizes/pin": 1}]


def test_ten_draws_run_a_stock_out_within_one_action() -> None:
    one = game("ten_costs: {points: 1}", points=1)
    result = one.play(TEN, DAY, lands="bike")
    assert gets(result) == {"points": -1, "prizes/bike": 2, "prizes/tee": 3, "prizes/pin": 5}
    assert isinstance(result, Receipt)
    assert result.draws[0].rows == ("bike",) * 10
    assert result.draws[0].got == ("bike",) * 2 + ("tee",) * 3 + ("pin",) * 5
    assert one.last is not None
    assert {take.key.stock: (take.n, take.quota, take.shards) for take in one.last.takes} == {
        "prizes/bike": (2, 2, 2),
        "prizes/tee": (3, 3, 3),
    }


def test_without_a_replacement_the_draw_is_refused_and_the_counter_stays() -> None:
    one = game(FREE)
    one = Game(BOX.format(terms=FREE).replace(", when_out: tee", "").replace("stock: 2", "stock: 1"))
    assert gets(one.play(ONE, DAY, lands="bike")) == {"prizes/bike": 1}
    before = one.member("ann")
    assert gets(one.play(ONE, DAY, lands="bike")) == "sold_out"
    assert one.member("ann") == before


def test_known_shortage_decides_and_is_on_the_receipt() -> None:
    one = game()
    one.store.stocks.taken[StockKey("play", "prizes/bike")] = 2
    result = one.play(ONE, DAY, lands="bike")
    assert isinstance(result, Receipt)
    assert (result.draws[0].rows, result.draws[0].got) == (("bike",), ("tee",))
    assert result.draws[0].at_most == {"prizes/bike": 0}


@pytest.mark.parametrize(
    ("prize", "expected"),
    [("cash", {"points": 7}), ("off", {"prizes/off": 1}), ("pin", {"prizes/pin": 1}), ("tee", {"prizes/tee": 1})],
)
def test_each_kind_of_prize(prize: str, expected: dict[str, int]) -> None:
    one = Game(BOX.format(terms=FREE).replace("bike: 10%, tee: 40%, pin: rest", f"{prize}: rest"))
    assert gets(one.play(ONE, DAY)) == expected


def test_a_draw_that_wins_nothing_costs_what_a_draw_costs_and_says_so() -> None:
    blank = "  none: {nothing: true, title: No prize}\n"
    one = Game(BOX.format(terms="costs: {points: 5}").replace("pin: rest", "none: rest") + blank)
    one.event("order.paid", DAY, amount="10.00 CNY")
    result: Any = one.play(ONE, DAY, lands="none")
    assert gets(result) == {"points": -5}
    assert [posting.gave for posting in result.postings] == [{}]
    assert (result.draws[0].rows, result.draws[0].got) == (("none",), ("none",))
    assert one.play(ONE, DAY, lands="bike").draws[0].n == 2  # type: ignore[union-attr]
    assert {name: n for name, n in one.holds().items() if n} == {"prizes/bike": 1}
    row = odds_view(one.published, "blind_boxes/box", {}, one.at(DAY), None).rows["none"]
    assert (row.kind, row.published, row.value, row.stock) == ("nothing", "50%", None, None)


def test_a_draw_that_costs_nothing_and_wins_nothing_counts() -> None:
    blank = "  none: {nothing: true, title: No prize}\n"
    one = Game(BOX.format(terms="limit: 1 a day").replace("pin: rest", "none: rest") + blank)
    assert gets(one.play(ONE, DAY, lands="none")) == {}
    assert gets(one.play(ONE, DAY, lands="bike")) == "limit_reached"


def test_a_coupon_has_a_code_of_its_own_and_ends_with_its_third_day() -> None:
    one = Game(BOX.format(terms=FREE).replace("bike: 10%, tee: 40%, pin: rest", "off: rest"))
    codes = set()
    for _ in range(3):
        result = one.play(ONE, DAY)
        assert isinstance(result, Receipt)
        (coupon,) = result.coupons
        assert coupon.expires == one.at("06-06 00:00")
        codes.add(coupon.code)
    assert len(codes) == 3
    assert gets(one.event("order.paid", "06-05 23:59:59.999", amount="1.00 CNY")) == {"points": 1}
    assert gets(one.event("order.paid", "06-06 00:00", amount="1.00 CNY")) == {"points": 1, "prizes/off": -3}
    assert one.member("ann").document.coupons == []


def test_ten_coupons_at_once_have_ten_codes_that_the_request_does_not_tell() -> None:
    terms = "ten_costs: {points: 1}"
    one = Game(BOX.format(terms=terms).replace("bike: 10%, tee: 40%, pin: rest", "off: rest"))
    one.event("order.paid", DAY, amount="2.00 CNY")
    asked = [Ask("the same key", TEN)]
    codes = [
        coupon.code
        for entropy in (b"one", b"other")
        for receipt in one.decide(asked, DAY, entropy=entropy).receipts
        for coupon in receipt.coupons
    ]
    assert len(set(codes)) == len(codes) == 20


GUARANTEES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "hard: the third draw at the latest": (
        "guarantees: [{of: [bike, tee], within: 3}]",
        [("pin", "pin"), ("pin", "pin"), ("pin", "hit"), ("pin", "pin")],
    ),
    "a hit starts it anew": (
        "guarantees: [{of: [bike, tee], within: 3}]",
        [("pin", "pin"), ("tee", "tee"), ("pin", "pin"), ("pin", "pin"), ("pin", "hit")],
    ),
    "the featured one after a miss": (
        "guarantees: [{of: [bike, tee], within: 2, featured: bike}]",
        [("tee", "tee"), ("tee", "bike"), ("tee", "tee"), ("pin", "pin"), ("pin", "bike")],
    ),
    "a ramp of 100% is a certainty": (
        "guarantees: [{of: [bike, tee], ramp: {from: 2, step: 100%}}]",
        [("pin", "pin"), ("pin", "hit"), ("pin", "pin")],
    ),
}


@pytest.mark.parametrize(("terms", "draws"), GUARANTEES.values(), ids=GUARANTEES.keys())
def test_a_guarantee_fires_exactly_at_its_draw(terms: str, draws: list[tuple[str, str]]) -> None:
    one = game(terms)
    for number, (lands, expected) in enumerate(draws):
        result: Any = one.play(ONE, DAY, lands=lands)
        (row,) = result.draws[0].rows
        assert row in {"hit": ("bike", "tee")}.get(expected, (expected,)), f"draw {number + 1}"


def test_a_draw_is_recomputed_from_its_receipt() -> None:
    one = game("guarantees: [{of: [bike, tee], within: 3}], ten_costs: {points: 1}", points=9)
    box, of = one.published.campaign.blocks(BlindBox)["box"], "blind_boxes/box"
    for action in (ONE, TEN, ONE, TEN):
        result: Any = one.play(action, DAY)
        draws = result.draws[0]
        memory, rows = draws.memory, []
        for i in range(len(draws.rows)):
            row, memory = drawing.draw(
                one.published.seed(of), "ann", draws.n + i, one.published.tables[of], box.guarantees, memory
            )
            rows.append(row)
        assert tuple(rows) == draws.rows
    assert draws.n + len(draws.rows) - 1 == 22


def test_the_key_and_the_moment_don_t_move_a_draw() -> None:
    rows = set()
    for at in (DAY, "06-03 11:00", "06-20 23:00"):
        result: Any = game().play(ONE, at)
        rows.add(result.draws[0].rows)
    assert len(rows) == 1

"""Redemptions: windows at both edges, audiences, costs, limits and stock a window."""

from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.journal import grants
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import WindowClosed
from tests.domain.game import Game, gets

YEAR = "opens: 2026-01-01 00:00\ncloses: end of 2028-12-31\n"
SHOP = """
challenges:
  earn: {{tasks: {{buy: {{when: order.paid, each: 1.00 CNY of amount, gives: {{points: 1}}}}}}}}
redemptions:
  shop:
    {span}
    {terms}
    offers:
      serum: {{{offer}gives: {{prizes: serum}}}}
      mask:  {{gives: {{prizes: mask}}}}
prizes:
  serum: {{gift: serum-7ml}}
  mask:  {{gift: mask}}
"""
MONTHLY = "opens: 20th 10:00\n    closes: end of month"


def game(span: str = MONTHLY, terms: str = "", offer: str = "", profile: Profile | None = None) -> Game:
    """A game with one redemption of two offers, from 2026 to 2028."""
    blocks = YEAR + SHOP.format(span=span, terms=terms, offer=offer)
    return Game(blocks, profiles={"ann": profile} if profile else None)


SERUM, MASK = Redeem("play", "shop", "serum"), Redeem("play", "shop", "mask")
WEEKLY = "opens: Wed 00:00\n    closes: end of Wed"
YEARLY = "opens: Dec 1 00:00\n    closes: end of Dec"
ONCE = "opens: 2026-06-20 10:00\n    closes: 2026-06-20 12:00"
DAILY = "opens: daily 22:00\n    closes: daily 06:00"

EDGES = [
    (MONTHLY, "2026-02-20 09:59:59.999", False),
    (MONTHLY, "2026-02-20 10:00", True),
    (MONTHLY, "2026-02-28 23:59:59.999", True),
    (MONTHLY, "2026-03-01 00:00", False),
    (MONTHLY, "2028-02-29 23:59:59.999", True),
    (MONTHLY, "2026-04-30 23:59:59.999", True),
    (MONTHLY, "2026-05-01 00:00", False),
    ("opens: 31st 10:00\n    closes: end of month", "2026-04-30 09:59:59.999", False),
    ("opens: 31st 10:00\n    closes: end of month", "2026-04-30 10:00", True),
    ("opens: 31st 10:00\n    closes: end of month", "2026-02-28 10:00", True),
    (WEEKLY, "2026-06-02 23:59:59.999", False),
    (WEEKLY, "2026-06-03 00:00", True),
    (WEEKLY, "2026-06-03 23:59:59.999", True),
    (WEEKLY, "2026-06-04 00:00", False),
    (YEARLY, "2026-11-30 23:59:59.999", False),
    (YEARLY, "2026-12-01 00:00", True),
    (YEARLY, "2026-12-31 23:59:59.999", True),
    (YEARLY, "2027-01-01 00:00", False),
    (ONCE, "2026-06-20 09:59:59.999", False),
    (ONCE, "2026-06-20 10:00", True),
    (ONCE, "2026-06-20 11:59:59.999", True),
    (ONCE, "2026-06-20 12:00", False),
    (DAILY, "2026-06-20 21:59:59.999", False),
    (DAILY, "2026-06-20 22:00", True),
    (DAILY, "2026-06-21 05:59:59.999", True),
    (DAILY, "2026-06-21 06:00", False),
]


@pytest.mark.parametrize(("span", "at", "open_"), EDGES)
def test_a_window_is_half_open(span: str, at: str, open_: bool) -> None:
    assert gets(game(span).play(MASK, at)) == ({"prizes/mask": 1} if open_ else "window_closed")


# 02:30 does not exist on 2026-03-08 in New York (it is 03:30), and 01:30 exists twice on 2026-11-01 (the first counts).
NEW_YORK = [
    ("opens: daily 02:30\n    closes: daily 04:00", "2026-03-08T07:29:59.999", False),
    ("opens: daily 02:30\n    closes: daily 04:00", "2026-03-08T07:30", True),
    ("opens: daily 02:30\n    closes: daily 04:00", "2026-03-08T07:59:59.999", True),
    ("opens: daily 02:30\n    closes: daily 04:00", "2026-03-08T08:00", False),
    ("opens: daily 02:00\n    closes: daily 03:00", "2026-03-08T06:59:59.999", False),
    ("opens: daily 02:00\n    closes: daily 03:00", "2026-03-08T07:00", True),
    ("opens: daily 02:00\n    closes: daily 03:00", "2026-03-08T07:59:59.999", True),
    ("opens: daily 02:00\n    closes: daily 03:00", "2026-03-08T08:00", False),
    ("opens: daily 01:30\n    closes: daily 02:00", "2026-11-01T05:29:59.999", False),
    ("opens: daily 01:30\n    closes: daily 02:00", "2026-11-01T05:30", True),
    ("opens: daily 01:30\n    closes: daily 02:00", "2026-11-01T06:45", True),
    ("opens: daily 01:30\n    closes: daily 02:00", "2026-11-01T07:00", False),
]


@pytest.mark.parametrize(("span", "utc", "open_"), NEW_YORK)
def test_a_window_over_a_change_of_the_clocks(span: str, utc: str, open_: bool) -> None:
    blocks = YEAR + SHOP.format(span=span, terms="", offer="") + "\ntimezone: America/New_York"
    at = round(datetime.fromisoformat(utc).replace(tzinfo=UTC).timestamp() * 1000)
    assert gets(Game(blocks).play(MASK, at)) == ({"prizes/mask": 1} if open_ else "window_closed")


def test_the_receipt_tells_when_the_window_closes_and_a_refusal_when_it_opens() -> None:
    one = game()
    result: Any = one.play(MASK, "06-20 10:00")
    assert result.window == Window(one.at("06-20 10:00"), one.at("07-01 00:00"))
    refused = one.play(MASK, "07-05 00:00")
    assert isinstance(refused, WindowClosed)
    assert refused.opens == one.at("07-20 10:00")


def test_a_window_ends_with_its_campaign() -> None:
    one = Game(SHOP.format(span=MONTHLY, terms="", offer="") + "opens: 2026-06-22 00:00\ncloses: end of 2026-06-25\n")
    result: Any = one.play(MASK, "06-23 00:00")
    assert result.window == Window(one.at("06-22 00:00"), one.at("06-26 00:00"))


AT = "06-20 10:00"
CASES: dict[str, tuple[str, str, str, list[tuple[Redeem, str]], object]] = {
    "an offer for another tier": ("", "who: {tier: gold}, ", "silver", [(SERUM, AT)], "not_eligible"),
    "an offer for the tier": ("", "who: {tier: gold}, ", "gold", [(SERUM, AT)], {"prizes/serum": 1}),
    "a redemption for another tier": ("who: {tier: gold}", "", "silver", [(MASK, AT)], "not_eligible"),
    "not enough points": ("", "costs: {points: 100}, ", "gold", [(SERUM, AT)], "not_enough"),
    "an offer's limit a window": (
        "",
        "limit: 1 a window, ",
        "gold",
        [(SERUM, AT), (SERUM, "06-30 23:59:59.999")],
        "limit_reached",
    ),
    "the next window": ("", "limit: 1 a window, ", "gold", [(SERUM, AT), (SERUM, "07-20 10:00")], {"prizes/serum": 1}),
    "the redemption's limit over all its offers": (
        "limit: 2 a month",
        "",
        "gold",
        [(SERUM, AT), (MASK, AT), (MASK, AT)],
        "limit_reached",
    ),
    "the redemption's limit a window": (
        "limit: 1 a window",
        "",
        "gold",
        [(SERUM, AT), (MASK, "06-30 23:59:59.999")],
        "limit_reached",
    ),
    "and afresh in the next": (
        "limit: 1 a window",
        "",
        "gold",
        [(SERUM, AT), (MASK, "07-20 10:00")],
        {"prizes/mask": 1},
    ),
    "an offer that opens later": (
        "",
        "opens: 22nd 10:00, closes: end of month, ",
        "gold",
        [(SERUM, "06-22 09:59:59.999")],
        "window_closed",
    ),
    "an offer that has opened": (
        "",
        "opens: 22nd 10:00, closes: end of month, ",
        "gold",
        [(SERUM, "06-22 10:00")],
        {"prizes/serum": 1},
    ),
    "an unknown offer": ("", "", "gold", [(Redeem("play", "shop", "soap"), AT)], "unknown_offer"),
    "an unknown redemption": ("", "", "gold", [(Redeem("play", "spa", "soap"), AT)], "unknown_redemption"),
    "a stock a window is gone": ("", "stock: 1 a window, ", "gold", [(SERUM, AT), (SERUM, "06-21 10:00")], "sold_out"),
    "and is there again in the next": (
        "",
        "stock: 1 a window, ",
        "gold",
        [(SERUM, AT), (SERUM, "07-20 10:00")],
        {"prizes/serum": 1},
    ),
    "a stock for all times": ("", "stock: 1, ", "gold", [(SERUM, AT), (SERUM, "07-20 10:00")], "sold_out"),
}


@pytest.mark.parametrize(("terms", "offer", "tier", "plays", "expected"), CASES.values(), ids=CASES.keys())
def test_who_may_redeem_what_and_how_often(
    terms: str, offer: str, tier: str, plays: list[tuple[Redeem, str]], expected: object
) -> None:
    one = game(MONTHLY, terms, offer, Profile(tier=tier))
    *before, (action, at) = plays
    for earlier, earlier_at in before:
        assert isinstance(one.play(earlier, earlier_at), Receipt)
    assert gets(one.play(action, at)) == expected


def test_the_cost_is_taken_with_what_it_buys() -> None:
    one = game(offer="costs: {points: 100}, ")
    one.event("order.paid", AT, amount="150.00 CNY")
    assert gets(one.play(SERUM, AT)) == {"points": -100, "prizes/serum": 1}
    assert one.holds()["points"] == 50
    assert gets(one.play(SERUM, AT)) == "not_enough"


SAME = """
challenges: {earn: {tasks: {buy: {when: order.paid, each: 1.00 CNY of amount, gives: {points: 1}}}}}
redemptions:
  shop:
    opens: 20th 10:00
    closes: end of month
    offers: {same: {costs: {points: 1}, gives: {prizes: small}}}
prizes: {small: {points: 1, value: 1.00 CNY, stock: 3}}
"""


def test_an_offer_that_gives_back_what_it_costs_is_used_and_told_each_time() -> None:
    """Nothing of the member changes, but units of stock go, and somebody pays for what is handed out."""
    one = Game(YEAR + SAME)
    one.event("order.paid", "2026-06-20 10:00", amount="1.00 CNY")
    same = Redeem("play", "shop", "same")
    told = [one.play(same, f"2026-06-20 11:0{n}") for n in range(4)]
    granted = [[(one.prize, one.n) for one in grants(done.legs)] for done in told if isinstance(done, Receipt)]
    assert granted == [[("small", 1)]] * 3
    assert getattr(told[-1], "code", "") == "sold_out"

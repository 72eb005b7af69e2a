"""A condition on an order's own amount is about what was paid, and about what is left of it, whatever comes first."""

from itertools import permutations
from typing import Any

import pytest

from chalicelib.domain.file.conditions import least_of
from chalicelib.domain.file.phrases import condition
from chalicelib.domain.words.errors import TesseraError
from tests.domain.ledger import Ledger
from tests.domain.test_boards import scores
from tests.domain.test_refunds import holds, ledger, paid, refunded

FILE = """
challenges:
  buy:
    tasks:
      one:   {{when: order.paid, where: {{amount: "{where}"}}, each: 1 time, gives: {{points: 1000}}}}
      sum:   {{when: order.paid, where: {{amount: "{where}"}}, each: 10.00 CNY of amount, gives: {{points: 1}}}}
      alone:
        when: order.paid
        where: {{amount: "{where}"}}
        each: 10.00 CNY of amount (in one event)
        gives: {{draws: box}}
      best:
        when: order.paid
        where: {{amount: "{where}"}}
        reach: 45.00 CNY of amount (in one event)
        gives: {{prizes: pin}}
boards:
  most:   {{when: order.paid, where: {{amount: "{where}"}}, score: sum of amount, gives: {{1: {{points: 1}}}}}}
  orders: {{when: order.paid, where: {{amount: "{where}"}}, score: count, gives: {{1: {{points: 1}}}}}}
  best:   {{when: order.paid, where: {{amount: "{where}"}}, score: best of amount, gives: {{1: {{points: 1}}}}}}
blind_boxes: {{box: {{costs: {{draws: box}}, odds: {{pin: rest}}}}}}
prizes: {{pin: {{badge: pin}}}}
"""


def all_of(one: Ledger) -> dict[str, int]:
    """What is held, and the scores."""
    part = one.document().played.get("club")
    found = {key: score for key, (score, _) in scores(one, "club").items()} if part else {}
    return holds(one) | {key: n for key, n in found.items() if n}


def counted(minor: int, times: int = 1) -> dict[str, int]:
    """What an order gives of which so much counts."""
    if not minor:
        return {}
    found = {
        "points": 1000 * times + minor // 1000,
        "draws/box": minor // 1000,
        "prizes/pin": int(minor >= 4500),
        "most@c": minor,
        "orders@c": times,
        "best@c": minor,
    }
    return {key: n for key, n in found.items() if n}


CASES = [
    ("at least 50.00 CNY", "50.00", [], 5000),
    ("at least 50.00 CNY", "49.99", [], 0),
    ("at least 50.00 CNY", "60.00", ["10.00"], 5000),
    ("at least 50.00 CNY", "60.00", ["10.01"], 0),
    ("at least 50.00 CNY", "60.00", ["5.00", "5.01", "20.00"], 0),
    ("at least 50.00 CNY", "60.00", ["60.00"], 0),
    ("at most 50.00 CNY", "50.00", ["0.01"], 4999),
    ("at most 50.00 CNY", "50.01", ["10.00"], 0),
    ("20.00 CNY to 50.00 CNY", "50.00", ["30.00"], 2000),
    ("20.00 CNY to 50.00 CNY", "50.00", ["30.01"], 0),
    ("20.00 CNY to 50.00 CNY", "60.00", ["20.00"], 0),
    ("50.00 CNY", "50.00", [], 5000),
    ("50.00 CNY", "50.00", ["0.01"], 0),
    ("50.00 CNY", "60.00", ["10.00"], 0),
    ("not 50.00 CNY", "60.00", ["10.00"], 5000),
    ("not 50.00 CNY", "60.00", ["10.00", "5.00"], 4500),
    ("not 50.00 CNY", "50.00", ["10.00"], 0),
    ("at least 50.00 EUR", "60.00", ["1.00"], 0),
]


@pytest.mark.parametrize(("where", "amount", "refunds", "left"), CASES)
def test_it_is_the_same_whatever_comes_first(where: str, amount: str, refunds: list[str], left: int) -> None:
    steps = [("order", amount), *((f"r{n}", one) for n, one in enumerate(refunds))]
    for order in permutations(steps):
        one = ledger(FILE.format(where=where))
        for name, money in order:
            answer = paid(one, "a", money) if name == "order" else refunded(one, "a", name, money)
            assert not isinstance(answer, TesseraError), answer
        assert all_of(one) == counted(left), order


def test_an_order_that_counts_no_more_leaves_the_others() -> None:
    one = ledger(FILE.format(where="at least 50.00 CNY"))
    paid(one, "a", "60.00")
    paid(one, "b", "55.00")
    refunded(one, "a", "1", "10.01")
    assert all_of(one) == counted(5500)
    refunded(one, "a", "2", "49.99")
    assert all_of(one) == counted(5500), "it counted no more"


@pytest.mark.parametrize(
    ("text", "currency", "least"),
    [
        ("at least 50.00 CNY", "CNY", 5000),
        ("at least 50.00 CNY", "EUR", 0),
        ("at most 50.00 CNY", "CNY", 0),
        ("20.00 CNY to 50.00 CNY", "CNY", 2000),
        ("50.00 CNY", "CNY", 5000),
        ("not 50.00 CNY", "CNY", 0),
    ],
)
def test_the_smallest_amount_that_may_meet_a_condition(text: str, currency: str, least: int) -> None:
    assert least_of(condition(text), currency) == least


TOO_MUCH: list[tuple[list[Any], int]] = [
    (["order", "30.00", "80.00"], 7000),
    (["30.00", "order", "80.00"], 7000),
    (["30.00", "80.00", "order"], 7000),
    (["80.00", "30.00", "order"], 2000),
    (["120.00", "order", "30.00"], 7000),
    (["120.00", "30.00", "order"], 7000),
    (["100.00", "0.01", "order"], 0),
]


@pytest.mark.parametrize(("steps", "left"), TOO_MUCH)
def test_of_refunds_that_are_together_too_much_those_count_for_which_something_is_left(
    steps: list[str], left: int
) -> None:
    one = ledger(FILE.format(where="at least 0.01 CNY"))
    for step in steps:
        _ = paid(one, "a", "100.00") if step == "order" else refunded(one, "a", step, step)
    assert all_of(one) == counted(left)


def test_a_refund_that_was_too_much_is_answered_alike_when_it_is_sent_again() -> None:
    one = ledger(FILE.format(where="at least 0.01 CNY"))
    for step in ("30.00", "80.00"):
        refunded(one, "a", step, step)
    paid(one, "a", "100.00")
    for step in ("30.00", "80.00"):
        assert refunded(one, "a", step, step) is None, "it is known"
        other = refunded(one, "a", step, "1.00")
        assert isinstance(other, TesseraError)
        assert other.code == "already_claimed"
    assert all_of(one) == counted(7000)

"""Codes of a pool as prizes: as many coupons as codes, and what is given once there are no more."""

from typing import Any

import pytest

from chalicelib.domain.decide.in_memory import InMemoryStore
from chalicelib.domain.decide.numbering import numbered
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Ask
from chalicelib.domain.record.outcome import Outcome, pool_key
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import SoldOut
from tests.domain.game import Game, gets
from tests.domain.test_refunds import ledger, paid, refunded

BLOCKS = """
challenges:
  shop:
    tasks:
      buy: {when: order.paid, each: 100.00 CNY of amount, gives: {prizes: seat}}
blind_boxes:
  box:    {odds: {seat: 100%}, ten_costs: {}}
  bare:   {odds: {ticket: 100%}, ten_costs: {}}
  single: {odds: {single: 100%}, ten_costs: {}}
redemptions:
  shop:
    opens: daily 00:00
    closes: end of day
    offers:
      ticket: {gives: {prizes: ticket}}
      two:    {gives: {prizes: {ticket: 2}}}
      both:   {gives: {prizes: [ticket, seat]}}
prizes:
  ticket: {pool: cinema, valid: 2 days}
  seat:   {pool: cinema, when_out: pin}
  single: {pool: cinema, limit: 1 a campaign, when_out: pin}
  pin:    {badge: pin}
"""
TEN, BARE, SINGLE = Draw("play", "box", 10), Draw("play", "bare", 10), Draw("play", "single", 10)
TICKET, TWO, BOTH = Redeem("play", "shop", "ticket"), Redeem("play", "shop", "two"), Redeem("play", "shop", "both")
CINEMA = pool_key("cinema")


def game(codes: int) -> Game:
    """One in which the pool has so many codes."""
    made = Game(BLOCKS)
    made.store = InMemoryStore(made.definitions, lambda take: codes)
    return made


CASES: dict[str, tuple[int, Any, dict[str, int] | type]] = {
    "one": (1, TICKET, {"prizes/ticket": 1}),
    "the last two": (2, TWO, {"prizes/ticket": 2}),
    "two, of which there is one": (1, TWO, SoldOut),
    "two prizes of one pool": (2, BOTH, {"prizes/ticket": 1, "prizes/seat": 1}),
    "two prizes of one pool, with one code": (1, BOTH, {"prizes/ticket": 1, "prizes/pin": 1}),
    "none": (0, TICKET, SoldOut),
    "ten draws, and a pool that runs dry within them": (7, TEN, {"prizes/seat": 7, "prizes/pin": 3}),
    "ten draws of an empty pool": (0, TEN, {"prizes/pin": 10}),
    "ten draws that nothing replaces, all of them or none": (9, BARE, SoldOut),
    "ten draws, and a limit before the pool's end": (9, SINGLE, {"prizes/single": 1, "prizes/pin": 9}),
}


@pytest.mark.parametrize(("codes", "action", "expected"), CASES.values(), ids=CASES)
def test_as_many_are_given_as_there_are_codes(codes: int, action: Any, expected: dict[str, int] | type) -> None:
    played = game(codes)
    result = played.play(action, "06-03 10:00")
    if isinstance(expected, type):
        assert isinstance(result, expected)
        assert played.store.stocks.taken == {}
        return
    assert isinstance(result, Receipt)
    assert gets(result) == expected
    given = sum(n for asset, n in expected.items() if asset != "prizes/pin")
    assert played.store.stocks.taken[CINEMA] == len(result.coupons) == given
    assert [coupon.number for coupon in result.coupons] == [f"0-{n}" for n in range(given)]
    assert played.member("ann").document.coupons == list(result.coupons)


def test_the_next_receipt_has_the_next_code() -> None:
    played = game(5)
    first, second = (played.play(TICKET, "06-03 10:00", by) for by in ("ann", "bo"))
    assert [one.number for receipt in (first, second) for one in receipt.coupons] == ["0-0", "0-1"]  # type: ignore[union-attr]


def test_a_receipt_of_a_dry_pool_tells_what_the_draws_were_decided_by() -> None:
    result = game(7).play(TEN, "06-03 10:00")
    assert isinstance(result, Receipt)
    [draws] = result.draws
    assert draws.at_most == {"pools/cinema": 7}


def test_an_order_is_never_refused_for_want_of_a_code() -> None:
    assert gets(game(1).event("order.paid", "06-03 10:00", amount="300.00 CNY")) == {"prizes/seat": 1, "prizes/pin": 2}


def test_it_ends_as_other_coupons_do() -> None:
    played = game(1)
    played.play(TICKET, "06-03 10:00")
    result = played.event("order.paid", "06-06 10:00", amount="100.00 CNY")
    assert played.member("ann").document.coupons == []
    assert gets(result) == {"prizes/ticket": -1, "prizes/pin": 1}, "and nobody gets its code again"


def test_an_order_that_comes_back_takes_its_code_back() -> None:
    """Who has read it may know it all the same: nobody else gets it."""
    tasks = """
challenges: {buy: {tasks: {each: {when: order.paid, each: 10.00 CNY of amount, gives: {prizes: seat}}}}}
prizes: {seat: {pool: cinema, when_out: pin}, pin: {badge: pin}}
"""
    one = ledger(tasks)
    paid(one, "o", "20.00")
    first = list(one.document().coupons)
    refunded(one, "o", "r", "10.00")
    [kept] = one.document().coupons
    assert (len(first), kept in first) == (2, True)
    paid(one, "o-2", "10.00")
    assert [coupon.number for coupon in one.document().coupons] == [kept.number, "0-2"]


@pytest.mark.parametrize("numbers", [[], ["0-0", "0-1", "0-2"]], ids=["too few", "too many"])
def test_there_are_as_many_codes_as_coupons(numbers: list[str]) -> None:
    played = game(9)
    played.member("ann")
    outcome: Outcome = played.decide([Ask("r", TWO)], "06-03 10:00")
    with pytest.raises(RuntimeError):
        numbered(outcome, {CINEMA: numbers})
    assert numbered(outcome, {CINEMA: ["3-1", "3-2"]}).member.coupons[1].number == "3-2"

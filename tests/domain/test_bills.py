"""Bills at the till: every rule of coupons, holds and payments, to the millisecond."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.record.actions import Settle
from chalicelib.domain.record.bill import HOLD_MS, MOST_HOLDS
from chalicelib.domain.record.journal import total as journal_total
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.purse import by_name, in_order
from chalicelib.domain.record.receipt import Receipt
from tests.domain.ledger import moved
from tests.domain.tills import ENDS, NOON, PROGRAMME, Tills, code, told


def own(answer: Receipt) -> dict[str, int]:
    """What an action itself moved."""
    return dict(journal_total(answer.own, lambda leg: leg.asset))


# Each row: the amount, the coupons, the points of 12,000; and what is left to pay and how many points are taken, or why
# not.
PAYMENTS: dict[str, tuple[str, str | list[str], int, Any]] = {
    "nothing named": ("10.00", [], 0, (10.0, 0)),
    "at the minimum": ("148.00", "off-20", 0, (128.0, 0)),
    "a cent below it": ("147.99", "off-20", 0, "below_minimum"),
    "two that name nobody": ("600.00", ["off-20", "off-30"], 0, "one_coupon_an_order"),
    "two, below a minimum too": ("1.00", ["off-20", "off-30"], 0, "one_coupon_an_order"),
    "two that name each other": ("100.00", ["pair-a", "pair-b"], 0, (85.5, 0)),
    "in the order in which they are named": ("100.00", ["pair-b", "pair-a"], 0, (85.0, 0)),
    "one names the other, and is not named": ("200.00", ["pair-b", "off-20"], 0, "one_coupon_an_order"),
    "the same one twice": ("148.00", ["off-20", "off-20"], 0, (128.0, 0)),
    "a percentage, rounded down": ("0.19", "tenth", 0, (0.18, 0)),
    "a minimum before the other one is taken off": ("501.00", ["all", "least"], 0, (0.0, 0)),
    "more off than there is": ("148.00", "all", 0, (0.0, 0)),
    "goods": ("30.00", "towel", 0, (30.0, 0)),
    "one that is not the member's": ("30.00", "nothing-such", 0, "unknown_coupon"),
    "half in points": ("200.00", [], 10_000, (100.0, 10_000)),
    "a point more than half": ("200.00", [], 10_001, "points_over_share"),
    "half of an odd amount, rounded down": ("0.03", [], 1, (0.02, 1)),
    "a cent more than that": ("0.03", [], 2, "points_over_share"),
    "more points than there are": ("600.00", [], 12_001, "not_enough"),
    "all points": ("600.00", [], 12_000, (480.0, 12_000)),
    "a share of the amount before coupons": ("178.00", "off-30", 8_900, (59.0, 8_900)),
    "no more than coupons leave": ("300.00", "all", 1, "points_over_share"),
    "the minimum is before points": ("148.00", "off-20", 7_400, (54.0, 7_400)),
    "nothing to pay": ("0.00", [], 0, (0.0, 0)),
}


@pytest.mark.parametrize(("amount", "coupons", "points", "expected"), PAYMENTS.values(), ids=PAYMENTS.keys())
@pytest.mark.parametrize("does", ["pay", "hold"])
def test_what_a_bill_comes_to(does: str, amount: str, coupons: str | list[str], points: int, expected: Any) -> None:
    one = Tills()
    one.give(m2026_02=3000, m2026_03=9000)
    assert told(one.bill(does, "mall/1", NOON, amount, coupons=coupons, points=points)) == expected


@pytest.mark.parametrize(
    ("amount", "coupons", "used"),
    [
        pytest.param("0.00", "tenth", [], id="a bill of nothing"),
        pytest.param("0.09", "tenth", [], id="a tenth of nine cents"),
        pytest.param("0.10", "tenth", ["tenth"], id="a tenth of ten"),
        pytest.param("400.00", ["all", "least"], ["all"], id="the second of two, where the first pays the whole bill"),
        pytest.param("0.00", "towel", ["towel"], id="goods"),
    ],
)
@pytest.mark.parametrize("does", ["pay", "hold"])
def test_a_coupon_that_takes_off_nothing_is_not_used(
    does: str, amount: str, coupons: str | list[str], used: list[str]
) -> None:
    one, named = Tills(), [coupons] if isinstance(coupons, str) else coupons
    quoted = one.bill("quote", "mall/1", NOON, amount, coupons=coupons)
    answer = one.bill(does, "mall/1", NOON, amount, coupons=coupons)
    assert [coupon.why for coupon in quoted.coupons[: len(named)]] == [None] * len(named)
    assert [taken.coupon.prize for taken in answer.bill.coupons] == used
    elsewhere = one.bill("quote", "mall/2", NOON, "600.00", coupons=coupons)
    assert [coupon.why is None for coupon in elsewhere.coupons[: len(named)]] == [name not in used for name in named]


def test_a_payment_takes_what_ends_first_and_says_so() -> None:
    one = Tills()
    one.give(m2026_02=30, m2026_03=9000)
    paid = one.bill("pay", "mall/1", NOON, "200.00", coupons="off-30", points=100, payment="p-1")
    assert paid.does == "pay"
    assert moved(paid) == {"prizes/off-30": -1, "points": -100}
    assert [leg.lots for leg in paid.legs if leg.lots] == [{"2026-02+2": -30, "2026-03+2": -70}]
    assert (paid.bill.off.minor, paid.bill.worth.minor, paid.bill.to_pay.minor) == (3000, 100, 16_900)
    assert one.bill("pay", "mall/1", NOON, "200.00", coupons="off-30", points=100, payment="p-1") == paid
    assert code(one.bill("pay", "mall/1", NOON, "200.00", payment="p-2")) == "bill_settled"
    assert code(one.bill("hold", "mall/1", NOON, "200.00")) == "bill_settled"
    assert code(one.bill("quote", "mall/1", NOON, "200.00")) == "bill_settled"
    assert code(one.bill("pay", "mall/2", NOON, "200.00", coupons="off-30")) == "coupon_used"


def test_points_that_pay_no_cent_stay() -> None:
    one = Tills(PROGRAMME.replace("100 points for 1.00 CNY", "3 points for 0.02 CNY"))
    one.give(m2026_03=100)
    assert told(one.bill("pay", "mall/1", NOON, "10.00", points=4)) == (9.98, 3)
    assert told(one.bill("pay", "mall/2", NOON, "10.00", points=1)) == (10.0, 0)


@pytest.mark.parametrize(
    ("points", "amount", "expected"),
    [
        pytest.param("{valid: 2 months}", "10.00", "not_offered", id="points are no money"),
        pytest.param("{pays: 100 points for 1.00 CNY}", "10.00", (0.0, 1000), id="a whole bill"),
    ],
)
def test_what_points_are_worth_is_the_programmes(points: str, amount: str, expected: Any) -> None:
    one = Tills(PROGRAMME.replace("{valid: 2 months, pays: 100 points for 1.00 CNY, at_most: 50% of a bill}", points))
    one.give(m2026_03=1000)
    assert told(one.bill("pay", "mall/1", NOON, amount, points=1000)) == expected


def test_there_are_no_bills_without_orders_by_channel_and_number() -> None:
    one = Tills(PROGRAMME.replace("unique: [channel, order], spends", "unique: order, spends").split("  order.ref")[0])
    assert code(one.bill("pay", "mall/1", NOON, "10.00")) == "not_offered"
    assert code(one.bill("quote", "mall/1", NOON, "10.00")) == "not_offered"


def test_a_coupon_ends_with_its_last_millisecond() -> None:
    one = Tills()
    end = one.at(ENDS)
    assert told(one.bill("pay", "mall/1", end - 1, "200.00", coupons="off-20")) == (180.0, 0)
    assert told(one.bill("pay", "mall/2", end, "200.00", coupons="off-30")) == "coupon_ended"


@pytest.mark.parametrize(
    ("before_end", "reported", "expected"),
    [
        pytest.param(1, 1, (180.0, 0), id="a millisecond before its end, reported after it"),
        pytest.param(0, 1, "coupon_ended", id="at its end"),
        pytest.param(1, 24 * 3600_000 - 1, (180.0, 0), id="with the last millisecond of the grace"),
        pytest.param(1, 24 * 3600_000, "unknown_coupon", id="after it"),
    ],
)
def test_an_offline_till_may_report_a_coupon_late(before_end: int, reported: int, expected: Any) -> None:
    one = Tills()
    end, name = one.at(ENDS), one.code("off-20")
    ended = one.bill("pay", "mall/9", end, "1.00", coupons="tenth")
    assert code(ended) == "coupon_ended"
    assert one.settle(end) is not None
    answer = one.bill("pay", "mall/1", end + reported, "200.00", coupons=name, time=end - before_end)
    assert told(answer) == expected
    if isinstance(answer, Receipt):
        assert moved(answer) == {"points": 3}, "it left the wallet at its end"
        assert code(one.bill("pay", "mall/2", end + reported, "200.00", coupons=name, time=end - 1)) == "coupon_used"


def test_nobody_pays_in_the_future() -> None:
    one = Tills()
    now = one.at(NOON)
    assert told(one.bill("pay", "mall/1", now, "1.00", time=now + 300_000)) == (1.0, 0)
    assert told(one.bill("pay", "mall/2", now, "1.00", time=now + 300_001)) == "event_in_future"


@pytest.mark.parametrize(
    ("later", "elsewhere", "here"),
    [
        pytest.param(HOLD_MS - 1, "coupon_held", (128.0, 0), id="while it is held"),
        pytest.param(HOLD_MS, (128.0, 0), "coupon_used", id="afterwards"),
    ],
)
def test_what_is_held_nobody_else_uses(later: int, elsewhere: Any, here: Any) -> None:
    one = Tills()
    at = one.at(NOON)
    held = one.bill("hold", "pos/1", at, "148.00", coupons="off-20")
    assert (moved(held), held.bill.until) == ({}, at + HOLD_MS)
    assert told(one.bill("pay", "pos/2", at + later, "148.00", coupons="off-20")) == elsewhere
    assert told(one.bill("pay", "pos/1", at + later, "148.00", coupons="off-20")) == here


@pytest.mark.parametrize(
    ("later", "elsewhere"),
    [pytest.param(HOLD_MS - 1, "not_enough", id="held"), pytest.param(HOLD_MS, (49.5, 50), id="over")],
)
def test_points_that_are_held_nobody_else_spends(later: int, elsewhere: Any) -> None:
    one = Tills()
    one.give(m2026_03=50)
    one.bill("hold", "pos/1", NOON, "50.00", points=50)
    assert one.document().points == 0
    assert told(one.bill("pay", "pos/2", one.at(NOON) + later, "50.00", points=50)) == elsewhere


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(-1, (178.0, 200), id="before their end"),
        pytest.param(0, (178.0, 200), id="past their end"),
        pytest.param(HOLD_MS - 61_000, (178.0, 200), id="with the last millisecond of the hold"),
        pytest.param(HOLD_MS - 60_000, "coupon_ended", id="when the hold is over"),
    ],
)
def test_what_is_held_in_time_may_be_paid_until_the_hold_ends(later: int, expected: Any) -> None:
    one = Tills()
    one.give(m2026_01=200)  # good until the end of March, as the coupons
    end = one.at(ENDS)
    one.bill("hold", "pos/1", end - 60_000, "200.00", coupons="off-20", points=200)
    paid = one.bill("pay", "pos/1", end + later, "200.00", coupons="off-20", points=200)
    assert told(paid) == expected
    if isinstance(paid, Receipt):
        assert own(paid) == {"prizes/off-20": -1, "points": -200 + 3}
    else:
        settled = one.settle(end + later)
        assert isinstance(settled, Receipt)
        assert moved(settled)["points"] == -200
        assert {leg.at for leg in settled.legs} == {end}, "they ended at their own moment"


def test_a_hold_is_not_made_longer_by_another() -> None:
    one = Tills()
    end = one.at(ENDS)
    one.give(m2026_01=200)
    assert told(one.bill("hold", "pos/1", end - 1, "200.00", coupons="off-20", points=100)) == (179.0, 100)
    assert told(one.bill("hold", "pos/1", end, "200.00", coupons="off-20")) == "coupon_ended"
    again = one.bill("hold", "pos/1", end, "200.00", points=0)
    assert moved(again)["points"] == -200, "points that ended meanwhile are gone"


def test_another_hold_of_the_same_bill_takes_the_place_of_the_first() -> None:
    one = Tills()
    one.give(m2026_03=100)
    one.bill("hold", "pos/1", NOON, "148.00", coupons="off-20", points=100)
    one.bill("hold", "pos/1", NOON, "148.00", coupons="tenth", points=40)
    assert told(one.bill("pay", "pos/2", NOON, "148.00", coupons="off-20", points=60)) == (127.4, 60)


def test_a_member_has_five_holds_at_most() -> None:
    one = Tills()
    for n in range(MOST_HOLDS):
        assert told(one.bill("hold", f"pos/{n}", NOON, "1.00")) == (1.0, 0)
    assert code(one.bill("hold", "pos/9", NOON, "1.00")) == "limit_reached"
    assert told(one.bill("hold", "pos/0", NOON, "2.00")) == (2.0, 0), "the same bill"
    assert told(one.bill("pay", "pos/9", NOON, "1.00")) == (1.0, 0)
    assert told(one.bill("hold", "pos/9", one.at(NOON) + HOLD_MS, "1.00")) == "bill_settled"
    assert told(one.bill("hold", "pos/10", one.at(NOON) + HOLD_MS, "1.00")) == (1.0, 0)


def test_a_hold_that_is_cancelled_frees_all() -> None:
    one = Tills()
    one.give(m2026_03=50)
    one.bill("hold", "pos/1", NOON, "148.00", coupons="off-20", points=50)
    freed = one.bill("free", "pos/1", NOON)
    assert (freed.does, moved(freed)) == ("cancel", {})
    assert one.bill("free", "pos/1", NOON) is None, "and there is no more to cancel"
    assert one.bill("cancel", "pos/1", NOON) is None
    assert told(one.bill("pay", "pos/2", NOON, "148.00", coupons="off-20", points=50)) == (127.5, 50)


def test_a_payment_that_is_cancelled_gives_all_back_and_may_be_paid_anew() -> None:
    one = Tills()
    one.give(m2026_02=30, m2026_03=70)
    coupons = one.document().coupons
    one.bill("pay", "mall/1", NOON, "200.00", coupons="off-30", points=80)
    back = one.bill("cancel", "mall/1", "2026-03-03 12:00")
    assert moved(back) == {"prizes/off-30": 1, "points": 80}
    assert [leg.lots for leg in back.legs if leg.lots] == [{"2026-02+2": 30, "2026-03+2": 50}]
    returned = next(each for each in one.document().coupons if each.prize == "off-30")
    assert (returned.returned, returned.expires) == (True, one.at(ENDS))
    assert len(one.document().coupons) == len(coupons)
    assert sum(one.n for one in in_order(one.document().lots)) == 100
    assert one.bill("cancel", "mall/1", "2026-03-03 12:00") is None
    assert told(one.bill("pay", "mall/1", "2026-03-03 12:00", "200.00", coupons="off-30")) == (170.0, 0)


@pytest.mark.parametrize(
    ("when", "lots"),
    [
        pytest.param("2026-02-27 12:00", {"2026-01+2": 50}, id="they end late enough"),
        pytest.param("2026-03-01 00:00", {"2026-01=2026-04-30": 50}, id="not before the end of next month"),
        pytest.param("2026-08-01 00:00", {"2026-01=2026-09-30": 50}, id="they have ended"),
    ],
)
def test_points_come_back_to_their_lots(when: str, lots: dict[str, int]) -> None:
    one = Tills()
    early = "2026-02-20 12:00"
    one.enrol("cy", "2026-01-05 10:00")
    one.give("cy", m2026_01=50)
    one.bill("pay", "mall/1", early, "50.00", points=50, who="cy")
    one.bill("cancel", "mall/1", when, who="cy")
    assert by_name(in_order(one.document("cy").lots)) == lots


def test_a_coupon_that_comes_back_too_late_has_ended() -> None:
    one = Tills()
    one.bill("pay", "mall/1", NOON, "200.00", coupons="off-30")
    back = one.bill("cancel", "mall/1", ENDS)
    assert "prizes/off-30" not in {leg.asset for leg in back.own}
    assert one.code("off-30") not in {each.code for each in one.document().coupons}
    assert code(one.bill("pay", "mall/2", ENDS, "200.00", coupons="off-30")) == "coupon_ended"


def test_what_comes_back_pays_what_is_owed_first() -> None:
    one = Tills()
    one.give(m2026_03=50)
    one.bill("pay", "mall/1", NOON, "50.00", points=50)
    one.document().owed = 20
    back = one.bill("cancel", "mall/1", NOON)
    assert (one.document().points, one.document().owed, moved(back)) == (30, 0, {"points": 50})
    assert [leg.owed for leg in back.legs] == [-20]


FREED: dict[str, tuple[Callable[[Tills], Any], tuple[int, int]]] = {
    "by its end": (lambda one: one.play(Settle(), one.at(NOON) + HOLD_MS), (20, 0)),
    "by hand": (lambda one: one.bill("free", "mall/1", NOON), (20, 0)),
    "by a hold of less": (lambda one: one.bill("hold", "mall/1", NOON, "50.00", points=15), (5, 0)),
    "by a payment of less": (lambda one: one.bill("pay", "mall/1", NOON, "50.00", points=15), (5, 0)),
    "by a payment of all": (lambda one: one.bill("pay", "mall/1", NOON, "50.00", points=50), (0, 30)),
}
"""How points that were kept for a bill come free; and what is free and owed then, of fifty that owed thirty."""


@pytest.mark.parametrize(("free", "expected"), FREED.values(), ids=FREED)
def test_points_that_come_free_pay_what_came_to_be_owed_meanwhile(
    free: Callable[[Tills], Any], expected: tuple[int, int]
) -> None:
    """An order that gave thirty points came back while all of them were kept for a bill."""
    one = Tills()
    one.ordered("mall/9", "300.00", NOON, "ann")
    one.give(m2026_03=50)
    one.bill("hold", "mall/1", NOON, "50.00", points=50)
    one.refunded("mall/9", "r", "300.00", NOON)
    assert (one.document().points, one.document().owed) == (0, 30)
    receipt = free(one)
    assert (one.document().points, one.document().owed) == expected
    assert sum(leg.n for leg in receipt.legs if leg.why == "owed") == 0
    assert sum(leg.owed for leg in receipt.legs) == expected[1] - 30


BEFORE_END, LATER = "2026-05-31 23:55", "2026-06-01 00:05"
"""The points of March end between these, and a hold of the first outlives the second."""

FREED_LATE: dict[str, Callable[[Tills], Any]] = {
    "by its end": lambda one: one.play(Settle(), "2026-06-01 00:10"),
    "by hand": lambda one: (one.bill("free", "mall/1", LATER), one.play(Settle(), LATER)),
    "by a hold of nothing": lambda one: one.bill("hold", "mall/1", LATER, "50.00"),
    "by a payment of nothing": lambda one: (one.bill("pay", "mall/1", LATER, "50.00"), one.play(Settle(), LATER)),
}
"""How points that were kept for a bill come free after their end."""


@pytest.mark.parametrize("free", FREED_LATE.values(), ids=FREED_LATE)
def test_points_that_come_free_after_their_end_pay_what_is_owed_before_they_end(free: Callable[[Tills], Any]) -> None:
    one = Tills()
    one.ordered("mall/9", "300.00", BEFORE_END, "ann")
    one.give(m2026_03=50)
    one.bill("hold", "mall/1", BEFORE_END, "50.00", points=50)
    one.refunded("mall/9", "r", "300.00", BEFORE_END)
    assert (one.document().points, one.document().owed) == (0, 30)
    free(one)
    assert (one.document().points, one.document().owed) == (0, 0)


# --- campaigns that are gone, and coupons of before -----------------------------------------------------------------


def test_a_coupon_keeps_its_terms_when_its_campaign_is_gone() -> None:
    one = Tills()
    one.store.definitions = Tills(campaign=_other_campaign()).store.definitions
    assert told(one.bill("pay", "mall/1", NOON, "200.00", coupons="off-30")) == (170.0, 0)


@pytest.mark.parametrize(
    ("prize", "expected"),
    [pytest.param("off-30", (170.0, 0), id="there"), pytest.param("gone", "unknown_campaign", id="gone")],
)
def test_an_old_coupon_has_the_terms_of_its_campaign(prize: str, expected: Any) -> None:
    one = Tills()
    one.coupon(Coupon("OLD", "snacks", prize))
    assert told(one.bill("pay", "mall/1", NOON, "200.00", coupons="OLD")) == expected


def test_currencies_must_agree() -> None:
    one = Tills()
    one.coupon(Coupon("EUR", "snacks", "off-30", 0, "5.00 EUR off"))
    assert code(one.bill("pay", "mall/1", NOON, "200.00", coupons="EUR")) == "other_currency"


def _other_campaign() -> str:
    return (
        "campaign: other\ntitle: Other\ntimezone: Asia/Shanghai\nopens: 2026-01-01 00:00\ncloses: end of 2026-12-31\n"
        "challenges: {c: {tasks: {t: {when: order.paid, gives: {points: 1}}}}}\n"
    )

"""Passes at the till, each for one bill and for a minute, and what a till is told beforehand."""

from typing import Any

import pytest

from chalicelib.domain.record.bill import MOST_PASSES, PASS_MS
from tests.domain.tills import ENDS, NOON, Tills, code, told


def test_a_pass_is_good_for_a_minute_and_for_one_bill() -> None:
    one = Tills()
    now = one.at(NOON)
    until = now + PASS_MS
    assert code(one.bill("pay", "pos/1", until, "1.00", pass_until=until)) == "pass_expired"
    assert told(one.bill("hold", "pos/1", until - 1, "1.00", pass_until=until)) == (1.0, 0)
    assert code(one.bill("pay", "pos/2", until - 1, "1.00", pass_until=until)) == "pass_used"
    assert told(one.bill("pay", "pos/1", until + 5, "1.00", pass_until=until)) == (1.0, 0), "it was taken in time"
    assert code(one.bill("quote", "pos/2", until + 5, "1.00", pass_until=until)) == "pass_used"


def test_a_pass_is_not_good_before_it_was_made() -> None:
    """A till's own clock may be a minute behind ours, and no more."""
    one = Tills()
    now, until = one.at(NOON), one.at(NOON) + PASS_MS
    late = now + 3_600_000
    assert code(one.bill("pay", "pos/1", late, "1.00", pass_until=until, time=now - PASS_MS - 1)) == "pass_expired"
    assert told(one.bill("pay", "pos/1", late, "1.00", pass_until=until, time=now - PASS_MS)) == (1.0, 0)


def test_a_pass_is_judged_by_the_time_of_the_till() -> None:
    one = Tills()
    now = one.at(NOON)
    assert told(one.bill("pay", "pos/1", now + 3_600_000, "1.00", pass_until=now + 1, time=now)) == (1.0, 0)
    assert code(one.bill("pay", "pos/2", now + 3_600_000, "1.00", pass_until=now + 2, time=now + 2)) == "pass_expired"


@pytest.mark.parametrize(
    ("late", "newer", "expected"),
    [
        pytest.param(24 * 3_600_000 - 1, 0, (1.0, 0), id="within a day"),
        pytest.param(24 * 3_600_000, 0, "pass_expired", id="a day late"),
        pytest.param(3_600_000, 7, (1.0, 0), id="after seven newer ones"),
        pytest.param(3_600_000, 8, "pass_expired", id="after eight, since it may be one that was forgotten"),
    ],
)
def test_a_late_till_may_name_a_pass_while_those_that_were_used_are_remembered(
    late: int, newer: int, expected: Any
) -> None:
    one = Tills()
    until = one.at(NOON)
    now = until + late
    for n in range(newer):
        assert told(one.bill("pay", f"pos/{n}", now, "1.00", pass_until=now + PASS_MS + n)) == (1.0, 0)
    assert told(one.bill("pay", "pos/late", now, "1.00", pass_until=until, time=until - 1)) == expected


def test_a_pass_pays_no_second_bill_however_late_the_till_is() -> None:
    one = Tills()
    until = one.at(NOON)
    assert told(one.bill("pay", "pos/1", until - 1, "1.00", pass_until=until)) == (1.0, 0)
    for hours in (1, 23, 24, 25, 300 * 24):
        answer = one.bill("pay", "pos/2", until + hours * 3_600_000, "1.00", pass_until=until, time=until - 1)
        assert code(answer) in ("pass_used", "pass_expired"), hours


def test_a_pass_is_not_forgotten_in_its_minute_whatever_other_ones_are_used() -> None:
    one = Tills()
    now = one.at(NOON)
    for n in range(MOST_PASSES):
        assert told(one.bill("pay", f"pos/{n}", now, "1.00", pass_until=now + PASS_MS + n)) == (1.0, 0)
    more = now + PASS_MS + MOST_PASSES
    assert code(one.bill("pay", "pos/more", now, "1.00", pass_until=more)) == "limit_reached"
    assert code(one.bill("pay", "pos/other", now, "1.00", pass_until=now + PASS_MS)) == "pass_used"
    assert told(one.bill("pay", "pos/more", now + PASS_MS, "1.00", pass_until=more)) == (1.0, 0), "the first is over"
    assert len(one.document().passes) == MOST_PASSES


def usable(answer: Any) -> dict[str, float]:
    return {one.prize: one.off.minor / 100 for one in answer.coupons if one.why is None}


def why(answer: Any) -> dict[str, str]:
    return {one.prize: one.why for one in answer.coupons if one.why is not None}


def test_a_quote_says_what_each_coupon_takes_off_or_why_not() -> None:
    one = Tills()
    one.give(m2026_03=12_000)
    before = one.store.members["ann"]
    answer = one.bill("quote", "mall/1", NOON, "150.00")
    off = {"off-20": 20.0, "tenth": 15.0, "towel": 0.0, "pair-a": 5.0, "pair-b": 15.0, "all": 150.0, "least": 1.0}
    assert (usable(answer), why(answer)) == (off, {"off-30": "below_minimum"})
    assert (answer.points, answer.worth.minor, answer.to_pay.minor, answer.member) == (7500, 7500, 15_000, "ann")
    assert one.store.members["ann"] is before, "and nothing is written"


def test_a_quote_counts_what_is_named() -> None:
    one = Tills()
    one.give(m2026_03=12_000)
    answer = one.bill("quote", "mall/1", NOON, "150.00", coupons=["pair-a", "off-30"], points=100_000)
    assert usable(answer) == {"pair-a": 5.0, "pair-b": 14.5}
    assert why(answer) == dict.fromkeys(("off-20", "off-30", "tenth", "towel", "all", "least"), "one_coupon_an_order")
    assert (answer.off.minor, answer.points, answer.to_pay.minor) == (500, 7500, 7000)


def test_a_quote_tells_what_is_held_used_or_ended() -> None:
    one = Tills()
    one.bill("hold", "pos/1", NOON, "148.00", coupons="off-20")
    one.bill("pay", "pos/2", NOON, "178.00", coupons="off-30")
    told_of = one.bill("quote", "pos/3", NOON, "600.00")
    assert {name: why(told_of).get(name) for name in ("off-20", "off-30")} == {
        "off-20": "coupon_held",
        "off-30": "coupon_used",
    }
    assert "off-20" in usable(one.bill("quote", "pos/1", NOON, "600.00")), "the bill that holds it"
    assert set(why(one.bill("quote", "pos/3", ENDS, "600.00")).values()) == {"coupon_ended"}

"""Scenarios of orders: of nobody, claimed, waited for and sent back."""

from typing import Any

import pytest

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.scenarios import check, publish
from tests.domain.game import tree
from tests.domain.test_orders import EVENTS

CAMPAIGN = """
campaign: order-points
title: Points for your order number
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2027-05-31
challenges:
  orders:
    tasks:
      any: {when: order.paid, where: {channel: [douyin, taobao, jd, own]}, each: 1.00 CNY of amount, gives: {points: 1}}
      third: {when: order.paid, where: {channel: not own}, reach: 3 times, gives: {points: 500}}
"""

HOLD = """
the order is there, the member enters its number:
  steps:
    - {at: 2026-06-10 20:00, by: nobody, does: order.paid, with: {channel: douyin, order: "77", amount: 199.00 CNY,
       phone-end: "8899"}, gets: {}}
    - {at: + 1 day, does: order.claimed, with: {channel: douyin, order: "77", phone-end: "1234"},
       refused: order_not_matching}
    - {does: again, refused: order_not_matching}
    - {does: order.claimed, with: {channel: douyin, order: "77", phone-end: "8899"}, gets: {points: 199},
       progress: {orders/third: "1"}}
    - {does: again, gets: {points: 199}, has: {points: 199}}
the member is quicker than the platform:
  steps:
    - {at: 2026-06-10 20:00, does: order.claimed, with: {channel: taobao, order: "5", phone-end: "8899"}, gets: {},
       waits: taobao/5}
    - {at: + 2 days, by: nobody, does: order.paid, with: {channel: taobao, order: "5", amount: 50.00 CNY,
       phone-end: "8899"}, gets: {points: 50}}
    - {has: {points: 50}}
one number, one member, whatever the platform:
  given: {others: {bo: {}}}
  steps:
    - {at: 2026-06-10 20:00, by: nobody, does: order.paid, with: {channel: jd, order: "9", amount: 10.00 CNY,
       phone-end: "1"}}
    - {by: nobody, does: order.paid, with: {channel: own, order: "9", amount: 20.00 CNY, phone-end: "1"}}
    - {does: order.claimed, with: {channel: jd, order: "9", phone-end: "1"}, gets: {points: 10}}
    - {by: bo, does: order.claimed, with: {channel: jd, order: "9", phone-end: "1"}, refused: already_claimed}
    - {by: bo, does: order.claimed, with: {channel: own, order: "9", phone-end: "1"}, gets: {points: 20}}
a refund that comes before its order:
  steps:
    - {at: 2026-06-10 20:00, by: nobody, does: order.refunded, with: {channel: jd, order: "3", refund: a,
       amount: 30.00 CNY}}
    - {at: + 1 hour, by: nobody, does: order.paid, with: {channel: jd, order: "3", amount: 100.00 CNY, phone-end: "1"}}
    - {does: order.claimed, with: {channel: jd, order: "3", phone-end: "1"}, gets: {points: 70}}
    - {by: nobody, does: order.refunded, with: {channel: jd, order: "3", refund: b, amount: 70.01 CNY},
       refused: more_than_paid}
the fifth try of a day is the last:
  steps:
    - {at: 2026-06-10 20:00, by: nobody, does: order.paid, with: {channel: jd, order: "3", amount: 1.00 CNY,
       phone-end: "1"}}
    - {does: order.claimed, with: {channel: jd, order: "3", phone-end: "2"}, times: 5, refused: order_not_matching}
    - {at: 2026-06-11 00:00 - 1 ms, does: order.claimed, with: {channel: jd, order: "3", phone-end: "1"},
       refused: limit_reached}
    - {at: 2026-06-11 00:00, does: order.claimed, with: {channel: jd, order: "3", phone-end: "1"}, gets: {points: 1}}
"""

FAIL = {
    "it waits for another": (
        'does: order.claimed, with: {channel: jd, order: "5", phone-end: "1"}, waits: jd/6',
        "waits JD/6",
        "waits JD/5",
    ),
    "it does not wait": (
        "does: order.paid, with: {channel: jd, amount: 5.00 CNY}, waits: jd/5",
        "waits JD/5",
        "waits for nothing",
    ),
    "nobody gets what it should": (
        "by: nobody, does: order.paid, with: {channel: jd, amount: 5.00 CNY}, gets: {points: 5}",
        "gets points 5",
        "gets nothing",
    ),
}

UNFIT = {
    "nobody checks in": ("by: nobody, does: order.claimed, with: {channel: jd}", "nobody"),
    "nobody holds points": ("by: nobody, does: order.paid, with: {channel: jd}, has: {points: 1}", "nobody"),
    "nobody joins": ("by: nobody, does: join", "nobody"),
    "a stranger": ("by: bo, does: order.paid, with: {channel: jd}", "unknown-member"),
}


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    programme, findings = reading.read({"timezone": "Asia/Shanghai", "events": tree(EVENTS)}, Programme)
    assert programme is not None, findings
    return publish(tree(CAMPAIGN), programme)


def scenario(step: str) -> Any:
    return tree(f"scenarios:\n  one:\n    steps:\n      - {{at: 2026-06-10 20:00, {step}}}\n")


def test_orders_are_played(definitions: Definitions) -> None:
    checked = check({"scenarios": tree(HOLD)}, definitions, "order-points")
    assert checked.holds, (checked.failures, checked.findings)
    assert checked.passed == len(tree(HOLD))


@pytest.mark.parametrize(("step", "expected", "got"), FAIL.values(), ids=FAIL)
def test_what_is_expected_of_an_order_may_fail(definitions: Definitions, step: str, expected: str, got: str) -> None:
    checked = check(scenario(step), definitions, "order-points")
    assert [(one.expected, one.got) for one in checked.failures] == [(expected, got)], checked.findings


@pytest.mark.parametrize(("step", "code"), UNFIT.values(), ids=UNFIT)
def test_what_nobody_can_do_is_an_error(definitions: Definitions, step: str, code: str) -> None:
    checked = check(scenario(step), definitions, "order-points")
    assert code in [one.code for one in checked.findings]


def test_nobody_is_no_name_of_a_member(definitions: Definitions) -> None:
    file = tree(
        "scenarios:\n  one:\n    given: {others: {nobody: {}}}\n    steps:\n      - {at: opens, has: {points: 0}}\n"
    )
    assert [one.code for one in check(file, definitions, "order-points").findings] == ["nobody"]

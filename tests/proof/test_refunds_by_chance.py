"""After any orders and refunds, in any order, a member holds what the smaller orders alone would have given."""

from random import Random

import pytest

from tests.domain.test_refunds import code, holds, ledger, paid, refunded

UNLIMITED = """
challenges:
  buy:
    tasks:
      each:  {when: order.paid, each: 7.00 CNY of amount, gives: {points: 3, stars: 1, draws: box}}
      reach: {when: order.paid, reach: 90.00 CNY of amount, gives: {points: 50}, milestones: {20.00 CNY: {points: 5}}}
      times: {when: order.paid, reach: 2 times, gives: {points: 11}}
      alone: {when: order.paid, each: 15.00 CNY of amount (in one event), gives: {fragments: set/b}}
      best:
        when: order.paid
        reach: 30.00 CNY of amount (in one event)
        gives: {points: 17}
        milestones: {20.00 CNY: {points: 3}, 45.00 CNY: {points: 4}}
blind_boxes: {box: {costs: {draws: box}, odds: {mug: rest}}}
collections: {set: {fragments: [a, b], gives: {points: 1}}}
prizes: {mug: {gift: mug}}
"""


@pytest.mark.parametrize("seed", range(6))
def test_after_any_orders_and_refunds_there_is_what_the_smaller_orders_alone_would_give(seed: int) -> None:
    """In any order of arrival: a refund may come before its order."""
    chance = Random(seed)
    for _ in range(40):
        orders = {f"o{i}": chance.randrange(1, 60) * 100 for i in range(chance.randrange(1, 6))}
        reports: list[tuple[str, str, int]] = [(name, "", minor) for name, minor in orders.items()]
        left = dict(orders)
        for number in range(chance.randrange(5)):
            name = chance.choice(list(orders))
            back = chance.choice([left[name], chance.randrange(1, max(2, left[name]))])
            if 0 < back <= left[name]:
                left[name] -= back
                reports.append((name, f"r{number}", back))
        chance.shuffle(reports)
        some, alone = ledger(UNLIMITED), ledger(UNLIMITED)
        for name, refund, minor in reports:
            amount = f"{minor // 100}.{minor % 100:02}"
            answer = refunded(some, name, refund, amount) if refund else paid(some, name, amount)
            assert code(answer) is None
        for name, minor in left.items():
            if minor:
                paid(alone, name, f"{minor // 100}.{minor % 100:02}")
        assert holds(some) == holds(alone), (reports, left)
        assert sum(some.document().stars[2:]) == sum(alone.document().stars[2:])

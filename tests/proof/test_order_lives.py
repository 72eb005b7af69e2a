"""Orders, claims and refunds of members over months, in any order: at each step everything adds up.

In the long form (`make proof`) 200,000 steps.
"""

import time
from random import Random
from typing import Any

import pytest

from chalicelib.domain.record.actions import Settle
from chalicelib.domain.views.home import home
from tests.proof.conftest import Proof
from tests.proof.order_lives import AMOUNTS, LATE, START, OrderLife
from tests.proof.order_model import DAY

SHORT, LONG, PARTS, A_LIFE = 1_500, 201_000, 3, 250
"""Steps altogether, the parts that they are played in, and the steps of one shop."""

TWINS = (10, 1_000)
"""Pairs of members, in the short form and in the long."""


@pytest.mark.parametrize("part", range(PARTS))
def test_everything_adds_up_at_each_step(part: int, proof: Proof) -> None:
    began, largest = time.perf_counter(), 0
    answers: dict[str, int] = {}
    steps = (LONG if proof.long else SHORT) // PARTS
    for number in range(steps // A_LIFE):
        life = OrderLife(Random(f"{proof.seed} {part} {number}"))
        for _ in range(A_LIFE):
            life.step()
        largest = max(largest, life.largest)
        answers = {code: answers.get(code, 0) + life.answers[code] for code in {*answers, *life.answers}}
    seconds = time.perf_counter() - began
    assert {"receipt", "noted", "waiting", "again", "already_claimed", "more_than_paid"} <= answers.keys()
    told = ", ".join(f"{n:,} {code}" for code, n in sorted(answers.items(), key=lambda one: -one[1]))
    proof.tell("orders in memory", f"{steps:,} steps in {seconds:.0f} s, documents of up to {largest:,} bytes: {told}")


def test_a_tier_does_not_depend_on_when_a_member_comes(proof: Proof) -> None:
    """10: of two with the same orders, claims and refunds, one is settled often, and the other never."""
    for number in range(TWINS[proof.long]):
        chance, life = Random(f"{proof.seed} twins {number}"), OrderLife(Random(1))
        orders: list[int] = []
        for at in sorted(START + chance.randrange(400 * DAY) for _ in range(chance.randrange(5, 40))):
            life.now, what, late = max(at, life.now), chance.randrange(4), chance.choice(LATE)
            assert shown(life, "ann") == shown(life, "bo"), number
            if what == 3:
                life.act("ann", life.plain(Settle()))
                continue
            there = [order for order, left in enumerate(orders) if left]
            back = what == 2 and bool(there)
            order = chance.choice(there) if back else len(orders)
            amount = chance.randrange(1, orders[order] + 1) if back else chance.choice(AMOUNTS)
            orders[order : order + 1] = [orders[order] - amount if back else amount]
            for who in ("ann", "bo"):
                data = {"channel": who, "order": str(order), "amount": f"{amount / 100:.2f} CNY", "phone-end": "8899"}
                if back:
                    life.report(life.ask("order.refunded", data | {"refund": str(at)}, life.now - late))
                elif what == 1:
                    life.report(life.ask("order.paid", data, life.now - late))
                    life.act(who, life.ask("order.claimed", data, life.now, client=True))
                else:
                    life.act(who, life.ask("order.paid", data, life.now - late))
        life.now = START + 800 * DAY
        for who in ("ann", "bo"):
            life.act(who, life.plain(Settle()))
        assert told(life, "ann") == told(life, "bo"), number


def told(life: OrderLife, who: str) -> Any:
    """What a member holds and is; without codes, which chance makes."""
    document = life.document(who)
    coupons = sorted((one.prize, one.expires) for one in document.coupons)
    return document.lots, document.owed, document.stars, document.standing, document.profile, coupons


def shown(life: OrderLife, who: str) -> Any:
    """The tier and the points that a home screen shows at this moment."""
    page = home(life.store.definitions, life.store.members[who], life.now)
    return page.profile.tier, page.tier, page.points

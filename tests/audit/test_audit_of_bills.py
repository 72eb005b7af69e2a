"""The audit of tills: honest bills pass, also where points come free from a hold while some are owed."""

import json
from random import Random

import msgspec
import pytest

from audit import RULES
from audit.recount import Recount
from chalicelib.domain.record.bill import HOLD_MS
from tests.domain.game import tree
from tests.domain.tills import CAMPAIGN, JOINED, PROGRAMME, Tills


def recounted(one: Tills) -> dict[str, list[str]]:
    recount = Recount(RULES, {"snacks": [(0, 1, tree(CAMPAIGN))]}, {}, programme=[(0, 1, tree(PROGRAMME))])
    said = [(who, json.loads(msgspec.json.encode(receipt))) for (who, _), receipt in one.store._receipts.items()]
    for who, receipt in sorted(said, key=lambda pair: (pair[1]["at"], pair[1]["number"])):
        receipt["versions"] = dict.fromkeys(receipt.get("versions", {}), "1:x")
        recount.add(who, receipt)
    return {rule: found for rule, found in recount.breaches.items() if found}


def owing(one: Tills) -> None:
    """An order comes back while its points are kept for a bill; then they come free."""
    now = one.at("2026-03-02 12:00")
    one.ordered("mall/9", "300.00", now, "ann")
    one.bill("hold", "mall/1", now + 1, "50.00", points=30)
    one.refunded("mall/9", "r", "200.00", now + 2)
    one.settle(now + 1 + HOLD_MS)


def test_points_that_come_free_and_pay_what_is_owed_pass() -> None:
    one = Tills()
    owing(one)
    assert (one.document().points, one.document().owed) == (10, 0)
    assert recounted(one) == {}


@pytest.mark.parametrize(("asset", "n"), [("gave", 21), ("took", 19), ("owed", -19)])
def test_a_debt_that_is_paid_with_another_amount_does_not(asset: str, n: int) -> None:
    one = Tills()
    owing(one)
    for key, receipt in one.store._receipts.items():
        for number, posting in enumerate(receipt.postings):
            if posting.why == "owed":
                wrong = msgspec.structs.replace(posting, **{asset: {"points": n}})
                postings = (*receipt.postings[:number], wrong, *receipt.postings[number + 1 :])
                one.store._receipts[key] = msgspec.structs.replace(receipt, postings=postings)
    assert "Every posting names the block that caused it, as it is in force" in recounted(one)


@pytest.mark.parametrize("seed", range(10))
def test_a_life_of_bills_passes(seed: int) -> None:
    rng, one = Random(seed), Tills()
    now = one.at(JOINED)
    for number in range(60):
        now += rng.choice([0, 1, 60_000, HOLD_MS, 86_400_000])
        bill, does = f"pos/{rng.randrange(6)}", rng.choice(["hold", "pay", "cancel", "free", "order", "refund"])
        if does == "order":
            one.ordered(bill, f"{rng.randrange(1, 90)}0.00", now, rng.choice(["", "ann"]))
        elif does == "refund":
            one.refunded(bill, str(number), f"{rng.randrange(1, 40)}0.00", now)
        elif does in ("hold", "pay"):
            prizes = rng.sample(["off-20", "off-30", "pair-a", "pair-b"], rng.randrange(3))
            one.bill(does, bill, now, f"{rng.choice([1, 150, 700])}.00", coupons=prizes, points=rng.choice([0, 10, 50]))
        else:
            one.bill(does, bill, now)
    assert recounted(one) == {}

"""Whatever happens at tills, nothing is made or lost, and a quote names just the points that the bill takes."""

from collections import Counter
from random import Random

import pytest

from chalicelib.domain.record.bill import HOLD_MS
from chalicelib.domain.record.receipt import Receipt
from tests.domain.tills import JOINED, NOON, PROGRAMME, Tills, code


@pytest.mark.parametrize(
    "rate", ["10 points for 1.00 CNY", "1 point for 1.00 CNY", "30 points for 1.00 CNY", "3 points for 0.02 CNY"]
)
def test_points_that_a_quote_names_pay_the_bill_and_one_more_would_pay_too_much(rate: str) -> None:
    for cents in (*range(1, 40), 99, 100, 101, 999, 1001, 33333):
        one = Tills(PROGRAMME.replace("100 points for 1.00 CNY", rate))
        one.give(m2026_03=100_000)
        amount = f"{cents // 100}.{cents % 100:02}"
        quoted = one.bill("quote", "mall/1", NOON, amount)
        more = one.bill("pay", "mall/2", NOON, amount, points=quoted.points + 1)
        assert code(more) == "points_over_share" or more.bill.worth == quoted.worth
        paid = one.bill("pay", "mall/1", NOON, amount, points=quoted.points)
        assert (paid.bill.worth, paid.bill.points) == (quoted.worth, quoted.points) if quoted.points else paid


@pytest.mark.parametrize("seed", range(30))
def test_nothing_is_made_or_lost_at_tills(seed: int) -> None:
    """Whatever is held, paid, cancelled and refunded: the wallet is the sum of its postings, by lot too; what is free,
    held and used together is what was given."""
    rng, one = Random(seed), Tills()
    now = one.at(JOINED)
    wallet: Counter[str] = Counter({"points": 0})
    wallet.update(f"prizes/{each.prize}" for each in one.document().coupons)
    answered: set[str] = set()
    for number in range(60):
        now += rng.choice([0, 1, 60_000, HOLD_MS, 86_400_000, 5 * 86_400_000])
        bill = f"pos/{rng.randrange(6)}"
        prizes = rng.sample(["off-20", "off-30", "pair-a", "pair-b", "all"], rng.randrange(3))
        does = rng.choice(["hold", "pay", "cancel", "free", "order", "refund", "settle"])
        if does == "order":
            answer = one.ordered(bill, f"{rng.randrange(1, 90)}0.00", now, rng.choice(["", "ann"]))
        elif does == "refund":
            answer = one.refunded(bill, str(number), f"{rng.randrange(1, 40)}0.00", now)
        elif does == "settle":
            answer = one.settle(now)
        elif does in ("hold", "pay"):
            points = rng.choice([0, 0, 1, 10, 50])
            answer = one.bill(does, bill, now, f"{rng.choice([1, 150, 200, 700])}.00", coupons=prizes, points=points)
        else:
            answer = one.bill(does, bill, now)
        # an order that is reported again is answered alike, and moves nothing
        for leg in answer.legs if isinstance(answer, Receipt) and answer.id not in answered else ():
            wallet[leg.asset] += leg.n
        answered |= {answer.id} if isinstance(answer, Receipt) else set()
        document = one.document()
        kept = sum(n for hold in document.holds for n in hold.lots.values())
        holds: Counter[str] = Counter(f"prizes/{each.prize}" for each in document.coupons)
        holds["points"] = document.points + kept - document.owed
        assert {asset: n for asset, n in holds.items() if n} == {asset: n for asset, n in wallet.items() if n}, number
        assert not (document.owed and document.points)

"""Races of 64 connections, exact on two engines: the embedded one in one process, and ministack behind three.

Three processes share nothing but the table: each has its own copy of the campaigns, its own memory of what is sold out,
and its own clock. Only in the long form: `make proof` sets up ministack, and the short form is in `test_http_races`.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from audit import Evidence
from local.demo.diary import Diary
from local.demo.moves import Move, Slice
from local.independent_aws import ministack
from tests.proof.conftest import Proof
from tests.proof.crowd import (
    JUNE,
    MINUTE,
    assert_in_order,
    bill,
    buy,
    claim,
    done,
    draw,
    give_back,
    pay,
    read_back,
    redeem,
    send,
    started,
    write_campaigns,
)
from tests.proof.server import server

CONNECTIONS = 64
PROCESSES = 3
OPENING = int(datetime(2026, 6, 10, 4, tzinfo=UTC).timestamp() * 1000)  # 12:00 in Shanghai, when the redemption opens


class Race(Protocol):
    def __call__(self, members: int, moves: Sequence[Move], at: int = JUNE + MINUTE) -> tuple[Evidence, Diary]: ...


@pytest.fixture(params=["embedded", "ministack"])
def urls(request: pytest.FixtureRequest, proof: Proof, tmp_path: Path) -> Iterator[Sequence[str]]:
    """The backends before one table."""
    if not proof.long:
        pytest.skip("the long form: make proof")
    campaigns = write_campaigns(tmp_path)
    with ExitStack() as running:
        if request.param == "embedded":
            yield [running.enter_context(server(campaigns))]
        else:
            aws = running.enter_context(ministack())
            yield [running.enter_context(server(campaigns, aws)) for _ in range(PROCESSES)]


@pytest.fixture
def race(urls: Sequence[str], proof: Proof, request: pytest.FixtureRequest) -> Race:
    """Members who have started make moves at once from a moment on; then everything is read back and audited."""

    def run(members: int, moves: Sequence[Move], at: int = JUNE + MINUTE) -> tuple[Evidence, Diary]:
        player, diary = started(urls, members, CONNECTIONS)
        diary.refusals.clear()
        diary.receipts.clear()
        began = time.perf_counter()
        player.play(Slice(at, tuple(moves)))
        seconds = time.perf_counter() - began
        refused = ", ".join(f"{n:,} {code}" for code, n in sorted(diary.refusals.items()))
        proof.tell(
            f"races, {request.node.name}",
            f"{len(moves):,} moves in {seconds:.1f} s: {len(diary.receipts):,} receipts, refused {refused or 'none'}",
        )
        evidence = read_back(player)
        assert_in_order(evidence, diary)
        del diary.refusals["busy"]
        return evidence, diary

    return run


def test_the_last_50_of_a_stock_are_bought_by_50_of_640(race: Race) -> None:
    evidence, diary = race(64, [buy(f"person-{i % 64}", f"cup-{i}") for i in range(640)])
    assert diary.refusals == {"sold_out": 590}
    assert holding(evidence, "race/prizes/cup") == 50
    assert [*evidence.stocks.values()] == [50]


def test_one_member_at_64_devices_spends_every_point_once(race: Race) -> None:
    """100 points are fourteen draws at seven each, and two that are left."""
    evidence, diary = race(1, [draw("person-0", f"pen-{i}", "dear") for i in range(100)])
    assert diary.refusals == {"not_enough": 86}
    assert (holding(evidence, "race/prizes/pen"), holding(evidence, "points")) == (14, 2)


def test_one_member_at_64_devices_keeps_the_limit_of_a_day(race: Race) -> None:
    evidence, diary = race(1, [draw("person-0", f"pen-{i}", "daily") for i in range(100)])
    assert diary.refusals == {"limit_reached": 80}
    assert (holding(evidence, "race/prizes/pen"), holding(evidence, "points")) == (20, 80)


def test_the_same_keys_from_everywhere_have_one_receipt_each_and_equal_answers(race: Race) -> None:
    drawn = [draw("person-0", "the-same")] * 128
    paid = [pay("person-1", "the-same", "order-1", JUNE)] * 128
    evidence, diary = race(2, [move for pair in zip(drawn, paid, strict=True) for move in pair])
    assert diary.refusals == {}
    assert (len(diary.receipts), diary.repeated) == (2, 254)
    assert [[receipt["does"] for receipt in one.receipts] for one in evidence.statements] == [
        ["enrol", "event", "draw"],
        ["enrol", "event", "event"],
    ]


def test_gifts_in_circles_both_ways_keep_every_wallet_exact(race: Race) -> None:
    rounds = range(8)
    gifts = [
        send(f"person-{i}", f"person-{(i + step) % 16}", f"gift-{n}-{step}")
        for n in rounds
        for i in range(16)
        for step in (1, -1)
    ]
    evidence, diary = race(16, gifts)
    assert diary.refusals == {}
    assert [one.holds["race/fragments/circle/card"] for one in evidence.statements] == [40] * 16
    assert all(done(one, "send") == done(one, "receive") == 2 * len(rounds) for one in evidence.statements)


def test_nothing_is_redeemed_before_the_window_opens_and_all_of_it_after(race: Race) -> None:
    """The clocks pass the opening while everybody redeems, two a member at most."""
    moves = [redeem(f"person-{i % 64}", f"bowl-{i}") for i in range(1280)]
    evidence, diary = race(64, moves, OPENING - 1000)
    assert diary.refusals.keys() <= {"window_closed", "sold_out", "limit_reached"}
    assert diary.refusals["window_closed"] > 0
    assert holding(evidence, "race/prizes/bowl") == 40
    granted = [receipt["at"] for one in evidence.statements for receipt in one.receipts if receipt["does"] == "redeem"]
    assert len(granted) == 40
    assert min(granted) >= OPENING


def test_an_order_counts_once_whoever_claims_it(race: Race) -> None:
    claims = [pay(f"person-{i}", f"{order}-{i}", order, JUNE) for order in "abc" for i in range(64)]
    evidence, diary = race(64, claims)
    assert diary.refusals == {"already_claimed": 3 * 63}
    assert diary.events["counted"] == 64 + 3  # everybody's start, and each order once
    assert holding(evidence, "race/draws/thanks") == 3


def test_bills_that_all_claim_at_once_while_they_come_back_count_for_one_and_come_back_once(race: Race) -> None:
    """The orders themselves are among them: whoever comes first, each counts for one, and is sixty in the end."""
    moves: list[Move] = []
    for name in "abc":
        moves += [bill(name, "100.00 CNY", JUNE)] * 4
        moves += [give_back(name, f"r{n}", "10.00 CNY", JUNE) for n in range(4)] * 4
        moves += [claim(f"person-{i}", name) for i in range(64)]
    evidence, diary = race(64, [bill("first", "100.00 CNY", JUNE), *moves[::2], *moves[1::2]])
    assert diary.refusals.keys() <= {"already_claimed", "limit_reached"}
    claimed = [
        {name for receipt in one.receipts for kind, name in receipt.get("claims", ()) if kind == "bill.paid.bill"}
        for one in evidence.statements
    ]
    assert sum(map(len, claimed)) == 3
    assert holding(evidence, "points") == 64 * 100 + 3 * 60
    reached = sum(len(bills) > 1 for bills in claimed)  # sixty alone is less than the seventy of a card
    assert holding(evidence, "race/fragments/circle/card") == 64 * 40 + reached


def test_one_bill_that_64_claim_and_give_back(race: Race) -> None:
    """It is there, whole: one wins, and each of its refunds counts once."""
    race(64, [bill("x", "100.00 CNY", JUNE)])
    claims = [claim(f"person-{i}", "x") for i in range(64)]
    refunds = [give_back("x", f"r{n}", "10.00 CNY", JUNE) for n in range(4)] * 16
    evidence, diary = race(64, [move for pair in zip(claims, refunds, strict=True) for move in pair])
    assert diary.refusals == {"already_claimed": 63}
    assert holding(evidence, "points") == 64 * 100 + 60


def holding(evidence: Evidence, asset: str) -> int:
    """What all members hold of an asset together."""
    return sum(one.holds.get(asset, 0) for one in evidence.statements)

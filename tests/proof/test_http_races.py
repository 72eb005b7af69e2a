"""Races over HTTP: many threads, one backend, and nothing granted twice, oversold or lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from local.backend import Backend, backend
from local.demo.diary import Diary
from local.demo.moves import Slice
from local.demo.player import Player
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
    read_back,
    send,
    started,
    write_campaigns,
)

PlayerOf = Callable[[int, int], tuple[Player, Diary]]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Backend]:
    with backend(campaigns=write_campaigns(tmp_path)) as one:
        yield one


@pytest.fixture
def starting(running: Backend) -> PlayerOf:
    """So many members who may start, over so many connections."""
    return lambda members, connections: started([running.url], members, connections)


def test_the_last_50_of_a_stock_are_bought_by_50_of_800(starting: PlayerOf) -> None:
    player, diary = starting(16, 16)
    before = len(diary.receipts)
    player.play(Slice(JUNE + MINUTE, tuple(buy(f"person-{i % 16}", f"cup-{i}") for i in range(800))))
    evidence = read_back(player)
    assert len(diary.receipts) - before == 50
    assert diary.refusals == {"sold_out": 750}
    assert sum(one.holds.get("race/prizes/cup", 0) for one in evidence.statements) == 50
    assert [*evidence.stocks.values()] == [50]
    assert_in_order(evidence, diary)


def test_100_identical_requests_at_once_have_one_receipt_and_equal_answers(starting: PlayerOf) -> None:
    player, diary = starting(1, 100)
    player.play(Slice(JUNE + MINUTE, (draw("person-0", "the-same"),) * 100))
    evidence = read_back(player)
    [one] = evidence.statements
    assert diary.repeated == 99
    assert [receipt["does"] for receipt in one.receipts] == ["enrol", "event", "draw"]
    assert one.holds["points"] == 98
    assert_in_order(evidence, diary)


def test_a_circle_of_gifts_at_once_keeps_every_wallet_exact(starting: PlayerOf) -> None:
    player, diary = starting(8, 8)
    rounds = range(10)
    gifts = [send(f"person-{i}", f"person-{(i + 1) % 8}", f"gift-{n}") for n in rounds for i in range(8)]
    player.play(Slice(JUNE + MINUTE, tuple(gifts)))
    evidence = read_back(player)
    assert [one.holds["race/fragments/circle/card"] for one in evidence.statements] == [40] * 8
    assert all(done(one, "send") == done(one, "receive") == len(rounds) for one in evidence.statements)
    assert_in_order(evidence, diary)


def test_a_bill_that_all_claim_at_once_while_it_comes_back_counts_for_one_and_comes_back_once(
    starting: PlayerOf,
) -> None:
    player, diary = starting(16, 16)
    diary.refusals.clear()
    player.play(Slice(JUNE + MINUTE, (bill("7", "100.00 CNY", JUNE),)))
    claims = [claim(f"person-{i}", "7") for i in range(16)]
    refunds = [give_back("7", f"r{n}", "10.00 CNY", JUNE) for n in range(4)] * 2
    player.play(Slice(JUNE + MINUTE, (*claims, *refunds)))
    evidence = read_back(player)
    assert diary.refusals == {"already_claimed": 15}
    assert sorted(one.holds["points"] for one in evidence.statements) == [100] * 15 + [160]
    assert sum(one.holds["race/fragments/circle/card"] for one in evidence.statements) == 16 * 40
    assert_in_order(evidence, diary)

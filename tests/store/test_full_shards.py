"""The lists of full shards: one of many is to read the shards, and what it wrote down is read as it was written."""

from random import Random

import pytest
from pynamodb.exceptions import PutError

from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.store.full_shards import FRESH_MS, FullShards, KnownFull
from chalicelib.store.reader import Reader
from local.dynamo_calls import DynamoCalls
from tests.faults import failed, instead

NOW = 1_780_000_000_000
HOUR = 3_600_000
ONE = Take(StockKey("spa", "redemptions/gift/tea", "2026-06"), 1, 500, 100)
TWO = Take(ONE.key, 1, 500, 101)


@pytest.fixture
def lists(table: None) -> FullShards:
    return at(NOW)


@pytest.fixture(autouse=True)
def the_sdk_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)


def at(now: int) -> FullShards:
    """Those of a container whose clock shows this."""
    rng = Random(3)
    return FullShards(Reader(lambda seconds: None, rng), rng, lambda: now)


def test_there_is_one_for_each_hundred_shards_and_each_is_as_likely(lists: FullShards) -> None:
    assert {lists.read(ONE).key.pk for _ in range(50)} == {"F#spa/redemptions/gift/tea/2026-06#0"}
    assert {lists.read(TWO).key.pk for _ in range(50)} == {f"F#spa/redemptions/gift/tea/2026-06#{n}" for n in (0, 1)}


@pytest.mark.parametrize("full", [[], [0], [99], [3, 8, 64, 98], list(range(100))], ids=len)
def test_what_is_written_is_read(lists: FullShards, full: list[int]) -> None:
    never = lists.read(ONE)
    assert never == KnownFull(never.key)
    lists.write(never, 500, full)
    assert lists.read(ONE) == KnownFull(never.key, NOW, 500, full)


def test_of_all_who_read_a_list_one_may_claim_it(lists: FullShards) -> None:
    known = lists.read(ONE)
    assert [at(NOW + ms).claim(known) for ms in (0, 3, HOUR)] == [True, False, False]


def test_of_all_who_read_a_list_that_grew_old_one_may_claim_it_and_it_says_what_it_said(
    lists: FullShards,
) -> None:
    lists.write(lists.read(ONE), 500, [1, 2])
    old = lists.read(ONE)
    assert [at(NOW + FRESH_MS + ms).claim(old) for ms in (0, 1)] == [True, False]
    assert lists.read(ONE) == KnownFull(old.key, NOW + FRESH_MS, 500, [1, 2])


@pytest.mark.parametrize("off", [1 - FRESH_MS, 0, FRESH_MS - 1])
def test_nobody_claims_a_list_that_was_just_written_on_nor_makes_a_call(lists: FullShards, off: int) -> None:
    lists.write(lists.read(ONE), 500, [1, 2])
    fresh = lists.read(ONE)
    with DynamoCalls() as calls:
        assert not at(NOW + off).claim(fresh)
    assert calls.trips == 0


@pytest.mark.parametrize("ahead", [FRESH_MS, HOUR])
def test_a_clock_that_is_ahead_keeps_nobody_away_for_long(lists: FullShards, ahead: int) -> None:
    at(NOW + ahead).write(lists.read(ONE), 500, [1, 2])
    assert lists.claim(lists.read(ONE))


def test_a_table_that_is_too_busy_lets_nobody_claim_and_is_no_error(lists: FullShards) -> None:
    known = lists.read(ONE)
    with instead("PutItem", *[failed(400, "ThrottlingException")] * 6):
        assert not lists.claim(known)
        lists.write(known, 500, [1])
    assert lists.read(ONE) == known


def test_a_mistake_of_ours_is_not_taken_for_a_busy_table(lists: FullShards) -> None:
    known = lists.read(ONE)
    with instead("PutItem", failed(400, "ValidationException")), pytest.raises(PutError):
        lists.claim(known)

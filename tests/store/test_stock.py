"""Where units of a stock are taken from: spread evenly, never beyond what is known to be left."""

from collections import Counter
from random import Random
from time import monotonic

import pytest
from msgspec.structs import replace

from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.store.full_shards import FRESH_MS, FullShards
from chalicelib.store.pools import Pools
from chalicelib.store.portions import Portion, Shard, Short
from chalicelib.store.reader import Reader
from chalicelib.store.stock import REMEMBERED_STOCKS, StockShards, quota_of
from chalicelib.store.table import Item, full_shards_key, shard_key
from local.dynamo_calls import DynamoCalls
from tests.faults import altered, failed, instead, unprocessed

ROSE = StockKey("spa", "prizes/rose", "2026-06")
NOW = 1_780_000_000_000


def take(n: int = 1, quota: int = 10, shards: int = 3) -> Take:
    return Take(ROSE, n, quota, shards)


@pytest.fixture
def stock() -> StockShards:
    return container(Clock())


class Clock:
    """Epoch ms, moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


def container(clock: Clock, seed: int = 5) -> StockShards:
    """One that knows nothing yet, and never pauses."""

    def never(seconds: float) -> None:
        raise AssertionError(f"paused for {seconds} s")

    rng = Random(seed)
    reader = Reader(never, rng)
    return StockShards(reader, FullShards(reader, rng, clock), rng, Pools(reader, rng, monotonic))


def portions(stock: StockShards, wanted: Take) -> dict[int, int]:
    """Units by shard."""
    placed = stock.place([wanted], NOW)
    assert not isinstance(placed, Short)
    return {portion.shard.number: portion.n for portion in placed if isinstance(portion, Portion)}


@pytest.mark.parametrize(
    ("quota", "shards", "parts"), [(10, 3, [4, 3, 3]), (3, 3, [1, 1, 1]), (7, 1, [7]), (12, 5, [3, 3, 2, 2, 2])]
)
def test_a_quota_is_parted_evenly_and_wholly(quota: int, shards: int, parts: list[int]) -> None:
    assert [quota_of(take(quota=quota, shards=shards), number) for number in range(shards)] == parts


def test_a_top_up_shrinks_no_shard() -> None:
    for quota in range(40):
        assert all(quota_of(take(quota=quota + 1), i) >= quota_of(take(quota=quota), i) for i in range(3))


def test_every_shard_is_as_likely(stock: StockShards) -> None:
    chosen = Counter(next(iter(portions(stock, take()))) for _ in range(3000))
    assert set(chosen) == {0, 1, 2}
    assert all(900 < n < 1100 for n in chosen.values())


def test_a_portion_says_what_its_shard_holds(stock: StockShards) -> None:
    stock.saw(Shard(ROSE, 1), 3)
    stock.saw(Shard(ROSE, 2), 3)
    assert stock.place([take(2)], NOW) == (Portion(Shard(ROSE, 0), 2, 4),)


@pytest.mark.parametrize(
    ("seen", "n", "expected"),
    [
        pytest.param({}, 4, {0: 4}, id="from the one shard that holds them all"),
        pytest.param({}, 6, {0: 4, 1: 2}, id="from as few shards as will do"),
        pytest.param({0: 4, 1: 2}, 4, {2: 3, 1: 1}, id="by what is known to be left"),
        pytest.param({0: 3, 1: 3, 2: 2}, 2, {0: 1, 2: 1}, id="down to the last unit"),
    ],
)
def test_several_units_are_taken(stock: StockShards, seen: dict[int, int], n: int, expected: dict[int, int]) -> None:
    for number, taken in seen.items():
        stock.saw(Shard(ROSE, number), taken)
    # Shards that hold equally much are taken in any order.
    placed = portions(stock, take(n))
    assert sorted(placed.values()) == sorted(expected.values())
    assert sum(placed.values()) == n
    assert all(placed[number] <= quota_of(take(), number) - seen.get(number, 0) for number in placed)


def test_what_is_known_to_be_short_is_not_tried(stock: StockShards) -> None:
    for number, taken in {0: 4, 1: 3, 2: 2}.items():
        stock.saw(Shard(ROSE, number), taken)
    assert stock.place([take(2)], NOW) == Short(ROSE, 1)
    assert stock.place([take(11)], NOW) == Short(ROSE, 1)


@pytest.mark.parametrize(
    ("seen", "n", "expected"),
    [
        pytest.param({}, 10, {}, id="enough where nothing was seen"),
        pytest.param({}, 11, {}, id="nothing was seen, though it is more than there ever were"),
        pytest.param({0: 4, 1: 3, 2: 2}, 1, {}, id="the last one"),
        pytest.param({0: 4, 1: 3, 2: 2}, 2, {ROSE: 1}, id="more than the last one"),
        pytest.param({0: 4, 1: 3, 2: 3}, 1, {ROSE: 0}, id="none"),
        pytest.param({0: 9, 1: 1}, 3, {}, id="a shard that holds more than its part now says nothing of the others"),
    ],
)
def test_what_is_known_to_be_short_is_told_before_anything_is_chosen(
    stock: StockShards, seen: dict[int, int], n: int, expected: dict[StockKey, int]
) -> None:
    for number, taken in seen.items():
        stock.saw(Shard(ROSE, number), taken - 1)
        stock.saw(Shard(ROSE, number), taken)
    assert stock.short([take(n)], NOW) == expected


def test_what_may_have_come_back_is_not_known_to_be_short(stock: StockShards, table: None) -> None:
    for number, taken in {0: 4, 1: 3, 2: 2}.items():
        stock.saw(Shard(ROSE, number), taken)
    wanted = replace(take(2), returning=True)
    assert stock.short([wanted], NOW) == {}, "nobody has looked"
    assert stock.place([wanted], NOW) == Short(ROSE, 1)
    assert stock.short([wanted], NOW + 999) == {ROSE: 1}
    assert stock.short([wanted], NOW + 1000) == {}, "it is a second ago"


def test_a_top_up_is_there_at_once(stock: StockShards) -> None:
    for number, taken in {0: 4, 1: 3, 2: 3}.items():
        stock.saw(Shard(ROSE, number), taken)
    assert stock.short([take()], NOW) == {ROSE: 0}
    assert stock.short([take(quota=11)], NOW) == {}


def test_more_than_the_quota_is_short_without_asking(stock: StockShards) -> None:
    assert stock.place([take(11)], NOW) == Short(ROSE, 10)


def test_a_shard_in_other_hands_is_avoided_where_there_is_another(stock: StockShards) -> None:
    avoid = {Shard(ROSE, 0), Shard(ROSE, 1)}
    placed = [stock.place([take()], NOW, avoid) for _ in range(20)]
    first = [one[0] for one in placed if not isinstance(one, Short)]
    assert {one.shard for one in first if isinstance(one, Portion)} == {Shard(ROSE, 2)}
    assert not any(isinstance(one, Short) for one in placed)
    assert stock.place([take()], NOW, {*avoid, Shard(ROSE, 2)})


def test_an_older_number_teaches_nothing(stock: StockShards) -> None:
    stock.saw(Shard(ROSE, 0), 4)
    stock.saw(Shard(ROSE, 0), 2)
    assert stock.left(take()) == 6


def test_a_survey_reads_only_what_is_not_known_to_be_full(stock: StockShards, table: None) -> None:
    Item(*shard_key(ROSE, 1), taken=2).save()
    stock.saw(Shard(ROSE, 0), 4)
    with DynamoCalls() as calls:
        assert stock.survey([take()], NOW)[take().key] == 0 + 1 + 3
    [wanted] = calls.calls[0].request["RequestItems"].values()
    assert [key["pk"]["S"] for key in wanted["Keys"]] == [shard_key(ROSE, number).pk for number in (1, 2)]
    assert (calls.trips, calls.read_units) == (1, 1)


def test_a_thousand_shards_are_read_a_hundred_at_a_time(stock: StockShards, table: None) -> None:
    with DynamoCalls() as calls:
        assert stock.survey([take(quota=5000, shards=1000)], NOW)[take(quota=5000, shards=1000).key] == 5000
    assert (calls.trips, calls.read_units) == (10, 500)


def test_a_look_reads_all_shards_not_known_to_be_full_where_one_call_takes_them(
    stock: StockShards, table: None
) -> None:
    fill({1: 2})
    stock.saw(Shard(ROSE, 0), 4)
    with DynamoCalls() as calls:
        assert stock.look(take(), NOW) == 0 + 1 + 3
    assert (calls.operations, calls.read_units) == (["BatchGetItem"], 1)


WIDE = take(quota=300, shards=150)
"""More shards than one call takes, with two units each."""

ALL = dict.fromkeys(range(150), 2)


def test_one_container_reads_a_wide_stock_and_the_others_what_it_wrote(table: None) -> None:
    fill({**ALL, 7: 1})
    clock = Clock()
    with DynamoCalls() as calls:
        assert container(clock).look(WIDE, NOW) == 1
    assert calls.operations == ["BatchGetItem", "PutItem", "BatchGetItem", "BatchGetItem", "PutItem"]
    with DynamoCalls() as calls:
        assert container(clock).look(WIDE, NOW) == 2
    assert (calls.operations, calls.read_units) == (["BatchGetItem"], 0.5)


def test_while_somebody_reads_the_shards_nobody_else_does(table: None) -> None:
    fill(ALL)
    clock = Clock()
    write_lists(clock, 0, b"")
    clock.now += FRESH_MS - 1
    with DynamoCalls() as calls:
        assert container(clock).look(WIDE, NOW) == 300
    assert (calls.operations, calls.read_units) == (["BatchGetItem"], 0.5)
    clock.now += 1
    assert container(clock).look(WIDE, NOW) == 0


def test_a_list_that_grew_old_spares_reading_what_it_says_is_full(table: None) -> None:
    fill(ALL)
    clock = Clock()
    write_lists(clock, 300, b"\xff" * 6)
    clock.now += FRESH_MS
    with DynamoCalls() as calls:
        assert container(clock).look(WIDE, NOW) == 0
    assert calls.read_units == 0.5 + (150 - 48) / 2


def test_a_list_of_before_a_top_up_does_not_hide_what_was_added(table: None) -> None:
    fill(ALL)
    clock = Clock()
    assert container(clock).look(WIDE, NOW) == 0
    after = container(clock)
    more = take(quota=310, shards=150)
    assert after.look(more, NOW) == 10
    assert not isinstance(after.place([more], NOW), Short)


def test_what_the_table_is_too_busy_to_read_stays_unknown(table: None) -> None:
    fill(ALL)
    clock = Clock()
    with altered("BatchGetItem", lambda reply: None, lambda reply: None, unprocessed):
        assert container(clock).look(WIDE, NOW) == 2 * 50
    assert container(clock).look(WIDE, NOW) == 2 * 50
    clock.now += FRESH_MS
    assert container(clock).look(WIDE, NOW) == 0


def test_a_table_that_does_not_answer_teaches_nothing(table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    fill(ALL)
    with instead("BatchGetItem", *[failed(400, "ThrottlingException")] * 3):
        assert container(Clock()).look(WIDE, NOW) == 300


def write_lists(clock: Clock, quota: int, bits: bytes) -> None:
    for number in range(2):
        Item(*full_shards_key(ROSE, number), at=clock.now, taken=quota, body=bits).save()


def fill(taken: dict[int, int]) -> None:
    for number, units in taken.items():
        Item(*shard_key(ROSE, number), taken=units).save()


def test_the_stocks_asked_for_last_are_remembered(stock: StockShards) -> None:
    stock.saw(Shard(ROSE, 0), 4)
    for i in range(REMEMBERED_STOCKS - 1):
        stock.saw(Shard(StockKey("spa", f"prizes/{i}"), 0), 1)
    assert stock.left(take()) == 6
    stock.saw(Shard(StockKey("spa", "prizes/one-more"), 0), 1)
    assert stock.left(take()) == 10

"""Units that came back: found where the shards are full, by their time, and not asked for by everybody."""

from random import Random

import pytest

from chalicelib.domain.record.outcome import StockKey, Take, UnitBack
from chalicelib.store.portions import Shard, Short
from chalicelib.store.returned import FRESH_MS, MOST_FOUND, ReturnedUnits, raw_unit
from chalicelib.store.stock import StockShards
from chalicelib.store.table import Item
from local.dynamo_calls import DynamoCalls
from tests.store.test_stock import Clock, container

ROSE = StockKey("spa", "prizes/rose", "m2606")
OTHER = StockKey("spa", "prizes/rose", "m2607")
NOW = 1_780_000_000_000


def back(name: str, at: int = NOW, key: StockKey = ROSE) -> UnitBack:
    unit = UnitBack(key, name, at)
    Item.from_raw_data(raw_unit(unit)).save()
    return unit


def full(n: int = 1) -> tuple[StockShards, Take]:
    """A stock of two units, whose shards are known to be full."""
    stock = container(Clock())
    for number in range(2):
        stock.saw(Shard(ROSE, number), 1)
    return stock, Take(ROSE, n, 2, 2, True)


@pytest.fixture
def units(table: None) -> ReturnedUnits:
    return ReturnedUnits(Random(5))


def test_a_unit_is_found_from_its_moment_on_and_in_its_own_window(units: ReturnedUnits) -> None:
    first, second = back("a"), back("b", NOW + 1)
    back("c", key=OTHER)
    assert ReturnedUnits(Random(5)).known(ROSE, NOW - 1) == ()
    assert units.known(ROSE, NOW) == (first,)
    assert units.known(ROSE, NOW + FRESH_MS) == (first, second)


def test_what_was_found_is_relied_on_for_a_second(units: ReturnedUnits) -> None:
    with DynamoCalls() as calls:
        units.known(ROSE, NOW)
        back("a")
        assert units.known(ROSE, NOW + FRESH_MS - 1) == ()
        assert len(units.known(ROSE, NOW + FRESH_MS)) == 1
    assert (calls.operations.count("Query"), calls.read_units) == (2, 1)


def test_a_clock_that_went_back_makes_no_gap(units: ReturnedUnits) -> None:
    units.known(ROSE, NOW)
    one = back("a", NOW - 5000)
    assert units.known(ROSE, NOW - 5000) == (one,)


def test_the_first_that_came_back_are_found_first(units: ReturnedUnits) -> None:
    made = [back(f"{number:03}", NOW + number) for number in range(MOST_FOUND + 1)]
    assert units.known(ROSE, NOW + 10**6) == tuple(made[:-1])


def test_one_that_is_gone_is_forgotten_and_one_that_is_busy_comes_last(units: ReturnedUnits) -> None:
    one, two, three = back("a"), back("b"), back("c")
    assert {units.some(ROSE, 1, NOW)[0] for _ in range(50)} == {one, two, three}
    assert {units.some(ROSE, 1, NOW, {one, two})[0] for _ in range(50)} == {three}
    assert set(units.some(ROSE, 9, NOW, {one})) == {one, two, three}
    units.gone(two)
    assert set(units.some(ROSE, 9, NOW)) == {one, three}


def test_where_the_shards_hold_enough_nobody_looks(table: None) -> None:
    stock = container(Clock())
    back("a")
    with DynamoCalls() as calls:
        assert not isinstance(stock.place([Take(ROSE, 2, 2, 2, True)], NOW), Short)
    assert calls.operations == []


def test_where_nothing_ever_comes_back_nobody_looks(table: None) -> None:
    stock, _ = full()
    back("a")
    with DynamoCalls() as calls:
        assert stock.place([Take(ROSE, 1, 2, 2)], NOW) == Short(ROSE, 0)
        assert stock.look(Take(ROSE, 1, 2, 2), NOW) == 0
    assert calls.operations.count("Query") == 0


def test_what_the_shards_lack_is_taken_from_what_came_back(table: None) -> None:
    stock, wanted = full()
    assert stock.place([wanted], NOW) == Short(ROSE, 0)
    one = back("a")
    assert stock.place([wanted], NOW + FRESH_MS) == (one,)
    assert stock.place([Take(ROSE, 3, 2, 2, True)], NOW + FRESH_MS) == Short(ROSE, 1)
    stock.gone(one)
    assert stock.place([wanted], NOW + FRESH_MS) == Short(ROSE, 0)


def test_what_is_told_to_be_left_has_what_came_back_in_it(table: None) -> None:
    stock, wanted = full()
    back("a")
    assert stock.look(wanted, NOW) == 1
    assert stock.survey([wanted], NOW) == {ROSE: 1}

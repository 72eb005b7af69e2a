"""The modelled crowd: what it must do by arithmetic, and that it runs the code that is shipped."""

import math
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

import pytest

from bench.guide import BEGIN, END
from chalicelib.domain.publishing.definitions import shards_for
from chalicelib.domain.record.outcome import Take
from chalicelib.services import act, reasons
from chalicelib.store import backoff, full_shards, stock
from chalicelib.store.full_shards import KnownFull
from chalicelib.store.table import full_shards_key, shard_key
from studies.crowd import __main__ as command
from studies.crowd import container, plan, tables
from studies.crowd.cell import Cell, run
from studies.crowd.clock import Clock
from studies.crowd.container import STOCK, Model, Rules
from studies.crowd.dynamo import GRANT_UNITS, LAG_SECONDS, TRANSACTION, WRITE_UNITS, Met, Table

LASTS = 10**9
"""A stock that never runs out."""

WARM = {"warm_writes": 200_000, "warm_reads": 600_000}


def crowd(rate: int, stock: int = LASTS, shards: int = 1, seconds: float = 2.0, **different: Any) -> Cell:
    return Cell(rate, stock, shards, seconds=seconds, **(WARM | different))


def conflicts(rate: int, shards: int) -> float:
    """Attempts a grant beyond the first."""
    return run(crowd(rate, shards=shards)).attempts_a_grant - 1


def test_one_item_grants_no_more_than_its_transactions_take_one_after_the_other() -> None:
    mu, sigma = TRANSACTION.log_normal
    mean = math.exp(mu + sigma * sigma / 2)
    figures = run(crowd(150, seconds=4.0))
    assert 0.5 / mean < figures.granted_a_second < 1.15 / mean


def test_timing_meets_both_published_percentiles() -> None:
    table = Table(1000, 3000, Random(1))
    table.create([shard_key(STOCK, 0)])
    mu, sigma = TRANSACTION.log_normal
    drawn = sorted(1000 * table._rng.lognormvariate(mu, sigma) for _ in range(20_000))
    assert drawn[10_000] == pytest.approx(TRANSACTION.p50, rel=0.03)
    assert drawn[19_800] == pytest.approx(TRANSACTION.p99, rel=0.06)


def test_conflicts_grow_with_the_rate_on_an_item() -> None:
    shares = [conflicts(rate, shards=10) for rate in (20, 100, 300)]
    assert shares[0] < shares[1] < shares[2]
    assert shares[0] < 0.15


def test_a_hundred_shards_carry_a_hundred_times_the_crowd() -> None:
    assert conflicts(1000, shards=100) == pytest.approx(conflicts(10, shards=1), abs=0.25)


@pytest.mark.parametrize(
    ("rate", "stock", "shards"), [(300, 1, 1), (400, 50, 50), (200, 20, 7), (600, 151, 60), (1500, 400, 150)]
)
def test_nothing_is_oversold_and_nobody_hears_sold_out_too_soon(rate: int, stock: int, shards: int) -> None:
    figures = run(crowd(rate, stock, shards))
    assert figures.granted == figures.taken == stock
    assert figures.wrong == 0
    assert figures.granted + figures.sold_out + figures.busy == figures.requests


def test_every_commit_that_is_not_throttled_is_charged() -> None:
    figures = run(crowd(200, shards=20))
    assert figures.charged_writes == GRANT_UNITS * figures.commits
    assert figures.wasted_units == GRANT_UNITS * (figures.commits - figures.granted)


def test_a_new_table_grants_what_its_partitions_take() -> None:
    figures = run(crowd(1500, shards=150, warm_writes=4000, warm_reads=12_000, seconds=1.0))
    buckets = 4 * WRITE_UNITS
    assert figures.granted * GRANT_UNITS <= buckets + buckets * figures.last
    assert figures.busy > 0
    assert run(crowd(1500, shards=150, seconds=0.5)).busy_share < 0.01


def test_a_cell_is_the_same_for_the_same_seed() -> None:
    one = crowd(400, 20, 20, seconds=0.5)
    assert run(one) == run(one)
    assert run(one) != run(replace(one, seed=21))


def test_other_constants_are_put_back() -> None:
    shipped = reasons.CROSSINGS_AT_ONCE
    run(crowd(100, 5, 5, seconds=0.1, constants={"CROSSINGS_AT_ONCE": 0}))
    assert shipped == reasons.CROSSINGS_AT_ONCE


def test_when_a_wide_stock_runs_out_one_reads_its_shards_and_the_others_hear_of_it() -> None:
    wide = crowd(2000, 500, 250, seconds=1.0)
    shared, alone = run(wide), run(replace(wide, stock_class=Alone))
    member_reads = 2 * shared.requests
    assert shared.charged_reads - member_reads < (alone.charged_reads - member_reads) / 5
    assert shared.busy_share < 0.15


class Alone(stock.StockShards):
    """A stock whose shards each container reads for itself."""

    def _share(self, take: Take) -> None:
        self._read(take)


def test_a_board_is_read_as_it_was_a_moment_ago_and_written_where_it_still_is_as_it_was_read() -> None:
    table, key = Table(1000, 3000, Random(1)), full_shards_key(STOCK, 0)
    assert table.seen(1.0, [key]) == {}
    assert table.put_known_full(1.0, KnownFull(key, 1000), KnownFull(key))
    assert not table.put_known_full(1.0, KnownFull(key, 1001), KnownFull(key))
    assert table.seen(1.0 + LAG_SECONDS / 2, [key]) == {}
    assert table.put_known_full(2.0, KnownFull(key, 2000, 250, [0, 8]))
    assert table.seen(2.0 + LAG_SECONDS / 2, [key]) == {key: Met(0, 1000, b"")}
    assert table.seen(2.0 + 2 * LAG_SECONDS, [key]) == {key: Met(250, 2000, b"\x01\x01")}
    assert table.charged_writes == 3


def test_a_partition_without_units_leaves_keys_unread() -> None:
    table = Table(1000, 3000, Random(1))
    table.create(keys := [shard_key(STOCK, index) for index in range(10_000)])
    assert len(table.read_some(0.0, keys)) == 6000
    assert len(table.read_some(0.5, keys)) == 3000


def test_it_is_the_shipped_code_that_runs() -> None:
    made = container.container(Model(Table(1000, 3000, Random(1)), Clock(), Random(1)), Rules(5, 5))
    assert type(made) is act.Act
    assert type(made._stock) is stock.StockShards
    assert type(made._stock._full_shards) is full_shards.FullShards
    assert type(made._remedies) is reasons.Remedies
    assert made._remedies._stock is made._stock
    assert vars(container)["full_jitter"] is vars(reasons)["full_jitter"] is backoff.full_jitter
    assert vars(plan)["shards_for"] is shards_for


def test_the_shipped_code_writes_to_the_model_only_as_long_as_it_serves() -> None:
    def written_by() -> tuple[object, object]:
        return vars(act)["commit"], full_shards.put

    shipped = written_by()
    model = Model(Table(1000, 3000, Random(1)), Clock(), Random(1))
    with model.serving():
        assert written_by() == (model.commit, model.put)
    assert written_by() == shipped


def test_whoever_sleeps_goes_on_when_it_is_time() -> None:
    clock, seen = Clock(), []

    def process(name: str, seconds: float) -> None:
        for _ in range(2):
            seen.append((clock.now, name))
            clock.sleep(seconds)
        seen.append((clock.now, name))

    clock.run(iter([(0.0, partial(process, "slow", 2.0)), (1.0, partial(process, "quick", 0.5))]))
    assert seen == [(0.0, "slow"), (1.0, "quick"), (1.5, "quick"), (2.0, "slow"), (2.0, "quick"), (4.0, "slow")]


def test_a_table_has_a_row_for_each_crowd_and_the_rules_where_they_differ() -> None:
    cells = [replace(one, seconds=min(one.seconds, 15 / one.rate)) for one in plan.curves(command.QUICK)]
    figures = [run(one) for one in cells]
    assert tables.crowds(figures).count("\n") == 1 + len(plan.RATES) * len(plan.STOCKS)
    assert tables.crowds(figures).startswith("| stock |")
    assert tables.crowds([replace(one, cell=replace(one.cell, label="other")) for one in figures]).startswith(
        "| rule |"
    )
    assert tables.warming().count("\n") == 1 + len(plan.RATES)


def test_the_document_has_its_markers() -> None:
    text = command.GUIDE.read_text(encoding="utf-8")
    assert text.index(BEGIN.format(command=command.COMMAND)) < text.index(END)

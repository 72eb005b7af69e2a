"""The modelled crowd: what it must do by arithmetic, and that it runs the code that is shipped."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from bench.crowd import __main__ as command
from bench.crowd import container, plan, tables
from bench.crowd.cell import Cell, run
from bench.crowd.clock import Clock
from bench.crowd.container import MEMBER, REQUEST, STOCK, Container, Rules
from bench.crowd.dynamo import GRANT_UNITS, TRANSACTION, WRITE_UNITS, Table
from chalicelib.domain.definitions import shards_for
from chalicelib.services import act, reasons
from chalicelib.services.act import Act
from chalicelib.services.case import Case
from chalicelib.services.reasons import TABLE
from chalicelib.store import backoff, stock
from chalicelib.store.commit import Cancelled, Committed, Fault, Part
from chalicelib.store.faults import Kind
from chalicelib.store.table import shard_key

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


@pytest.mark.parametrize(("rate", "stock", "shards"), [(300, 1, 1), (400, 50, 50), (200, 20, 7), (600, 151, 60)])
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


def test_it_is_the_shipped_code_that_runs() -> None:
    made = Container(Table(1000, 3000, Random(1)), Clock(), Rules(5, 5), Random(1))
    assert type(made._stock) is stock.Stock
    assert type(made._remedies) is reasons.Remedies
    assert made._remedies._stock is made._stock
    assert Container._decided is Act._decided
    assert container.spend_attempt is act.spend_attempt is reasons.spend_attempt
    assert container.full_jitter is reasons.full_jitter is backoff.full_jitter
    assert plan.shards_for is shards_for
    assert all(row.remedy.__module__ == reasons.__name__ for row in TABLE)


# What is copied is the order of the steps in `Act.act` and `Act._attempt`: both go through the same scripts of faults.

SCRIPTS = {
    "granted at once": [None],
    "conflicts, then granted": [Kind.CONFLICT] * 4 + [None],
    "conflicts for ever": [Kind.CONFLICT] * 9,
    "throttled, then granted": [Kind.THROTTLED, Kind.THROTTLED, None],
    "all sorts": [Kind.CONFLICT, Kind.THROTTLED, Kind.CONFLICT, Kind.CONFLICT, None],
}


class Scripted:
    """Commits that end as a script says. asked: the shards that they went to."""

    def __init__(self, script: list[Kind | None]) -> None:
        self._script = iter(script)
        self.asked: list[int] = []

    def faults(self, portion: stock.Portion) -> list[Fault]:
        self.asked.append(portion.shard.number)
        kind = next(self._script)
        return [Fault(Part.SHARD, kind, portion)] if kind else []


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_container_takes_the_steps_that_act_takes(script: list[Kind | None], monkeypatch: pytest.MonkeyPatch) -> None:
    assert _by_container(script) == _by_act(script, monkeypatch)


def _by_container(script: list[Kind | None]) -> tuple[Any, ...]:
    scripted, table, clock, rng = Scripted(script), Table(50_000, 50_000, Random(3)), Clock(), Random(7)
    table.create([shard_key(STOCK, index) for index in range(20)])
    table.transact = lambda now, member, portion: (0.0, scripted.faults(portion))  # type: ignore[method-assign]
    table.read_seconds = lambda: 0.0  # type: ignore[method-assign]
    case = Case("member", (REQUEST,), 0, None, b"", 0.0)
    slept: list[float] = []
    for seconds in Container(table, clock, Rules(5000, 20), rng).serve(case):
        slept += [seconds] if seconds else []
    return scripted.asked, slept, [type(answer) for answer in case.answers()]


def _by_act(script: list[Kind | None], monkeypatch: pytest.MonkeyPatch) -> tuple[Any, ...]:
    scripted, rng, slept = Scripted(script), Random(7), []

    def commit(outcome: Any, fingerprints: Any, portions: Any, *_: Any) -> Committed | Cancelled:
        faults = scripted.faults(portions[0])
        return Cancelled(tuple(faults)) if faults else Committed({REQUEST.id: b""})

    class Everybody:
        def load(self, *_: Any, **__: Any) -> Any:
            return MEMBER

    monkeypatch.setattr(act, "commit", commit)
    acting = Act(
        Everybody(),  # type: ignore[arg-type]
        stock.Stock(None, rng),  # type: ignore[arg-type]
        container.ModelCatalogue(),  # type: ignore[arg-type]
        entropy=bytes,
        sleep=slept.append,
        monotonic=lambda: 0.0,
        rng=rng,
        decide=Rules(5000, 20),
    )
    return scripted.asked, slept, [type(answer) for answer in acting.act("member", (REQUEST,), 0)]


def test_the_quick_run_makes_every_table_and_writes_it_between_the_markers() -> None:
    cells = [replace(one, seconds=min(one.seconds, 15 / one.rate)) for one in plan.curves(command.QUICK)]
    grids = [tables.grid("Crowds", [run(one) for one in cells]), tables.warming()]
    text = f"before\n{command.BEGIN}\nformer\n{command.END}\nafter"
    written = command.with_figures(text, grids)
    assert written.startswith("before\n")
    assert written.endswith(f"{command.END}\nafter")
    assert "former" not in written
    assert len(grids[0].rows) == len(plan.RATES) * len(plan.STOCKS)
    assert command.with_figures(written, grids) == written


def test_the_document_has_its_markers() -> None:
    text = command.DOCS.read_text(encoding="utf-8")
    assert text.index(command.BEGIN) < text.index(command.END)

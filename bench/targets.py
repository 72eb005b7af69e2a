"""Compares the measured figures with those to be reached."""

from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from bench import cold_start
from bench.results import Results
from bench.script import WRITES

HOME, REPLAY, KNOWN, FIRST = "home screen", "replay", "sold out, known", "sold out, first seen"


class Row(NamedTuple):
    """A measured figure beside the one to be reached."""

    figure: str
    """The name of the figure, with its parts where it has several."""
    reach: str
    """The figure to be reached, in the unit of the name; the parts are separated by `·`."""
    measured: str
    """The measured figure, written likewise."""
    reached: bool
    """Whether all of it is reached."""


def rows(results: Results) -> list[Row]:
    """One row for each figure."""
    return [
        _trips(results),
        _write_units(results),
        *_against_usual(results),
        *_cpu(results),
        *_cold_start(results),
        Row(
            "member's item, five live campaigns of six tasks each",
            "2,048 bytes",
            f"{results.busy:,}",
            results.busy <= 2048,
        ),
        *_growth(results),
    ]


def _trips(results: Results) -> Row:
    trips = {action: one.cost.trips for action, one in results.recorded.items()}
    found = (trips[HOME], max(trips[a] for a in WRITES), trips[REPLAY], trips[KNOWN], trips[FIRST])
    names = "home screen · any write action · replay · refusal known · sold out, first seen"
    return Row(f"round trips: {names}", "1 · 2 · 1 · 1 · 3", " · ".join(map(str, found)), found <= (1, 2, 1, 1, 3))


def _write_units(results: Results) -> Row:
    writes = {action: one.cost.writes for action, one in results.recorded.items()}
    stocked = max(writes["draw, limited prize"], writes["redeem"])
    found = (max(writes["event"], writes["event, task done"]), stocked, writes[REPLAY])
    names = "event · draw or redeem with limited stock · replay"
    return Row(f"write units: {names}", "4 · 6 · 0", " · ".join(map(str, found)), found <= (4, 6, 0))


def _against_usual(results: Results) -> Iterator[Row]:
    trips = {a: results.recorded[a].cost.trips / results.usual[a].trips for a in WRITES}
    writes = {a: results.recorded[a].cost.writes / results.usual[a].writes for a in WRITES}
    yield Row("round trips against *usual*, write actions", "0.50", _spread(trips), max(trips.values()) <= 0.5)
    yield Row("write units against *usual*, write actions", "0.67", _spread(writes), max(writes.values()) <= 2 / 3)


def _cpu(results: Results) -> Iterator[Row]:
    ratio = {action: one["ours"] / one["bare"] for action, one in results.cpu.items()}
    acting = {action: ratio[action] for action in WRITES}
    others = {action: x for action, x in ratio.items() if action not in WRITES}
    yield Row("CPU of a write action against *bare*", "1.00", _spread(acting), max(acting.values()) <= 1)
    yield Row("CPU of everything else against *bare*", "1.00", _spread(others), max(others.values()) <= 1)


def _cold_start(results: Results) -> Iterator[Row]:
    """The import alone, and all the way to a container that can answer, with logs and metrics: docs/adr/0008."""
    for program, reach in ((cold_start.APP, 1.25), (cold_start.READY, 1.45)):
        ratio = results.cold[program] / results.cold[cold_start.BARE]
        figure = f"cold start: {program}, against {cold_start.BARE}"
        yield Row(figure, f"{reach:.2f}", f"{ratio:.2f}", ratio <= reach)


def _growth(results: Results) -> Iterator[Row]:
    for what, one in results.growing.items():
        costs = [
            (one.large.actions[action].cost, one.small.actions[action].cost) for action in results.growing_cpu[what]
        ]
        units = max(
            max(large.trips / small.trips, large.reads / small.reads, large.writes / small.writes)
            for large, small in costs
        )
        cpu = max(times["large"] / times["small"] for times in results.growing_cpu[what].values())
        yield Row(
            f"growth from {one.few:,} to {one.many:,} {what}: units and trips · CPU",
            "1.10 · 1.25",
            f"{units:.2f} · {cpu:.2f}",
            units <= 1.1 and cpu <= 1.25,
        )


def _spread(ratios: dict[str, float]) -> str:
    worst = max(ratios, key=lambda action: ratios[action])
    values = ratios.values()
    return f"{min(values):.2f} to {max(values):.2f} ({worst}), median {median(values):.2f}"

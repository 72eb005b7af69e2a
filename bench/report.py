"""The run as Markdown tables, to be printed and to be put into the guide."""

from collections.abc import Sequence

from bench import cold_start, targets
from bench.growth import ACTIONS as GROWING
from bench.guide import machine, table
from bench.latency import Percentiles
from bench.results import Results
from bench.script import ACTIONS


def tables(results: Results) -> str:
    """All tables, with the machine and the date."""
    parts = [
        machine(),
        "### Reached or not",
        table(
            ("figure", "to reach", "measured", ""),
            [
                (row.figure, row.reach, row.measured, "reached" if row.reached else "**not reached**")
                for row in targets.rows(results)
            ],
        ),
        "### What an action costs",
        _costs(results),
        "### CPU of a request, network stubbed",
        _cpu(results),
        "### Cold start",
        _cold(results),
        "### Growth",
        _growth(results),
    ]
    if results.latency is not None:
        parts += ["### Latency over a socket, on a laptop's engine", _latency(results)]
    return "\n\n".join(parts)


def _costs(results: Results) -> str:
    header = ("action", "trips", "read units", "write units", "member's item", "*usual*: trips", "read", "write")
    lines = []
    for action in ACTIONS:
        cost, usual = results.recorded[action].cost, results.usual.get(action)
        theirs = (usual.trips, f"{usual.reads:g}", usual.writes) if usual else ("", "", "")
        lines.append((action, cost.trips, f"{cost.reads:g}", cost.writes, f"{cost.member:,}", *theirs))
    return table(header, lines)


def _cpu(results: Results) -> str:
    header = ("action", "whole action", "*bare*", "tightest calls", "against *bare*", "against tightest")
    lines = []
    for action in ACTIONS:
        one = results.cpu[action]
        ratios = (f"{one['ours'] / one['bare']:.2f}", f"{one['ours'] / one['tightest']:.2f}")
        lines.append((action, *(f"{one[name]:,.0f} µs" for name in ("ours", "bare", "tightest")), *ratios))
    return table(header, lines)


def _cold(results: Results) -> str:
    bare = results.cold[cold_start.BARE]
    lines = [(program, f"{taken:.0f} ms", f"{taken / bare:.2f}") for program, taken in results.cold.items()]
    return table(("a fresh process imports", "CPU", "against the first"), lines)


def _growth(results: Results) -> str:
    lines = []
    for what, one in results.growing.items():
        for action in GROWING:
            small, large = one.small.actions[action].cost, one.large.actions[action].cost
            times = results.growing_cpu[what][action]
            lines.append(
                (
                    f"{one.few:,} to {one.many:,} {what}",
                    action,
                    f"{small.trips} to {large.trips}",
                    f"{small.reads:g} to {large.reads:g}",
                    f"{small.writes} to {large.writes}",
                    f"{times['large'] / times['small']:.2f}",
                )
            )
    return table(("from, to", "action", "trips", "read units", "write units", "CPU"), lines)


def _latency(results: Results) -> str:
    assert results.latency is not None
    ours, usual = results.latency
    lines = [(action, *_three(ours.get(action)), *_three(usual.get(action))) for action in ACTIONS]
    return table(("action", "p50", "p90", "p99", "*usual*: p50", "p90", "p99"), lines)


def _three(one: Percentiles | None) -> Sequence[str]:
    return [f"{value:.1f} ms" for value in one] if one else ["", "", ""]

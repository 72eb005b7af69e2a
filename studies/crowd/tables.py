"""Writes the figures as Markdown tables, for the terminal and for docs/crowd.md."""

import math
from collections.abc import Callable, Sequence

from bench.guide import table
from studies.crowd.cell import Figures
from studies.crowd.plan import NEW_TABLE, RATES, warm_for

COLUMNS: dict[str, Callable[[Figures], str]] = {
    "stock": lambda one: f"{one.cell.stock:,}",
    "a second": lambda one: f"{one.cell.rate:,}",
    "for s": lambda one: f"{one.cell.seconds:.2g}",
    "shards": lambda one: f"{one.cell.shards:,}",
    "granted": lambda one: f"{one.granted:,}",
    "granted a second": lambda one: f"{one.granted_a_second:,.0f}",
    "attempts a grant": lambda one: _number(one.attempts_a_grant, "{:.1f}"),
    "wasted write units": lambda one: f"{one.wasted_units:,}",
    "told busy": lambda one: f"{one.busy:,} ({one.busy_share:.1%})",
    "sold out after s": lambda one: f"{one.last:.2f}" if one.gone else "not",
    "p50 ms": lambda one: _number(one.p50 * 1000, "{:.0f}"),
    "p99 ms": lambda one: _number(one.p99 * 1000, "{:.0f}"),
    "containers": lambda one: f"{one.containers:,}",
    "wrong": lambda one: f"{one.wrong + max(0, one.taken - one.cell.stock)}",
}


def crowds(figures: Sequence[Figures]) -> str:
    """One row for each cell, with its rule first where the cells differ in it."""
    rows = [[column(one) for column in COLUMNS.values()] for one in figures]
    if not any(one.cell.label for one in figures):
        return table(list(COLUMNS), rows)
    return table(["rule", *COLUMNS], [[one.cell.label, *row] for one, row in zip(figures, rows, strict=True)])


def warming() -> str:
    """The units to warm a table up for, by crowd, and the cost in terms of the region's prices."""
    rows = []
    for rate in RATES:
        writes, reads = warm_for(rate)
        added = f"{writes - NEW_TABLE[0]:,} × w + {reads - NEW_TABLE[1]:,} × r"
        rows.append([f"{rate:,}", f"{writes:,}", f"{reads:,}", added])
    return table(["a second", "warm write units", "warm read units", "paid once, for a new table"], rows)


def _number(value: float, form: str) -> str:
    return "none" if math.isnan(value) else form.format(value)

"""`python -m bench.crowd`: run the cells on all cores, print the tables, and write them into docs/crowd.md."""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.crowd import plan
from bench.crowd.cell import Cell, Figures, run
from bench.crowd.tables import Grid, grid, warming

DOCS = Path(__file__).parents[2] / "docs" / "crowd.md"
BEGIN, END = "<!-- figures: python -m bench.crowd --write-docs -->", "<!-- end of figures -->"

WIDTH = 190
"""Columns of the terminal that the widest table takes."""

FULL, QUICK = 20_000, 200
"""Requests of one cell, at most."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.crowd", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only a moment of each crowd")
    parser.add_argument("--write-docs", action="store_true", help="write the tables into docs/crowd.md")
    chosen = parser.parse_args()
    grids = measure(QUICK if chosen.quick else FULL)
    console = Console(width=WIDTH)
    for one in grids:
        console.print(_printed(one))
    if chosen.write_docs:
        DOCS.write_text(with_figures(DOCS.read_text(encoding="utf-8"), grids), encoding="utf-8")


def measure(most: int) -> list[Grid]:
    """Run everything that is planned, with crowds of `most` requests, and give its tables."""
    parts = {
        "Crowds on a table warmed up for them": list(plan.curves(most)),
        "With and without warming up": list(plan.cold(min(most, 10_000))),
        "How many shards": list(plan.shard_rules(min(most, 3_000))),
        "How to go on": list(plan.retry_rules(min(most, 3_000))),
    }
    figures = _run([cell for cells in parts.values() for cell in cells])
    return [*(grid(title, [next(figures) for _ in cells]) for title, cells in parts.items()), warming()]


def with_figures(text: str, grids: Sequence[Grid]) -> str:
    """The document with the tables between its markers, and where they come from."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    where = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    day = datetime.datetime.now(datetime.UTC).date()
    made = f"Run on {day} by `python -m bench.crowd --write-docs` ({where}). Simulated: the machine changes no figure."
    return f"{before}{BEGIN}\n\n{made}\n\n" + "\n".join(one.markdown() for one in grids) + f"\n{END}{after}"


def _run(cells: Sequence[Cell]) -> Iterator[Figures]:
    """The figures of each, in order; the dearest are begun first."""
    order = sorted(range(len(cells)), key=lambda index: -cells[index].rate * cells[index].seconds)
    with multiprocessing.Pool() as pool:
        done = pool.imap_unordered(_numbered, [(index, cells[index]) for index in order])
        return iter([one for _, one in sorted(track(done, "crowds", len(cells)), key=lambda pair: pair[0])])


def _numbered(numbered: tuple[int, Cell]) -> tuple[int, Figures]:
    index, cell = numbered
    return index, run(cell)


def _printed(one: Grid) -> Table:
    table = Table(title=one.title)
    for column in one.columns:
        table.add_column(column, justify="left" if column == "rule" else "right")
    for row in one.rows:
        table.add_row(*row)
    return table


if __name__ == "__main__":
    main()

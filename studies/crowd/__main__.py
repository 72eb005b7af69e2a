"""`python -m studies.crowd`: run the cells on all cores, print the tables, and write them into docs/crowd.md."""

import argparse
import multiprocessing
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from bench.guide import machine, write_guide
from studies.crowd import plan
from studies.crowd.cell import Cell, Figures, run
from studies.crowd.tables import crowds, warming

COMMAND = "python -m studies.crowd --write-docs"
GUIDE = Path(__file__).parents[2] / "docs" / "crowd.md"

FULL, QUICK = 20_000, 200
"""Requests of one cell, at most."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m studies.crowd", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only a moment of each crowd")
    parser.add_argument("--write-docs", action="store_true", help="write the tables into docs/crowd.md")
    chosen = parser.parse_args()
    text = measure(QUICK if chosen.quick else FULL)
    print(text)
    if chosen.write_docs:
        write_guide(text, COMMAND, GUIDE)


def measure(most: int) -> str:
    """Run everything that is planned, with crowds of `most` requests, and give its tables."""
    parts = {
        "Crowds on a table warmed up for them": list(plan.curves(most)),
        "With and without warming up": list(plan.cold(min(most, 10_000))),
        "How many shards": list(plan.shard_rules(min(most, 3_000))),
        "How to go on": list(plan.retry_rules(min(most, 3_000))),
    }
    figures = _run([cell for cells in parts.values() for cell in cells])
    tables = {title: crowds([next(figures) for _ in cells]) for title, cells in parts.items()}
    tables["Warm throughput by crowd"] = warming()
    told = f"{machine()}. Simulated: the machine changes no figure."
    return "\n\n".join((told, *(f"**{title}**\n\n{table}" for title, table in tables.items())))


def _run(cells: Sequence[Cell]) -> Iterator[Figures]:
    """The figures of each, in order; the dearest are begun first."""
    order = sorted(range(len(cells)), key=lambda index: -cells[index].rate * cells[index].seconds)
    with multiprocessing.Pool() as pool:
        done = pool.imap_unordered(_numbered, [(index, cells[index]) for index in order])
        shown = track(done, "crowds", len(cells), console=Console(stderr=True))
        return iter([one for _, one in sorted(shown, key=lambda pair: pair[0])])


def _numbered(numbered: tuple[int, Cell]) -> tuple[int, Figures]:
    index, cell = numbered
    return index, run(cell)


if __name__ == "__main__":
    main()

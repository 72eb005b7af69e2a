"""Reading a file of a partner's codes: a table with its columns in the first line, or a text with a code a line."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import click

from cli.importing import table

LONGEST: Final = 128
"""Characters of a code."""

CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")


class CodeLine(NamedTuple):
    """A line of the file that is not empty."""

    number: int
    """The number of the line, from 1."""
    code: str
    """The code, without the blanks around it; empty where there is none. A byte that is no UTF-8 is told as `\\xe9`."""
    fault: str = ""
    """Why it can't be uploaded; empty: it can."""


def code_lines(path: Path, column: str | None) -> Iterator[CodeLine]:
    """The codes of a file in UTF-8, with or without a byte order mark; what stood further up already is a fault.

    column: where the codes stand in a table; None: in its only column, or a code on each line of a text. Raises Failed
    for what is no such file, and UsageError for a column that is not there.
    """
    seen: dict[str, int] = {}
    for number, text, fault in _table(path, column) if _is_table(path, column) else _text(path):
        code = text.strip()
        fault = fault or _fault(code)
        if not fault and code in seen:
            fault = f"it stands on line {seen[code]:,} already"
        seen.setdefault(code, number)
        yield CodeLine(number, table.legible(code), fault)


def _is_table(path: Path, column: str | None) -> bool:
    return column is not None or path.suffix.lower() in (".csv", ".tsv")


def _table(path: Path, column: str | None) -> Iterator[tuple[int, str, str]]:
    with table.opened(path, [column] if column else []) as records:
        for record in records:
            if not record.fault and column is None and len(record.cells) != 1:
                raise click.UsageError(f"name the column of the codes by --column; there are {', '.join(record.cells)}")
            cells = record.cells
            yield record.number, "" if record.fault else cells[column or next(iter(cells))], record.fault


def _text(path: Path) -> Iterator[tuple[int, str, str]]:
    table.require_text(path)
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, line, table.no_text([line])


def _fault(code: str) -> str:
    if not code:
        return "it has no code"
    if len(code) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    if CONTROLS.search(code):
        return "it has a tab, or another sign that no code has: is the file a table? Name its column by --column"
    return ""

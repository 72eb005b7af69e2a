"""Reading a CSV file record by record: what can't be read is told by its line, and what follows is read on."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple, TextIO

import click

from cli.ending import Failed

SIGNS: Final = (",", ";", "\t")
"""The signs that may separate cells; the first line tells which does."""

LONGEST: Final = 128 * 1024
"""Characters of a record: no event may be much longer."""

_OTHERS: Final = {
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "packed (gzip)",
}
"""The first bytes of files that are no CSV, and what they are."""


class Record(NamedTuple):
    """A record of the file."""

    number: int
    """The number of its first line; a cell may go over several."""
    cells: dict[str, str]
    """By column; nothing where it can't be read."""
    fault: str = ""
    """Why it can't be read; empty: it can."""


class Table(NamedTuple):
    """A file that is being read."""

    columns: list[str]
    """The columns as the first line names them; an empty name for each where it names none."""
    records: Iterator[Record]
    """All lines below those names, read as they are asked for; lines with empty cells alone are left out."""


@contextmanager
def opened(path: Path, named: Sequence[str], heading: bool = True) -> Iterator[Table]:
    """The records of a file in UTF-8, with or without a byte order mark. named: the columns that it must have.

    heading: whether the first line names the columns, and is no record. Raises Failed for what is no CSV file, and
    UsageError for a column that is not there, or twice.
    """
    require_text(path)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        lines = _Lines(text)
        heads, fault = _heads(lines)
        if not heading:
            sign = max(heads, key=lambda sign: len(heads[sign]), default=SIGNS[0])
            columns = [""] * len(heads.get(sign) or [""])
        elif heads:
            sign, columns = _head(path, heads, named)
            _record(lines, sign)
        else:
            raise Failed(f"{path} is no CSV file whose first line names its columns: {fault}.")
        yield Table(columns, _records(lines, sign, columns))


def require_text(path: Path) -> None:
    """Raise Failed for a file that is no text in UTF-8 by its first bytes."""
    with path.open("rb") as file:
        start = file.read(4)
    for first, what in _OTHERS.items():
        if start.startswith(first):
            raise Failed(f"{path} is {what}: save it as CSV in UTF-8.")


class _Lines:
    """The lines of a text, of which some may be given back to be read once more."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._back: deque[str] = deque()
        self.number = 0
        """The number of the line that was read last."""

    def __iter__(self) -> Iterator[str]:
        while line := self._back.popleft() if self._back else self._next():
            self.number += 1
            yield line

    def give_back(self, lines: Sequence[str]) -> None:
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)

    def _next(self) -> str:
        """A line, of which no more is kept than shows that it is too long."""
        line = rest = self._text.readline(LONGEST + 1)
        while len(line) > LONGEST and rest and rest[-1] not in "\r\n":
            rest = self._text.readline(LONGEST)
        return line


def _heads(lines: _Lines) -> tuple[dict[str, list[str]], str]:
    """The cells of the first line by the signs that may separate them, and why it can't be read by the last sign."""
    heads: dict[str, list[str]] = {}
    why = "it is empty"
    for sign in SIGNS:
        cells, taken = _record(lines, sign)
        lines.give_back(taken)
        if isinstance(cells, str):
            why = cells
        elif cells is not None and (fault := no_text(cells)):
            why = fault
        elif cells is not None:
            heads[sign] = [cell.strip() for cell in cells]
    return heads, why


def _head(path: Path, heads: dict[str, list[str]], named: Sequence[str]) -> tuple[str, list[str]]:
    """The sign that separates the cells, by which the named columns are there, and all columns."""
    sign = max(heads, key=lambda sign: (sum(name in heads[sign] for name in named), len(heads[sign])))
    columns = ", ".join(heads[sign])[:500]
    for name in named:
        found = heads[sign].count(name)
        if found == 0:
            raise click.UsageError(f"{path} has no column {name!r}; its columns: {columns}")
        if found > 1:
            raise click.UsageError(f"{path} has two columns {name!r}: rename one of them; its columns: {columns}")
    return sign, heads[sign]


def _records(lines: _Lines, sign: str, head: list[str]) -> Iterator[Record]:
    while True:
        number = lines.number + 1
        cells, taken = _record(lines, sign)
        if cells is None:
            return
        if isinstance(cells, str):
            lines.give_back(taken[1:])
            yield Record(number, {}, cells)
        elif any(cell.strip() for cell in cells):
            yield _checked(number, cells, head)


def _record(lines: _Lines, sign: str) -> tuple[list[str] | str | None, list[str]]:
    """The next record, or why it can't be read, or None at the end; and its lines."""
    taken: list[str] = []

    def take() -> Iterator[str]:
        length = 0
        for line in lines:
            taken.append(line)
            length += len(line)
            if length > LONGEST:
                raise csv.Error(f"it is longer than {LONGEST:,} characters" if len(taken) == 1 else _QUOTES)
            yield line

    try:
        return next(csv.reader(take(), delimiter=sign, strict=True), None), taken
    except csv.Error as error:
        return (_QUOTES if "expected after" in str(error) or "end of data" in str(error) else str(error)), taken


_QUOTES: Final = "its quotation marks do not fit together"


def _checked(number: int, cells: list[str], head: list[str]) -> Record:
    fault = no_text(cells)
    if not fault and cells == head:
        fault = "the first line again"
    elif not fault and len(cells) != len(head):
        fault = f"it has {len(cells)} cells, and the first line has {len(head)}"
    return Record(number, {} if fault else dict(zip(head, cells, strict=True)), fault)


def no_text(cells: list[str]) -> str:
    """Why cells are no text; empty where they are."""
    text = "".join(cells)
    if "\0" in text:
        return "it has a byte that is no text (NUL)"
    if any("\udc80" <= sign <= "\udcff" for sign in text):
        return "it is not in UTF-8"
    return ""


def legible(text: str) -> str:
    """The text of a line, with each byte that is no UTF-8 told by its number (`\\xe9`), so that it can be written."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

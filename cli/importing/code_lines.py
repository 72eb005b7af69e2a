"""Reading a file of a partner's codes: a table with its columns in the first line, or a text with a code a line."""

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import click

from cli.importing import table
from cli.importing.headings import is_heading, is_unlike

LONGEST: Final = 128
"""Characters of a code."""

ROUNDED: Final = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+")
"""A number as a spreadsheet writes one that is too long for it."""

CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")


class CodeLine(NamedTuple):
    """A line of the file that is not empty."""

    number: int
    """The number of the line, from 1."""
    code: str
    """The code, without the blanks around it; empty where there is none. A byte that is no UTF-8 is told as `\\xe9`."""
    fault: str = ""
    """Why it can't be uploaded; empty: it can."""


class CodeFile(NamedTuple):
    """A file of codes that was read."""

    first: str
    """A sentence that tells what its first line was taken for; empty where that line can't be taken."""
    lines: list[CodeLine]
    """The codes in the order of the file, with those that can't be uploaded."""


def code_file(path: Path, column: str | None, heading: bool = True) -> CodeFile:
    """Read a file of codes in UTF-8, with or without a byte order mark; what stood further up already is a fault.

    column: where the codes stand in a table; None: in its only column, or a code on each line of a text. heading: False
    where the first line is known to be a code. Raises Failed for what is no such file, and UsageError for a column that
    is not there, and for a first line of which it is not clear whether it is a heading.
    """
    if column is not None or path.suffix.lower() in (".csv", ".tsv"):
        first, found = _table(path, column, heading)
    else:
        first, found = _text(path, heading)
    return CodeFile(first, list(_judged(found)))


class _Found(NamedTuple):
    number: int
    text: str
    fault: str


def _judged(found: Iterable[_Found]) -> Iterator[CodeLine]:
    seen: dict[str, int] = {}
    for number, text, unread in found:
        code = text.strip()
        fault = unread or _fault(code)
        if not fault and code in seen:
            fault = f"it stands on line {seen[code]:,} already"
        seen.setdefault(code, number)
        yield CodeLine(number, table.legible(code), fault)


def _table(path: Path, column: str | None, heading: bool) -> tuple[str, list[_Found]]:
    with table.opened(path, [column] if column else [], heading) as opened:
        columns = opened.columns
        if column is None and len(columns) != 1:
            raise click.UsageError(_several(path, columns, heading))
        name = column or columns[0]
        if heading and column is None and not is_heading(name):
            raise click.UsageError(_unclear(path, name))
        found = [_Found(one.number, one.cells.get(name, ""), one.fault) for one in opened.records]
    return f"Line 1 was taken for the heading: {name}." if heading else _a_code(found), found


def _text(path: Path, heading: bool) -> tuple[str, list[_Found]]:
    table.require_text(path)
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
        found = [_Found(n, line.strip(), table.no_text([line])) for n, line in enumerate(lines, 1) if line.strip()]
    if heading and found and not found[0].fault:
        number, first, _ = found[0]
        if is_heading(first) or is_unlike(first, [one.text for one in found[1:] if not one.fault]):
            raise click.UsageError(_unclear(path, first, number))
    return _a_code(found), found


def _a_code(found: Sequence[_Found]) -> str:
    return f"Line {found[0].number:,} was taken for a code." if found and not found[0].fault else ""


def _unclear(path: Path, first: str, number: int = 1) -> str:
    name = "NAME" if any(sign in first for sign in table.SIGNS) else shlex.quote(first)
    return (
        f"is line {number:,} of {path}, {first[:60]!r}, a heading or a code? If it names the column of the codes, say "
        f"--column {name[:80]}; if it is a code, say --no-heading. Nothing was sent."
    )


def _several(path: Path, columns: Sequence[str], heading: bool) -> str:
    if not columns:
        return f"line 1 of {path} is empty: name the column there, or say --no-heading where all lines are codes"
    if heading:
        return f"name the column of the codes by --column; there are {', '.join(columns)[:500]}"
    return (
        f"--no-heading is for codes alone, and line 1 of {path} has {len(columns)} cells: write a line above it that "
        "names the columns, and name that of the codes by --column"
    )


def _fault(code: str) -> str:
    if not code:
        return "it has no code"
    if len(code) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    if ROUNDED.fullmatch(code):
        return "a spreadsheet has made a rounded number of it: save its column as text, and fill it anew"
    if CONTROLS.search(code):
        return "it has a tab, or another sign that no code has: is the file a table? Name its column by --column"
    return ""

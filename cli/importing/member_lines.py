"""A file of members, line by line: a CSV whose first line names the columns, or a JSON object on each line.

id PROVIDER      the id that this system has for the member: `id crm`
tier, until, tags, born, guardian
points MONTH, stars MONTH          `points 2026-05`
orders MONTH, amount MONTH         how many orders, and how much they were together
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import click
import msgspec

from chalicelib.api.imports import ImportLine
from chalicelib.domain.record.actions import PROVIDER
from cli.importing import cells
from cli.importing.table import LONGEST, opened, require_text

PLAIN: Final = ("tier", "until", "tags", "born", "guardian")
BY_MONTH: Final = ("points", "stars", "orders", "amount")
_MONTH: Final = r"\d{4}-(0[1-9]|1[0-2])"
_COLUMN: Final = re.compile(f"id {PROVIDER}|{'|'.join(PLAIN)}|({'|'.join(BY_MONTH)}) {_MONTH}")


class MemberLine(NamedTuple):
    """A line of the file."""

    number: int
    """The number of the line, counted from 1; of a record over several, of the first."""
    said: dict[str, Any]
    """As the API takes it; nothing where it can't be read."""
    fault: str = ""
    """Why it can't be read; empty: it can."""


def read(path: Path) -> Iterator[MemberLine]:
    """Each line of a file. Raises Failed for what is no such file, and UsageError for a column that is none."""
    require_text(path)
    with path.open("rb") as file:
        is_json = file.read(1) == b"{"
    return _once(_objects(path) if is_json else _records(path))


def _once(lines: Iterator[MemberLine]) -> Iterator[MemberLine]:
    """The lines; one whose id stands on an earlier one can't be read: both would go to one member."""
    seen: dict[int, int] = {}
    for one in lines:
        ids = one.said.get("ids", ())
        before = next((found for known in ids if (found := seen.get(hash(known)))), 0)
        seen.update(dict.fromkeys(map(hash, ids), one.number))
        yield MemberLine(one.number, {}, f"one of its ids stands on line {before:,} already") if before else one


def _objects(path: Path) -> Iterator[MemberLine]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                yield MemberLine(number, {}, f"it is longer than {LONGEST:,} bytes")
                while len(line) > LONGEST and not line.endswith(b"\n"):
                    line = file.readline(LONGEST + 1)
            elif line.strip():
                yield _checked(number, lambda text=line: json.loads(text))  # type: ignore[misc]


def _records(path: Path) -> Iterator[MemberLine]:
    with opened(path, ()) as table:
        if wrong := [column for column in table.columns if not _COLUMN.fullmatch(column)]:
            raise click.UsageError(
                f"{path} has a column {wrong[0]!r}, which is none of: id PROVIDER, {', '.join(PLAIN)}, "
                f"{', '.join(f'{name} 2026-05' for name in BY_MONTH)}"
            )
        for record in table.records:
            if record.fault:
                yield MemberLine(record.number, {}, record.fault)
            else:
                yield _checked(record.number, lambda found=record.cells: _said(found))  # type: ignore[misc]


def _checked(number: int, read_line: Callable[[], Any]) -> MemberLine:
    """A line, if it is of the shape that the API takes: of a batch with one that is not, nothing would be taken."""
    try:
        said = read_line()
        if not isinstance(said, dict):
            raise ValueError("it is no JSON object")
        said["line"] = number
        msgspec.convert(said, ImportLine)
        return MemberLine(number, said)
    except (ValueError, msgspec.ValidationError) as error:
        return MemberLine(number, {}, str(error))


def _said(found: dict[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {"ids": []}
    for column, cell in found.items():
        text = cell.strip()
        name, _, of = column.partition(" ")
        if not text:
            continue
        try:
            if name == "id":
                said["ids"].append(f"{of}:{text}")
            elif name in ("orders", "amount"):
                key, value = ("count", _count(text)) if name == "orders" else ("amount", text)
                said.setdefault("orders", {}).setdefault(of, {})[key] = value
            elif name in BY_MONTH:
                if n := _count(text):
                    said.setdefault(name, {})[of] = n
            else:
                said[name] = _PLAIN.get(name, str)(text)
        except ValueError as error:
            raise ValueError(f"{column}: {error}") from None
    return said


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,16}", text):
        raise ValueError(f"{text!r} is no whole number: write digits alone, such as 1200")
    return int(text)


_PLAIN: Final[dict[str, Callable[[str], Any]]] = {"tags": lambda text: cells.texts(text, "|"), "guardian": cells.flag}

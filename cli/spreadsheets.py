"""CSV files as spreadsheets open them."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cli import screen
from cli.amounts import amount

ENCODING = "utf-8-sig"
"""Spreadsheets tell UTF-8 by the byte order mark."""


_UNREADABLE = {code: None for code in (*range(32), 127) if chr(code) not in "\t\n\r"}


def harmless(value: object) -> object:
    """A cell that is no formula, and that every reader of CSV takes: the text may be anybody's.

    A spreadsheet takes a text that begins with one of these signs for a formula. Control characters are left out: some
    readers stop at them.
    """
    if not isinstance(value, str):
        return value
    text = value.translate(_UNREADABLE)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def moment(at: int, zone: str | None) -> str:
    """RFC 3339 by the campaign's clock, with its offset; what always was in force has no moment."""
    local = datetime.fromtimestamp(at / 1000, ZoneInfo(zone) if zone else UTC)
    return local.isoformat(timespec="milliseconds") if at else "from the start"


def write_table(file: Path, columns: Sequence[str], lines: Iterable[dict[str, object]]) -> None:
    """Write a table as CSV, and say how long it is."""
    written = 0
    with file.open("w", newline="", encoding=ENCODING) as out:
        table = csv.DictWriter(out, columns)
        table.writeheader()
        for line in lines:
            table.writerow({name: harmless(value) for name, value in line.items()})
            written += 1
    screen.say(f"{amount(written, 'line')} in {file}.", "bold")

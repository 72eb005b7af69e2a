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


def harmless(value: object) -> object:
    """A spreadsheet takes a text that begins with one of these for a formula, and the text may be anybody's."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


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

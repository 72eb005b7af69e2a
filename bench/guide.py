"""Writes measured tables, and puts them into the guides."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

GUIDE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- written by `{command}` -->", "<!-- end -->"


def write_guide(text: str, command: str, page: Path = GUIDE) -> None:
    """Put the tables between a page's markers; what stands around them is written by hand."""
    begin = BEGIN.format(command=command)
    guide = page.read_text(encoding="utf-8")
    before, found, rest = guide.partition(begin)
    _, ended, after = rest.partition(END)
    if not found or not ended:
        raise SystemExit(f"{page} lacks the markers `{begin}` and `{END}`.")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def machine() -> str:
    """The day, and what it was measured on."""
    cpuinfo = Path("/proc/cpuinfo")
    models = (
        [line.partition(": ")[2] for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        if cpuinfo.exists()
        else []
    )
    model = models[0] if models else platform.processor() or platform.machine()
    today = datetime.now(UTC).date().isoformat()
    return f"{today} · {model}, {os.cpu_count()} cores · {platform.system()} · Python {platform.python_version()}"


def table(header: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    rows = [header, ["---"] + ["---:"] * (len(header) - 1), *lines]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)

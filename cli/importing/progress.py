"""How far an import is, in a small file beside the orders, and the list of what was not taken in another.

Both are written after each batch, the list first. So after a crash the last batch is sent once more, which counts
nothing twice, and its lines are listed once: what the list has beyond the noted length is cut off.
"""

import csv
import hashlib
import io
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, field

from cli.ending import Failed
from cli.importing.columns import Columns
from cli.spreadsheets import ENCODING, harmless

HEAD = ("line", "order", "refund", "status", "code", "detail")


class Untaken(NamedTuple):
    """A line of the file that was not taken, and why."""

    line: int
    """The number of the line, counted from 1."""
    order: str
    """The number of the order, as the line has it; empty where the line can't be read."""
    refund: str
    """The id of the refund, likewise; empty where the lines are orders."""
    status: str
    """`refused` or `ignored` by the server; `unreadable`, or there `twice`."""
    code: str
    """The code of the server's refusal; empty for every other status."""
    detail: str
    """The reason in a sentence: the server's, or the fault of the line."""


class Done(Struct, frozen=True, kw_only=True):
    """As much of a file as is done, and whose it is."""

    file: str
    """The SHA-256 of the file."""
    url: str
    """To which backend it goes."""
    columns: Columns
    """How it is read."""
    line: int = 0
    """The number of the last line that was sent or listed."""
    counts: dict[str, int] = field(default_factory=dict)
    """Lines by what became of them: `counted`, `refused: event_too_late`."""
    listed: int = 0
    """The length of the list of what was not taken, in bytes."""
    whole: bool = False
    """Whether all of the file is done."""


class Progress:
    """The progress of one file."""

    def __init__(self, path: Path, done: Done) -> None:
        self.done = done
        self.list = path.with_name(f"{path.name}.not-taken.csv")
        self._file = _beside(path)

    def begin(self) -> None:
        """Make the list as long as it is known to be."""
        there = self.list.stat().st_size if self.list.exists() else 0
        listed = min(self.done.listed, there)
        self.done = msgspec.structs.replace(self.done, listed=listed)
        if not listed:
            self.list.unlink(missing_ok=True)
        elif listed < there:
            os.truncate(self.list, listed)

    def note(self, line: int, counts: Mapping[str, int], untaken: Sequence[Untaken], whole: bool = False) -> None:
        """Note that all lines up to this one are done, and what became of those since the last note."""
        listed = self.done.listed + (self._list(untaken) if untaken else 0)
        sums = Counter(self.done.counts) + Counter(counts)
        self.done = msgspec.structs.replace(self.done, line=line, counts=dict(sums), listed=listed, whole=whole)
        new = self._file.with_name(f"{self._file.name}.new")
        new.write_bytes(msgspec.json.format(msgspec.json.encode(self.done)))
        new.replace(self._file)

    def _list(self, untaken: Sequence[Untaken]) -> int:
        """Add lines to the list; gives how many bytes they are."""
        text = io.StringIO(newline="")
        table = csv.writer(text)
        if not self.done.listed:
            table.writerow(HEAD)
        table.writerows([harmless(cell) for cell in one] for one in untaken)
        added = text.getvalue().encode("utf-8" if self.done.listed else ENCODING)
        with self.list.open("ab") as out:
            out.write(added)
            out.flush()
            os.fsync(out.fileno())
        return len(added)


def progress_of(path: Path, url: str, columns: Columns, restart: bool) -> Progress:
    """The progress of a file: as it was left, or from the beginning.

    restart: begin anew, whatever was done. Raises Failed where another file, or the same one otherwise, is under way.
    """
    begun = Done(file=digest(path), url=url, columns=columns)
    known = None if restart else _known(_beside(path))
    if known is None:
        return Progress(path, begun)
    changed = [name for name in ("file", "url", "columns") if getattr(known, name) != getattr(begun, name)]
    if not changed:
        return Progress(path, known)
    if known.whole:
        return Progress(path, begun)
    what = {"file": "the file", "url": "the address", "columns": "an option"}[changed[0]]
    raise Failed(
        f"{path} was sent up to line {known.line:,}, and {what} is another since. Put it back to go on, or begin anew "
        "by --restart: what has counted is not counted again."
    )


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.progress")


def _known(file: Path) -> Done | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Done)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError:
        raise Failed(f"{file} can't be read: begin anew by --restart. What has counted is not counted again.") from None

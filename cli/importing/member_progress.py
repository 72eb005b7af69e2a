"""How far an import of members is, in a small file beside them, and the list of what was not taken in another."""

import csv
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from cli.ending import Failed
from cli.importing.progress import digest
from cli.spreadsheets import harmless

HEAD = ("line", "status", "code", "detail")


class NotTaken(NamedTuple):
    """A line that was not taken, and why."""

    line: int
    """The number of the line, counted from 1."""
    status: str
    """`refused` or `changed` by the server; or `unreadable`."""
    code: str
    """The code of the server's refusal; empty where it was not sent."""
    detail: str
    """The reason in a sentence: the server's, or the fault by which the line can't be read."""


class MembersDone(Struct, frozen=True, kw_only=True):
    """As much of a file as is done, and whose it is."""

    file: str
    """The SHA-256 of the file."""
    url: str
    """To which backend it goes."""
    batch: str
    """The name of the batch."""
    line: int = 0
    """The number of the last line that was sent or listed."""
    counts: dict[str, int] = field(default_factory=dict)
    """Lines by what became of them."""
    listed: int = 0
    """The length of the list of what was not taken, in bytes."""
    whole: bool = False
    """Whether all of the file is done."""


class MembersProgress:
    """The progress of one file. What the list has beyond the noted length is cut off: its lines are sent again."""

    def __init__(self, path: Path, url: str, batch: str, restart: bool) -> None:
        """restart: begin anew. Raises Failed where another file, or the same one otherwise, is under way."""
        self.list = path.with_name(f"{path.name}.not-taken.csv")
        self._file = path.with_name(f"{path.name}.progress")
        begun = MembersDone(file=digest(path), url=url, batch=batch)
        known = None if restart else self._known()
        if known and not known.whole and (known.file, known.url, known.batch) != (begun.file, url, batch):
            raise Failed(
                f"{path} was sent up to line {known.line:,}, and the file, the address or the batch is another since. "
                "Put it back to go on, or begin anew by --restart: what was brought in is not brought in again."
            )
        same = known is not None and (known.file, known.url, known.batch) == (begun.file, url, batch)
        self.done = known if known and same else begun
        if self.list.exists():
            os.truncate(self.list, min(self.done.listed, self.list.stat().st_size))

    def note(self, line: int, counts: Counter[str], untaken: Sequence[NotTaken], whole: bool = False) -> None:
        """Note that all lines up to this one are done; the list is written first."""
        if untaken:
            with self.list.open("a", encoding="utf-8", newline="") as out:
                table = csv.writer(out)
                table.writerows([HEAD] if not self.done.listed else [])
                table.writerows([harmless(cell) for cell in one] for one in untaken)
        listed = self.list.stat().st_size if self.list.exists() else 0
        sums = dict(Counter(self.done.counts) + counts)
        self.done = replace(self.done, line=line, counts=sums, listed=listed, whole=whole)
        new = self._file.with_name(f"{self._file.name}.new")
        new.write_bytes(msgspec.json.encode(self.done))
        new.replace(self._file)

    def _known(self) -> MembersDone | None:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=MembersDone)
        except FileNotFoundError:
            return None
        except msgspec.MsgspecError:
            raise Failed(f"{self._file} can't be read: begin anew by --restart.") from None

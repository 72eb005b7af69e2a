"""The audit trail: every command on a campaign is an entry of a hash chain, from which what came of it is known.

An entry names the hash of the entry before it, and the live list that of the last. Whoever changes, drops or reorders
an entry afterwards would have to change all that follow, and the live list too, in the sight of every container.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.publishing.live import Link, Live, with_entry

Command = Literal[
    "install",
    "submit",
    "approve",
    "publish",
    "schedule",
    "unschedule",
    "rollback",
    "pause",
    "resume",
    "freeze",
    "strike",
]
"""A change to a campaign. install: a deployment brings its own files along, and nobody reviews them there. freeze: a
ranking is final, by itself; strike: a manager takes a member off one."""


class Entry(Struct, frozen=True):
    """One link of the chain; its hash is the SHA-256 of its stored bytes, in hex."""

    at: int
    """When it was written, epoch ms."""
    does: Command
    """The command."""
    actor: str
    """Who gave it."""
    version: str = ""
    """The `NUMBER:HASH` that it is about; empty where it is about the whole campaign."""
    takes_effect: int | None = None
    """When what was published takes effect, epoch ms; else null."""
    restores: int | None = None
    """The number of the older version that a rollback publishes again; else null."""
    note: str = ""
    """Why, in the actor's words."""
    ranking: str = ""
    """The ranking that was frozen, or that somebody was struck off, as `BOARD@WINDOW`; else empty."""
    hash: str = ""
    """The SHA-256 of all that was ranked then, in hex; else empty."""
    member: str = ""
    """The member who was struck off; else empty."""
    number: int = 0
    """Its place in the chain, from 1."""
    previous: str = ""
    """The hash of the entry before it; empty for the first."""

    @property
    def about(self) -> int:
        """The number of the version that it is about, 0 where it is about none."""
        number = self.version.partition(":")[0]
        return int(number) if number.isdecimal() else 0


class Flaw(Struct, frozen=True):
    """One place where the trail is not as it was written."""

    entry: int
    """The number of the entry that does not hold."""
    message: str
    """A sentence that says what is wrong with it."""


def chained(live: Live, id: str, entry: Entry) -> tuple[Live, Entry]:
    """The entry in its place at the end of an id's chain, and the list that names it."""
    end = live.audit.get(id, Link())
    placed = replace(entry, number=end.number + 1, previous=end.hash)
    link = Link(placed.number, hash_of(msgspec.json.encode(placed)), max(end.version, entry.about))
    return with_entry(live, id, link), placed


def hash_of(stored: bytes) -> str:
    """Give the hash by which the next entry names this one."""
    return sha256(stored).hexdigest()


def flaws(stored: Sequence[bytes | None], end: Link, versions: Mapping[int, str]) -> list[Flaw]:
    """All that was changed since it was written; nothing where the trail holds.

    `stored` has the entries' bytes in the order of their keys, None where one is gone. `end` is what the live list (or
    the closing) says that the last one is. `versions` has the hash of each stored version by its number.
    """
    found = [flaw for at in range(len(stored)) for flaw in _flaws_of(at, stored, versions)]
    last = stored[-1] if stored else None
    if len(stored) != end.number or (hash_of(last) if last else "") != end.hash:
        found.append(Flaw(end.number, "The last entry is not the one that the list of campaigns names."))
    return found


def entry_of(stored: bytes | None) -> Entry | None:
    """The entry in its stored bytes; None where it is gone, or can't be read any more."""
    try:
        return msgspec.json.decode(stored, type=Entry) if stored is not None else None
    except (msgspec.MsgspecError, UnicodeError):
        return None


def _flaws_of(at: int, stored: Sequence[bytes | None], versions: Mapping[int, str]) -> Iterator[Flaw]:
    number, entry = at + 1, entry_of(stored[at])
    if entry is None:
        yield Flaw(number, "The entry is gone, or can't be read any more.")
        return
    if entry.number != number:
        yield Flaw(number, f"The entry stands in the place of another: it was number {entry.number}.")
    before = stored[at - 1] if at else None
    if entry.previous != (hash_of(before) if before else ""):
        yield Flaw(number, "The entry before it is not the one that it was written after.")
    if entry.version and entry.version != f"{entry.about}:{versions.get(entry.about, '')}":
        yield Flaw(number, f"Version {entry.about} is not the one that the entry is about.")

"""The audit trail: whatever is changed in it afterwards is found, and where."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from msgspec.structs import fields, replace

from chalicelib.domain.publishing.live import Link, Live
from chalicelib.domain.publishing.trail import Entry, Flaw, chained, flaws

HASHES = {1: "ab" * 16, 2: "cd" * 16}
GIVEN = [
    Entry(10, "submit", "ana", f"1:{HASHES[1]}", note="first"),
    Entry(20, "approve", "bo", f"1:{HASHES[1]}"),
    Entry(30, "publish", "ana", f"1:{HASHES[1]}", 90_030),
    Entry(40, "pause", "bo", note="odd draws"),
    Entry(50, "rollback", "bo", f"2:{HASHES[2]}", 90_050, 1),
]


def chain() -> tuple[list[bytes | None], Link]:
    """The stored entries, and the end that the list names."""
    live, stored = Live(), []
    for entry in GIVEN:
        live, placed = chained(live, "spa", entry)
        stored.append(msgspec.json.encode(placed))
    return list(stored), live.audit["spa"]


def test_a_trail_that_nobody_touched_holds() -> None:
    stored, end = chain()

    assert flaws(stored, end, HASHES) == []
    assert (end.number, end.version) == (5, 2)


def test_an_empty_trail_holds() -> None:
    assert flaws([], Link(), {}) == []


OTHER: dict[str, Any] = {
    "at": 11,
    "does": "approve",
    "actor": "eve",
    "version": f"1:{HASHES[2]}",
    "takes_effect": 1,
    "restores": 2,
    "note": "nothing to see",
    "ranking": "speed@c",
    "hash": "ef" * 32,
    "member": "eve",
    "number": 9,
    "previous": "00" * 32,
}


@pytest.mark.parametrize("field", [field.name for field in fields(Entry)])
@pytest.mark.parametrize("at", range(len(GIVEN)))
def test_any_field_of_any_entry_that_was_changed_is_found(field: str, at: int) -> None:
    stored, end = chain()
    before = msgspec.json.decode(stored[at] or b"", type=Entry)
    other = OTHER[field] if getattr(before, field) != OTHER[field] else "submit"
    stored[at] = msgspec.json.encode(replace(before, **{field: other}))

    found = flaws(stored, end, HASHES)

    assert found
    assert found[0].entry in (at + 1, at + 2)


def dropped(stored: list[bytes | None]) -> None:
    stored[2] = None


def shortened(stored: list[bytes | None]) -> None:
    del stored[-1]


def closed_up(stored: list[bytes | None]) -> None:
    del stored[1]


def swapped(stored: list[bytes | None]) -> None:
    stored[1], stored[2] = stored[2], stored[1]


def lengthened(stored: list[bytes | None]) -> None:
    stored.append(stored[-1])


def spaced(stored: list[bytes | None]) -> None:
    stored[1] = (stored[1] or b"").replace(b":", b": ", 1)


def broken(stored: list[bytes | None]) -> None:
    stored[1] = b"\xff{"


@pytest.mark.parametrize("change", [dropped, shortened, closed_up, swapped, lengthened, spaced, broken])
def test_entries_that_were_dropped_reordered_or_rewritten_are_found(
    change: Callable[[list[bytes | None]], None],
) -> None:
    stored, end = chain()
    change(stored)

    assert flaws(stored, end, HASHES)


def test_another_end_than_the_list_names_is_found() -> None:
    stored, end = chain()

    assert flaws(stored, replace(end, hash="00" * 32), HASHES) == [
        Flaw(5, "The last entry is not the one that the list of campaigns names.")
    ]


@pytest.mark.parametrize("hashes", [{1: HASHES[1]}, {**HASHES, 2: "ef" * 16}], ids=["gone", "changed"])
def test_a_version_that_was_changed_is_found(hashes: dict[int, str]) -> None:
    stored, end = chain()

    assert [flaw.entry for flaw in flaws(stored, end, hashes)] == [5]

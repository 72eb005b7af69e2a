"""Edges: the moments at which a campaign, or one of its redemptions, opened or closed.

What is open at a moment is what the version in force then says. So an edge may also lie where a version takes effect:
one that opens earlier than it was published opens at that moment.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from chalicelib.domain.file.annotations import struct_fields
from chalicelib.domain.file.blocks import blocks
from chalicelib.domain.file.campaign import Campaign, Opens
from chalicelib.domain.publishing.calendar import calendar_of
from chalicelib.domain.time.windows import Window, windows_within

Turned = Literal["closed", "opened"]


class Edge(Struct, frozen=True):
    """One opening or closing of a campaign, or of one of its redemptions."""

    campaign: str
    """The campaign's id."""
    redemption: str | None
    """The name of the redemption; None: it is the campaign's own."""
    turned: Turned
    """Whether the window opened or closed."""
    at: int
    """The moment of it, epoch ms."""
    window: Window
    """The window that opened, or that closed."""


class Effective(Struct, frozen=True):
    """A version of a campaign, and since when it is in force."""

    since: int
    """Since when, epoch ms."""
    campaign: Campaign
    """The campaign, as that version says it."""


def edges(versions: Sequence[Effective], after: int, until: int) -> list[Edge]:
    """All edges of a campaign in (after, until], in order; of two at one moment the closing comes first.

    versions: oldest first. One window that follows another without a gap closes the one and opens the other.
    """
    gates: list[str | None] = [None, *dict.fromkeys(name for one in versions for name in _gates(one.campaign))]
    found = [edge for gate in gates for edge in _of(versions, gate, after, until)]
    return sorted(found, key=lambda edge: (edge.at, edge.turned, edge.redemption or ""))


def _of(versions: Sequence[Effective], gate: str | None, after: int, until: int) -> Iterator[Edge]:
    """A gate's edges: of the moments at which anything may turn those that part what was open from what is."""
    for at in sorted({at for one in versions for at in _turns(one, gate, after, until) if after < at <= until}):
        before, now = _open(versions, gate, at - 1), _open(versions, gate, at)
        begins = now is not None and (before is None or now.opens == at)
        if before is not None and (now is None or begins):
            yield Edge(_name(versions), gate, "closed", at, before)
        if now is not None and begins:
            yield Edge(_name(versions), gate, "opened", at, now)


def _turns(version: Effective, gate: str | None, after: int, until: int) -> Iterator[int]:
    """The moments at which a version may open or close a gate, and that from which it is in force."""
    calendar = calendar_of(version.campaign)
    yield version.since
    yield from (calendar.window.opens, calendar.window.closes)
    block = _gates(version.campaign).get(gate) if gate else None
    if block is not None:
        asked = Window(after, until + 1)
        for window in windows_within(block.opens, block.closes, calendar.zone, asked):
            yield from (window.opens, window.closes)


def _open(versions: Sequence[Effective], gate: str | None, at: int) -> Window | None:
    """The window in which a moment lies, by the version in force then."""
    in_force = next((one.campaign for one in reversed(versions) if one.since <= at), None)
    gates = _gates(in_force) if in_force is not None else {}
    if in_force is None or (gate is not None and gate not in gates):
        return None
    return calendar_of(in_force).opening(at, *([gates[gate]] if gate is not None else []))


def _gates(campaign: Campaign) -> dict[str, Any]:
    """The blocks whose windows are told, by name: those that the file must say of when they open."""
    outermost = [placed for placed in blocks(campaign) if len(placed.path) == 2]
    kinds: list[Any] = [type(placed.block) for placed in outermost]
    return {one.name: one.block for one, kind in zip(outermost, kinds, strict=True) if _must_open(kind)}


@cache
def _must_open(kind: Any) -> bool:
    return any(field.type == Opens and field.required for field in struct_fields(kind).values())


def _name(versions: Sequence[Effective]) -> str:
    return versions[0].campaign.campaign

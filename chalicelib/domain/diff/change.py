"""A difference: one place of the file, whom its change favours, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct

from chalicelib.domain.words.findings import Path

Kind = Literal["favourable", "neutral", "adverse"]


class Change(Struct, frozen=True):
    """One change of a definition, and whom it favours."""

    path: Path
    """Its place in the file."""
    kind: Kind
    """The kind, as members see it; adverse: it takes something from them, or can't be told not to."""
    reason: str
    """A sentence of why it is of that kind, for managers."""


class Scene(Struct, frozen=True):
    """The two definitions around a change, and who judges it."""

    before: Any
    """The campaign, or the programme, that is in force."""
    after: Any
    """Changes that are to follow it, of the same kind."""
    judges: Mapping[type[Any], Judges] = {}
    """Of each kind of block."""
    tiers: tuple[str, ...] = ()
    """In rising order, where they are known."""
    at: int | None = None
    """When the change takes effect, epoch ms; None: not known, or while nothing is open."""
    inside: tuple[Any, ...] = ()
    """The blocks of `before` that the change stands in, the outermost first."""


Judge = Callable[[Scene, Path, Any, Any], Iterable[Change]]
"""Classes the change of one field, or of several that mean something only together (then both values are tuples)."""

Judges = Mapping[tuple[str, ...], Judge]
"""Who judges each field of a kind of block, in the order of the file."""


def favourable(path: Path, reason: str) -> Change:
    return Change(path, "favourable", reason)


def neutral(path: Path, reason: str) -> Change:
    return Change(path, "neutral", reason)


def adverse(path: Path, reason: str) -> Change:
    return Change(path, "adverse", reason)


def better_if(better: bool, path: Path, reason: str) -> Change:
    """Favourable where it is better for members, else adverse."""
    return Change(path, "favourable" if better else "adverse", reason)

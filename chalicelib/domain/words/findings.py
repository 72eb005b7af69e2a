"""Findings on a definition, with their places: the one shape in which the reader, the lint and the markets speak."""

from typing import Literal

from msgspec import Struct

Path = tuple[str | int, ...]
"""Where in the file: keys and list positions from the root, e.g. ("blind_boxes", "atelier", "odds", "bike")."""


class Finding(Struct, frozen=True):
    """One finding."""

    path: Path
    """Where in the file: keys and positions in lists, from the root."""
    level: Literal["error", "warning", "note"]
    """An error refuses the file, a warning asks to look at it."""
    code: str
    """Stable, in kebab-case."""
    message: str
    """The fault, and the text that would be right."""


class Checks(Struct, frozen=True, omit_defaults=True):
    """The findings of a version that was taken, which has no errors."""

    warnings: tuple[Finding, ...] = ()
    """The warnings."""
    scenarios: int = 0
    """How many were played, all of them as expected."""

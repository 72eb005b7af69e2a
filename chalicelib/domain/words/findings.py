"""What is wrong with a definition, and where: the one shape in which the reader, the lint and the markets speak."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Path = tuple[str | int, ...]
"""Where in the file: keys and list positions from the root, e.g. ("blind_boxes", "atelier", "odds", "bike")."""


class Finding(Struct, frozen=True):
    """One finding. level: error (refuses the file), warning (look at it) or note.

    code is stable and kebab-case; message says what is wrong and what would be right.
    """

    path: Path
    level: Literal["error", "warning", "note"]
    code: str
    message: str


class Checks(Struct, frozen=True, omit_defaults=True):
    """What was found when a version was handed in, errors aside: with those it is not taken.

    scenarios: how many were played, all of them as expected.
    """

    warnings: tuple[Finding, ...] = ()
    scenarios: int = 0

"""How much a member still may, as an API shows it."""

from __future__ import annotations

import sys


def left_of(room: int) -> int | None:
    """What `limits.room` gives, with None where there is no limit."""
    return None if room == sys.maxsize else room

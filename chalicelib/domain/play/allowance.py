"""How much a member still may, as an API shows it."""

import sys


def left_of(remaining: int) -> int | None:
    """The uses that `limits.remaining` gives, with None where there is no limit."""
    return None if remaining == sys.maxsize else remaining

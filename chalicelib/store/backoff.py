"""How long to wait before trying again: full jitter, so that those who collided once don't collide in step again."""

from __future__ import annotations

from random import Random

CONFLICT_SECONDS = 0.025
THROTTLED_SECONDS = 0.050
MOST_SECONDS = 0.400

TRIES = 6
"""How often a write that others get in the way of is tried before the caller hears that the table is busy."""


def full_jitter(rng: Random, first: float, tries: int) -> float:
    """Seconds to wait after so many tries before: anything up to `first`, doubled with each try, 400 ms at most."""
    return rng.uniform(0, min(MOST_SECONDS, first * 2**tries))

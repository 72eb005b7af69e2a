"""Pauses before another try, with full jitter: callers that collided once must not collide in step again."""

from random import Random

CONFLICT_SECONDS = 0.025
THROTTLED_SECONDS = 0.050
MOST_SECONDS = 0.400

TRIES = 6
"""How often a write that others get in the way of is tried before the caller hears that the table is busy."""


def full_jitter(rng: Random, first: float, tries: int) -> float:
    """Choose the seconds to wait after so many tries: anything up to `first`, doubled with each try, 400 ms at most."""
    return rng.uniform(0, min(MOST_SECONDS, first * 2**tries))

"""The chance by which simulated members answer what they are asked.

It follows from the seed, the member and the moment, and takes nothing from the chance by which members come and choose.
"""

from collections.abc import Sequence
from random import Random

from chalicelib.domain.mechanics.choice import Share
from cli.simulation.population import Population


class MemberLuck:
    """The chance of one member at one moment."""

    def __init__(self, population: Population, luck: str) -> None:
        """luck: what it follows from."""
        self._population, self._rng = population, Random(luck)

    def happens(self, share: Share) -> bool:
        """Whether the member is among such a share."""
        return self._rng.random() < float(getattr(self._population, share))

    def one_of(self, names: Sequence[str]) -> str:
        """One of some names, each as likely."""
        return self._rng.choice(names)

"""The chance by which simulated members answer what they are asked.

It follows from the seed, the member and the moment, and takes nothing from the chance by which members come and choose.
"""

from collections.abc import Sequence
from random import Random
from typing import Final

from chalicelib.domain.mechanics.choice import Share
from cli.simulation.population import Population

OF_MEMBERS: Final = ("fills",)
"""Shares of members, who make up their minds once; the others are shares of what they do."""


class MemberLuck:
    """The chance of one member at one moment."""

    def __init__(self, population: Population, member: str, moment: str) -> None:
        """member, moment: what it follows from."""
        self._population, self._member, self._rng = population, member, Random(f"{member}/{moment}")

    def happens(self, share: Share) -> bool:
        """Whether the member is among such a share."""
        rng = Random(f"{self._member}/{share}") if share in OF_MEMBERS else self._rng
        return rng.random() < float(getattr(self._population, share))

    def one_of(self, names: Sequence[str]) -> str:
        """One of some names, each as likely."""
        return self._rng.choice(names)

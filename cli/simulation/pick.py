"""Picks by chance what a share of the members have."""

from collections.abc import Mapping
from random import Random

from chalicelib.domain.chance.odds import Table, table
from chalicelib.domain.words.values import Chance


class Pick:
    """Picks a row by its share; nothing where there are no rows."""

    def __init__(self, rows: Mapping[str, Chance]) -> None:
        drawn: Table = table(rows) if rows else Table(("",), (1,), 1)
        self._rows, self._weights = drawn.rows, drawn.weights

    def __call__(self, rng: Random) -> str:
        return rng.choices(self._rows, self._weights)[0]

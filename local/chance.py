"""Where draws land on a laptop: by the boxes' own secret seeds, unless a tester says otherwise.

What lands as a tester says can't be verified by the seed that is revealed in the end: it was no chance.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from unittest.mock import patch

from chalicelib.domain.chance import drawing
from chalicelib.domain.chance.odds import Table
from chalicelib.domain.words.errors import InvalidBody
from chalicelib.wiring import Parts
from local.given import read_member


class Chance:
    """Rows by the member's number of the draw, so that an action that is decided twice lands twice on the same."""

    def __init__(self) -> None:
        self._seed: str | None = None
        self._rows: dict[tuple[bytes, str, int], str] = {}

    def follow(self, seed: str | None) -> None:
        """From now on any member's nth draw of a block lands as this seed says; None: as the block's own seed says."""
        self._seed = seed

    def land(self, parts: Parts, now: int, member: str, campaign: str, of: str, rows: Sequence[str]) -> int:
        """Let the member's next draws of a block land on these rows, and give the number of the first of them.

        Guarantees and stock come after that, as for any draw. Raises InvalidBody, Unknown.
        """
        published = parts.catalogue.definitions(now).campaign(campaign)
        table = published.tables.get(of)
        if table is None:
            raise InvalidBody(
                f"Nothing is drawn from {of!r} in {campaign}: {_listed(published.tables)} are drawn from."
            )
        if strange := [row for row in rows if row not in table.rows]:
            raise InvalidBody(f"{of} has no row {strange[0]!r}: it has {_listed(table.rows)}.")
        first = _drawn(member, campaign, of) + 1
        for at, row in enumerate(rows):
            self._rows[published.seed(of), member, first + at] = row
        return first

    def clear(self) -> None:
        """Let everything land by chance again."""
        self._seed = None
        self._rows.clear()

    @contextmanager
    def in_the_draws(self) -> Iterator[None]:
        """Lets the app's draws ask here while it is open."""
        usual = drawing.draw

        def draw(
            seed: bytes, member: str, n: int, table: Table, guarantees: Any, memory: Any, lands: Any = None
        ) -> Any:
            row = lands if lands is not None else self._rows.get((seed, member, n))
            if self._seed is None:
                return usual(seed, member, n, table, guarantees, memory, row)
            followed = sha256(f"{self._seed} {' '.join(table.rows)}".encode()).digest()
            return usual(followed, "anybody", n, table, guarantees, memory, row)

        with patch.object(drawing, "draw", draw):
            yield


def _drawn(member: str, campaign: str, of: str) -> int:
    """How often the member has drawn from a block."""
    played = read_member(member).document.played.get(campaign)
    return played.chance.get(of, [0])[0] if played else 0


def _listed(names: Any) -> str:
    return ", ".join(names) or "none"

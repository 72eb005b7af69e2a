"""The campaigns' time on a laptop: the world's, until somebody pretends another; then it ticks on from there."""

from collections.abc import Callable
from datetime import UTC, datetime

from chalicelib.wiring import wall_clock

EARLIEST = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp()) * 1000
LATEST = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp()) * 1000
"""The limits of what may be pretended, in epoch ms: campaigns have dates of these years."""


class PretendClock:
    """Epoch ms by calling it. Safe to use from several threads: what is pretended is one number.

    Members keep the last moment that anything happened to them: going back does not reopen their yesterday.
    """

    def __init__(self, wall: Callable[[], int] = wall_clock) -> None:
        self._wall = wall
        self._ahead: int | None = None

    def __call__(self) -> int:
        return self._wall() + (self._ahead or 0)

    @property
    def pretends(self) -> bool:
        """Whether this is another time than the world's."""
        return self._ahead is not None

    def pretend(self, now: int | None) -> None:
        """Go on from this moment (epoch ms; None: from the world's). ValueError for one that no campaign has."""
        if now is not None and not EARLIEST <= now < LATEST:
            raise ValueError("a moment between the years 2000 and 2100 is needed")
        self._ahead = None if now is None else now - self._wall()

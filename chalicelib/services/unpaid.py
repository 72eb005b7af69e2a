"""The rankings of a campaign's boards that are not paid yet, in their order.

Of each board a cursor keeps the close up to which all rankings are paid, so that a board that begins anew each day is
not looked through from its first day on.
"""

from typing import Final, NamedTuple

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.rankings import Ranking, Versions, rankings
from chalicelib.store.cursors import Cursor, Cursors
from chalicelib.store.rankings import Held, RankingId, Rankings

NAME: Final = "board"


class OpenRanking(NamedTuple):
    """A ranking that is not paid yet."""

    name: str
    """The board's name."""
    board: Board
    """The board, as the version in force says it."""
    ranking: Ranking
    """When it counts, is frozen and may be paid."""
    held: Held
    """The state of its picture, as the table holds it."""


class UnpaidRankings:
    """Finds the rankings. Everything raises Unavailable."""

    def __init__(self, store: Rankings, cursors: Cursors) -> None:
        self._store = store
        self._cursors = cursors

    def unpaid(self, versions: Versions, now: int) -> list[OpenRanking]:
        """The rankings of a campaign, in its version in force, that had opened by a moment (epoch ms) and are not paid
        yet.
        """
        found = []
        published = versions[-1].published
        for name, board in published.campaign.blocks(Board).items():
            cursor = self._cursors.read(_cursor(published.id, name))
            opened = list(rankings(versions, name, cursor.at, now))
            ids = {one.id: RankingId(published.id, name, one.id) for one in opened}
            states = self._store.states(ids.values())
            mine = [OpenRanking(name, board, one, states[ids[one.id]]) for one in opened]
            self._move_on(cursor, mine)
            found += [one for one in mine if not one.held.state.paid]
        return found

    def opened(self, versions: Versions, name: str, now: int) -> list[OpenRanking]:
        """All rankings of a board that had opened by a moment (epoch ms)."""
        published = versions[-1].published
        board = published.campaign.blocks(Board)[name]
        opened = list(rankings(versions, name, 0, now))
        ids = {one.id: RankingId(published.id, name, one.id) for one in opened}
        states = self._store.states(ids.values())
        return [OpenRanking(name, board, one, states[ids[one.id]]) for one in opened]

    def _move_on(self, cursor: Cursor, found: list[OpenRanking]) -> None:
        """Pass over the first ones that are paid; where another run does so at the same time, it is done."""
        at = cursor.at
        for one in found:
            if not one.held.state.paid:
                break
            at = one.ranking.closes  # a review may become shorter, and a ranking then be due earlier than was said
        if at > cursor.at:
            self._cursors.move(cursor, at, b"")


def _cursor(campaign: str, board: str) -> str:
    return f"{NAME}/{campaign}/{board}"

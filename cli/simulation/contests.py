"""The rankings of a simulated campaign: when each is paid, and who stands on it, over both halves of the crowd."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.picture import Ranked, in_order
from chalicelib.domain.mechanics.board.rankings import Ranking, rankings
from chalicelib.domain.publishing.definitions import Published, Replaced
from chalicelib.domain.record.scores import BoardEntry
from chalicelib.domain.words.values import Ranks
from cli.simulation.game import Game


class Contest(NamedTuple):
    """One ranking of a board that is over within the days that are played."""

    board: str
    """The board's name, as the file has it."""
    ranking: Ranking
    """The ranking, with the moments between which its events count."""

    @property
    def paid_at(self) -> int:
        """When its places are paid (epoch ms): at the end of the review, and not before it is frozen."""
        return max(self.ranking.pays, self.ranking.frozen_from)


class Winner(NamedTuple):
    """Somebody on a place that is paid."""

    rank: int
    """The place, from 1; no two members share one."""
    member: str
    """The member's id."""
    score: int
    """The score by which the member stands there, in the board's own unit (thousandths, minor units, times)."""


def contests(game: Game) -> dict[int, list[Contest]]:
    """The rankings by the number of the day in the evening of which they are paid; what is paid later, on the last."""
    published, days = game.published, game.days
    found: dict[int, list[Contest]] = {}
    for name in published.campaign.blocks(Board):
        for one in rankings([Replaced(0, published)], name, 0, days[-1].closes - 1):
            if one.closes <= days[-1].closes:
                day = next((n for n, day in enumerate(days) if one.pays <= day.closes), len(days) - 1)
                found.setdefault(day, []).append(Contest(name, one))
    return found


def best(entries: Mapping[str, BoardEntry], places: int) -> list[Ranked]:
    """The first of one half of the crowd: no other one of it can win."""
    return in_order(Ranked(one.score, one.at, member) for member, one in entries.items())[:places]


def winners(board: Board, halves: Iterable[Iterable[Ranked]]) -> list[Winner]:
    """Those on the places that are paid, of the first of each half."""
    ranked = in_order(one for half in halves for one in half)[: board.paid]
    return [Winner(rank, one.member, one.score) for rank, one in enumerate(ranked, 1) if board.bag_of(rank) is not None]


def ranks_of(board: Board, rank: int) -> Ranks:
    """The places to which a rank that is paid belongs, as the file has them."""
    return next(one for one in board.gives if one.first <= rank <= one.last)


def ranked_events(published: Published) -> Iterator[str]:
    """The types of event that boards rank by."""
    yield from (board.when for board in published.campaign.blocks(Board).values())

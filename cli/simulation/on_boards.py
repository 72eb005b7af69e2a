"""Who wins on the boards of a campaign, at which score, and what it costs: this part of a summary."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.view import in_order
from cli.simulation.bands import Band, band
from cli.simulation.game import Game
from cli.simulation.tally import BoardTally

THOUSANDTHS = 1000


class Places(Struct, frozen=True):
    """Some places of a board that are paid alike."""

    ranks: str
    """As the file has them: `2 to 10`."""
    paid: Band
    """How many were paid in a run."""
    score: Band | None
    """The score of the last one who won such a place, over all rankings of all runs; None where nobody did."""

    @property
    def named(self) -> str:
        """`place 1`, `places 2 to 10`."""
        return f"place {self.ranks}" if self.ranks.isdecimal() else f"places {self.ranks}"


class BoardLine(Struct, frozen=True):
    """One board."""

    name: str
    """The board's name, as the file has it."""
    title: str
    """Its title, or its name where it has none."""
    unit: str
    """The unit of scores: `times`, the field that is ranked by, or a currency: scores are in its minor units."""
    rankings: Band
    """How many rankings were paid in a run."""
    places: tuple[Places, ...]
    """The best first."""
    winners: dict[str, Band]
    """How many places each kind of members won; `bots` are programs."""
    cost: Band
    """The value of the prizes of its places, in minor units."""


def on_boards(game: Game, titles: Mapping[str, str], runs: Sequence[BoardTally]) -> tuple[BoardLine, ...]:
    """A line for each board, in the order of the file."""
    return tuple(
        BoardLine(
            name=name,
            title=titles[f"boards/{name}"],
            unit=_unit(game, board),
            rankings=band(len({window for of, _, window in run.last if of == name}) for run in runs),
            places=tuple(_places(game, name, board, ranks.spelled, runs) for ranks, _ in in_order(board)),
            winners={kind: band(run.winners[name, kind] for run in runs) for kind in _kinds(game, name, runs)},
            cost=band(run.cost[name] for run in runs),
        )
        for name, board in game.published.campaign.blocks(Board).items()
    )


def _places(game: Game, name: str, board: Board, ranks: str, runs: Sequence[BoardTally]) -> Places:
    last = [score for run in runs for (of, which, _), score in run.last.items() if (of, which) == (name, ranks)]
    scale = THOUSANDTHS if _kind(game, board) == "number" else 1
    paid = band(run.paid[name, ranks] for run in runs)
    return Places(ranks, paid, band(score / scale for score in last) if last else None)


def _kinds(game: Game, name: str, runs: Sequence[BoardTally]) -> list[str]:
    """The kinds of members who won anything, in the order of the population."""
    won = {kind for run in runs for of, kind in run.winners if of == name}
    return [kind for kind in (*game.population.kinds, *sorted(won - game.population.kinds.keys())) if kind in won]


def _unit(game: Game, board: Board) -> str:
    if board.score.field is None:
        return "times"
    return game.programme.currency or "" if _kind(game, board) == "money" else board.score.field


def _kind(game: Game, board: Board) -> str:
    """The kind of the field by which a board ranks; empty: it counts events."""
    return game.programme.events[board.when].fields.get(board.score.field, "") if board.score.field else ""

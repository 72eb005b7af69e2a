"""A board as one member sees it on the home screen: the own score, live, and what places are paid."""

from msgspec import Struct

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.rankings import ranking_at
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.turn import Player
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Bag, Ranks


class PlaceView(Struct, frozen=True):
    """Some places of a board that are paid."""

    first: int
    """The best of these places, from 1."""
    last: int
    """The last of them."""
    gives: Bag
    """The reward of each of them."""


class BoardView(Struct, frozen=True):
    """A board as the member sees it."""

    for_me: bool
    """Whether the member belongs to those whom it is for."""
    when: str
    """The type of the event that it listens to."""
    measure: str
    """count (of events), sum, or best (the largest single one)."""
    unit: str
    """The unit of scores: times, thousandths, or a currency such as `CNY`: its minor units."""
    window: str | None
    """The id of the ranking that counts now, or of the only one; null while none does."""
    open: Window | None
    """When that ranking counts; null while the board is closed."""
    score: int
    """The member's own score in that ranking, live."""
    places: tuple[PlaceView, ...]
    """The places that are paid, the best first."""


def view(player: Player, name: str, board: Board) -> BoardView:
    """The board in the ranking that counts now."""
    published, moment = player.published, player.turn.moment
    ranking = ranking_at(player.turn.definitions.versions(published), name, moment)
    opening = published.opening(moment, board)
    held = player.played.scores.get(f"{name}@{ranking.id}") if ranking else None
    return BoardView(
        for_me=in_audience(player, board.who),
        when=board.when,
        measure=board.score.measure,
        unit=unit(player, board),
        window=ranking.id if ranking else None,
        open=Window(ranking.opens, ranking.closes) if ranking and opening and moment < ranking.closes else None,
        score=held.score if held else 0,
        places=tuple(PlaceView(ranks.first, ranks.last, bag) for ranks, bag in in_order(board)),
    )


def unit(player: Player, board: Board) -> str:
    """The unit of a board's scores."""
    if board.score.field is None:
        return "times"
    programme = player.turn.definitions.programme
    kind = programme.events[board.when].fields.get(board.score.field)
    return programme.currency or "minor units" if kind == "money" else "thousandths"


def in_order(board: Board) -> list[tuple[Ranks, Bag]]:
    """The places that are paid, the best first."""
    return sorted(board.gives.items(), key=lambda one: one[0].first)

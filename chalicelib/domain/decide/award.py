"""The award: a member gets what a place of a frozen ranking gives. Nobody asks for it: it is done for each place once.

Whoever does it under the key of the ranking finds the receipt where it was done before. Tasks hear of it as `rank.won`,
at the moment of the award: of a contest that is the whole campaign, those of another campaign alone are still open.
"""

from typing import Final

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.play import KEY
from chalicelib.domain.play.audience import block
from chalicelib.domain.play.rewards import give
from chalicelib.domain.play.turn import Handlers, Raised, Turn
from chalicelib.domain.record.actions import Action, NameText
from chalicelib.domain.words.errors import NotOffered, Paused, Unknown

WON: Final = "rank.won"
THOUSANDTHS: Final = 1000


class Award(Action, frozen=True, tag="award"):
    """A place of a frozen ranking is paid."""

    campaign: NameText
    """The campaign."""
    board: NameText
    """The board."""
    window: str
    """The id of the ranking's window."""
    rank: int
    """The place, from 1."""


def award(turn: Turn, action: Award) -> None:
    """Give what the place gives. Raises Unknown, Paused, NotOffered for a place that gives nothing, and SoldOut."""
    published = turn.definitions.owing(action.campaign)
    if published is None:
        raise Unknown("campaign", action.campaign)
    board = block(published.campaign.blocks(Board), "board", action.board)
    player = turn.player(published)
    if player.paused:
        raise Paused(f"The campaign {action.campaign!r} is paused: its places are paid once it goes on.")
    bag = board.bag_of(action.rank)
    if bag is None:
        raise NotOffered(f"Place {action.rank} of {action.board!r} gives nothing.")
    player.keep()
    give(player.on(f"{KEY}/{action.board}"), bag)
    said: dict[str, str | int] = {"campaign": action.campaign, "board": action.board, "rank": action.rank * THOUSANDTHS}
    turn.raised.append(Raised(WON, said, turn.now))


HANDLERS: Handlers = {Award: award}

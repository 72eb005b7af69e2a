"""Boards: members are ranked by what they do, and the best places are paid once the ranking is frozen."""

from chalicelib.domain.mechanics.board import merging, play, view
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.mechanic import Judged, Mechanic
from chalicelib.domain.saying.own import OwnOf


def _judged() -> Judged:
    from chalicelib.domain.mechanics.board import choices, diff, lint

    return Judged(rules=lint.RULES, judges=diff.JUDGES, choices=choices.choices)


def _says() -> OwnOf:
    from chalicelib.domain.mechanics.board import says

    return says.SAYS


MECHANIC = Mechanic(
    key="boards",
    plural="boards",
    word="board",
    offers="a ranking of who does most, with prizes for the best",
    described="Rankings with prizes, each under a name of your choice. Without it there are none.",
    block=Board,
    plays=(),
    view=view.view,
    shown=view.BoardView,
    seen={},
    odds=None,
    counts=play.heard,
    falls_due=None,
    releases=None,
    undoes=None,
    settles=None,
    waits=None,
    absorbs=merging.absorb,
    judged=_judged,
    says=_says,
)

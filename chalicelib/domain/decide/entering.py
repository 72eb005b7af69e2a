"""Entering a segment: it comes about whenever one holds that did not hold before, by days that pass or by what is done.

Nothing of it is stored: what held before follows from the document before. So each entry comes about once, on its day,
whoever comes when.
"""

from collections.abc import Sequence
from typing import Final

from chalicelib.domain.decide.happened import come_about
from chalicelib.domain.play.members import segments_of
from chalicelib.domain.play.turn import Raised, Turn

ENTERED: Final = "segment.entered"


def holding(turn: Turn, at: int) -> list[str]:
    """The segments that hold of the member at a moment (epoch ms); without any in the programme nothing is asked."""
    return segments_of(turn, at) if turn.definitions.programme.segments else []


def enter(turn: Turn, before: Sequence[str], at: int) -> list[str]:
    """Let the segments be entered that hold at a moment (epoch ms) and did not before; gives those that hold then.

    What is given for it may lead to further ones; each is entered once.
    """
    told, last = list(before), list(before)
    while True:
        here = holding(turn, at)
        left = next((name for name in last if name not in here), "")
        entered = [name for name in here if name not in told]
        if not entered:
            return here
        turn.raised += [Raised(ENTERED, {"segment": name, "before": left}, at) for name in entered]
        told, last = [*told, *here], here
        come_about(turn)

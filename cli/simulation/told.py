"""Sums up what members were told, what stopped the rest, and who came back: this part of a summary."""

from collections.abc import Sequence

from msgspec import Struct

from cli.simulation.bands import Band, band
from cli.simulation.game import Game
from cli.simulation.tally import TouchTally


class ToldLine(Struct, frozen=True):
    """One touch."""

    touch: str
    """The name of the touch, as the programme has it."""
    sent: Band
    """How many messages were sent."""
    came: Band
    """Of these, after how many an order followed within two weeks."""
    held_out: Band
    """How often members were held out."""
    came_anyway: Band
    """Of these, after how many an order followed within two weeks."""
    dropped: Band
    """How many waited too long."""
    stopped: dict[str, Band]
    """The same by what had stood in their way last: a cap, a grant, a consent."""


def told(game: Game, runs: Sequence[TouchTally]) -> tuple[ToldLine, ...]:
    """Sum up the touches of the programme, in the order of its plan; nothing where there are none."""
    return tuple(_line(name, runs) for name in game.programme.touches.plan)


def _line(name: str, runs: Sequence[TouchTally]) -> ToldLine:
    causes = sorted({cause for run in runs for touch, cause in run.stopped if touch == name})
    return ToldLine(
        touch=name,
        sent=band(run.sent[name] for run in runs),
        came=band(run.came[name] for run in runs),
        held_out=band(run.held_out[name] for run in runs),
        came_anyway=band(run.came_anyway[name] for run in runs),
        dropped=band(run.dropped[name] for run in runs),
        stopped={cause: band(run.stopped[name, cause] for run in runs) for cause in causes},
    )

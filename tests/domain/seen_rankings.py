"""What is read of a picture for one member, made of the picture itself."""

from collections.abc import Sequence

from chalicelib.domain.mechanics.board.picture import CHUNK, Picture, Struck
from chalicelib.domain.mechanics.board.state import RankingState
from chalicelib.domain.views.board import SeenRanking, level_part, parts_with


def state_of(made: Picture, gone: Sequence[Struck]) -> RankingState:
    return RankingState(
        as_of=1,
        entries=made.entries,
        last=tuple(made.first[at : at + CHUNK][-1] for at in range(0, len(made.first), CHUNK)),
        lowest=tuple(made.levels[at : at + CHUNK][-1].score for at in range(0, len(made.levels), CHUNK)),
        apart=len(made.first),
        struck=tuple(gone),
    )


def seen(made: Picture, gone: Sequence[Struck], score: int) -> SeenRanking:
    """The parts that are read for somebody with a score."""
    state = state_of(made, gone)
    parts = [0, *parts_with(state, score)]
    places = {k: list(made.first[k * CHUNK : (k + 1) * CHUNK]) for k in parts}
    level = level_part(state, score)
    return SeenRanking(state, places, list(made.levels[level * CHUNK : (level + 1) * CHUNK]))

"""Ranks below the places that are told apart, as those above them are struck off: shared, and closed up."""

from random import Random

import pytest

from chalicelib.domain.mechanics.board.picture import CHUNK, Picture, Ranked, Struck, in_order, picture
from chalicelib.domain.mechanics.board.state import RankingState
from chalicelib.domain.views.board import SeenRanking, level_part, own_rank, parts_with, places_of

PAID = 100


def state_of(made: Picture, gone: list[Struck]) -> RankingState:
    return RankingState(
        as_of=1,
        entries=made.entries,
        last=tuple(made.first[at : at + CHUNK][-1] for at in range(0, len(made.first), CHUNK)),
        lowest=tuple(made.levels[at : at + CHUNK][-1].score for at in range(0, len(made.levels), CHUNK)),
        apart=len(made.first),
        struck=tuple(gone),
    )


def seen(made: Picture, gone: list[Struck], score: int) -> SeenRanking:
    """The parts that are read for somebody with a score."""
    state = state_of(made, gone)
    parts = [0, *parts_with(state, score)]
    places = {k: list(made.first[k * CHUNK : (k + 1) * CHUNK]) for k in parts}
    level = level_part(state, score)
    return SeenRanking(state, places, list(made.levels[level * CHUNK : (level + 1) * CHUNK]))


@pytest.mark.parametrize("scores", [1, 3, 40], ids=lambda n: f"{n} different scores")
@pytest.mark.parametrize("struck", [0, 1, 60], ids=lambda n: f"{n} struck off")
def test_ranks_equal_brute_force_over_those_who_are_left(scores: int, struck: int) -> None:
    chance = Random(scores * 100 + struck)
    ranked = in_order(Ranked(chance.randint(1, scores), chance.randint(1, 10**6), f"m{n}") for n in range(1500))
    made = picture(ranked, PAID)
    place = {one.member: n for n, one in enumerate(made.first, 1)}
    off = [made.first[n] for n in chance.sample(range(len(made.first)), struck)]
    if struck:
        off.append(ranked[-1])
    gone = [Struck(one.member, one.score, place.get(one.member, 0)) for one in off]
    left = [one for one in ranked if one not in off]
    apart = [one for one in left if one.member in place]
    for one in chance.sample(left, 300):
        looked = seen(made, gone, one.score)
        found = own_rank(looked, one.member, one.score, list(places_of(looked)))
        if one in apart:
            assert found == (apart.index(one) + 1, False)
        else:
            above = sum(other.score > one.score or other.member in place for other in left)
            assert found == (above + 1, True)

"""Ranks below the places that are told apart, as those above them are struck off: shared, and closed up."""

from bisect import bisect_right
from random import Random

import pytest

from chalicelib.domain.mechanics.board.picture import Ranked, Struck, in_order, picture
from chalicelib.domain.views.board import own_rank, places_of
from tests.domain.seen_rankings import seen

PAID = 100


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
    out = {one.member for one in off}
    left = [one for one in ranked if one.member not in out]
    apart = [one.member for one in left if one.member in place]
    shared = sorted(one.score for one in left if one.member not in place)
    for one in chance.sample(left, 300):
        looked = seen(made, gone, one.score)
        found = own_rank(looked, one.member, one.score, list(places_of(looked)))
        if one.member in place:
            assert found == (apart.index(one.member) + 1, False)
        else:
            assert found == (len(apart) + len(shared) - bisect_right(shared, one.score) + 1, True)

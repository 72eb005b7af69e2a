"""A picture of a ranking equals brute force over its entries, whatever they are."""

from random import Random

import pytest

from chalicelib.domain.mechanics.board.picture import (
    CHUNK,
    Level,
    Ranked,
    id_hash,
    picture,
    shared_rank,
    standing,
)
from chalicelib.domain.mechanics.board.picture import Struck as Gone


def stands_above(one: Ranked, other: Ranked) -> bool:
    """The rule, in words of its own: more is better; else who was there first; else the smaller hash of the id."""
    if one.score != other.score:
        return one.score > other.score
    if one.at != other.at:
        return one.at < other.at
    return id_hash(one.member) < id_hash(other.member)


def crowd(n: int, seed: int, scores: int) -> list[Ranked]:
    chance = Random(seed)
    return [Ranked(chance.randint(0, scores), 1_780_000_000_000 + chance.randint(0, 50), f"m{i}") for i in range(n)]


@pytest.mark.parametrize(("n", "scores"), [(0, 5), (1, 5), (300, 3), (300, 10**9), (700, 40)])
def test_the_order_is_the_rules(n: int, scores: int) -> None:
    entries = crowd(n, n + scores, scores)
    on_it = [one for one in entries if one.score > 0]
    expected = {one.member: sum(stands_above(other, one) for other in on_it) for one in on_it}
    made = picture(entries, 0)
    assert made.entries == len(on_it)
    assert [expected[one.member] for one in made.first] == list(range(len(on_it)))


def test_the_table_of_scores_tells_how_many_have_more() -> None:
    entries = crowd(3_000, 3, 100_000)
    made = picture(entries, 0)
    assert list(made.levels) == sorted(made.levels, reverse=True)
    for level in made.levels[::50]:
        assert level == Level(level.score, sum(other.score > level.score for other in entries))
    assert len(made.levels) > CHUNK


def test_a_score_between_two_has_the_rank_that_it_would_have() -> None:
    made = picture([Ranked(10 * i, 1, f"m{i}") for i in range(1, 3001)], 0)
    last = made.first[-1]
    assert shared_rank(10 * 3000 + 1, made.levels, made.entries, last, 1000) == 1
    assert shared_rank(15, made.levels, made.entries, last, 1000) == 3000
    assert shared_rank(5, made.levels, made.entries, last, 1000) == 3001


def test_the_hash_is_of_who_is_ranked_and_how_and_not_of_how_it_was_read() -> None:
    entries = crowd(2_000, 5, 50)
    shuffled = list(entries)
    Random(1).shuffle(shuffled)
    assert picture(entries, 0) == picture(shuffled, 0)
    moved = [entries[0]._replace(at=entries[0].at + 1, score=7), *entries[1:]]
    assert picture(moved, 0).hash != picture(entries, 0).hash


def test_who_is_struck_off_leaves_no_gap() -> None:
    entries = crowd(50, 9, 5)
    made = picture(entries, 3)
    gone = made.first[1]
    left = standing(made.first, [Gone(gone.member, gone.score, 2)])
    assert left == [one for one in made.first if one != gone]

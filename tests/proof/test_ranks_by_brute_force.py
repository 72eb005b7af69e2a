"""Ten thousand members have the ranks of brute force over their scores."""

from chalicelib.domain.mechanics.board.picture import TOLD_APART, picture, shared_rank, told_apart
from tests.domain.test_picture import crowd, stands_above


def test_ten_thousand_members_have_the_ranks_of_brute_force() -> None:
    """Told apart above, shared below."""
    entries = crowd(10_000, 7, 2_500)
    made = picture(entries, 100)
    apart = told_apart(100)
    assert len(made.first) == apart == 100 + TOLD_APART
    places = {one.member: rank for rank, one in enumerate(made.first, 1)}
    more = {score: sum(other.score > score for other in entries) for score in {one.score for one in entries}}
    for one in entries:
        if one.score and one.member not in places:
            found = shared_rank(one.score, made.levels, made.entries, made.first[-1], len(made.first))
            assert found == max(more[one.score], apart) + 1
        elif one.score < 20:  # of some of the others
            assert one.score == 0
    for one in made.first[::97]:
        assert places[one.member] == 1 + sum(stands_above(other, one) for other in entries if other.score)

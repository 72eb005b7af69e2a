"""A ranking as one member sees it: the own score, the rank as of a shown moment, who is near, what it takes to win."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.picture import CHUNK, Level, Ranked, shared_rank
from chalicelib.domain.mechanics.board.state import RankingState
from chalicelib.domain.mechanics.board.view import in_order
from chalicelib.domain.words.values import Bag

NEAR = 2
"""Places above and below that are shown."""


class BoardPlace(Struct, frozen=True):
    """One place of a ranking."""

    rank: int
    """The rank, from 1."""
    member: str
    """Who has it, by the member's id."""
    score: int
    """The score."""
    at: int
    """When it was reached, epoch ms: of equal scores the earlier one stands above."""


class NextPrize(Struct, frozen=True):
    """The next better places that are paid."""

    rank: int
    """The last of these places."""
    gives: Bag
    """The reward of each of them."""
    lacks: int
    """How much more it takes than the member has, as of the picture."""


class BoardStanding(Struct, frozen=True):
    """A ranking as the member sees it."""

    window: str
    """The id of the ranking's window."""
    opens: int
    """From when events count, epoch ms."""
    closes: int
    """The first moment that counts no longer, epoch ms."""
    score: int
    """The member's own score, live; of a ranking that is over, the final one."""
    as_of: int | None
    """The moment that ranks are of, epoch ms; null: nothing was ranked yet."""
    final: bool
    """Whether the ranking is frozen: nothing changes it any more, but that somebody is struck off."""
    paid: bool
    """Whether its places are paid."""
    entries: int
    """How many are ranked."""
    rank: int | None
    """The member's rank as of then; null: none."""
    shared: bool
    """Whether others with the same score have the same rank: below the places that are told apart."""
    next_above: int | None
    """The next higher score that somebody has, where the member is below those told apart; else null."""
    near: tuple[BoardPlace, ...]
    """The places around the member's own, which is among them; empty below those told apart."""
    next_prize: NextPrize | None
    """The next better places that are paid; null where there are none, where only the next picture tells, and once the
    ranking is frozen."""
    first: tuple[BoardPlace, ...]
    """The first places, as many as were asked for."""


class SeenRanking(Struct, frozen=True):
    """The parts of a ranking that were read for one member."""

    state: RankingState
    """The state of the ranking's newest picture."""
    places: dict[int, list[Ranked]]
    """Parts of the places that are told apart, by number: the first, and those in which the member may be."""
    levels: list[Level]
    """The part of the table of scores in which the member's score belongs."""


def parts_with(state: RankingState, score: int) -> list[int]:
    """The parts of the places, beside the first, in which somebody with a score may be."""
    lasts = [one.score for one in state.last]
    return [k for k in range(1, len(lasts)) if lasts[k - 1] >= score >= lasts[k]]


def level_part(state: RankingState, score: int) -> int:
    """The part of the table of scores in which a score belongs."""
    return next((k for k, lowest in enumerate(state.lowest) if lowest <= score), max(0, len(state.lowest) - 1))


def places_of(seen: SeenRanking) -> Iterator[BoardPlace]:
    """The places that were read, without who was struck off, or erased before the award: the others close up."""
    gone = {one.member for one in seen.state.gone}
    for part, places in sorted(seen.places.items()):
        rank = part * CHUNK - sum(0 < one.place <= part * CHUNK for one in seen.state.gone)
        for one in places:
            if one.member not in gone:
                rank += 1
                yield BoardPlace(rank, one.member, one.score, one.at)


def own_rank(seen: SeenRanking, member: str, score: int, places: Sequence[BoardPlace]) -> tuple[int | None, bool]:
    """The rank of a member, and whether it is shared. Of those with the same score who is told apart stands above."""
    state = seen.state
    if not state.as_of or any(one.member == member for one in state.gone):
        return None, False
    mine = next((one for one in places if one.member == member), None)
    if mine is not None:
        return mine.rank, False
    if score <= 0:
        return None, False
    last = state.last[-1] if state.last else None
    rank = shared_rank(score, seen.levels, state.entries, last, state.apart)
    return rank - sum(one.score > score or (one.score == score and one.place > 0) for one in state.gone), True


def next_above(seen: SeenRanking, score: int) -> int | None:
    """The next higher score that somebody has, in the part that was read."""
    return min((level.score for level in seen.levels if level.score > score), default=None)


def near(places: Sequence[BoardPlace], member: str) -> tuple[BoardPlace, ...]:
    """The places around a member's own."""
    at = next((i for i, one in enumerate(places) if one.member == member), None)
    return () if at is None else tuple(places[max(0, at - NEAR) : at + NEAR + 1])


def next_prize(
    board: Board, state: RankingState, places: Sequence[BoardPlace], rank: int | None, score: int
) -> NextPrize | None:
    """The next better places that are paid, and what it takes to be the last of those; None also where that can't be
    told before the next picture, because other places were paid as this one was taken; and of a frozen ranking.

    places: those that were read.
    """
    better = [(ranks, bag) for ranks, bag in in_order(board) if rank is None or ranks.last < rank]
    if not better or state.frozen:
        return None
    ranks, bag = better[-1]
    if ranks.last > state.entries - len(state.gone):
        return NextPrize(ranks.last, bag, max(0, 1 - score))
    there = _score_at(ranks.last, state, places)
    return None if there is None else NextPrize(ranks.last, bag, max(1, there - score + 1))


def _score_at(rank: int, state: RankingState, places: Sequence[BoardPlace]) -> int | None:
    """The score that has a rank which somebody has; None where neither the places nor the state tell it."""
    for one in places:
        if one.rank == rank:
            return one.score
    if state.gone or rank not in state.last_places:
        return None
    return state.prizes[state.last_places.index(rank)].score

"""What the next prize lacks: as of the picture, by the places that are paid now, and no wrong number after a change."""

import pytest
from msgspec.structs import replace

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.picture import Ranked, Struck, picture
from chalicelib.domain.mechanics.board.state import RankingState
from chalicelib.domain.views.board import SeenRanking, next_prize, places_of
from chalicelib.services.pictures import pictured
from chalicelib.store.rankings import Held, RankingId
from tests.domain.game import Game

WAS = "{1 to 3: {points: 10}}"
SPLIT = "{1: {points: 20}, 2 to 3: {points: 10}}"
LONGER = "{1 to 4: {points: 10}}"
ENTRIES = [Ranked(score, n, f"m{n}") for n, score in enumerate((100, 90, 10, 5), 1)]


def board(gives: str) -> Board:
    game = Game(f"boards: {{runs: {{when: run.finished, score: count, gives: {gives}}}}}")
    return game.published.campaign.blocks(Board)["runs"]


# Each row: the prizes of the picture and of now, whether the places were read, whose place of the picture was struck
# off, the rank and score of who looks, and the place of the next prize with what it lacks.
ROWS: dict[str, tuple[str, str, bool, int, int | None, int, tuple[int, int] | None]] = {
    "as the picture was": (WAS, WAS, False, 0, 4, 5, (3, 6)),
    "the best": (WAS, WAS, False, 0, 2, 90, None),
    "split, places read": (WAS, SPLIT, True, 0, 3, 10, (1, 91)),
    "split, places read, below": (WAS, SPLIT, True, 0, 4, 5, (3, 6)),
    "split, beyond what was read": (WAS, SPLIT, False, 0, 3, 10, None),
    "split, the same place as before": (WAS, SPLIT, False, 0, 4, 5, (3, 6)),
    "more places, beyond what was read": (WAS, LONGER, False, 0, None, 0, None),
    "more places, places read": (WAS, LONGER, True, 0, None, 0, (4, 6)),
    "nobody there yet": (WAS, WAS.replace("3", "9"), False, 0, None, 0, (9, 1)),
    "others close up, places read": (WAS, WAS, True, 2, None, 1, (3, 5)),
    "others close up, beyond what was read": (WAS, WAS, False, 2, None, 1, None),
}


@pytest.mark.parametrize(("was", "now", "read", "struck", "rank", "score", "expected"), ROWS.values(), ids=ROWS)
def test_what_it_takes(
    was: str, now: str, read: bool, struck: int, rank: int | None, score: int, expected: tuple[int, int] | None
) -> None:
    made = picture(ENTRIES, board(was).paid)
    state = pictured(Held(RankingId("play", "runs", "c"), 1, RankingState()), made, board(was), 1, 4)
    if struck:
        gone = ENTRIES[struck - 1]
        state = replace(state, struck=(Struck(gone.member, gone.score, struck),))
    places = list(places_of(SeenRanking(state, {0: list(made.first)} if read else {}, [])))
    found = next_prize(board(now), state, places, rank, score)
    assert (found and (found.rank, found.lacks)) == expected

"""Two records of one person become one: their scores, on each board that is not over yet.

Counts and sums add up, and of best events the better counts. A score of a ranking that is over stays where it was
reached: its place is paid to whoever the record leads to by then.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.rankings import ranking_of
from chalicelib.domain.play.scores import MOST_BEST, OF_ORDER
from chalicelib.domain.play.turn import Player
from chalicelib.domain.record.member import Played
from chalicelib.domain.record.scores import BoardScore, Scored


def absorb(player: Player, other: Played) -> None:
    """Take in the scores of another record of the same person."""
    for scored in open_scores(player, other):
        key = f"{scored.board}@{scored.window}"
        absorbed, had = other.scores[key], player.played.scores.get(key, BoardScore(0, 0))
        both = _together(scored.measure, had, absorbed)
        player.played.scores[key] = both
        player.turn.draft.scores.append(replace(scored, score=both.score))


def open_scores(player: Player, other: Played) -> Iterator[Scored]:
    """The scores of a record in rankings that are not over, as receipts tell them."""
    turn, published = player.turn, player.published
    versions, boards = turn.definitions.versions(published), published.campaign.blocks(Board)
    for key, one in other.scores.items():
        name, _, window = key.partition("@")
        ranking = ranking_of(versions, name, window) if name in boards else None
        if ranking is not None and turn.now < ranking.ends:
            measure = boards[name].score.measure + OF_ORDER * bool(one.best)
            yield Scored(published.id, name, window, measure, one.score, one.score, ranking.ends)


def _together(measure: str, had: BoardScore, more: BoardScore) -> BoardScore:
    best = sorted([*had.best, *more.best], reverse=True)[:MOST_BEST]
    if not measure.startswith("best"):
        return BoardScore(had.score + more.score, max(had.at, more.at), best)
    first = min((had, more), key=lambda one: (-one.score, one.at))
    return BoardScore(first.score, first.at, best)

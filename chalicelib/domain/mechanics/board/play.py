"""Boards: events count for a member's score, by their own time, until the ranking is frozen."""

from collections.abc import Mapping
from typing import Final

from chalicelib.domain.file.blocks import Placed
from chalicelib.domain.file.conditions import Value
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.rankings import Ranking, ranking_at
from chalicelib.domain.mechanics.mechanic import Fate
from chalicelib.domain.play.audience import belonged
from chalicelib.domain.play.limits import Scope, count, remaining
from chalicelib.domain.play.scores import add, worth
from chalicelib.domain.play.turn import Player
from chalicelib.domain.play.where import least_left, meets
from chalicelib.domain.time.localtime import add as later

KEY: Final = "boards"


def heard(player: Player, placed: Placed, values: Mapping[str, Value]) -> Fate:
    """Count one event for a board, if it is for it, adds to the score, and came within the grace."""
    board: Board = placed.block
    published, turn = player.published, player.turn
    window = published.opening(turn.moment, board)
    ranking = ranking_at(turn.definitions.versions(published), placed.name, turn.counted)
    if window is None or ranking is None or turn.moment >= ranking.closes or not _is_for(player, board, values):
        return "passed"
    if _is_late(player, ranking):
        return "late"
    value = values.get(board.score.field) if board.score.field else None
    n = worth(board.score, value, turn.definitions.programme.currency)
    path, scope = f"{KEY}/{placed.name}", Scope(window=window, round_id=ranking.id)
    if not n or not remaining(player, path, board.limit, scope):
        return "passed"
    least = least_left(player.turn, board.where)
    if not add(player, placed.name, ranking.id, ranking.ends, board.score, n, least):
        return "passed"
    count(player, path, board.limit, scope)
    return "counted"


def _is_for(player: Player, board: Board, values: Mapping[str, Value]) -> bool:
    return belonged(player, board.who) and meets(player.turn, board.where, board.when, values)


def _is_late(player: Player, ranking: Ranking) -> bool:
    """Whether the grace after an event is over, or that of the whole ranking: then it is about to be frozen."""
    turn = player.turn
    if ranking.ends <= turn.now:
        return True
    if turn.claimed or turn.due:
        return False
    grace = ranking.grace
    return later(grace.count, grace.unit, player.published.zone, turn.moment) <= turn.now

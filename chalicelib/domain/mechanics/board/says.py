"""Says boards in sentences: what members are ranked by, and what each place gives."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import Placed
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.saying import values
from chalicelib.domain.saying.own import Own, OwnOf
from chalicelib.domain.saying.speaker import Speaker


def _board(speaker: Speaker, placed: Placed) -> Iterator[str]:
    board: Board = placed.block
    event = speaker.event(board.when, board.where, speaker.names.heading(placed))
    yield speaker.say("task.counts", event=event)
    yield speaker.say(f"board.{board.score.measure}", field=speaker.field(board.score.field))
    if board.repeats:
        yield speaker.say(f"board.{board.repeats}")
    for ranks, bag in board.gives.items():
        key = "board.place" if ranks.first == ranks.last else "board.places"
        yield speaker.say(key, first=ranks.first, last=ranks.last, bag=speaker.bag(bag))
    if board.review.count:
        yield speaker.say("board.review", duration=values.duration(speaker.language, board.review))
    else:
        yield speaker.say("board.at_once")


SAYS: OwnOf = {
    Board: Own(_board, frozenset({"when", "where", "score", "gives", "repeats", "review"})),
}

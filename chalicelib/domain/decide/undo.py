"""Taking back what an order gave, when it comes back whole or in part."""

from msgspec.structs import replace

from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.board.rankings import ranking_of
from chalicelib.domain.play.scores import lower
from chalicelib.domain.play.tiers import fall_back
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.counted import CountedTask
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.scores import Scored


def take_back(turn: Turn, given: Receipt, before: int, left: int) -> None:
    """Take back what an order gave for the part that came back. Amounts are in minor units.

    given: the receipt that counted the order. before, left: what was left before this refund, and is after it. It goes
    by the receipt, whatever version is in force; scores of boards fall while their ranking is not over, and a tier that
    its stars brought is put back, with what that gave.
    """
    for one in given.tasks:
        _undo(turn, _as_given(given, one), before, left)
    lower(turn, [one for one in given.scores if turn.now < _over_from(turn, one)], before, left)
    take_back_tier(turn)


def take_back_tier(turn: Turn) -> None:
    """Put back a tier that stars brought which were taken back, with what that gave."""
    for one in fall_back(turn):
        _undo(turn, one, 1, 0)


def _over_from(turn: Turn, scored: Scored) -> int:
    """From when nothing changes a score: by the definitions, as for what still adds to it; where these have no such
    ranking any more, as the receipt says."""
    published = turn.definitions.owing(scored.campaign)
    if published is None:
        return scored.until
    ranking = ranking_of(turn.definitions.versions(published), scored.board, scored.window)
    return ranking.ends if ranking else scored.until


def _undo(turn: Turn, one: CountedTask, before: int, left: int) -> None:
    for mechanic in MECHANICS:
        if mechanic.undoes is not None:
            mechanic.undoes(turn, one, before, left)


def _as_given(given: Receipt, one: CountedTask) -> CountedTask:
    """A task with what the receipt says that it brought: how often, and into which lots its points went."""
    block = f"challenges/{one.challenge}/{one.task}"
    postings = [posting for posting in given.postings if posting.campaign == one.campaign and not posting.at]
    lots: dict[str, int] = {}
    for posting in postings:
        if posting.why.partition(":")[0] == block:
            for name, n in posting.lots.items():
                lots[name] = lots.get(name, 0) + max(0, n)
    later = [waits for waits in given.later if (waits.campaign, waits.why) == (one.campaign, block)]
    times = sum(posting.times for posting in postings if posting.why == block) + sum(waits.times for waits in later)
    return replace(one, times=times, lots=lots)

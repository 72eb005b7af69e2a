"""Scores of boards: an event adds to one, an order that comes back lowers it; of a frozen board none changes."""

from collections.abc import Iterable, Sequence
from typing import Final

from chalicelib.domain.file.conditions import Value
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.play.wallet import require_exact
from chalicelib.domain.play.where import what_counts
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.scores import BoardEntry, BoardScore, Scored
from chalicelib.domain.words.values import Money, Scoring

MOST_BEST: Final = 8
"""Orders of which the best alone counts that are kept beside one another, in case it comes back."""

OF_ORDER: Final = "/order"
"""The end of a measure by an order's own amount, part of which may come back."""


def worth(scoring: Scoring, value: Value | None, currency: str | None) -> int:
    """The worth of an event, in the units of the score.

    A missing or a negative value is worth nothing, nor is an amount in another currency than the programme's.
    """
    if scoring.field is None:
        return 1
    if isinstance(value, Money):
        return max(0, value.minor) if value.currency == currency else 0
    return max(0, value) if isinstance(value, int) else 0


def add(player: Player, board: str, window: str, until: int, scoring: Scoring, n: int, least: int) -> bool:
    """Let an event of so much worth count; False where the score stays as it is.

    until: from when nothing changes it any more, epoch ms. least: how much must be left of its order, in minor units.
    """
    turn, key = player.turn, f"{board}@{window}"
    had = player.played.scores.get(key, BoardScore(0, 0))
    one = BoardScore(had.score, had.at, list(had.best))
    if scoring.measure == "best":
        _best(one, n, turn.counted, may_come_back=turn.traces is not None)
    else:
        one.score, one.at = one.score + n, max(one.at, turn.counted)
    require_exact(one.score)
    if one == had:
        return False
    own = turn.traces is not None and scoring.field == turn.spends
    player.keep().scores[key] = one
    measure = scoring.measure + OF_ORDER * own
    turn.draft.scores.append(Scored(player.published.id, board, window, measure, n, one.score, until, least))
    return True


def lower(turn: Turn, given: Iterable[Scored], before: int, left: int) -> None:
    """Take back what an order scored, for the part of it that came back.

    given: as its receipt tells, of rankings that are not over. before, left: what was left of the order before this
    refund, and is after it, in minor units. The lower score is reached now: whoever had as much before stands above.
    """
    for scored in given:
        played = turn.member.played.get(scored.campaign)
        one = played.scores.get(f"{scored.board}@{scored.window}") if played else None
        if one is None:
            continue
        had = one.score
        _lower(one, scored, what_counts(before, scored.least), what_counts(left, scored.least))
        if one.score != had:
            one.at = max(one.at, turn.moment)
            less = Scored(
                scored.campaign,
                scored.board,
                scored.window,
                scored.measure,
                one.score - had,
                one.score,
                scored.until,
            )
            turn.draft.scores.append(less)


def entries(definitions: Definitions, member: Member, results: Sequence[object]) -> tuple[BoardEntry, ...]:
    """The scores that receipts changed, as they are in the member's document in the end."""
    told = [one for result in results if isinstance(result, Receipt) for one in result.scores]
    changed = dict.fromkeys((one.campaign, one.board, one.window) for one in told)
    found = []
    for campaign, board, window in changed:
        played, published = member.played.get(campaign), definitions.owing(campaign)
        one = played.scores.get(f"{board}@{window}") if played else None
        if one is not None:
            crowd = published.campaign.crowd if published else 0
            found.append(BoardEntry(campaign, board, window, one.score, one.at, crowd))
    return tuple(found)


def left(definitions: Definitions, told: Iterable[Scored], now: int) -> tuple[BoardEntry, ...]:
    """The entries of a record that leaves boards, as its receipt tells; now: epoch ms."""
    crowds = {one.campaign: definitions.owing(one.campaign) for one in told}
    return tuple(
        BoardEntry(one.campaign, one.board, one.window, 0, now, published.campaign.crowd)
        for one in told
        if (published := crowds[one.campaign])
    )


def _best(one: BoardScore, n: int, at: int, may_come_back: bool) -> None:
    if n > one.score or (n == one.score and n and at < one.at):
        one.score, one.at = n, at
    if may_come_back and n:
        one.best = sorted([*one.best, n], reverse=True)[:MOST_BEST]


def _lower(one: BoardScore, scored: Scored, before: int, left: int) -> None:
    """An order's own amount falls by what came back; anything else goes once all of the order came back."""
    own = scored.measure.endswith(OF_ORDER)
    if before == left or (left and not own):
        return
    was, will = (before, left) if own else (scored.n, 0)
    if not scored.measure.startswith("best"):
        one.score = max(0, one.score - (was - will))
    elif was in one.best:
        rest = sorted([*one.best, will], reverse=True)
        rest.remove(was)
        one.best = [n for n in rest if n]
        one.score = max(one.best, default=0)

"""The boards of a scenario: who stands where, who is struck off, and what the places are paid, as the job does it."""

from collections.abc import Iterator

from chalicelib.domain.decide.award import Award
from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.picture import Ranked, Struck, picture, standing
from chalicelib.domain.mechanics.board.rankings import Ranking, ranking_at, rankings
from chalicelib.domain.publishing.definitions import Replaced
from chalicelib.domain.record.actions import Ask
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.domain.scenarios.stage import Stage
from chalicelib.domain.words.errors import Conflict, Unknown


class StageBoards:
    """The boards of a scenario's campaign. Moments are epoch ms."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._versions = (Replaced(0, stage.published),)
        self._struck: dict[tuple[str, str], list[Struck]] = {}
        self._paid: set[tuple[str, str]] = set()

    def ranks(self, board: str, at: int) -> list[str]:
        """Everybody on the board in the ranking of a moment, the best first; of no ranking then, of the last one."""
        ranking = ranking_at(self._versions, board, at) or next(reversed([*self._opened(board, at)]), None)
        return [] if ranking is None else [one.member for one in self._standing(board, ranking)]

    def award(self, board: str, by: str, now: int) -> AskResult:
        """Pay every ranking that may be paid and is not yet; gives the receipt of one member, None where there is none,
        and a Conflict (`not_frozen`) where none may be paid at all.
        """
        due = [one for one in self._opened(board, now) if one.pays <= now]
        if not due:
            return Conflict(f"No ranking of {board!r} may be paid yet.", "not_frozen")
        told: AskResult = None
        for ranking in due:
            if (board, ranking.id) not in self._paid:
                self._paid.add((board, ranking.id))
                told = self._pay(board, ranking, now).get(by, told)
        return told

    def strike(self, board: str, member: str, now: int) -> AskResult:
        """Take a member off the last ranking that is over; a Conflict (`not_frozen`, `board_paid`) where it may not,
        Unknown (`unknown_member`) for who has no score in it.
        """
        over = [one for one in self._opened(board, now) if one.ends <= now]
        if not over:
            return Conflict(f"The ranking of {board!r} is not frozen yet.", "not_frozen")
        if (board, over[-1].id) in self._paid:
            return Conflict(f"The ranking of {board!r} is paid already.", "board_paid")
        entry = self._stage.scores(board, over[-1].id).get(member)
        if entry is None or not entry.score:
            return Unknown("member", member)
        self._struck.setdefault((board, over[-1].id), []).append(Struck(member, entry.score))
        return None

    def _opened(self, board: str, now: int) -> Iterator[Ranking]:
        yield from rankings(self._versions, board, 0, now)

    def _standing(self, board: str, ranking: Ranking) -> list[Ranked]:
        scores = self._stage.scores(board, ranking.id)
        made = picture((Ranked(one.score, one.at, member) for member, one in scores.items()), len(scores))
        return standing(made.first, self._struck.get((board, ranking.id), ()))

    def _pay(self, board: str, ranking: Ranking, now: int) -> dict[str, AskResult]:
        """Pay each place; gives the answers by member."""
        campaign, block = self._stage.published.id, self._stage.published.campaign.blocks(Board)[board]
        answers = {}
        for rank, one in enumerate(self._standing(board, ranking), 1):
            if block.bag_of(rank) is not None:
                ask = Ask(receipt_id("award", f"{board}@{ranking.id}"), Award(campaign, board, ranking.id, rank))
                answers[one.member] = self._stage.act(one.member, ask, now)
        return answers

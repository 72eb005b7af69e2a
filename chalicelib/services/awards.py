"""Pays the places of a frozen ranking, each once.

Each place is the action `award` of its member, under the key of the ranking: whoever does it again finds the receipt.
Places are paid from the first one on. Who was struck off, or is not there any more, is passed over, and the others
close up, as the state tells; whoever was paid before keeps the rank that the receipt tells. A place that can't be paid
just now is kept for its member, and tried again by the next run. A place that gives nothing, between two that do, is
asked for too: whether its member is there still decides on the ranks below.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from chalicelib.domain.decide.award import Award
from chalicelib.domain.mechanics.board.picture import Struck
from chalicelib.domain.mechanics.board.state import RankingState, UnpaidPlace
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.words.errors import Unavailable, Unknown
from chalicelib.services.act import Act, Answered, Request
from chalicelib.services.unpaid import OpenRanking
from chalicelib.store.members import Members
from chalicelib.store.rankings import Held, RankingId, Rankings

SCOPE: Final = "award"

AT_ONCE: Final = 25
"""Places after which it is written down how far it has come."""

GIVES_NOTHING: Final = "not_offered"
"""How the award of a place that gives nothing is refused."""

log = logging.getLogger(__name__)


class Awards:
    """Pays places. Everything raises Unavailable."""

    def __init__(self, store: Rankings, act: Act, members: Members) -> None:
        self._store = store
        self._act = act
        self._members = members

    def pay(self, one: OpenRanking, clock: Callable[[], int], may_go_on: Callable[[], bool]) -> int:
        """Go on paying a frozen ranking for as long as there is time; gives how many places were paid.

        clock: epoch ms. Where two run at once, the one that comes second to write how far it has come stops.
        """
        held: Held | None = one.held
        if held is not None and not held.state.paying:
            held = self._store.move(held, replace(held.state, paying=True))
        if held is None:
            return 0
        ranked = self._store.places(held.id, range(len(held.state.last)))
        struck = {one.member for one in held.state.struck}
        places = [Struck(one.member, one.score, n) for n, one in enumerate(ranked, 1) if one.member not in struck]
        paid, number = 0, one.board.paid
        while held is not None and not held.state.paid and may_go_on():
            before = held.state
            if before.place >= len(places) or before.rank > number:
                after = self._again(held.id, before, clock())
                held = self._store.move(held, after)
                return paid + len(before.unpaid) - len(after.unpaid)
            some = places[before.place : before.place + AT_ONCE]
            after = self._some(held.id, before, some, number, clock())
            paid += after.rank - before.rank
            held = self._store.move(held, after)
        return paid

    def _some(
        self, id: RankingId, state: RankingState, places: Sequence[Struck], number: int, now: int
    ) -> RankingState:
        """Pay the next places, of which so many are paid; who is not there any more counts as struck off."""
        place, rank, unpaid, erased = state.place, state.rank, list(state.unpaid), list(state.erased)
        for one in places:
            if rank > number:
                break
            told = self._award(id, one.member, rank, now)
            if isinstance(told, int) and told >= rank:
                rank = told + 1
            elif told is None or isinstance(told, int):  # a person of two places, which became one, is paid the better
                erased.append(one)
            elif told == GIVES_NOTHING:
                rank += 1
            else:
                log.warning("A place of %s@%s can't be paid yet: %s", id.board, id.window, told)
                unpaid.append(UnpaidPlace(rank, one.member, told))
                rank += 1
            place += 1
        return replace(state, place=place, rank=rank, unpaid=tuple(unpaid), erased=tuple(erased))

    def _again(self, id: RankingId, state: RankingState, now: int) -> RankingState:
        """Try what could not be paid before; once nothing is left, all is paid."""
        left = []
        for one in state.unpaid:
            told = self._award(id, one.member, one.rank, now)
            if isinstance(told, str) and told != GIVES_NOTHING:
                left.append(replace(one, code=told))
        return replace(state, unpaid=tuple(left), paid=not left)

    def _award(self, id: RankingId, member: str, rank: int, now: int) -> int | str | None:
        """The rank that was paid, now or before; the code of what stands in the way; or None: nobody is there.

        Raises Unavailable.
        """
        request = Request(SCOPE, _key(id), b"", Award(id.campaign, id.board, id.window, rank))
        [answer] = self._act.act(member, [request], now)
        if isinstance(answer, Answered):
            return rank if answer.receipt is None or not answer.replayed else _rank_of(answer.receipt)
        if isinstance(answer, Unavailable):
            raise answer
        if isinstance(answer, Unknown) and answer.code == "unknown_member":
            found = self._members.receipts(member, [receipt_id(SCOPE, _key(id))])  # paid, and erased since
            return next((_rank_of(one.body) for one in found.values()), None)
        return answer.code


def _key(id: RankingId) -> str:
    return f"{id.campaign}/{id.board}@{id.window}"


def _rank_of(receipt: bytes) -> int:
    return int(msgspec.json.decode(receipt, type=Receipt).asked["rank"])

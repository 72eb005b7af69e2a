"""Asks for the touches of one member: whatever may be sent now is sent, each by an action of its own.

It goes through `act` like any action of the member, so that two who ask at once send nothing twice: the second finds
the receipt of the first, or a document in which nothing waits any more.
"""

from typing import Final

from msgspec.structs import replace

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.record.actions import Ask, TouchMember
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.act import Act, Answered, Request
from chalicelib.services.catalogue import Catalogue

SCOPE: Final = "touch"

MOST: Final = 5
"""Touches of one member in one look; caps allow few, and the rest waits for the next."""


class Touching:
    """Asks for touches. Safe to use from several threads."""

    def __init__(self, act: Act, catalogue: Catalogue) -> None:
        self._act = act
        self._catalogue = catalogue

    def tell(self, member: Snapshot, now: int) -> int:
        """Ask for what may be sent to a member as it was read, and give how many touches that were; now: epoch ms.

        Nothing is asked where nothing would be sent. Raises Unavailable where the table is busy: ask again later.
        """
        told = 0
        while told < MOST and (after := self._touched(member, now)) is not None:
            request = Request(SCOPE, str(member.version), b"", TouchMember())  # a retry is a replay
            [answer] = self._act.act(member.id, [request], now)
            if isinstance(answer, Unavailable):
                raise answer
            if not isinstance(answer, Answered) or answer.replayed or answer.receipt is None:
                break  # somebody else was here since it was read
            member, told = after, told + 1
        return told

    def _touched(self, member: Snapshot, now: int) -> Snapshot | None:
        """The member after one touch, as far as this can be foreseen; None where nothing would be sent."""
        moment = max(now, member.at)
        definitions = self._catalogue.definitions(moment)
        if not definitions.programme.touches.plan or member.document.erased:
            return None
        situation = Situation(definitions=definitions, member=member, now=moment)
        outcome = decide(situation, [Ask("", TouchMember())])
        if not any(one.touched for one in outcome.receipts):
            return None
        return replace(member, document=outcome.member, version=member.version + 1, at=moment)

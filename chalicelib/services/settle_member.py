"""Looks at one member for whom something may be due: settles what is, or lets the member stand elsewhere in the index.

It goes through `act` like any action of the member, and so needs no rule of its own against doubling or racing.
"""

import logging
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.falls_due import falls_due
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Ask, Settle
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.act import Act, Answered, Request
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.touching import Touching
from chalicelib.store.due_index import DueIndex
from chalicelib.store.members import Current, Loaded

SCOPE: Final = "sweep"

MOST_RECEIPTS: Final = 20
"""Receipts that one member is settled by; who needs more stays due for the next run."""

log = logging.getLogger(__name__)


class Swept(Struct, frozen=True):
    """The result of a run."""

    members: int = 0
    """Members that were looked at."""
    settled: int = 0
    """Members for whom anything was due."""
    told: int = 0
    """Touches for which they were chosen."""
    moved: int = 0
    """Members who came too early, or too late, and stand elsewhere in the index now."""
    undecided: int = 0
    """Members who stay where they are: the table was busy, or the log names a mistake."""
    done: bool = True
    """Nobody is left: who is due was settled, and everybody was looked at who had to be."""

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(
            self.members + other.members,
            self.settled + other.settled,
            self.told + other.told,
            self.moved + other.moved,
            self.undecided + other.undecided,
            self.done and other.done,
        )


class SettleMember:
    """Settles members who are looked at. Safe to use from several threads."""

    def __init__(self, act: Act, catalogue: Catalogue, index: DueIndex, touching: Touching) -> None:
        self._act = act
        self._touching = touching
        self._catalogue = catalogue
        self._index = index

    def at(self, member: Current, now: int) -> tuple[Swept, frozenset[str]]:
        """Look at a member as it was read; also the closed campaigns that still owe it something.

        Whatever is wrong with one must not hold up the others. Raises Unavailable for the table itself.
        """
        try:
            return self._look(member, now)
        except Unavailable:
            raise
        except Exception:
            log.exception("A member can't be settled")  # the log must not name the member
            return Swept(members=1, undecided=1), frozenset()

    def place(self, member: Current, now: int) -> bool:
        """Let a member stand in the index where it belongs, by now (epoch ms); False where it stood there."""
        document, moment = member.snapshot.document, max(now, member.snapshot.at)
        if document.erased:
            return False
        at = falls_due(self._definitions(moment), member.snapshot, moment)
        is_over = member.due is None or member.due <= now
        return (is_over or at < (member.due or 0)) and self._index.move(member, at)

    def _look(self, member: Current, now: int) -> tuple[Swept, frozenset[str]]:
        receipts, more, owing = self._receipts_due(member.snapshot, now)
        if not receipts and (told := self._touching.tell(member.snapshot, now)):
            return Swept(members=1, settled=1, told=told), owing
        if not receipts:
            return Swept(members=1, moved=self.place(member, now)), owing
        settled, undecided = False, more
        for n in range(receipts):
            request = Request(SCOPE, str(member.snapshot.version + n), b"", Settle())
            [answer] = self._act.act(member.snapshot.id, [request], now, loaded=None if n else Loaded(member, {}, {}))
            settled |= isinstance(answer, Answered) and answer.receipt is not None and not answer.replayed
            undecided |= isinstance(answer, Unavailable)
        return Swept(members=1, settled=settled, undecided=undecided), owing

    def _receipts_due(self, member: Snapshot, now: int) -> tuple[int, bool, frozenset[str]]:
        """How many receipts it takes until no more can be given, one holding a part of very many coupons; whether more
        is left for the next run; and the closed campaigns that owe what waits, and stay at hand until then.
        """
        if member.document.erased:
            return 0, False, frozenset()
        moment = max(now, member.at)
        definitions = self._definitions(moment)
        for n in range(MOST_RECEIPTS):
            outcome = decide(Situation(definitions=definitions, member=member, now=moment), [Ask("", Settle())])
            if not outcome.receipts:
                played = member.document.played
                return n, False, frozenset(name for name in definitions.settling if name in played and played[name].due)
            member = replace(member, document=outcome.member, version=member.version + 1, at=moment)
        return MOST_RECEIPTS, True, frozenset()

    def _definitions(self, moment: int) -> Definitions:
        if self._catalogue.stale():
            self._catalogue.refresh()
        return self._catalogue.definitions(moment)

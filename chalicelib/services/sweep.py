"""Settles once a day what fell due for members who don't come, so that balances and liabilities are true.

It goes through `act` like any action of theirs, and so needs no rule of its own against doubling or racing. A scan over
the table finds them; a cursor keeps how far it is, so that a sweep goes on where the one before ran out of time, or
crashed. What is looked at twice is settled once: then nothing is due any more.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.record.actions import Ask, Settle
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.act import Act, Answered, Request
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.touching import Touching
from chalicelib.store.cursors import Cursor, Cursors
from chalicelib.store.members import Members
from chalicelib.store.table import Key

NAME: Final = "sweep"
SCOPE: Final = "sweep"

LOOKED_AT: Final = 1000
"""Items of the table that one page looks at. With a pause after each, a scan takes at most a third of what a partition
gives: 1,000 items of 1 KB are 125 read units."""

PAUSE_SECONDS: Final = 0.1

MOST_RECEIPTS: Final = 20
"""Receipts that one member is settled by; who needs more is left for the next day."""

log = logging.getLogger(__name__)


class Swept(Struct, frozen=True):
    """The result of one run."""

    day: str
    """The ISO date (UTC) that the sweep belongs to."""
    members: int = 0
    """Members that were looked at."""
    settled: int = 0
    """Members for whom anything was due."""
    undecided: int = 0
    """Members left for the next day: the table was busy, or the log names a mistake."""
    owing: frozenset[str] = frozenset()
    """The closed campaigns that still owe something: for its day, or because a record has no room for it."""
    done: bool = False
    """The day's sweep is over."""


class Place(Struct, frozen=True, omit_defaults=True):
    """Where a sweep goes on."""

    after: Key | None = None
    """The key of the last item that was looked at."""
    done: bool = False
    """Whether it is over."""
    undecided: int = 0
    """Members that it has left out so far."""
    owing: frozenset[str] = frozenset()
    """The closed campaigns of which it has found something that waits."""
    settled: int = 0
    """When the last sweep began that left nobody out, epoch ms; 0: none yet."""
    owed: frozenset[str] = frozenset()
    """The closed campaigns of which that one found something that waits."""


class Sweep:
    """Settles members."""

    def __init__(
        self,
        members: Members,
        act: Act,
        touching: Touching,
        catalogue: Catalogue,
        cursors: Cursors,
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
    ) -> None:
        """sleep, monotonic: seconds."""
        self._members = members
        self._act = act
        self._touching = touching
        self._catalogue = catalogue
        self._cursors = cursors
        self._sleep = sleep
        self._monotonic = monotonic

    def run(self, clock: Callable[[], int], seconds: float) -> Swept:
        """Go on with the day's sweep, or begin it, for so long at most; nothing is done where it is over.

        clock: epoch ms. Where two run at once, the one that comes second to a page's end stops. Raises Unavailable
        where the table does not answer: the next run goes on.
        """
        ends = self._monotonic() + seconds
        cursor = self._begun(self._cursors.read(NAME), clock())
        if cursor is None:
            return Swept(_day(clock()))
        swept, place = Swept(_day(cursor.at)), _place(cursor)
        left_out, owing = place.undecided, place.owing
        while not place.done and self._monotonic() < ends:
            found = self._members.scan(place.after, LOOKED_AT)
            for member in (one for one in found.members if not is_guest(one.id)):
                if self._monotonic() >= ends:
                    return swept
                swept = self._settle(member, clock(), swept)
            left_out += found.unread
            place = _moved_on(place, found.after, left_out + swept.undecided, owing | swept.owing, cursor.at)
            moved = self._cursors.move(cursor, cursor.at, msgspec.json.encode(place))
            if moved is None:
                return swept
            cursor = moved
            self._sleep(PAUSE_SECONDS)
        return msgspec.structs.replace(swept, done=place.done)

    def _begun(self, cursor: Cursor, now: int) -> Cursor | None:
        """Give the cursor of a sweep that goes on: the one found, or a new one's on another day than a finished one's.

        None where another run begins at this moment.
        """
        if cursor.moved and (not _place(cursor).done or _day(cursor.at) == _day(now)):
            return cursor
        last = _place(cursor) if cursor.moved else Place()
        return self._cursors.move(cursor, now, msgspec.json.encode(Place(settled=last.settled, owed=last.owed)))

    def _settle(self, member: Snapshot, now: int, swept: Swept) -> Swept:
        """Settle one member, if anything is due; whatever is wrong with one must not hold up the others."""
        settled = undecided = False
        owing = frozenset[str]()
        try:
            due, undecided, owing = (0, False, owing) if member.document.erased else self._receipts_due(member, now)
            for n in range(due):
                request = Request(SCOPE, f"{swept.day}.{n}" if n else swept.day, b"", Settle())
                [answer] = self._act.act(member.id, [request], now)
                settled |= isinstance(answer, Answered) and answer.receipt is not None and not answer.replayed
                undecided |= isinstance(answer, Unavailable)
            self._touching.tell(member, now)
        except Unavailable:  # the table itself: a next run begins this page again
            raise
        except Exception:
            log.exception("A member can't be settled")  # the log must not name the member
            undecided = True
        left_out = swept.undecided + undecided
        return Swept(swept.day, swept.members + 1, swept.settled + settled, left_out, swept.owing | owing)

    def _receipts_due(self, member: Snapshot, now: int) -> tuple[int, bool, frozenset[str]]:
        """How many receipts it takes until no more can be given, one holding a part of very many coupons; whether more
        is left for the next day; and the closed campaigns that owe what waits, and stay at hand until then.

        As of the scan, which is a moment old: what falls due meanwhile is due the next day too.
        """
        if self._catalogue.stale():
            self._catalogue.refresh()
        moment = max(now, member.at)
        definitions = self._catalogue.definitions(moment)
        for n in range(MOST_RECEIPTS):
            outcome = decide(Situation(definitions=definitions, member=member, now=moment), [Ask("", Settle())])
            if not outcome.receipts:
                played = member.document.played
                return n, False, frozenset(name for name in definitions.settling if name in played and played[name].due)
            member = replace(member, document=outcome.member, version=member.version + 1, at=moment)
        return MOST_RECEIPTS, True, frozenset()


def _moved_on(place: Place, after: Key | None, undecided: int, owing: frozenset[str], began: int) -> Place:
    """Where a sweep goes on that began at a moment (epoch ms); `after`: None at its end."""
    settled, owed = (began, owing) if after is None and not undecided else (place.settled, place.owed)
    return Place(after, after is None, undecided, owing, settled, owed)


def settled_since(cursors: Cursors) -> tuple[int, frozenset[str]]:
    """When the last sweep began that left nobody out, epoch ms (0: none yet), and the closed campaigns of which it
    found something that waits. Raises Unavailable."""
    cursor = cursors.read(NAME)
    place = _place(cursor) if cursor.moved else Place()
    return place.settled, place.owed


def _place(cursor: Cursor) -> Place:
    return msgspec.json.decode(cursor.body, type=Place)


def _day(now: int) -> str:
    return datetime.fromtimestamp(now / 1000, UTC).date().isoformat()

"""Lets the members of a release before 0.5 stand in the index of who is due: once, by a scan of the whole table.

Their next action does so too; this is for those who do not come. It begins an hour after the first sweep, when no
container of that release writes a member any more, and goes on where a run left off. A table that begins with this
release has none. (Whom an earlier release writes leaves the index: docs/operators.md says what to do after a rollback.)
"""

from collections.abc import Callable
from typing import Final

import msgspec
from msgspec import Struct

from chalicelib.domain.record.guest import is_guest
from chalicelib.services.settle_member import SettleMember
from chalicelib.store.cursors import Cursor, Cursors
from chalicelib.store.members import Current, Members
from chalicelib.store.table import Key

NAME: Final = "register"

WAITS: Final = 3_600_000
"""How long after the first sweep it begins, ms."""

LOOKED_AT: Final = 1000
"""Items of the table that one page looks at. With a pause after each, a scan takes at most a third of what a partition
gives: 1,000 items of 1 KB are 125 read units."""

PAUSE_SECONDS: Final = 0.1


class Registered(Struct, frozen=True, omit_defaults=True):
    """How far it is."""

    after: Key | None = None
    """The key of the last item that was looked at."""
    done: bool = False
    """Whether everybody stands in the index."""


class Register:
    """Makes the register whole."""

    def __init__(
        self,
        members: Members,
        look: SettleMember,
        cursors: Cursors,
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
    ) -> None:
        """sleep, monotonic: seconds."""
        self._members = members
        self._look = look
        self._cursors = cursors
        self._sleep = sleep
        self._monotonic = monotonic

    def fill(self, clock: Callable[[], int], ends: float) -> bool:
        """Go on until a moment of the monotonic clock; tells whether everybody stands in the index.

        Where two run at once, the one that comes second to a page's end stops. Raises Unavailable.
        """
        cursor: Cursor | None = self._cursors.read(NAME)
        if cursor is not None and not cursor.moved:
            cursor = self._cursors.move(cursor, clock() + WAITS, msgspec.json.encode(Registered(done=self._is_new())))
        while cursor is not None and not registered(cursor).done:
            if self._monotonic() >= ends or clock() < cursor.at:
                return False
            found = self._members.scan(registered(cursor).after, LOOKED_AT)
            for member in found.members:
                if _is_missing(member):
                    self._look.place(member, clock())
            place = Registered(found.after, found.after is None)
            cursor = self._cursors.move(cursor, cursor.at, msgspec.json.encode(place))
            self._sleep(PAUSE_SECONDS)
        return cursor is not None

    def _is_new(self) -> bool:
        """Whether no earlier release has ever written a member here."""
        found = self._members.scan(None, LOOKED_AT)
        return found.after is None and not any(map(_is_missing, found.members))


def _is_missing(member: Current) -> bool:
    """Whether one does not stand in the index who should: guests and who is erased do not."""
    return member.due is None and not is_guest(member.snapshot.id) and not member.snapshot.document.erased


def registered(cursor: Cursor) -> Registered:
    """How far a cursor of it is."""
    return msgspec.json.decode(cursor.body, type=Registered) if cursor.body else Registered()

"""Brings in members of another system, line by line, each under the name of its batch and its number there.

A line that was brought in before is answered as it was, and one that has changed since is told and not applied. So the
same file may be sent again, whole or in parts. A new member's id follows from batch and line, so that a look at the
member, at the answer and at the ids that lead somewhere is one read.
"""

from collections.abc import Sequence
from hashlib import sha256
from hmac import digest
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.record.actions import Import
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.domain.words.errors import Conflict, TesseraError, Unavailable
from chalicelib.services.act import Act, ActionAnswer, Request
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.take_in import RESERVE_SECONDS, SecondsLeft
from chalicelib.store.backoff import TRIES
from chalicelib.store.members import Members
from chalicelib.store.table import identity_key

SCOPE: Final = "import"


class Line(Struct, frozen=True):
    """A line that is to be brought in."""

    action: Import
    """The member, as the line says it."""
    fingerprint: bytes
    """At most 16 bytes of what it says."""


class LineBrought(Struct, frozen=True):
    """A line's answer."""

    member: str
    """The id of the member that it is of, as far as it is known; empty: of nobody."""
    answer: ActionAnswer
    """The answer to its action, or the error by which the line was not brought in."""


class BringIn:
    """Brings in members. Safe to use from several threads."""

    def __init__(self, members: Members, act: Act, catalogue: Catalogue, master: bytes) -> None:
        """master: the secret that nobody who has the file could tell ids without."""
        self._members = members
        self._act = act
        self._catalogue = catalogue
        self._master = master

    def each(self, lines: Sequence[Line], now: int, left: SecondsLeft) -> list[LineBrought]:
        """Bring in each line, and give the answers in their order; what can't be done in the time that is left may be
        sent again. now: epoch ms.
        """
        if self._catalogue.stale():
            self._catalogue.refresh()
        return [self._one(one, now) if left() >= RESERVE_SECONDS else _no_time() for one in lines]

    def _one(self, line: Line, now: int) -> LineBrought:
        try:
            for _ in range(TRIES):
                brought = self._tried(line, now)
                if not isinstance(brought.answer, Unavailable):
                    break
        except TesseraError as error:
            return LineBrought("", error)
        return brought

    def _tried(self, line: Line, now: int) -> LineBrought:
        action = line.action
        key = f"{action.batch}/{action.line}"
        request = Request(SCOPE, key, line.fingerprint, action)
        own = f"m{digest(self._master, f'{SCOPE}/{key}'.encode(), sha256).hex()[:20]}"
        ways = {identity_key(*one): one for one in action.ids}
        loaded = self._members.load(own, [receipt_id(SCOPE, key)], beside=[*ways])
        if loaded.snapshot.version:  # it was brought in before, and may be merged by now
            return self._acted(own, request, now)
        whose = {item.member for item in loaded.beside.values() if item.member}
        if len(whose) > 1:
            message = "Its ids lead to several members: merge them first, if they are one person."
            return LineBrought("", Conflict(message, "identity_taken"))
        if not whose:
            [answer] = self._act.act(own, [request], now, loaded=loaded)
            return LineBrought(own, answer)
        fresh = tuple(one for key, one in ways.items() if key not in loaded.beside)
        return self._acted(whose.pop(), replace(request, action=replace(action, ids=fresh)), now)

    def _acted(self, member: str, request: Request, now: int) -> LineBrought:
        [answer] = self._act.act(member, [request], now, known_as=True)
        return LineBrought(member, answer)


def _no_time() -> LineBrought:
    return LineBrought("", Unavailable("No time was left for this line: send it again."))

"""Reads the member before anything is decided, and gives the answers that exist already."""

from collections.abc import Iterable

from chalicelib.domain.words.errors import Conflict
from chalicelib.services.case import Case
from chalicelib.services.catalogue import Catalogue
from chalicelib.store import receipt_log
from chalicelib.store.members import Members


class Recall:
    """Reads the member of a case and answers what its receipts answer. Everything raises Unavailable."""

    def __init__(self, members: Members, catalogue: Catalogue) -> None:
        self._members = members
        self._catalogue = catalogue

    def read(self, case: Case) -> None:
        """Read the member, the receipts of open requests and a gift's recipient, at once and strongly consistent.

        The live list comes along when this container's copy has to be renewed.
        """
        stale = self._catalogue.stale()
        loaded = self._members.load(case.member_id, tuple(case.open), case.recipient_id, live=stale)
        if stale:
            self._catalogue.take(loaded.live)
        case.follow(loaded.member)
        case.recipient = loaded.recipient
        case.replay(loaded.receipts.values())
        self.answer_from_log(case)

    def answer_from_log(self, case: Case) -> None:
        """Answer requests that the member's log names, although their receipts were not among what was read.

        A batch read is not a snapshot. Without this, a key that was sent twice could be refused for having reached the
        limit, although it was granted: the read saw the receipt's place before the commit, and the member after it.
        """
        logged = [one for one in receipt_log.ids(case.member.log) if one in case.open]
        if not logged:
            return
        self.look_up(case, logged)
        for one in logged:
            if one in case.open:
                case.answer(one, Conflict("This key was used so long ago that its receipt is gone.", "receipt_gone"))

    def look_up(self, case: Case, ids: Iterable[str]) -> None:
        """Read these receipts and answer from those that exist."""
        case.replay(self._members.receipts(case.member_id, tuple(ids)).values())

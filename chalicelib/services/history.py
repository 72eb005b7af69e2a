"""Reads a member's history: receipts, newest first, a page at a time.

There is no index to read it from. A member's record names its last 16 receipts, and each receipt names the 16 before
it: a page is one read of the record, and of the receipt that the page begins with, and one read of the others.
"""

import re

from msgspec import Struct

from chalicelib.domain.words.errors import Unknown
from chalicelib.services.admission import require_current_token
from chalicelib.store.members import Loaded, Members
from chalicelib.store.receipt_log import LENGTH, ids

RECEIPT_ID = re.compile(r"[A-Za-z0-9_-]{16}")


class HistoryPage(Struct, frozen=True):
    """A page of a member's receipts."""

    receipts: list[bytes]
    """As they were answered, newest first."""
    before: str | None
    """The `before` of the page with the earlier ones; None where there are no more."""


class History:
    """Reads pages of receipts."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def page(self, member_id: str, before: str | None = None, token_epoch: int | None = None) -> HistoryPage:
        """Read up to 16 receipts of a member.

        before: from an earlier page; None: the newest. token_epoch: of the caller. Raises Unknown (`unknown_receipt`)
        where `before` is no receipt of this member, Unauthenticated where the token was revoked, and Unavailable.
        """
        # The key is made of the member and the id: another member's receipt can't be met here.
        if before is not None and not RECEIPT_ID.fullmatch(before):
            raise Unknown("receipt", before)
        loaded = self._members.load(member_id, () if before is None else (before,))
        require_current_token(loaded.snapshot, token_epoch)
        wanted = ids(loaded.member.log) if before is None else _from(loaded, before)
        found = {**loaded.receipts, **self._members.receipts(member_id, [one for one in wanted if one != before])}
        last = found.get(wanted[-1]) if wanted else None
        earlier = ids(last.prev) if last else []
        return HistoryPage([found[one].body for one in wanted if one in found], earlier[0] if earlier else None)


def _from(loaded: Loaded, first: str) -> list[str]:
    """The ids of the page that begins with a receipt: that one is at hand, and names the others."""
    if first not in loaded.receipts:
        raise Unknown("receipt", first)
    return [first, *ids(loaded.receipts[first].prev)[: LENGTH - 1]]

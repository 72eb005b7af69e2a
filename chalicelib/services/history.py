"""Reads a member's history: receipts, newest first, a page at a time.

There is no index to read it from. A member's record names its last 16 receipts, and each receipt names the 16 before
it: a page is one read of the record, and of the receipt that the page begins with, and one read of the others; of a
page that asks for certain receipts only, one read for each 16 that are looked through.
"""

import re
from typing import Any, Final

import msgspec
from msgspec import Struct

from chalicelib.domain.words.errors import Unknown
from chalicelib.services.admission import require_current_token
from chalicelib.store.members import Loaded, Members
from chalicelib.store.receipt_log import LENGTH, ids

RECEIPT_ID = re.compile(r"[A-Za-z0-9_-]{16}")


MOST: Final = 64
"""Receipts of a page, at most."""
LOOKED_THROUGH: Final = 8
"""Batches of 16 receipts that one page looks through, at most: there is no index of what was done."""


class Wanted(Struct, frozen=True):
    """The receipts that a page is to have."""

    does: str | None = None
    """Only those of this action; None: of any."""
    campaign: str | None = None
    """Only those that were asked of this campaign, or moved something in it; None: of any."""
    limit: int = LENGTH
    """How many at most."""

    def takes(self, body: bytes) -> bool:
        """Whether a receipt is one of them."""
        if self.does is None and self.campaign is None:
            return True
        told = _told.decode(body)
        campaigns = {told.asked.get("campaign"), *(one.campaign for one in told.postings)}
        return self.does in (None, told.does) and (self.campaign is None or self.campaign in campaigns)


ALL: Final = Wanted()


class _Posting(Struct, frozen=True):
    campaign: str


class _Told(Struct, frozen=True):
    """The part of a receipt that is looked at."""

    does: str
    asked: dict[str, Any] = {}
    postings: tuple[_Posting, ...] = ()


_told = msgspec.json.Decoder(_Told)


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

    def page(
        self,
        member_id: str,
        before: str | None = None,
        token_epoch: int | None = None,
        wanted: Wanted = ALL,
    ) -> HistoryPage:
        """Read a page of a member's receipts. One that asks for certain receipts may have few, or none, and yet go on.

        before: from an earlier page; None: the newest. token_epoch: of the caller. Raises Unknown (`unknown_receipt`)
        where `before` is no receipt of this member, Unauthenticated where the token was revoked, and Unavailable.
        """
        # The key is made of the member and the id: another member's receipt can't be met here.
        if before is not None and not RECEIPT_ID.fullmatch(before):
            raise Unknown("receipt", before)
        loaded = self._members.load(member_id, () if before is None else (before,))
        require_current_token(loaded.snapshot, token_epoch)
        batch = ids(loaded.member.log) if before is None else _from(loaded, before)
        taken: list[bytes] = []
        for _ in range(LOOKED_THROUGH):
            found = {**loaded.receipts, **self._members.receipts(member_id, [one for one in batch if one != before])}
            for one in filter(found.__contains__, batch):
                if len(taken) == wanted.limit:
                    return HistoryPage(taken, one)
                if wanted.takes(found[one].body):
                    taken.append(found[one].body)
            last = found.get(batch[-1]) if batch else None
            batch = ids(last.prev) if last else []
            if not batch or len(taken) == wanted.limit:
                break
        return HistoryPage(taken, batch[0] if batch else None)


def _from(loaded: Loaded, first: str) -> list[str]:
    """The ids of the page that begins with a receipt: that one is at hand, and names the others."""
    if first not in loaded.receipts:
        raise Unknown("receipt", first)
    return [first, *ids(loaded.receipts[first].prev)[: LENGTH - 1]]

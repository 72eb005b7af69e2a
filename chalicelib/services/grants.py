"""Lists every prize that a campaign has granted, from the receipts themselves: for fulfilment, and as proof.

Which receipts these are, a list tells that is written where receipts are counted: nothing else of the table is read.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from chalicelib.domain.record.journal import grants
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Conflict, Unknown
from chalicelib.store import granted
from chalicelib.store.reader import Reader
from chalicelib.store.report_state import ReportState
from chalicelib.store.table import Key

RECEIPTS_A_SHARD = 25
"""Receipts of each shard that one page reads at most: a page is of 400 then, some MB read and a fraction answered."""


class Grant(Struct, frozen=True, omit_defaults=True):
    """A prize granted."""

    member: str
    """The id of the member who got it."""
    receipt: str
    """The id of the receipt that granted it."""
    at: int
    """Epoch ms."""
    does: str
    """The action that granted it."""
    prize: str
    """The prize's name."""
    count: int
    """How many at once."""
    codes: tuple[str, ...] = ()
    """Of coupons of the shop's own, unless the member was erased."""


class GrantsPage(Struct, frozen=True):
    """A page of grants."""

    grants: tuple[Grant, ...]
    """Oldest first, over all pages."""
    after: str | None
    """The `after` of the next page; null at the end."""


class Grants:
    """Lists grants, but for those of the last seconds, which are not counted yet."""

    def __init__(self, reader: Reader, state: ReportState) -> None:
        self._reader = reader
        self._state = state

    def page(self, campaign: str, after: str | None = None) -> GrantsPage:
        """Read the next grants. after: from an earlier page.

        Raises Unknown (`unknown_page`) for what no page gave, Conflict (`grants_unlisted`) where the list is being made
        anew or was never made, and Unavailable.
        """
        if after is not None and not granted.PLACE.fullmatch(after):
            raise Unknown("page", after)
        state = self._state.generations()
        if not state.lists_grants:
            unlisted = "Not all grants are listed: count the report anew (./tessera rebuild), then ask again."
            raise Conflict(unlisted, "grants_unlisted")
        page = granted.page(state.read, campaign, after, RECEIPTS_A_SHARD)
        found = self._reader.read(page.receipts)
        # What is listed and not there any more was kept for as long as receipts are.
        made = (one for key in page.receipts if key in found for one in _grants(campaign, key, found[key].body))
        return GrantsPage(tuple(made), page.after)


def _grants(campaign: str, key: Key, body: bytes) -> Iterator[Grant]:
    receipt = msgspec.json.decode(body, type=Receipt)
    codes = [(one.prize, one.code) for one in receipt.coupons if one.campaign == campaign and one.code and not one.pool]
    for one in grants(receipt.legs):
        if one.campaign == campaign:
            yield Grant(
                member=key.pk.removeprefix("M#"),
                receipt=receipt.id,
                at=receipt.at,
                does=receipt.does,
                prize=one.prize,
                count=one.n,
                codes=tuple(code for prize, code in codes if prize == one.prize),
            )

"""Every prize that a campaign has granted, from the receipts themselves: for fulfilment, and as proof."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from chalicelib.domain.record.journal import grants
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Unknown
from chalicelib.store.counters import Counters
from chalicelib.store.table import Key

ITEMS_A_PAGE = 1000
"""Items of the table that one page looks at; a campaign's grants may be few among them, or none."""


class Grant(Struct, frozen=True, omit_defaults=True):
    """A prize granted. at: epoch ms · does: by which action · count: how many at once · codes: of coupons, unless the
    member was erased.
    """

    member: str
    receipt: str
    at: int
    does: str
    prize: str
    count: int
    codes: tuple[str, ...] = ()


class GrantsPage(Struct, frozen=True):
    """grants: in no order · after: what to ask for to go on, null at the end."""

    grants: tuple[Grant, ...]
    after: str | None


class Grants:
    """Reads on beside whatever happens; what is granted while it reads may be on a later page, or on none."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters

    def page(self, campaign: str, after: str | None = None) -> GrantsPage:
        """The next grants of a scan over all receipts. after: from an earlier page.

        Raises Unknown (`unknown_page`) for what no page gave, and Unavailable.
        """
        found = self._counters.receipts(_key(after) if after else None, ITEMS_A_PAGE)
        grants = [one for key, body in found.receipts for one in _grants(campaign, key, body)]
        return GrantsPage(tuple(grants), "~".join(found.after) if found.after else None)


def _grants(campaign: str, key: Key, body: bytes) -> list[Grant]:
    receipt = msgspec.json.decode(body, type=Receipt)
    codes = [(one.prize, one.code) for one in receipt.coupons if one.campaign == campaign and one.code]
    return [
        Grant(
            member=key.pk.removeprefix("M#"),
            receipt=receipt.id,
            at=receipt.at,
            does=receipt.does,
            prize=one.prize,
            count=one.n,
            codes=tuple(code for prize, code in codes if prize == one.prize),
        )
        for one in grants(receipt.legs)
        if one.campaign == campaign
    ]


def _key(after: str) -> Key:
    pk, tilde, sk = after.partition("~")
    if not tilde or not pk or not sk:
        raise Unknown("page", after)
    return Key(pk, sk)

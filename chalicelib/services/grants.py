"""Lists every prize that a campaign has granted, from the receipts themselves: for fulfilment, and as proof."""

import msgspec
from msgspec import Struct

from chalicelib.domain.record.journal import grants
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Unknown
from chalicelib.store import receipt_scan
from chalicelib.store.table import Key

ITEMS_A_PAGE = 1000
"""Items of the table that one page looks at; a campaign's grants may be few among them, or none."""


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
    """Of coupons, unless the member was erased."""


class GrantsPage(Struct, frozen=True):
    """A page of grants."""

    grants: tuple[Grant, ...]
    """In no order."""
    after: str | None
    """The `after` of the next page; null at the end."""


class Grants:
    """Lists grants. What is granted while it reads may be on a later page, or on none."""

    def page(self, campaign: str, after: str | None = None) -> GrantsPage:
        """Read the next grants of a scan over all receipts. after: from an earlier page.

        Raises Unknown (`unknown_page`) for what no page gave, and Unavailable.
        """
        found = receipt_scan.receipts(_key(after) if after else None, ITEMS_A_PAGE)
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

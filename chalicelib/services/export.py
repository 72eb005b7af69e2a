"""Exports everything that the table holds of a member, a page at a time: for the member, or for a manager."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from chalicelib.domain.derived.erasure import possible_claims
from chalicelib.domain.record.address import Address
from chalicelib.domain.record.adjustment import Adjustment
from chalicelib.domain.record.member import Member, Played
from chalicelib.domain.record.order import OrderKey, OrderSnapshot
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.admission import require_there
from chalicelib.services.history import RECEIPT_ID
from chalicelib.store.addresses import Addresses
from chalicelib.store.members import Members
from chalicelib.store.personal import Disclosure, KnownAs, Personal

__all__ = ["Claimed", "Disclosure", "Export", "Exported", "Known", "KnownAs", "OwnOrder"]

PAGE = re.compile(rf"({RECEIPT_ID.pattern}|[1-9]\.({RECEIPT_ID.pattern})?)")
"""The `after` of a page: a receipt of the member; or the number of a record that the member absorbed, and one of it."""

RECEIPTS_A_PAGE = 200
"""A receipt has some 10 KB at the most, and Lambda answers with 6 MB."""


class Claimed(Struct, frozen=True):
    """A claim of the member, such as an order number, which no other member can make any more."""

    kind: str
    """The claimed value: the event type and its field."""
    value: str
    """The value, which only one member can claim."""
    receipt: str
    """The id of the receipt that claimed it."""


class OwnOrder(Struct, frozen=True):
    """An order that counted for the member, or that the member waits for."""

    kind: str
    """The event type and its fields."""
    value: str
    """The values by which it is known."""
    paid: int
    """When it was paid, epoch ms; 0: it has not come yet."""
    minor: int
    """The amount, in minor units of the currency."""
    currency: str
    """The currency."""
    refunds: dict[str, int]
    """The refunds by their ids, in minor units."""
    waits_until: int | None = None
    """How long the member waits for it, epoch ms; null: it counted."""


class Known(Struct, frozen=True):
    """The data beside receipts."""

    record: dict[str, Any]
    """The member's document."""
    identities: tuple[KnownAs, ...]
    """The identities that lead to the member."""
    archives: dict[str, dict[str, Any]]
    """By campaign, what a closed one left."""
    disclosures: tuple[Disclosure, ...]
    """Which manager took out or erased the data."""
    addresses: dict[str, Address] = {}
    """Where gifts are to be sent, by `CAMPAIGN/PRIZE`."""
    adjustments: tuple[Adjustment, ...] = ()
    """Corrections that managers made, or proposed."""


class Exported(Struct, frozen=True):
    """A page of a member's data: first of the member's own record, and then of each that it absorbed.

    What happens meanwhile may be on a later page or on none; what was there at the first page is all there.
    """

    member: str
    """Whose receipts these are: the member's, or of a record that it absorbed."""
    known: Known | None
    """On the first page of each record only."""
    numbered: int
    """How many receipts were ever written of this record."""
    receipts: list[bytes]
    """Their JSON as it was answered, in the order of their ids."""
    claims: list[Claimed]
    """The claims that these receipts made."""
    orders: list[OwnOrder]
    """The orders that these receipts are about."""
    after: str | None
    """The `after` of the next page; null at the end."""


class Export:
    """Reads members' data.

    Everything raises Unavailable where the table does not answer, and Unknown: `unknown_member`, `unknown_page`.
    """

    def __init__(self, members: Members, personal: Personal, addresses: Addresses) -> None:
        self._members = members
        self._addresses = addresses
        self._personal = personal

    def page(self, member_id: str, after: str | None = None, token_epoch: int | None = None) -> Exported:
        """Read the first page, or the one after an earlier one. token_epoch: of the caller's token, where a member
        calls.

        Raises Unauthenticated where the token was revoked.
        """
        if after is not None and not PAGE.fullmatch(after):
            raise Unknown("page", after)
        member = self._members.load(member_id).snapshot
        require_there(member, token_epoch)
        if into := member.document.ids.into:
            return self.page(into, after)
        records = (member_id, *member.document.ids.absorbed)
        place, _, last = (after or "").rpartition(".")
        if int(place or 0) >= len(records):
            raise Unknown("page", str(after))
        at = int(place or 0)
        found = self._page(records[at], last, member.version if at == 0 else None)
        if found.after:
            return replace(found, after=f"{at}.{found.after}" if at else found.after)
        return replace(found, after=f"{at + 1}." if at + 1 < len(records) else None)

    def _page(self, member_id: str, after: str, version: int | None) -> Exported:
        """A page of one record. after: the id of the last receipt of the page before; empty: it is the first one."""
        page = self._personal.receipts(member_id, RECEIPTS_A_PAGE, after or None)
        receipts = [msgspec.json.decode(item.body, type=Receipt) for item in page.receipts.values()]
        claims = self._personal.claims(member_id, [claim for one in receipts for claim in possible_claims(one)])
        return Exported(
            member=member_id,
            known=None if after else self._known(member_id),
            numbered=self._members.load(member_id).snapshot.version if version is None else version,
            receipts=[item.body for item in page.receipts.values()],
            claims=[Claimed(*claim, by) for claim, by in claims.held.items()],
            orders=[own_order(*one, member_id) for one in claims.orders.items()],
            after=page.after,
        )

    def page_for(self, manager: str, member_id: str, now: int, after: str | None = None) -> Exported:
        """Read the same for a manager (by name), which the first page writes down. now: epoch ms."""
        page = self.page(member_id, after)
        if after is None:
            self._personal.note(member_id, Disclosure(now, "export", manager))
        return page

    def _known(self, member_id: str) -> Known:
        person = self._personal.person(member_id)
        return Known(
            record=_readable(msgspec.json.decode(person.record, type=Member)),
            identities=person.identities,
            archives={
                campaign: _readable(msgspec.json.decode(part, type=Played))
                for campaign, part in person.archives.items()
            },
            disclosures=person.disclosures,
            addresses={gift: self._addresses.opened(member_id, one) for gift, one in person.addresses.items()},
            adjustments=person.adjustments,
        )


def own_order(key: OrderKey, found: OrderSnapshot, member: str) -> OwnOrder:
    """An order as its member is shown it."""
    order = found.order
    until = next((one.until for one in order.waiting if one.member == member), None)
    return OwnOrder(key.kind, key.value, order.paid, order.minor, order.currency, order.refunds, until)


def _readable(value: Any) -> Any:
    """Give a document under its full names: as it is stored they have one letter."""
    if isinstance(value, Struct):
        return _readable(asdict(value))
    if isinstance(value, Mapping):
        return {name: _readable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(one) for one in value]
    return value

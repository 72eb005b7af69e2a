"""Members and their receipts, as they are read."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
from msgspec import Struct, field
from msgspec import field as wire_field

from chalicelib.domain.record import purse
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.order import OrderKey, OrderSnapshot
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store import dynamo
from chalicelib.store.identities import Way
from chalicelib.store.orders import order_item_key, order_of
from chalicelib.store.reader import Reader
from chalicelib.store.table import LIVE, Item, Key, item_of, member_key, receipt_key

SHAPE = 3
"""The shape of the document that this release writes. It reads the next one too: a field is known to `Member` one
release before anything fills it, so that both releases may run side by side while one replaces the other."""


class OldMember(Member):
    """A document of a release that knew points as one number."""

    points_before: int = wire_field(default=0, name="b")
    """The balance of points."""


LOTS = 3
"""The shape since which points are lots. A release of shape 1 reads no document of shape 3, rather than lose them."""

_decoder = msgspec.json.Decoder(Member)
_old_decoder = msgspec.json.Decoder(OldMember)

log = logging.getLogger(__name__)


class Current(Struct, frozen=True):
    """A member as the table holds it."""

    snapshot: Snapshot
    """The state that is decided on."""
    log: bytes = b""
    """The ids of the last receipts (see `receipt_log`)."""
    due: int | None = None
    """The moment at which it stands in the index of who is due, epoch ms; None: it does not stand there."""


class StoredReceipt(Struct, frozen=True):
    """A receipt as the table holds it."""

    id: str
    """The receipt's id."""
    fingerprint: bytes
    """At most 16 bytes of what was asked for under its key."""
    body: bytes
    """The text that was answered."""
    prev: bytes
    """The member's log before it."""


class Loaded(Struct, frozen=True):
    """The result of one read."""

    member: Current
    """The member whose id was asked for, not born where the table has none."""
    receipts: Mapping[str, StoredReceipt]
    """Those that exist, by id."""
    orders: Mapping[OrderKey, OrderSnapshot]
    """The orders that were asked for."""
    recipient: Current | None = None
    """The other member who was asked for; None: nobody else was."""
    live: Item | None = None
    """The live list's item, where it was asked for."""
    beside: Mapping[Key, Item] = field(default_factory=dict)
    """Other items that were asked for, as far as they exist."""

    @property
    def snapshot(self) -> Snapshot:
        return self.member.snapshot


class ScannedMembers(NamedTuple):
    """A part of a scan."""

    members: list[Current]
    """The members that can be read, as of about now."""
    after: Key | None
    """Where the scan goes on; None at the end."""


class Members:
    """Reads members and receipts, strongly consistent. Raises Unavailable: busy, or `newer_shape`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def load(
        self,
        member_id: str,
        receipt_ids: Collection[str] = (),
        recipient_id: str | None = None,
        live: bool = False,
        orders: Collection[OrderKey] = (),
        beside: Collection[Key] = (),
    ) -> Loaded:
        """A member, receipts of that member, the recipient of a gift, orders and the live list: all in one round trip.

        beside: other items that are to be read with them.

        A member who does not exist yet has version 0. It is a batch and no snapshot: a receipt that is missing here may
        be in the member's log.
        """
        keys_of = {one: receipt_key(member_id, one) for one in receipt_ids}
        keys = [member_key(member_id), *keys_of.values(), *map(order_item_key, orders), *beside]
        if recipient_id is not None:
            keys.append(member_key(recipient_id))
        if live:
            keys.append(LIVE)
        items = self._reader.read(keys)
        return Loaded(
            member=current(member_id, items.get(member_key(member_id))),
            receipts={one: stored_receipt(items[key]) for one, key in keys_of.items() if key in items},
            recipient=None if recipient_id is None else current(recipient_id, items.get(member_key(recipient_id))),
            live=items.get(LIVE),
            orders={key: order_of(items.get(order_item_key(key))) for key in orders},
            beside={key: items[key] for key in beside if key in items},
        )

    def several(self, ids: Collection[str]) -> dict[str, Current]:
        """Read members or guests by their ids, in one round trip; those that do not exist have version 0."""
        items = self._reader.read([member_key(one) for one in ids]) if ids else {}
        return {one: current(one, items.get(member_key(one))) for one in ids}

    def receipts(self, member_id: str, ids: Collection[str]) -> dict[str, StoredReceipt]:
        """Read receipts by their ids, in the order of `ids`; those that do not exist are absent."""
        keys_of = {one: receipt_key(member_id, one) for one in ids}
        items = self._reader.read(keys_of.values())
        return {one: stored_receipt(items[key]) for one, key in keys_of.items() if key in items}

    def receipts_of(self, member_ids: Collection[str], ids: Collection[str]) -> dict[str, StoredReceipt]:
        """Read receipts by their ids, whichever of several records has them; those that do not exist are absent."""
        items = self._reader.read(receipt_key(member, one) for member in member_ids for one in ids)
        return {one.id: one for one in map(stored_receipt, items.values())}

    def ways_to(self, member_id: str) -> tuple[Way, ...]:
        """Read the ways back from a member to the identities that lead to it."""
        found = map(item_of, dynamo.query_all(member_key(member_id).pk, Item.sk.startswith("I#")))
        return tuple(Way(item.sk, item.at) for item in found)

    def readable(self, ids: Collection[str]) -> list[Current]:
        """Read those of these members that exist and can be read; of another there is a line in the log."""
        return list(_readable(self._reader.read([member_key(one) for one in ids]).values()))

    def scan(self, after: Key | None, at_most: int) -> ScannedMembers:
        """The next members of a scan over the whole table, eventually consistent. at_most: items that are looked at.

        A member that can't be read is left out with a line in the log.
        """
        names = ["pk", "v", "s", "at", "b", "d"]
        page = dynamo.scan(Item.sk == member_key("").sk, names, after, at_most, consistent=False)
        return ScannedMembers(list(_readable(map(item_of, page.items))), page.after)


def _readable(items: Iterable[Item]) -> Iterator[Current]:
    for item in items:
        try:
            yield current(item.pk.removeprefix("M#"), item)
        except (Unavailable, ValueError, TypeError, AttributeError):  # ValueError is what msgspec raises too
            log.exception("A member can't be read, and is left out")  # the log must not name the member


def current(member_id: str, item: Item | None) -> Current:
    """Decode a member's item, which may also come along with a cancelled transaction. None: no member was born yet."""
    if item is None:
        return Current(Snapshot(member_id, 0, 0, Member()))
    if item.s > SHAPE + 1:
        raise Unavailable("This member was written by a newer release: try again.", "newer_shape")
    return Current(Snapshot(member_id, item.v, item.at, _document(item)), item.log, item.due)


def _document(item: Item) -> Member:
    """The document in this release's shape: a number of points is one lot that never ends.

    It is of the month of the last action: no younger than the points are, whoever reads it when.
    """
    if item.s >= LOTS:
        return _decoder.decode(item.body)
    old = _old_decoder.decode(item.body)
    month = purse.month_number(datetime.fromtimestamp(item.at / 1000, UTC).date())
    lots = {purse.NEVER: [month, old.points_before]} if old.points_before else {}
    return Member(**{name: getattr(old, name) for name in Member.__struct_fields__} | {"lots": lots})


def stored_receipt(item: Item) -> StoredReceipt:
    """A receipt from its item."""
    return StoredReceipt(item.sk.removeprefix("R#"), item.fingerprint or b"", item.body, item.prev)

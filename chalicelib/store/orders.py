"""Orders as items: each the claim of what is unique of its event, with a version and a document.

    U#KIND/VALUE / U   `v` version, `m` the member for whom it counted, `r` the receipt that counted it, `b` the rest,
                       `ttl` where it may be forgotten: of one that never counted

A claim without a version is one of a release that knew no orders, or of an event that is none: it has counted.
"""

from collections.abc import Collection
from typing import Final

import msgspec
from msgspec.structs import replace

from chalicelib.domain.record.order import Order, OrderKey, OrderSnapshot
from chalicelib.store import dynamo, writes
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, Key, Raw, claim_key, raw_item
from chalicelib.store.writes import ABSENT, UNCHANGED

NO_ORDER = "attribute_exists(pk) AND attribute_not_exists(v)"
"""The condition that there is a claim which is no order."""

UNCLAIMED_SECONDS: Final = 3 * 366 * 24 * 3600
"""How long an order that nobody claims is kept after it was paid: three years, as receipts are."""

WAITED_SECONDS: Final = 24 * 3600
"""How long an order that never came is kept after nobody waits for it any more."""

_decoder = msgspec.json.Decoder(Order)


def order_item_key(key: OrderKey) -> Key:
    """The key of an order's item."""
    return claim_key(*key)


def order_of(item: Item | None) -> OrderSnapshot:
    """Decode an order's item, which may also come along with a cancelled transaction. None: it has never come."""
    if item is None:
        return OrderSnapshot()
    if not item.body:
        return OrderSnapshot(0, Order(member=item.member or "", receipt=item.receipt or "", counted=True))
    order = replace(_decoder.decode(item.body), member=item.member or "", receipt=item.receipt or "")
    return OrderSnapshot(item.v, order)


def body_of(order: Order) -> bytes:
    """The document of an order's item, without what has attributes of its own."""
    return msgspec.json.encode(replace(order, member="", receipt=""))


def ttl_of(order: Order) -> int | None:
    """When an order may be forgotten, in epoch seconds; None: never, since it counted, or something of it came back.

    One that was never reported, and whose bill was paid, is kept as long as the receipt of its payment."""
    if order.counted:
        return None
    if order.paid:
        return order.paid // 1000 + UNCLAIMED_SECONDS
    if order.refunds:
        return None
    if order.bill is not None:
        return order.bill.at // 1000 + UNCLAIMED_SECONDS
    return max((one.until for one in order.waiting), default=0) // 1000 + WAITED_SECONDS


def raw_order(key: OrderKey, version: int, order: Order) -> Raw:
    """An order's item as it goes over the wire."""
    member, receipt = order.member or None, order.receipt or None
    body, ttl = body_of(order), ttl_of(order)
    return raw_item(order_item_key(key), v=version, member=member, receipt=receipt, body=body, ttl=ttl)


def condition_of(before: OrderSnapshot) -> str:
    """The condition that an order still is what was read; a claim of a release that knew no orders has no version."""
    return UNCHANGED if before.version else NO_ORDER if before.order.counted else ABSENT


class Orders:
    """Reads and writes orders alone, strongly consistent. Raises Unavailable where the table does not answer."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, keys: Collection[OrderKey]) -> dict[OrderKey, OrderSnapshot]:
        """Read orders; those that never came have version 0."""
        items = self._reader.read(order_item_key(key) for key in keys)
        return {key: order_of(items.get(order_item_key(key))) for key in keys}

    def put(self, key: OrderKey, before: OrderSnapshot, order: Order) -> OrderSnapshot | None:
        """Put what an order became, if it still is what was read; else give what it is meanwhile.

        That comes along with the refusal; only where a transaction has the order in its hands it is read anew.
        """
        condition = condition_of(before)
        unchanged = {":v": before.version} if condition is UNCHANGED else None
        refusal = dynamo.put(writes.put(raw_order(key, before.version + 1, order), condition, unchanged))
        if refusal is None:
            return None
        return self.read([key])[key] if refusal.busy else order_of(refusal.found)

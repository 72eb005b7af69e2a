"""The list of receipts that granted something, by campaign and in the order of time: what the export of grants reads.

    N#generation/campaign#i / moment#receipt#member     one receipt; nothing of what it says

Receipts by which a form was sent have a list of their own, CAMPAIGN/forms/FORM, which the export of answers reads.

It is written in the transaction that counts the receipt (`store.counters`), so that it holds what was counted, each
receipt once, and is made anew with the counters. It tells no more of a member than the key of the receipt does, which
stays when the member is erased; and it ends with the receipt.
"""

import re
from collections.abc import Collection
from typing import Final, NamedTuple
from zlib import crc32

from chalicelib.store import dynamo, writes
from chalicelib.store.table import RECEIPT_SECONDS, Item, Key, granted_key, receipt_key
from chalicelib.store.writes import Write

SHARDS: Final = 16
"""Over how many partitions a campaign's list is spread, by a hash of the place. One takes 500 such writes a second."""

PLACE: Final = re.compile(r"\d{13}#[^#]+#.+")
"""A place in the list: a sort key."""


class GrantedPage(NamedTuple):
    """A page of the list."""

    receipts: tuple[Key, ...]
    """The keys of receipts, oldest first."""
    after: str | None
    """The place after which the next page begins; None at the end."""


def listing(receipt: Key, at: int, campaigns: Collection[str], generation: int) -> list[Write]:
    """The writes that list a receipt in these campaigns. at: of the receipt, epoch ms."""
    place = f"{at:013}#{receipt.sk.removeprefix('R#')}#{receipt.pk.removeprefix('M#')}"
    shard = crc32(place.encode()) % SHARDS
    ttl = {":ttl": at // 1000 + RECEIPT_SECONDS}
    return [
        writes.update(granted_key(generation, campaign, shard, place), "SET #ttl = :ttl", values=ttl)
        | {"ExpressionAttributeNames": {"#ttl": "ttl"}}  # a word that DynamoDB keeps for itself
        for campaign in campaigns
    ]


def of_form(campaign: str, form: str) -> str:
    """The name of the list of receipts by which a form was sent, in place of a campaign's."""
    return f"{campaign}/forms/{form}"


def page(generation: int, campaign: str, after: str | None, at_most: int) -> GrantedPage:
    """Read the next receipts of a campaign, up to `at_most` of each shard; about a second behind.

    As each shard is in the order of time, all is known up to where the first of those ends that have more.
    """
    condition = Item.sk > after if after else None
    pages = [
        dynamo.query(granted_key(generation, campaign, shard, "").pk, condition, limit=at_most, consistent=False)
        for shard in range(SHARDS)
    ]
    end = min((one.after.sk for one in pages if one.after), default=None)
    places = sorted(raw["sk"]["S"] for one in pages for raw in one.items)
    return GrantedPage(tuple(_receipt(place) for place in places if end is None or place <= end), end)


def _receipt(place: str) -> Key:
    _, receipt, member = place.split("#", 2)
    return receipt_key(member, receipt)

"""Scans of the whole table for receipts, and for the counters of earlier generations beside them.

They are strongly consistent, and raise Unavailable where the table does not answer.
"""

from typing import NamedTuple

from chalicelib.store import dynamo
from chalicelib.store.dynamo import key_of
from chalicelib.store.table import Item, Key, generation_of


class ScannedReceipts(NamedTuple):
    """A part of a scan."""

    receipts: list[tuple[Key, bytes]]
    """The receipts by their keys, each as its JSON."""
    old: set[str]
    """Partition keys of counters."""
    looked: int
    """How many items were looked at."""
    after: Key | None
    """Where the scan goes on; None at the end."""


def receipts_and_counters(before: int, after: Key | None, at_most: int) -> ScannedReceipts:
    """Find the receipts among the next `at_most` items, and the partitions with counters of the generations before
    one.
    """
    page = dynamo.scan(Item.sk.startswith("R#") | Item.pk.startswith("N#"), ["pk", "sk", "b"], after, at_most)
    keys = [(key_of(raw), raw) for raw in page.items]
    return ScannedReceipts(
        receipts=[(key, raw["b"]["B"]) for key, raw in keys if key.sk.startswith("R#") and "b" in raw],
        old={key.pk for key, _ in keys if key.pk.startswith("N#") and generation_of(key.pk) < before},
        looked=page.looked,
        after=page.after,
    )

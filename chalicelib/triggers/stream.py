"""The table's stream: each new receipt is counted for the report.

Lambda hands over records at least once, in order only by item. A batch that fails comes again whole, which does no
harm; so a record that can never be counted must not fail it.
"""

from __future__ import annotations

import logging
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chalicelib.services.counting import Counting, Written

log = logging.getLogger(__name__)


def count_receipts(counting: Counting, event: Mapping[str, Any]) -> int:
    """Count the receipts that were written, and give how many were new. event: as Lambda hands it over.

    Raises Unavailable where the table does not answer: the batch comes again.
    """
    return counting.count(_receipts(event["Records"]))


def _receipts(records: Sequence[Any]) -> Iterator[Written]:
    """The new receipts among all that happened: a receipt never changes, but by the mark that it was counted."""
    for record in records:
        try:
            if record["eventName"] != "INSERT":
                continue
            item = record["dynamodb"]["NewImage"]
            pk, sk = item["pk"]["S"], item["sk"]["S"]
            if pk.startswith("M#") and sk.startswith("R#"):
                yield (pk, sk), _bytes(item["b"]["B"])
        except (KeyError, TypeError, ValueError, AttributeError):
            log.exception("A record of the stream can't be read, and is skipped")


def _bytes(value: str | bytes) -> bytes:
    """Lambda's JSON spells bytes in base64; the SDK that reads a stream has decoded them."""
    return b64decode(value, validate=True) if isinstance(value, str) else value

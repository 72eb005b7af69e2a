"""Reads the new receipts among the records of the table's stream, as Lambda hands them over."""

from __future__ import annotations

import logging
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.domain.record.guest import is_guest

if TYPE_CHECKING:  # a container of another function need not import it
    from chalicelib.services.counting import RawReceipt

log = logging.getLogger(__name__)


def new_receipts(event: Mapping[str, Any], guests: bool = False) -> Iterator[RawReceipt]:
    """Find the new receipts of members among all that happened: one never changes, but by the mark that it was counted.

    guests: those of guests too. Else they are passed over: a notice would take them for members.

    A record that can't be read is skipped with a line in the log, so that it does not hold up those behind it.
    """
    for record in event["Records"]:
        try:
            if record["eventName"] != "INSERT":
                continue
            item = record["dynamodb"]["NewImage"]
            pk, sk = item["pk"]["S"], item["sk"]["S"]
            if pk.startswith("M#") and sk.startswith("R#") and (guests or not is_guest(pk.removeprefix("M#"))):
                yield (pk, sk), _bytes(item["b"]["B"])
        except (KeyError, TypeError, ValueError, AttributeError):
            log.exception("A record of the stream can't be read, and is skipped")


def _bytes(value: str | bytes) -> bytes:
    """Decode bytes: Lambda's JSON spells them in base64; the SDK that reads a stream has decoded them."""
    return b64decode(value, validate=True) if isinstance(value, str) else value

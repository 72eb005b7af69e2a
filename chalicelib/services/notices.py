"""Sends other systems a notice of each receipt, and of each touch, at least once."""

import logging
from collections.abc import Iterable

import msgspec

from chalicelib.domain.derived.notice import Notice, of_receipt
from chalicelib.domain.derived.touch_notice import of_touch
from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.counting import RawReceipt
from chalicelib.store.bus import Bus

log = logging.getLogger(__name__)

_decoder = msgspec.json.Decoder(Receipt)


class Notices:
    """Sends notices. Safe to use from several threads."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def send(self, written: Iterable[RawReceipt]) -> int:
        """Put the notices of each receipt on the bus, in their order, and give how many were sent.

        A receipt that can't be read is skipped with a line in the log. Raises Unavailable where the bus does not take
        them all: the same receipts may then come again.
        """
        return self._bus.put([notice for key, body in written for notice in _notices(key, body)])


def _notices(key: tuple[str, str], body: bytes) -> list[Notice]:
    pk, sk = key
    try:
        member, receipt = pk.removeprefix("M#"), _decoder.decode(body)
        touch = of_touch(member, receipt)
        return [of_receipt(member, receipt), *([touch] if touch else [])]
    except Exception:  # whatever is wrong with one receipt must not hold up all that come after it
        log.exception("The receipt %s can't become a notice", sk)
        return []

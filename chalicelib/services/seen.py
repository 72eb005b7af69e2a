"""The record of what a call of `act` did, for an observer that the wiring hands in."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.case import ActionAnswer, Request


class Seen(Struct, frozen=True):
    """A finished call of `act`."""

    member: str
    """The member's id, as the call named it."""
    requests: Sequence[Request]
    """The requests of the call, in their order."""
    answers: Sequence[ActionAnswer]
    """The answers to the requests, in their order; none where the call ended by a fault of ours."""
    commits: int
    """Transactions that were tried."""
    written: Sequence[Receipt]
    """The receipts of the transaction that was committed."""
    largest: int = 0
    """The bytes of the largest member's document that it wrote."""


Observe = Callable[[Seen], None]


def ignore(seen: Seen) -> None:
    """The default observer: does nothing."""

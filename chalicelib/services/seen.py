"""What a call of `act` did, for whoever counts such things: the wiring hands in who that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.case import ActionAnswer, Request


@dataclass(frozen=True, slots=True)
class Seen:
    """answers: of the requests, in their order; none where the call ended by a fault of ours · commits: transactions
    that were tried · written: the receipts of the one that was committed.
    """

    member: str
    requests: Sequence[Request]
    answers: Sequence[ActionAnswer]
    commits: int
    written: Sequence[Receipt]


Observe = Callable[[Seen], None]


def ignore(seen: Seen) -> None:
    """Where nobody counts."""

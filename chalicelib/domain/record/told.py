"""An event that one member's action brings about for another: it is queued once the receipt is written.

The receipt is the only record of it. The table's stream tells of each receipt at least once, whatever crashes; the
event has an id that follows from what it is about, so that the other member's receipt knows it when it comes again.
"""

from typing import Final

from msgspec import Struct

JOINED: Final = "friend.joined"
BOUGHT: Final = "friend.bought"
REFUNDED: Final = "friend.refunded"
REACHED: Final = "content.reached"

ATTRIBUTE: Final = "told"
"""The attribute of a message of the queue that says so much: no other system can put one there."""


class Tell(Struct, frozen=True, omit_defaults=True):
    """An event for another member."""

    type: str
    """Its type."""
    to: str
    """The token of the member whom it is for (`sharing.Sharing`): a receipt that its member may read shows no other
    member's id."""
    id: str
    """The same for the same thing: it counts once."""
    time: int
    """When it came about, epoch ms."""
    data: dict[str, str]
    """Its fields."""


def scope_of(type: str) -> str:
    """The scope of the receipts of such events: nobody else's ids are in it."""
    return f"told:{type}"

"""A guest: somebody who bought and is no member yet, known by what a channel calls its buyer.

The record of a guest is a member's, in which nothing is but orders: it holds nothing, plays nothing and has no token.
Its id follows from the buyer, so that it is read with the order, and no identity has to be looked up before.
"""

import re
from hashlib import sha256
from typing import Final

DAY: Final = 24 * 3_600_000

KEPT: Final = 13 * 31 * DAY
"""How long a guest is kept after the last order, in milliseconds: thirteen months."""

_ID: Final = re.compile(r"g[0-9a-f]{20}")


def guest_id(channel: str, buyer: str) -> str:
    """The id of a guest. channel, buyer: as they are compared; the channel is empty where orders have none."""
    digest = sha256(f"{channel}\0{buyer}".encode()).hexdigest()
    return f"g{digest[:20]}"


def is_guest(id: str) -> bool:
    """Whether an id is that of a guest, and no member's."""
    return _ID.fullmatch(id) is not None

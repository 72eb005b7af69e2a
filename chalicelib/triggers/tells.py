"""The table's stream, for other members: queues what each new receipt brought about for them.

It is done with the notices of the same batch, which comes again whole where either fails: a stream has two readers, and
no room for a third.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.triggers.records import new_receipts

if TYPE_CHECKING:  # a container of another function need not import it
    from chalicelib.services.tells import Tells


def tell_others(tells: Tells, event: Mapping[str, Any]) -> int:
    """Queue what receipts tell other members, and give how much. event: as Lambda hands it over.

    Raises Unavailable where the queue does not take it all: the batch comes again.
    """
    return tells.send(new_receipts(event))

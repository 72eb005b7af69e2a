"""The table's stream, for the report: counts each new receipt.

Lambda hands over records at least once, in order only by item. A batch that fails comes again whole, which does no
harm; so a record that can never be counted must not fail it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.triggers.records import new_receipts

if TYPE_CHECKING:  # a container of another function need not import it
    from chalicelib.services.counting import Counting


def count_receipts(counting: Counting, event: Mapping[str, Any]) -> int:
    """Count the receipts that were written, of members and of guests, and give how many were new.

    event: as Lambda hands it over.

    Raises Unavailable where the table does not answer: the batch comes again.
    """
    return counting.count(new_receipts(event, guests=True))

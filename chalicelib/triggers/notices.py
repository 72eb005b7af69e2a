"""The table's stream, for notices: sends other systems a notice of each new receipt.

It runs beside the counting and not after it, so that neither waits for the other. A batch that fails comes again whole,
and its notices under the same ids; so a record that can never become a notice must not fail it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.triggers.records import new_receipts

if TYPE_CHECKING:  # a container of another function need not import it
    from chalicelib.services.notices import Notices


def send_notices(notices: Notices, event: Mapping[str, Any]) -> int:
    """Send a notice for each receipt that was written, and give how many were sent. event: as Lambda hands it over.

    Raises Unavailable where the bus does not take them all: the batch comes again.
    """
    return notices.send(new_receipts(event))

"""The event bus: puts what other systems sent on it into the queue of events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a container of another function need not import it
    from chalicelib.services.line_up import LineUp


def forward_events(line_up: LineUp, event: Mapping[str, Any]) -> None:
    """Put the CloudEvent of a bus event's detail into the queue. event: as EventBridge hands it over.

    EventBridge delivers at least once, so the same event may be put there again: it counts once. A detail that is no
    CloudEvent goes there, too, to be parked with the reason. Raises Unavailable where the queue does not take it:
    Lambda tries again.
    """
    line_up.whatever(event["detail"], event["id"])

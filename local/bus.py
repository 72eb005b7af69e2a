"""Both ends of the event bus by hand: another system that puts events on it, and one that listens."""

import json
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.words.errors import InvalidBody, Unavailable
from local.channels import Channels

MOST_ENTRIES = 10
MOST_HEARD = 1000


class Bus:
    """Safe to use from several threads. It remembers the last thousand things that Tessera has told."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels
        self._heard: deque[Any] = deque(maxlen=MOST_HEARD)

    def put(self, events: Sequence[Any]) -> int:
        """Put events on the bus as another system does, each with its `source` and `type`, and give how many.

        Which of them Tessera listens to, the rule decides. Raises InvalidBody where one has no source or no type.
        """
        entries = [_entry(self._channels.bus, event) for event in events]
        for start in range(0, len(entries), MOST_ENTRIES):
            answer = self._channels.events.put_events(Entries=entries[start : start + MOST_ENTRIES])
            if answer["FailedEntryCount"]:
                raise Unavailable("The bus did not take all events.")
        return len(entries)

    def hear(self, event: Mapping[str, Any], context: Any) -> None:
        """Another system's function, which a rule of the bus invokes."""
        self._heard.append(event["detail"])

    def heard(self) -> list[Any]:
        """The notices since the last call, in the order of their arrival."""
        return [self._heard.popleft() for _ in range(len(self._heard))]


def _entry(bus: str, event: Any) -> dict[str, str]:
    source, kind = (event.get("source"), event.get("type")) if isinstance(event, dict) else (None, None)
    if not (isinstance(source, str) and source and isinstance(kind, str) and kind):
        raise InvalidBody("An event on the bus is an object with a `type` and a `source`, which are texts.")
    return {"EventBusName": bus, "Source": source, "DetailType": kind, "Detail": json.dumps(event)}

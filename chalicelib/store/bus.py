"""The event bus that other systems listen to: events are put on it, each at least once."""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from random import Random
from typing import Any, Final

import msgspec
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

from chalicelib.domain.derived.notice import SENDER, Notice
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.backoff import THROTTLED_SECONDS, full_jitter
from chalicelib.store.clients import client

MOST_ENTRIES: Final = 10
"""Entries that one PutEvents takes."""

MOST_BYTES: Final = 250 * 1024
"""Bytes of all entries of one PutEvents: source, type and detail together. EventBridge takes less than 256 KB, and what
arrives at a target is larger by an envelope."""

TRIES: Final = 4

PASSING: Final = frozenset(
    {"ThrottlingException", "InternalFailure", "InternalException", "ServiceUnavailable", "RequestTimeout"}
)
"""Codes of what may go through a moment later. Any other is a mistake of ours, and is raised as it is."""

POISON: Final = frozenset({"InvalidArgument", "MalformedDetail", "RedactionFailure"})
"""Codes of an entry that will never be taken. (One for want of a right is no poison: a policy can be mended.)"""

log = logging.getLogger(__name__)

BusEntry = dict[str, str]


class Bus:
    """Puts events on a bus of EventBridge. Safe to use from several threads."""

    def __init__(self, name: str, region: str, sleep: Callable[[float], None], rng: Random) -> None:
        """name: "" for a stage without a bus, where nothing is sent. sleep: seconds."""
        self._name = name
        self._region = region
        self._sleep = sleep
        self._rng = rng

    @property
    def exists(self) -> bool:
        """Whether the stage has a bus."""
        return bool(self._name)

    def put(self, notices: Sequence[Notice]) -> int:
        """Put notices on the bus, in their order, and give how many were.

        One that the bus will never take, as it is too large, is left out with a line in the log. Raises Unavailable
        where the bus does not take all the others; some of them may be on it then, and will be there twice.
        """
        if not self.exists:
            return 0
        entries = [entry for one in notices if (entry := self._entry(one))]
        for batch in _batches(entries):
            self._put(batch)
        return len(entries)

    def _entry(self, notice: Notice) -> BusEntry | None:
        detail = msgspec.json.encode(notice).decode()
        entry = {"EventBusName": self._name, "Source": SENDER, "DetailType": notice.type, "Detail": detail}
        if _size(entry) > MOST_BYTES:
            log.error("The notice %s is too large for the bus, and is not sent", notice.id)
            return None
        return entry

    def _put(self, batch: Sequence[BusEntry]) -> None:
        left = list(batch)
        for tried in range(TRIES):
            left = self._send(left)
            if not left:
                return
            self._sleep(full_jitter(self._rng, THROTTLED_SECONDS, tried))
        raise Unavailable("The bus does not take all events: try again.")

    def _send(self, entries: list[BusEntry]) -> list[BusEntry]:
        """Send entries, and give those that the bus did not take."""
        try:
            results = self._client.put_events(Entries=entries)["Entries"]
        except (NoConnection, HTTPClientError) as error:
            raise Unavailable("The bus did not answer: try again.") from error
        except ClientError as error:
            if error.response["Error"]["Code"] in PASSING:
                return entries
            raise
        codes = [result.get("ErrorCode") for result in results]
        for entry, code in zip(entries, codes, strict=True):
            if code in POISON:
                told = msgspec.json.decode(entry["Detail"])["id"]
                log.error("The bus will never take the notice %s, and it is not sent: %s", told, code)
        return [entry for entry, code in zip(entries, codes, strict=True) if code and code not in POISON]

    @cached_property
    def _client(self) -> Any:
        return client("events", self._region)


def _batches(entries: Sequence[BusEntry]) -> Iterator[list[BusEntry]]:
    """As many entries at a time as one call takes, by their number and by their bytes."""
    batch: list[BusEntry] = []
    bytes_left = MOST_BYTES
    for entry in entries:
        size = _size(entry)
        if batch and (len(batch) == MOST_ENTRIES or size > bytes_left):
            yield batch
            batch, bytes_left = [], MOST_BYTES
        batch.append(entry)
        bytes_left -= size
    if batch:
        yield batch


def _size(entry: BusEntry) -> int:
    """Bytes, as EventBridge counts them."""
    return sum(len(entry[name].encode()) for name in ("Source", "DetailType", "Detail"))

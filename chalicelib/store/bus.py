"""The bus that other systems listen to: events are put on it, each at least once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from random import Random
from threading import Lock
from typing import Any, Final

import msgspec
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection
from botocore.session import get_session

from chalicelib.domain.errors import Unavailable
from chalicelib.domain.notice import SENDER, Notice
from chalicelib.store.backoff import THROTTLED_SECONDS, full_jitter
from chalicelib.store.table import CONNECT_SECONDS, RESENDS

READ_SECONDS: Final = 5

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

log = logging.getLogger(__name__)

Entry = dict[str, str]


class Bus:
    """Puts events on a bus of EventBridge. name: "" is a stage that has none, where nothing is sent · sleep: seconds.

    The client is made at the first use: most containers never send. Safe to use from several threads.
    """

    def __init__(self, name: str, region: str, sleep: Callable[[float], None], rng: Random) -> None:
        self._name = name
        self._region = region
        self._sleep = sleep
        self._rng = rng
        self._making = Lock()
        self._made: Any = None

    @property
    def exists(self) -> bool:
        """Whether there is anybody to tell."""
        return bool(self._name)

    def put(self, notices: Sequence[Notice]) -> int:
        """Put notices on the bus, in their order, and give how many were.

        One that is larger than the bus takes is left out with a line in the log: it would never go through. Raises
        Unavailable where the bus does not take them all; some of them may be on it then, and will be there twice.
        """
        if not self.exists:
            return 0
        entries = [entry for one in notices if (entry := self._entry(one))]
        for batch in _batches(entries):
            self._put(batch)
        return len(entries)

    def _entry(self, notice: Notice) -> Entry | None:
        detail = msgspec.json.encode(notice).decode()
        entry = {"EventBusName": self._name, "Source": SENDER, "DetailType": notice.type, "Detail": detail}
        if _size(entry) > MOST_BYTES:
            log.error("The notice %s of %s is too large for the bus, and is not sent", notice.id, notice.source)
            return None
        return entry

    def _put(self, batch: Sequence[Entry]) -> None:
        left = list(batch)
        for tried in range(TRIES):
            left = self._send(left)
            if not left:
                return
            self._sleep(full_jitter(self._rng, THROTTLED_SECONDS, tried))
        raise Unavailable("The bus does not take all events: try again.")

    def _send(self, entries: list[Entry]) -> list[Entry]:
        """Those that were not taken."""
        try:
            results = self._client().put_events(Entries=entries)["Entries"]
        except (NoConnection, HTTPClientError) as error:
            raise Unavailable("The bus did not answer: try again.") from error
        except ClientError as error:
            if error.response["Error"]["Code"] in PASSING:
                return entries
            raise
        return [entry for entry, result in zip(entries, results, strict=True) if "ErrorCode" in result]

    def _client(self) -> Any:
        with self._making:
            if self._made is None:
                config = Config(
                    connect_timeout=CONNECT_SECONDS,
                    read_timeout=READ_SECONDS,
                    retries={"total_max_attempts": RESENDS + 1, "mode": "standard"},
                )
                self._made = get_session().create_client("events", region_name=self._region, config=config)
            return self._made


def _batches(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """As many entries at a time as one call takes, by their number and by their bytes."""
    batch: list[Entry] = []
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


def _size(entry: Entry) -> int:
    """Bytes, as EventBridge counts them."""
    return sum(len(entry[name].encode()) for name in ("Source", "DetailType", "Detail"))

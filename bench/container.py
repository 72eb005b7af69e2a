"""A container of the deployed app, as Lambda runs it: what is measured."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from random import Random
from typing import Any

from app import app
from chalicelib import settings, wiring
from chalicelib.api import watched
from chalicelib.store.dynamo import connect
from chalicelib.store.table import Item
from chalicelib.telemetry import Telemetry

NOW = 1_781_922_600_000
"""20 June 2026, 10:30 in Shanghai: the redemption is open."""

TABLE = "tessera-bench"
REGION = "us-east-1"


@contextmanager
def connected(endpoint: str | None = None) -> Iterator[None]:
    """Connect the store to the measured table, and afterwards to its former one again.

    endpoint: of a DynamoDB other than the process's own.
    """
    before = Item.Meta.table_name, Item.Meta.region, Item.Meta.host, Item._connection
    connect(TABLE, REGION, endpoint)
    try:
        yield
    finally:
        Item.Meta.table_name, Item.Meta.region, Item.Meta.host, Item._connection = before


_nowhere = open(os.devnull, "w")  # noqa: SIM115 - the function's log, for as long as the process lasts


class Container:
    """A container on the connected table. Its time stands still at `now`."""

    def __init__(self, now: int = NOW) -> None:
        self.now = now
        self.settings = settings.read({"TESSERA_STAGE": "local"})
        self._numbers, self._rng = count(1), Random()
        self._telemetry = Telemetry("bench", "app", _written, lambda: self.settings.master_seed)
        # The seconds stand still too, so that the live list is never due for renewal in the middle of a measurement.
        self.parts = wiring.build(
            self.settings, clock=lambda: self.now, entropy=self._entropy, monotonic=lambda: 0.0, rng=self._rng
        )

    def answer(self, event: dict[str, Any]) -> dict[str, Any]:
        """Answer an event of API Gateway, as Lambda would."""
        wiring.use(self.parts)
        watched.use(self._telemetry)
        response: dict[str, Any] = app(event, None)
        return response

    def forget_stock(self) -> None:
        """Forget shards that were seen and units that came back; choose in the order of a new container each time."""
        self.parts.act._stock._memory.clear()
        self.parts.act._stock._returned._found.clear()
        self._rng.seed(1)

    def _entropy(self) -> bytes:
        return next(self._numbers).to_bytes(32, "little")


def _written(line: str) -> None:
    print(line, file=_nowhere, flush=True)

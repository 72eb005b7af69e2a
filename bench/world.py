"""A table with the measured campaigns published, and a container before it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import boto3

from bench.campaigns import EVENTS, SOLD_OUT_SHARDS, SPA
from bench.container import NOW, REGION, TABLE, Container, connected
from chalicelib import wiring
from chalicelib.api import watched
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.publishing.live import LEAD
from chalicelib.domain.record.outcome import StockKey
from chalicelib.store.table import Item, shard_key
from local.tables import create_tables

LONG_AGO = NOW - 30 * 86_400_000


@contextmanager
def world(
    more: Sequence[dict[str, Any]] = (), events: dict[str, Any] | None = None, endpoint: str | None = None
) -> Iterator[Container]:
    """Give a container with the campaign `spa` and further ones in force. The stock of one prize is used up."""
    dynamodb = boto3.client("dynamodb", REGION, endpoint_url=endpoint)
    create_tables(dynamodb, TABLE)
    with connected(endpoint):
        yield _furnished([("spa", SPA), *((tree["campaign"], tree) for tree in more)], EVENTS | (events or {}))
    wiring.use(None)
    watched.use(None)
    dynamodb.delete_table(TableName=TABLE)


def _furnished(campaigns: Sequence[tuple[str, dict[str, Any]]], events: dict[str, Any]) -> Container:
    container = Container(LONG_AGO)
    trees = [(PROGRAMME, {"tiers": {"silver": {}, "gold": {}}, "events": events}), *campaigns]
    for start in range(0, len(trees), 20):  # a transaction has its limits
        container.parts.operations.publish.publish(trees[start : start + 20], LONG_AGO, takes_effect=LONG_AGO + LEAD)
    for shard in range(SOLD_OUT_SHARDS):
        Item(*shard_key(StockKey("spa", "redemptions/gone/last"), shard), taken=1).save()
    container.parts.catalogue.refresh()
    container.now = NOW
    return container

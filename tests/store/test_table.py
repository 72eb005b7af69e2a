"""Keys: each thing has its own, and none is too long for DynamoDB."""

from itertools import combinations

import pytest

from chalicelib.domain.record.outcome import StockKey
from chalicelib.store import dynamo
from chalicelib.store.table import (
    CONNECT_SECONDS,
    LIVE,
    READ_SECONDS,
    Item,
    Key,
    archive_key,
    audit_key,
    claim_key,
    counter_key,
    identity_key,
    member_key,
    receipt_key,
    shard_key,
    version_key,
)
from local.embedded_aws import REGION

KEYS = [
    LIVE,
    member_key("a"),
    member_key("a/b"),
    receipt_key("a", "b"),
    archive_key("a", "b"),
    shard_key(StockKey("a", "prizes/b"), 1),
    shard_key(StockKey("a", "prizes/b"), 11),
    shard_key(StockKey("a", "prizes/b", "2026-06"), 1),
    shard_key(StockKey("a", "redemptions/b/c"), 1),
    claim_key("order.paid.number", "1"),
    claim_key("order.paid.number", "x" * 600),
    claim_key("order.paid.number", "x" * 601),
    identity_key("dev", "1"),
    version_key("a", 1),
    audit_key("a", 1),
    counter_key(1, "a", "2026-06-01", 0),
]


def test_no_two_things_share_a_key() -> None:
    assert all(one != other for one, other in combinations(KEYS, 2))


@pytest.mark.parametrize("key", [claim_key("k", "号" * 5000), identity_key("p", "x" * 5000)])
def test_a_long_value_still_makes_a_key(key: Key) -> None:
    assert len(key.pk.encode()) <= 2048


def test_the_client_gives_up_early_and_keeps_its_connections(aws: None) -> None:
    dynamo.connect(Item.Meta.table_name, REGION)
    config = dynamo.client().meta.config
    assert (config.connect_timeout, config.read_timeout, config.tcp_keepalive) == (CONNECT_SECONDS, READ_SECONDS, True)

"""The local table is the one that is deployed."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from local.embedded_aws import embedded_aws
from local.tables import create_tables


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with embedded_aws():
        yield boto3.client("dynamodb")


def test_the_table_has_its_keys_stream_and_expiry(client: Any) -> None:
    create_tables(client, "made")
    table = client.describe_table(TableName="made")["Table"]
    assert {key["AttributeName"]: key["KeyType"] for key in table["KeySchema"]} == {"pk": "HASH", "sk": "RANGE"}
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert table["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    expiry = client.describe_time_to_live(TableName="made")["TimeToLiveDescription"]
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "ttl"}


def test_a_table_that_exists_keeps_its_items(client: Any) -> None:
    create_tables(client, "kept")
    kept = {"pk": {"S": "a"}, "sk": {"S": "b"}}
    client.put_item(TableName="kept", Item=kept)
    create_tables(client, "kept")
    assert client.scan(TableName="kept")["Items"] == [kept]

"""The short way of a call of DynamoDB in the embedded AWS has the answers of moto's own way."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import boto3
import pytest
from botocore.exceptions import ClientError

from local import embedded_calls
from local.embedded_aws import embedded_aws
from local.tables import create_tables

KEY = {"pk": {"S": "a"}, "sk": {"S": "1"}}
ITEM = {
    **KEY,
    "number": {"N": "7"},
    "bytes": {"B": b"\x00\xff"},
    "yes": {"BOOL": True},
    "nothing": {"NULL": True},
    "names": {"SS": ["x", "y"]},
    "list": {"L": [{"S": "é"}, {"N": "-1.5"}, {"B": b""}, {"L": []}]},
    "map": {"M": {"in": {"M": {}}, "no": {"BOOL": False}}},
}
NEW = {"ConditionExpression": "attribute_not_exists(pk)", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
RANGE = {"ExpressionAttributeNames": {"#n": "number"}, "ExpressionAttributeValues": {":n": {"N": "5"}}}

CALLS: dict[str, dict[str, Any]] = {
    "describe_table": {"TableName": "t"},
    "get_item": {"TableName": "t", "Key": KEY, "ConsistentRead": True},
    "batch_get_item": {"RequestItems": {"t": {"Keys": [KEY, {**KEY, "sk": {"S": "none"}}]}}},
    "query": {
        "TableName": "t",
        "KeyConditionExpression": "pk = :p AND begins_with(sk, :s)",
        "FilterExpression": "(#n > :n AND attribute_exists(map)) OR size(sk) IN (:n)",
        **RANGE,
        "ExpressionAttributeValues": {":p": {"S": "a"}, ":s": {"S": "1"}, ":n": {"N": "5"}},
    },
    "scan": {"TableName": "t", "Limit": 1},
    "put_item": {"TableName": "t", "Item": ITEM, **NEW},
    "update_item": {"TableName": "t", "Key": KEY, "UpdateExpression": "ADD #n :n", "ReturnValues": "ALL_NEW", **RANGE},
    "delete_item": {"TableName": "t", "Key": KEY, "ReturnValues": "ALL_OLD"},
    "transact_write_items": {
        "TransactItems": [
            {"Put": {"TableName": "t", "Item": ITEM, **NEW}},
            {"Delete": {"TableName": "t", "Key": {**KEY, "sk": {"S": "2"}}}},
        ]
    },
    "describe_time_to_live": {"TableName": "none"},
}


def told(ask: Callable[..., dict[str, Any]], words: dict[str, Any]) -> Any:
    """The answer, or the refusal, without what differs from call to call."""
    try:
        answer = ask(**words)
    except ClientError as error:
        answer = dict(error.response)
    metadata = answer.pop("ResponseMetadata")
    for name in ("CreationDateTime", "TableId", "LatestStreamArn", "LatestStreamLabel"):
        answer.get("Table", {}).pop(name, None)
    return answer, metadata["HTTPStatusCode"], metadata["HTTPHeaders"]["content-type"]


def asked(operation: str) -> Any:
    """What a new table with one item answers."""
    with embedded_aws():
        client = boto3.client("dynamodb")
        create_tables(client, "t")
        client.put_item(TableName="t", Item=ITEM)
        return told(getattr(client, operation), CALLS[operation])


@pytest.mark.parametrize("operation", CALLS)
def test_a_call_is_answered_as_by_moto_alone(operation: str) -> None:
    swift = asked(operation)
    with patch.object(embedded_calls, "DYNAMODB", ""):
        assert asked(operation) == swift

"""Replies of DynamoDB are read as botocore's own parser reads them."""

import json
from base64 import b64encode
from typing import Any

import botocore.session
import pytest
from botocore.parsers import JSONParser

from chalicelib.store.attributes import AttributeParser, Parsers

TEXT = b64encode(b"\x00document\xff").decode()
ATTRIBUTES: dict[str, Any] = {
    "pk": {"S": "M#ann"},
    "empty": {"S": ""},
    "v": {"N": "12"},
    "b": {"B": TEXT},
    "yes": {"BOOL": True},
    "no": {"NULL": True},
    "texts": {"SS": ["a", "b"]},
    "numbers": {"NS": ["1", "2.5"]},
    "bytes": {"BS": [TEXT, ""]},
    "list": {"L": [{"S": "a"}, {"B": TEXT}, {"L": []}]},
    "map": {"M": {"b": {"B": TEXT}, "deeper": {"M": {"n": {"N": "1"}}}}},
}
CAPACITY = {"TableName": "t", "CapacityUnits": 1.5}

# Each row: the operation, and the body of a reply.
REPLIES: dict[str, tuple[str, Any]] = {
    "a read": ("GetItem", {"Item": ATTRIBUTES, "ConsumedCapacity": CAPACITY}),
    "nothing read": ("GetItem", {}),
    "a batch": (
        "BatchGetItem",
        {
            "Responses": {"t": [ATTRIBUTES, {}]},
            "UnprocessedKeys": {"t": {"Keys": [{"pk": {"S": "a"}, "b": {"B": TEXT}}]}},
        },
    ),
    "a page": ("Query", {"Items": [ATTRIBUTES], "Count": 1, "ScannedCount": 2, "LastEvaluatedKey": {"b": {"B": TEXT}}}),
    "a put": ("PutItem", {"Attributes": ATTRIBUTES}),
    "a transaction": ("TransactWriteItems", {"ConsumedCapacity": [CAPACITY]}),
    "a table": ("DescribeTable", {"Table": {"TableName": "t", "ItemCount": 3, "CreationDateTime": 1_780_000_000.5}}),
    "what nobody knows": ("Query", {"Items": [], "Novelty": {"a": 1}}),
}


def read(parser: JSONParser, operation: str, status: int, body: bytes) -> Any:
    model = botocore.session.get_session().get_service_model("dynamodb").operation_model(operation)
    return parser.parse({"body": body, "headers": {"x-amzn-requestid": "r"}, "status_code": status}, model.output_shape)


@pytest.mark.parametrize(("operation", "body"), REPLIES.values(), ids=REPLIES)
def test_a_reply(operation: str, body: Any) -> None:
    sent = json.dumps(body).encode()
    assert read(AttributeParser(), operation, 200, sent) == read(JSONParser(), operation, 200, sent)


CANCELLED = {
    "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    "Message": "cancelled",
    "CancellationReasons": [{"Code": "ConditionalCheckFailed", "Message": "no", "Item": ATTRIBUTES}, {"Code": "None"}],
}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        pytest.param(400, json.dumps(CANCELLED).encode(), id="a transaction that was cancelled"),
        pytest.param(400, b'{"__type": "a#ThrottlingException", "message": "slow"}', id="throttled"),
        pytest.param(500, b"", id="an empty body"),
        pytest.param(502, b"<html>Bad gateway</html>", id="a proxy's page"),
        pytest.param(503, b"\xc3\x28", id="no text"),
    ],
)
def test_an_error(status: int, body: bytes) -> None:
    told = []
    for parser in (AttributeParser(), JSONParser()):
        try:
            told.append(read(parser, "TransactWriteItems", status, body))
        except UnicodeDecodeError as error:
            told.append(type(error))
    assert told[0] == told[1]


def test_other_protocols_have_their_own_parsers() -> None:
    assert isinstance(Parsers().create_parser("json"), AttributeParser)
    assert not isinstance(Parsers().create_parser("rest-xml"), JSONParser)

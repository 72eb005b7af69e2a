"""Calls to DynamoDB are written as botocore's own serializer writes them, and signed for the host that they go to."""

import json
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import botocore.session
import pytest
from botocore.serialize import JSONSerializer

from chalicelib.store import dynamo
from chalicelib.store.calls import CallSerializer
from chalicelib.store.table import Item

DOCUMENT = b'{"l":{"":[24318,5]}}\x00\xff'
KEY = {"pk": {"S": "M#ann"}, "sk": {"S": "M"}}
ITEM = {**KEY, "b": {"B": DOCUMENT}, "v": {"N": "12"}, "empty": {"B": b""}, "name": {"S": 'Żółć "安" \u2028'}}

# Each row: the operation, and the parameters of a call.
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "a batch": ("BatchGetItem", {"RequestItems": {"t": {"ConsistentRead": True, "Keys": [KEY, KEY]}}}),
    "a page": (
        "Query",
        {
            "TableName": "t",
            "KeyConditionExpression": "pk = :p",
            "ExpressionAttributeValues": {":p": {"S": "M#ann"}, ":b": {"B": DOCUMENT}},
            "Limit": 3,
            "ScanIndexForward": False,
            "ExclusiveStartKey": KEY,
        },
    ),
    "a scan": ("Scan", {"TableName": "t", "ProjectionExpression": "pk, v", "Limit": 1000}),
    "a put": ("PutItem", {"TableName": "t", "Item": ITEM, "ReturnConsumedCapacity": "NONE"}),
    "a transaction": (
        "TransactWriteItems",
        {
            "TransactItems": [
                {"Put": {"TableName": "t", "Item": ITEM, "ConditionExpression": "v = :v"}},
                {"Delete": {"TableName": "t", "Key": KEY}},
            ],
            "ClientRequestToken": "6f1e0c9c",
        },
    ),
    "a table": ("DescribeTable", {"TableName": "t"}),
}


@pytest.mark.parametrize(("operation", "parameters"), CALLS.values(), ids=CALLS)
def test_a_call(operation: str, parameters: dict[str, Any]) -> None:
    model = botocore.session.get_session().get_service_model("dynamodb").operation_model(operation)
    ours = CallSerializer("https://dynamodb.eu-west-1.amazonaws.com").serialize_to_request(parameters, model)
    usual = JSONSerializer().serialize_to_request(parameters, model)

    assert json.loads(ours.pop("body")) == json.loads(usual.pop("body"))
    assert ours["headers"].pop("Host") == "dynamodb.eu-west-1.amazonaws.com"
    assert ours == usual


class Listener(BaseHTTPRequestHandler):
    """Keeps the headers of what is sent to it."""

    heard: ClassVar[list[Message]] = []

    def do_POST(self) -> None:
        self.heard.append(self.headers)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


def test_the_host_is_signed_and_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    for name in ("table_name", "region", "host"):
        monkeypatch.setattr(Item.Meta, name, getattr(Item.Meta, name))
    monkeypatch.setattr(Item, "_connection", None)
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.handle_request, daemon=True).start()
        dynamo.connect("t", "eu-west-1", f"http://127.0.0.1:{server.server_port}")
        dynamo.client().list_tables()

    [headers] = Listener.heard
    assert headers.get_all("host") == [f"127.0.0.1:{server.server_port}"]
    assert "SignedHeaders=content-type;host;" in headers["Authorization"]

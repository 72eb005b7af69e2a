"""The baseline *bare*: the same reads and writes, by hand, and nothing else. No HTTP, token, rules or checks.

`native`: boto3's client, items as maps of attributes, the document's fields among them: the ordinary way. What a caller
has to convert between such maps and its own values is left out, to the baseline's advantage.
`tightest`: PynamoDB's client, which validates no parameters and leaves binaries as text, and one attribute with JSON.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from zlib import crc32

import boto3
from boto3.dynamodb.types import TypeSerializer
from botocore.config import Config

from bench.stub import Reply, Sent
from chalicelib.store import dynamo

_serializer = TypeSerializer()


def client(region: str) -> Any:
    return boto3.client("dynamodb", region, config=Config(tcp_keepalive=True))


def native_calls(dynamodb: Any, calls: Sequence[Sent]) -> tuple[Callable[[], None], list[Reply]]:
    """The calls as boto3's client makes them, and the replies that it would get."""
    methods = {
        "BatchGetItem": dynamodb.batch_get_item,
        "Query": dynamodb.query,
        "TransactWriteItems": dynamodb.transact_write_items,
    }
    made = [(methods[call.operation], _without_token(_native(call.params))) for call in calls]
    expected = dynamodb.exceptions.TransactionCanceledException

    def run() -> None:
        for method, params in made:
            with suppress(expected):
                method(**params)

    return run, [_native_reply(call.reply) for call in calls if call.reply]


def tightest_calls(calls: Sequence[Sent]) -> Callable[[], None]:
    """The calls through PynamoDB's own client, parameters as they are."""
    dynamodb = dynamo.client()
    made = [(call.operation, _without_token(call.params)) for call in calls]
    expected = dynamodb.exceptions.TransactionCanceledException

    def run() -> None:
        for operation, params in made:
            with suppress(expected):
                dynamodb._make_api_call(operation, params)

    return run


def _without_token(params: Any) -> Any:
    """botocore makes a fresh token for each transaction."""
    return {name: value for name, value in params.items() if name != "ClientRequestToken"}


def _native(tree: Any, in_json: bool = False) -> Any:
    """Each document as a map of attributes; other binaries as bytes, as boto3 takes them, or in JSON as they are."""
    if isinstance(tree, list | tuple):
        return [_native(one, in_json) for one in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.keys() == {"B"}:
        data = b64decode(tree["B"]) if isinstance(tree["B"], str) else tree["B"]
        if data.startswith(b"{"):
            return _serializer.serialize(json.loads(data))
        return tree if in_json else {"B": data}
    return {name: _native(value, in_json) for name, value in tree.items()}


def _native_reply(reply: Reply) -> Reply:
    content = json.dumps(_native(reply.parsed, in_json=True)).encode()
    # botocore checks what it gets, and would ask again.
    return Reply(reply.status, reply.headers | {"x-amz-crc32": str(crc32(content))}, content)

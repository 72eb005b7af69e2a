"""Faults that no engine here has of its own: injected into the store's client through botocore's own events."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from moto.core.models import botocore_stubber

from chalicelib.store.dynamo import client_events

Reply = Callable[[Any], Any]
"""A function that is called in place of sending a request: it gives the response, raises, or gives None to send it."""


def unprocessed(reply: dict[str, Any]) -> None:
    """A batch read that leaves all its keys unread."""
    [(table, items)] = reply["Responses"].items()
    reply["UnprocessedKeys"] = {table: {"Keys": [{"pk": one["pk"], "sk": one["sk"]} for one in items]}}
    items.clear()


@contextmanager
def instead(operation: str, *replies: Reply | None) -> Iterator[None]:
    """Let the first replies stand for the next sendings of an operation, one each; None lets that one through."""
    waiting = list(replies)

    def answer(request: Any, **_: Any) -> Any:
        reply = waiting.pop(0) if waiting else None
        return reply(request) if reply else None

    with _listening(f"before-send.dynamodb.{operation}", answer):
        yield


@contextmanager
def altered(operation: str, *changes: Callable[[dict[str, Any]], None]) -> Iterator[None]:
    """Change the first replies of an operation in place, one each, before the store sees them."""
    waiting = list(changes)

    def alter(parsed: dict[str, Any], **_: Any) -> None:
        if waiting:
            waiting.pop(0)(parsed)

    with _listening(f"after-call.dynamodb.{operation}", alter):
        yield


@contextmanager
def _listening(event: str, handler: Callable[..., Any]) -> Iterator[None]:
    client_events().register_first(event, handler, unique_id=f"fault-{id(handler)}")
    try:
        yield
    finally:
        client_events().unregister(event, handler, unique_id=f"fault-{id(handler)}")


def cancelled(**codes: str) -> Reply:
    """A cancelled transaction. codes: the reasons, by the first letter of the sort key of the items they are about."""

    def reply(request: Any) -> AWSResponse:
        keys = [action.get("Key") or action["Item"] for action in actions_of(request)]
        reasons = [{"Code": codes.get(key["sk"]["S"][0], "None")} for key in keys]
        return _response(request, 400, "TransactionCanceledException", CancellationReasons=reasons)

    return reply


def actions_of(request: Any) -> list[dict[str, Any]]:
    """The actions of a transaction, as they are on the wire."""
    return [next(iter(action.values())) for action in json.loads(request.body)["TransactItems"]]


def failed(status: int, code: str) -> Reply:
    """An error of the whole call."""
    return lambda request: _response(request, status, code)


def unsent(request: Any) -> None:
    """The connection breaks before anything arrives."""
    raise EndpointConnectionError(endpoint_url=request.url)


def lost(request: Any) -> None:
    """The request arrives and is done, and its reply is lost."""
    embedded = botocore_stubber("before-send", request)
    assert embedded is not None
    assert embedded.status_code == 200
    raise ReadTimeoutError(endpoint_url=request.url)


def _response(request: Any, status: int, code: str, **body: Any) -> AWSResponse:
    # botocore calls every handler and takes the first one's response: the engine must have nothing to do.
    request.headers["X-Amz-Target"] = b"DynamoDB_20120810.ListTables"
    request.body = b"{}"
    content = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": code, **body}).encode()
    return AWSResponse(request.url, status, {"Content-Type": "application/x-amz-json-1.0"}, _Raw(content))


class _Raw:
    """A body as botocore reads it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        yield self._content

"""The network, recorded once and played again: what is measured on top of it is all of a call but the sending.

Real replies of the embedded AWS are kept as bytes. Played again they pass through botocore like any others: parsed,
checked and turned into errors.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import Any, NamedTuple

from botocore.awsrequest import AWSResponse


class Reply(NamedTuple):
    """A reply of DynamoDB, as it came over the wire."""

    status: int
    """The HTTP status."""
    headers: dict[str, str]
    """The headers, by name."""
    content: bytes
    """The bytes of the body, before botocore parses them."""

    @property
    def parsed(self) -> Any:
        return json.loads(self.content)


@dataclass
class Sent:
    """One call of DynamoDB."""

    operation: str
    """The name of it in DynamoDB's API: `TransactWriteItems`."""
    params: dict[str, Any]
    """Its parameters, as botocore takes them."""
    reply: Reply | None = None
    """The reply; None as long as there is none."""


@contextmanager
def recording(events: Any) -> Iterator[list[Sent]]:
    """Record the calls of a client, with their replies, in order."""
    calls: list[Sent] = []

    def asked(params: dict[str, Any], model: Any, **_: Any) -> None:
        calls.append(Sent(model.name, dict(params)))

    def replied(response_dict: dict[str, Any], **_: Any) -> None:
        calls[-1].reply = Reply(response_dict["status_code"], dict(response_dict["headers"]), response_dict["body"])

    # botocore knows two moments that fit: the parameters as they are given, and the response before it is parsed.
    with (
        _listening(events, "before-parameter-build.dynamodb", asked),
        _listening(events, "before-parse.dynamodb", replied),
    ):
        yield calls


@contextmanager
def replaying(events: Any, replies: Iterable[Reply]) -> Iterator[None]:
    """Instead of sending anything, answer with the replies, over and over in their order."""
    waiting = cycle([(reply.status, reply.headers, _Raw(reply.content)) for reply in replies])

    def answer(request: Any, **_: Any) -> AWSResponse:
        status, headers, raw = next(waiting)
        return AWSResponse(request.url, status, headers, raw)

    with _listening(events, "before-send.dynamodb", answer):
        yield


@contextmanager
def _listening(events: Any, name: str, handler: Any) -> Iterator[None]:
    events.register_first(name, handler, unique_id=f"bench-{name}")
    try:
        yield
    finally:
        events.unregister(name, handler, unique_id=f"bench-{name}")


class _Raw:
    """A body as botocore reads it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        yield self._content

"""Counts the calls that go to DynamoDB and what they cost, from the true sizes of their items.

The engines that run here don't charge as DynamoDB does, so the units are counted by its rules. A write costs one unit
a KB, twice that in a transaction, also when a condition fails. A strongly consistent read costs one unit a 4 KB and an
eventually consistent one half of that, also for an item that doesn't exist. (DynamoDB counts an overwritten item that
was larger than the new one by its old size, which is not seen here.)
"""

from __future__ import annotations

import json
import math
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from chalicelib.store.dynamo import client_events


@dataclass
class Call:
    """One call of the client."""

    operation: str
    """The name of it in DynamoDB's API: `TransactWriteItems`."""
    request: dict[str, Any]
    """The body that is sent, as JSON: binary values are in Base64."""
    trips: int = 0
    """How often it was sent: once, and again for each resend."""
    reply: dict[str, Any] = field(default_factory=dict)
    """The answer, as botocore parsed it."""


class DynamoCalls:
    """Records calls while it is open (`with DynamoCalls() as calls:`): those of the store's client.

    events: the events of another client, to record that one instead.
    """

    def __init__(self, events: Any = None) -> None:
        self.calls: list[Call] = []
        self._events = events or client_events()

    def __enter__(self) -> DynamoCalls:
        for event, handler in self._handlers():
            self._events.register_first(event, handler, unique_id=f"calls-{id(self)}-{event}")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for event, handler in self._handlers():
            self._events.unregister(event, handler, unique_id=f"calls-{id(self)}-{event}")

    @property
    def operations(self) -> list[str]:
        """The operations in their order, resends included."""
        return [call.operation for call in self.calls for _ in range(call.trips)]

    @property
    def trips(self) -> int:
        return sum(call.trips for call in self.calls)

    @property
    def write_units(self) -> int:
        return sum(_write_units(call) for call in self.calls)

    @property
    def read_units(self) -> float:
        return sum(_read_units(call) for call in self.calls)

    def _handlers(self) -> list[tuple[str, Callable[..., None]]]:
        return [
            ("before-call.dynamodb", self._asked),
            ("request-created.dynamodb", self._sent),
            ("after-call.dynamodb", self._answered),
        ]

    def _asked(self, model: Any, params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        context["recorded"] = Call(model.name, json.loads(params["body"]))
        self.calls.append(context["recorded"])

    def _sent(self, request: Any, **_: Any) -> None:
        request.context["recorded"].trips += 1

    def _answered(self, parsed: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        context["recorded"].reply = parsed


def item_bytes(item: dict[str, dict[str, Any]]) -> int:
    """The size of an item as DynamoDB counts it, from its JSON on the wire or as botocore parsed it."""
    return sum(len(name.encode()) + _value_bytes(*next(iter(value.items()))) for name, value in item.items())


def _value_bytes(kind: str, value: Any) -> int:
    if kind == "N":
        return len(value.lstrip("-").strip("0")) // 2 + 2
    if kind == "B":
        return len(value if isinstance(value, bytes) else b64decode(value))
    return len(value.encode())


def _write_units(call: Call) -> int:
    request = call.request
    if call.operation == "TransactWriteItems":
        return sum(2 * _kilobytes(action) for action in request["TransactItems"])
    if call.operation in ("PutItem", "UpdateItem", "DeleteItem"):
        return _kilobytes({"": request})
    return 0


def _kilobytes(action: dict[str, Any]) -> int:
    [written] = action.values()
    return max(1, math.ceil(item_bytes(written.get("Item", {})) / 1024))


def _read_units(call: Call) -> float:
    request, reply = call.request, call.reply
    if call.operation == "BatchGetItem":
        [(table, wanted)] = request["RequestItems"].items()
        found = reply.get("Responses", {}).get(table, [])
        sizes = [item_bytes(item) for item in found] + [0] * (len(wanted["Keys"]) - len(found))
        return sum(_read(size, wanted.get("ConsistentRead", False)) for size in sizes)
    if call.operation == "GetItem":
        return _read(item_bytes(reply.get("Item", {})), request.get("ConsistentRead", False))
    if call.operation in ("Query", "Scan"):
        return _read(sum(map(item_bytes, reply.get("Items", []))), request.get("ConsistentRead", False))
    return 0


def _read(size: int, consistent: bool) -> float:
    return max(1, math.ceil(size / 4096)) * (1.0 if consistent else 0.5)

"""The calls of AWS that something makes, as the rights that they take: an action and what it touches."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from botocore.client import BaseClient


class Right(NamedTuple):
    """An IAM action, and the name of the table, queue, bus or secret that it is done to; "*" where IAM knows none."""

    action: str
    on: str


class Ears:
    """used: the rights that all clients of AWS have used while somebody listened."""

    def __init__(self) -> None:
        self.used: set[Right] = set()
        self._hear = True

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Ignore the calls while this is open: others make them, and not the function."""
        self._hear = False
        try:
            yield
        finally:
            self._hear = True

    @contextmanager
    def listening(self) -> Iterator[None]:
        make = BaseClient._make_api_call

        def heard(client: Any, operation: str, given: dict[str, Any]) -> Any:
            if self._hear:
                self.used.update(_rights(client.meta.service_model.service_name, operation, given))
            return make(client, operation, given)

        with patch.object(BaseClient, "_make_api_call", heard):
            yield


def _rights(service: str, operation: str, given: Mapping[str, Any]) -> Iterator[Right]:
    if operation == "TransactWriteItems":  # takes the rights of what is in it
        for item in given["TransactItems"]:
            [(kind, action)] = item.items()
            yield Right(f"dynamodb:{_TRANSACTED.get(kind, kind + 'Item')}", action["TableName"])
    elif operation == "BatchGetItem":
        for table in given["RequestItems"]:
            yield Right("dynamodb:BatchGetItem", table)
    elif operation == "PutEvents":
        for entry in given["Entries"]:
            yield Right("events:PutEvents", entry["EventBusName"])
    elif operation == "BatchGetSecretValue":
        yield Right("secretsmanager:BatchGetSecretValue", "*")
        for secret in given["SecretIdList"]:
            yield Right("secretsmanager:GetSecretValue", secret)
    else:
        on = next(given[key] for key in ("TableName", "QueueUrl", "SecretId", "FunctionName") if key in given)
        index = f"/index/{given['IndexName']}" if "IndexName" in given else ""
        yield Right(f"{service}:{_NAMED.get(operation, operation.removesuffix('Batch'))}", f"{on}{index}")


_NAMED = {"Invoke": "InvokeFunction"}
_TRANSACTED = {"ConditionCheck": "ConditionCheckItem"}

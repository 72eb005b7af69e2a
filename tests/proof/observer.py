"""What is in the table, looked at past the store and past the client: an observer is no part of what is observed."""

import pickle
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType

from chalicelib.store.table import Item
from local.embedded_aws import REGION

Plain = dict[str, Any]
"""An item's attributes: texts, whole numbers and bytes."""


def stored() -> dict[tuple[str, str], Plain]:
    """Every item by its key."""
    return {(pk, sk): plain(item) for pk in partition_keys() for sk, item in partition(pk).items()}


def partition_keys() -> Iterator[str]:
    return (pk.value for pk, items in _items().items() if items)


def partition(pk: str) -> Mapping[str, Any]:
    """The engine's own items of one partition, by their sort keys: see `plain`."""
    return {sk.value: item for sk, item in _items().get(DynamoType({"S": pk}), {}).items()}


def plain(item: Any) -> Plain:
    return {name: int(one.value) if one.type == "N" else one.value for name, one in item.attrs.items()}


def snapshot() -> Callable[[], None]:
    """Keep the table as it is now: what is given puts it back so."""
    before = pickle.dumps(_items())  # its copies take a fifth of the time of deepcopy's

    def restore() -> None:
        _items().clear()
        _items().update(pickle.loads(before))  # noqa: S301 - our own

    return restore


def _items() -> Any:
    return dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[Item.Meta.table_name].items

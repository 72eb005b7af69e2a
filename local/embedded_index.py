"""The index of the embedded table: who has which key in it, kept as items are written.

moto looks through all items of the table, sorted, for each query of an index: with 20,000 items a sweep of 256 parts
takes a minute. Which items may have a key of the index is noted here with each write, so that moto looks through those.
What is noted may be gone or have another key by now: moto itself tells. Of a key that nobody was ever noted with there
is nothing to look for: most parts of a sweep are such, and need none of the way through botocore and moto.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from weakref import WeakKeyDictionary

from botocore.client import BaseClient
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

from local.embedded_calls import REGION

_put_item = Table.put_item
_update_item = DynamoDBBackend.update_item
_make_api_call: Any = BaseClient._make_api_call

_Keys = tuple[DynamoType, DynamoType]


class _Index:
    """Which items of a table may have which partition key of an index."""

    def __init__(self, name: str, table: Table) -> None:
        schema = table.get_index(name).schema
        self.attribute: str = next(key["AttributeName"] for key in schema if key["KeyType"] == "HASH")
        self.keys: defaultdict[DynamoType, dict[_Keys, None]] = defaultdict(dict)
        for item in table.all_items():
            self.note(item)

    def note(self, item: Item) -> None:
        if (value := item.attrs.get(self.attribute)) is not None and item.range_key is not None:
            self.keys[value][item.hash_key, item.range_key] = None

    def items(self, table: Table, value: DynamoType) -> Iterable[Item]:
        """The items that have a key, and no more of those noted that have it no more."""
        noted = self.keys.get(value, {})
        for hash_key, range_key in list(noted):
            item: Item | None = table.items.get(hash_key, {}).get(range_key)
            now = item.attrs.get(self.attribute) if item else None
            if item is not None and now is not None and now == value:
                yield item
            else:
                del noted[hash_key, range_key]


_indexes: WeakKeyDictionary[Table, dict[str, _Index]] = WeakKeyDictionary()
"""The indexes of each table that have been asked."""


@contextmanager
def one_key(table: Table, name: str, value: DynamoType) -> Iterator[None]:
    """Let a table with a sort key seem to have only those items that have a partition key in an index."""
    indexes = _indexes.setdefault(table, {})
    if name not in indexes:
        indexes[name] = _Index(name, table)
    found: defaultdict[DynamoType, Any] = defaultdict(dict)
    for item in indexes[name].items(table, value):
        found[item.hash_key][item.range_key] = item
    everything = table.items
    table.items = found
    try:
        yield
    finally:
        table.items = everything


def _put_item_and_note_it(self: Table, *args: Any, **kwargs: Any) -> Item:
    return _noted(self, _put_item(self, *args, **kwargs))


def _update_item_and_note_it(self: DynamoDBBackend, table_name: str, *args: Any, **kwargs: Any) -> Item:
    return _noted(self.get_table(table_name), _update_item(self, table_name, *args, **kwargs))


def _noted(table: Table, item: Item) -> Item:
    for index in _indexes.get(table, {}).values():
        index.note(item)
    return item


def _call_where_somebody_is(self: BaseClient, operation_name: str, api_params: dict[str, Any]) -> Any:
    """A query for one partition of an index of which nothing was noted finds nothing."""
    if operation_name == "Query" and "IndexName" in api_params and _is_empty(api_params):
        return {"Items": [], "Count": 0, "ScannedCount": 0}
    return _make_api_call(self, operation_name, api_params)


def _is_empty(asked: dict[str, Any]) -> bool:
    """Whether the index is known, and no value that is asked for is a key of it."""
    if asked.get("ReturnConsumedCapacity", "NONE") != "NONE" or "ExclusiveStartKey" in asked:
        return False
    tables = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables
    table = tables.get(asked["TableName"])
    index = _indexes.get(table, {}).get(asked["IndexName"]) if table else None
    values = asked.get("ExpressionAttributeValues", {}).values()
    return index is not None and not any(DynamoType(value) in index.keys for value in values)


NOTED = (
    (Table, "put_item", _put_item_and_note_it),
    (DynamoDBBackend, "update_item", _update_item_and_note_it),
)
"""The methods of moto that write, and what stands in for each: class, name, method."""


@contextmanager
def keys_looked_up_first() -> Iterator[None]:
    """While it is open, a query for a key that nobody has in an index is answered without botocore.

    For the laptop's server, which sweeps 256 parts every few minutes: whoever counts calls, or lets one fail, is to see
    them all.
    """
    with patch.object(BaseClient, "_make_api_call", _call_where_somebody_is):
        yield

"""Gives back what moto keeps of what is gone: without it, a backend that runs for days would fill the machine.

It keeps a list of all that it ever made, for a page that shows it: each version of an item, each message and record. It
keeps each record of a stream, too, each place in it that was ever asked for (with its table, deleted or not), a
partition for each key that was looked for in vain, and the receipt handles of each deleted message.
"""

from typing import Any

from moto.core.common_models import BaseModel
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import StreamShard, Table
from moto.dynamodbstreams.models import DynamoDBStreamsBackend, dynamodbstreams_backends
from moto.sqs.models import Queue

STREAMED = 10_000
"""Records that a stream holds at least. AWS holds those of 24 hours: more than a laptop's readers are ever behind."""

ITERATORS = 100
"""Places in streams that can be asked for again."""

HANDLES = 1000
"""Receipt handles of messages that may be deleted once more without an error."""

_get_item = Table.get_item
_delete_item = Table.delete_item
_add_record = StreamShard.add
_records = StreamShard.get
_get_records = DynamoDBStreamsBackend.get_records
_delete_table = DynamoDBBackend.delete_table
_delete_message = Queue.delete_message


def _make_and_list_nowhere(kind: type[BaseModel], *args: Any, **kwargs: Any) -> BaseModel:
    made: BaseModel = object.__new__(kind)
    return made


def _get_item_and_leave_nothing(self: Table, hash_key: DynamoType, *args: Any, **kwargs: Any) -> Any:
    found = _get_item(self, hash_key, *args, **kwargs)
    leave_no_empty_partition(self, hash_key)
    return found


def _delete_item_and_its_partition(self: Table, hash_key: DynamoType, range_key: DynamoType | None) -> Any:
    deleted = _delete_item(self, hash_key, range_key)
    leave_no_empty_partition(self, hash_key)
    return deleted


def leave_no_empty_partition(table: Table, hash_key: DynamoType) -> None:
    """Drop a partition of which nothing is left, or that was only looked at."""
    if table.has_range_key and not table.items.get(hash_key, True):
        del table.items[hash_key]


def _add_record_and_drop_old_ones(self: StreamShard, *args: Any) -> None:
    _add_record(self, *args)
    if len(self.items) > 2 * STREAMED:
        gone = len(self.items) - STREAMED
        del self.items[:gone]
        self.starting_sequence_number += gone


def _records_that_are_there(self: StreamShard, start: int, quantity: int) -> list[dict[str, Any]]:
    """Whoever reads so slowly that records are gone goes on with the oldest that is left."""
    return _records(self, max(start, self.starting_sequence_number), quantity)


def stream_end(shard: StreamShard) -> int:
    """The sequence number of a stream's next record."""
    return shard.starting_sequence_number + len(shard.items)


def _get_records_and_drop_iterators(self: DynamoDBStreamsBackend, *args: Any) -> dict[str, Any]:
    answer = _get_records(self, *args)
    for place in list(self.shard_iterators)[:-ITERATORS]:
        del self.shard_iterators[place]
    return answer


def _delete_table_and_its_iterators(self: DynamoDBBackend, name: str) -> Table:
    deleted = _delete_table(self, name)
    iterators = dynamodbstreams_backends[self.account_id][self.region_name].shard_iterators
    for place in [place for place, one in iterators.items() if one.stream_shard.table is deleted]:
        del iterators[place]
    return deleted


def _delete_message_and_forget_it(self: Queue, receipt_handle: str) -> None:
    _delete_message(self, receipt_handle)
    if len(self.deleted_messages) > HANDLES:
        self.deleted_messages.clear()


GIVEN_BACK = (
    (BaseModel, "__new__", staticmethod(_make_and_list_nowhere)),
    (Table, "get_item", _get_item_and_leave_nothing),
    (Table, "delete_item", _delete_item_and_its_partition),
    (StreamShard, "add", _add_record_and_drop_old_ones),
    (StreamShard, "get", _records_that_are_there),
    (DynamoDBStreamsBackend, "get_records", _get_records_and_drop_iterators),
    (DynamoDBBackend, "delete_table", _delete_table_and_its_iterators),
    (Queue, "delete_message", _delete_message_and_forget_it),
)
"""The methods of moto that keep too much, and what stands in for each: class, name, method."""

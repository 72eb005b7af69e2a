"""AWS in this process: moto, made exact under threads and fast enough for a festival.

moto is a stub for unit tests, and these of its ways don't carry a backend (all read in moto 5.2.5):

- It takes no lock, so that two threads both pass one condition: it oversells, and loses acknowledged updates.
- A transaction copies each whole table once for every one of its actions, to roll back to: two seconds at 20,000 items.
- A query sorts the whole table first.
- A rule writes each event by a template, for eight parsers that it makes each time: 10 ms. Where no other template is
  given, the event is handed on as it is.
- A condition is parsed three times for each item: half the time of a transaction of 100 items. One that names no
  attributes and no values is parsed once.
- A member of a stream's record is looked for under six names, each made anew: that takes longer than
  writing the item. It is there under its own name.
- A queue asks each of its messages for the time, and a calendar makes it: 10 µs, over and over.

What it keeps of what is gone is given back by `embedded_memory`; what it does again for each call of DynamoDB is done
once by `embedded_calls`; an index is kept by `embedded_index`.

What stays different from DynamoDB: nothing here conflicts, throttles, tears a batch read or expires by TTL; a
ClientRequestToken, the 4 MB limit of a transaction and consumed capacity are not simulated.
"""

import copy
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from threading import RLock
from typing import Any
from unittest.mock import patch

import moto.sqs.models
from moto import mock_aws
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.common_types import TYPE_RESPONSE
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.events.utils import EventTemplateParser

from local import embedded_calls
from local.embedded_index import NOTED, one_key
from local.embedded_memory import GIVEN_BACK, leave_no_empty_partition, stream_end

REGION = embedded_calls.REGION


@contextmanager
def embedded_aws() -> Iterator[None]:
    """While it is open, each AWS client of this process speaks to an empty AWS inside it, and to nothing outside.

    A client must be created inside. The machine's own AWS settings (profile, region, endpoints, credentials) are put
    aside and come back afterwards; what was stored is gone then.
    """
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ))
        _put_aside_the_machines_settings()
        for kind, method, mended in _MENDED:
            stack.enter_context(patch.object(kind, method, mended, create=True))
        stack.enter_context(mock_aws())
        yield


def _put_aside_the_machines_settings() -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(
        AWS_DEFAULT_REGION=REGION,
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
        # Otherwise the streams' client asks a host named after the account, which moto doesn't know.
        AWS_ACCOUNT_ID_ENDPOINT_MODE="disabled",
    )


_one_at_a_time = RLock()
_process_request = BotocoreStubber.process_request
_transact_write_items = DynamoDBBackend.transact_write_items
_query = Table.query


def _locked_process_request(self: BotocoreStubber, request: Any) -> TYPE_RESPONSE | None:
    """One request at a time, over all services: its answer is serialised before the next one is looked at."""
    with _one_at_a_time:
        if request.url == embedded_calls.DYNAMODB:
            return embedded_calls.answer(request)
        return _process_request(self, request)


def _transact_write_items_by_item(self: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
    """The transaction as moto runs it, but rolled back item by item."""
    before = [_Before(self, action) for action in transact_items]
    try:
        _transact_write_items(self, transact_items)
    except BaseException:
        for touched in before:
            touched.restore()
        raise


class _Before:
    """The one item that an action touches, and its table's stream, as they were."""

    def __init__(self, backend: DynamoDBBackend, action: dict[str, Any]) -> None:
        [operation] = action.values()
        self.table = backend.get_table(operation["TableName"])
        self.hash_key, self.range_key = backend.get_keys_value(self.table, operation.get("Key") or operation["Item"])
        self.item = copy.deepcopy(self.table.get_item(self.hash_key, self.range_key))
        self.streamed = stream_end(self.table.stream_shard) if self.table.stream_shard else 0

    def restore(self) -> None:
        partition = self.table.items[self.hash_key]
        if self.item is None:
            partition.pop(self.range_key, None)
        else:
            partition[self.range_key] = self.item
        leave_no_empty_partition(self.table, self.hash_key)
        if self.table.stream_shard:
            del self.table.stream_shard.items[self.streamed - self.table.stream_shard.starting_sequence_number :]


def _the_table_itself(self: Table, memo: dict[int, Any]) -> Table:
    """moto copies a table in a transaction only, and puts the copy back where it fails: by item that is not needed."""
    return self


QUERIED_INDEX = 6
"""The place of the index's name among what moto's own backend hands to a query, after the partition key."""


def _query_one_partition(self: Table, hash_key: DynamoType, *args: Any, **kwargs: Any) -> Any:
    """A query sees the items of its partition alone, in the table or in an index."""
    if index := args[QUERIED_INDEX]:
        with one_key(self, index, hash_key):
            return _query(self, hash_key, *args, **kwargs)
    everything = self.items
    self.items = defaultdict(dict, {hash_key: everything.get(hash_key, {})})
    try:
        return _query(self, hash_key, *args, **kwargs)
    finally:
        self.items = everything


_parse_condition = ConditionExpressionParser.parse


def _parse_condition_once(self: ConditionExpressionParser) -> Any:
    """The condition, ready to be asked of an item."""
    if self.expression_attribute_names or self.expression_attribute_values:
        return _parse_condition(self)
    return _parsed(self.condition_expression)


@cache
def _parsed(condition: str | None) -> Any:
    return _parse_condition(ConditionExpressionParser(condition, None, None))


_get_value = ResponseSerializer.get_value


def _value_by_its_name(self: ResponseSerializer, value: Any, key: str, shape: Any) -> Any:
    """A member of what is to be written."""
    if isinstance(value, dict) and self.operation_model.service_model.service_name == "dynamodbstreams":
        return value.get(key)
    return _get_value(self, value, key, shape)


_parse_template = EventTemplateParser.parse


def _whole_event(input_template: str | None, input_paths_map: dict[str, Any], event: Any) -> dict[str, Any]:
    """The event as a rule hands it to its target."""
    if input_template:
        return _parse_template(input_template, input_paths_map, event)
    return {name: value for name, value in event.items() if name != "ingestion-time"}


_MENDED = (
    (BotocoreStubber, "process_request", _locked_process_request),
    (DynamoDBBackend, "transact_write_items", _transact_write_items_by_item),
    (Table, "__deepcopy__", _the_table_itself),
    (Table, "query", _query_one_partition),
    (ConditionExpressionParser, "parse", _parse_condition_once),
    (ResponseSerializer, "get_value", _value_by_its_name),
    *GIVEN_BACK,
    *NOTED,
    *embedded_calls.DONE_ONCE,
    (EventTemplateParser, "parse", staticmethod(_whole_event)),
    (moto.sqs.models, "unix_time_millis", lambda: time.time() * 1000),
)

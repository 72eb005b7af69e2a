"""The calls to DynamoDB, and all use of private parts of PynamoDB and botocore (see docs/adr/0011), but the parser of
replies (`attributes`).

Every call fails in the same way. DynamoDB's refusal of what it will never take is our own mistake, and is raised as it
is. Any other failure of a call is Unavailable. A transaction that was cancelled raises TransactWriteError, because only
its caller knows what each item means: `faults.kinds_of` reads the reasons.

The SDK resends a call whose reply was lost (`table.RESENDS`); nothing here sends one again. `Reader` reads again what
DynamoDB left unprocessed. Who may repeat a transaction does so at most `backoff.TRIES` times. Between two tries there
is a pause of `backoff.full_jitter`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from botocore import __version__ as botocore_version
from botocore.config import Config
from pynamodb.connection import Connection
from pynamodb.connection.base import BOTOCORE_EXCEPTIONS
from pynamodb.constants import NONE
from pynamodb.exceptions import PutError, PynamoDBException, QueryError, UpdateError
from pynamodb.expressions.condition import Condition

from chalicelib.store.attributes import Parsers
from chalicelib.store.calls import CallSerializer
from chalicelib.store.client_data import DataLoader
from chalicelib.store.faults import FaultKind, give_up, kind_of
from chalicelib.store.table import Item, Key, Raw, item_of, raw_item
from chalicelib.store.writes import Write, telling

MOST_KEYS: Final = 100
"""Keys that one BatchGetItem takes."""

USER_AGENT: Final = f"tessera Botocore/{botocore_version}"


class RawPage(NamedTuple):
    """One reply of a query or a scan."""

    items: Sequence[Raw]
    """The items that were found, as they came over the wire."""
    looked: int
    """How many items were looked at to find them."""
    after: Key | None
    """The key after which to go on; None at the end."""


class Refusal(NamedTuple):
    """Why a put was not made."""

    busy: bool
    """Whether a transaction has the item in its hands; else the condition does not hold."""
    found: Item | None
    """The item that the condition met; None: there is none, or it is busy."""


def connect(table: str, region: str, endpoint: str | None = None) -> None:
    """Point the model at a table and make its client now, in the init phase, rather than in the first member's request.

    endpoint: another address than the region's own, for a DynamoDB that runs on the laptop.
    """
    Item.Meta.table_name, Item.Meta.region, Item.Meta.host = table, region, endpoint
    Item._connection = None
    connection = _connection()
    # PynamoDB has no setting for these. Keep-alive: an idle connection that a load balancer forgot would cost its read
    # timeout. A short name: botocore spells out its own long one twice a call, a sixth of the CPU.
    connection.session.set_default_client_config(Config(tcp_keepalive=True, user_agent=USER_AGENT))
    connection.session.register_component("data_loader", DataLoader())
    # Half of a reply's CPU, and four fifths of a long page's.
    connection.session.register_component("response_parser_factory", Parsers())
    # The region's endpoint stays the same: botocore would work it out anew in each call, a seventh of the call's CPU.
    connection.client._ruleset_resolver = None  # boto3 is pinned
    # A third of a transaction's CPU, a seventh of a read's.
    connection.client._serializer = CallSerializer(connection.client.meta.endpoint_url)


def client() -> Any:
    """The botocore client that all calls go through."""
    return _connection().client


def client_events() -> Any:
    """The client's event system: where a measurement or a test listens to the calls."""
    return client().meta.events


def session() -> Any:
    """The client's botocore session: another service's client that shares it is made in a tenth of the time."""
    return _connection().session


def batch_get(keys: Sequence[Key], consistent: bool) -> tuple[dict[Key, Item], bool]:
    """Read up to 100 items by their keys; also whether that was all, or keys were left unprocessed."""
    with _failing():
        reply = _connection().batch_get_item(
            Item.Meta.table_name,
            [raw_item(key) for key in keys],  # type: ignore[misc] # PynamoDB says str, and means a key's attributes
            consistent_read=consistent,
            return_consumed_capacity=NONE,
        )
    found = reply["Responses"].get(Item.Meta.table_name, ())
    return {key_of(raw): item_of(raw) for raw in found}, not reply["UnprocessedKeys"]


def query(
    pk: str,
    condition: Condition | None = None,
    after: Key | None = None,
    limit: int | None = None,
    consistent: bool = True,
    names: Sequence[str] | None = None,
) -> RawPage:
    """Read the next items of one partition, in the order of their sort keys.

    condition: of the sort key. limit: items to look at. names: of the attributes that come back; None: all.
    """
    with _failing():
        reply = _connection().query(
            Item.Meta.table_name,
            pk,
            condition,
            limit=limit,
            exclusive_start_key=raw_item(after) if after else None,
            consistent_read=consistent,
            attributes_to_get=list(names) if names else None,
        )
    return _page(reply)


def query_all(
    pk: str, condition: Condition | None = None, consistent: bool = True, names: Sequence[str] | None = None
) -> Iterator[Raw]:
    """Read all items of one partition for which the condition of the sort key holds, a page at a time."""
    page = query(pk, condition, consistent=consistent, names=names)
    yield from page.items
    while page.after:
        page = query(pk, condition, page.after, consistent=consistent, names=names)
        yield from page.items


def scan(condition: Condition, names: Sequence[str], after: Key | None, limit: int, consistent: bool = True) -> RawPage:
    """Look at the next `limit` items of the table, and read these attributes of those for which the condition holds."""
    with _failing():
        reply = _connection().scan(
            Item.Meta.table_name,
            condition,
            attributes_to_get=names,
            limit=limit,
            exclusive_start_key=raw_item(after) if after else None,  # type: ignore[arg-type] # as in `batch_get`
            consistent_read=consistent,
        )
    return _page(reply)


def put_item(item: Item, condition: Condition | None = None) -> bool:
    """Put one item outside a transaction; False where the condition does not hold, or a transaction has the item.

    A resend after a lost reply meets the item that it wrote itself, and is False too.
    """
    with _failing():
        try:
            item.save(condition=condition)
        except PutError as error:
            if kind_of(error) in (FaultKind.CONDITION, FaultKind.CONFLICT):
                return False
            raise
    return True


def put(write: Write) -> Refusal | None:
    """Put one item outside a transaction; where it is refused, the item that is there comes along without a read.

    A resend after a lost reply meets the item that it wrote itself. (PynamoDB's own put can't ask for what it meets,
    and its errors keep that in their cause alone.)
    """
    with _failing():
        try:
            _connection().dispatch("PutItem", {**telling(write), "ReturnConsumedCapacity": NONE})
        except BOTOCORE_EXCEPTIONS as error:
            failed = PutError(f"Failed to put item: {error}", error)
            if kind_of(failed) is FaultKind.CONFLICT:
                return Refusal(True, None)
            if kind_of(failed) is FaultKind.CONDITION:
                met = getattr(error.__cause__, "response", {}).get("Item")
                return Refusal(False, item_of(met) if met else None)
            raise failed from error
    return None


def update(write: Write) -> bool:
    """Change some attributes of one item outside a transaction; False where the condition does not hold, or a
    transaction has the item.

    A resend after a lost reply finds its own change, which may not meet the condition any more, and is False too.
    """
    with _failing():
        try:
            _connection().dispatch("UpdateItem", {**write, "ReturnConsumedCapacity": NONE})
        except BOTOCORE_EXCEPTIONS as error:
            failed = UpdateError(f"Failed to update item: {error}", error)
            if kind_of(failed) in (FaultKind.CONDITION, FaultKind.CONFLICT):
                return False
            raise failed from error
    return True


def query_index(
    index: str, condition: str, values: Mapping[str, Any], start: Raw | None, limit: int, forward: bool
) -> dict[str, Any]:
    """Read the next keys of one partition of an index, eventually consistent: as DynamoDB answers.

    start: the keys, of the table and of the index, after which to go on. (PynamoDB would need a model of the index.)
    """
    asked = {
        "TableName": Item.Meta.table_name,
        "IndexName": index,
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": values,
        "Limit": limit,
        "ScanIndexForward": forward,
        "ReturnConsumedCapacity": NONE,
    }
    with _failing():
        try:
            reply: dict[str, Any] = _connection().dispatch(
                "Query", {**asked, **({"ExclusiveStartKey": start} if start else {})}
            )
        except BOTOCORE_EXCEPTIONS as error:
            raise QueryError(f"Failed to query index: {error}", error) from error
    return reply


def transact(
    deletes: Sequence[Write] = (),
    puts: Sequence[Write] = (),
    updates: Sequence[Write] = (),
    checks: Sequence[Write] = (),
) -> None:
    """Write up to 100 items, all or none. checks: items that are only to meet their conditions.

    Raises TransactWriteError where nothing was written, with the reasons in the order checks, deletes, puts, updates.
    """
    _connection().transact_write_items(checks, deletes, puts, updates, return_consumed_capacity=NONE)


def item_count() -> int:
    """Read how many items the table had at the last count, which DynamoDB makes every six hours."""
    with _failing():
        return int(_connection().describe_table(Item.Meta.table_name)["ItemCount"])


def key_of(raw: Raw) -> Key:
    """The key of an item as it came over the wire."""
    return Key(raw["pk"]["S"], raw["sk"]["S"])


def _page(reply: Mapping[str, Any]) -> RawPage:
    last = reply.get("LastEvaluatedKey")
    return RawPage(reply["Items"], reply["ScannedCount"], key_of(last) if last else None)


@contextmanager
def _failing() -> Iterator[None]:
    """Turn what a failed call raises into Unavailable, unless DynamoDB will never take the call."""
    try:
        yield
    except PynamoDBException as error:
        give_up(error)


def _connection() -> Connection:
    return Item._get_connection().connection

"""The embedded AWS is exact under threads, and a transaction costs what it touches."""

import gc
import os
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import thread_time
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodbstreams.models import dynamodbstreams_backends
from moto.sqs.models import sqs_backends

from local import embedded_memory
from local.embedded_aws import REGION, embedded_aws
from local.tables import create_tables

pytestmark = pytest.mark.usefixtures("restless_threads")

THREADS = 16
STOCK = 40


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with embedded_aws():
        yield boto3.client("dynamodb")


@pytest.fixture
def table(client: Any) -> Iterator[str]:
    create_tables(client, "embedded")
    yield "embedded"
    client.delete_table(TableName="embedded")


def key(pk: str, sk: str = "-") -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def item(pk: str, sk: str = "-", **attributes: Any) -> dict[str, Any]:
    return {**key(pk, sk), **attributes}


def put(table: str, new: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"Put": {"TableName": table, "Item": new, **rest}}


def put_new(table: str, new: dict[str, Any]) -> dict[str, Any]:
    condition = {"ConditionExpression": "attribute_not_exists(pk)", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    return put(table, new, **condition)


def take(table: str, pk: str, quota: int) -> dict[str, Any]:
    """One unit of a stock, within its quota."""
    return {
        "Update": {
            "TableName": table,
            "Key": key(pk),
            "UpdateExpression": "ADD taken :one",
            "ConditionExpression": "attribute_not_exists(taken) OR taken <= :most",
            "ExpressionAttributeValues": {":one": {"N": "1"}, ":most": {"N": str(quota - 1)}},
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }


def taken(client: Any, table: str, pk: str = "stock") -> int:
    return int(client.get_item(TableName=table, Key=key(pk), ConsistentRead=True)["Item"]["taken"]["N"])


def everything(client: Any, table: str) -> list[dict[str, Any]]:
    return sorted(client.scan(TableName=table)["Items"], key=str)


def reasons(client: Any, *actions: dict[str, Any]) -> list[dict[str, Any]]:
    with pytest.raises(client.exceptions.TransactionCanceledException) as cancelled:
        client.transact_write_items(TransactItems=list(actions))
    found: list[dict[str, Any]] = cancelled.value.response["CancellationReasons"]
    return found


def streamed(client: Any, table: str) -> list[Any]:
    """All records of a table's stream."""
    streams = boto3.client("dynamodbstreams")
    arn = client.describe_table(TableName=table)["Table"]["LatestStreamArn"]
    [shard] = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    start = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
    return list(streams.get_records(ShardIterator=start["ShardIterator"])["Records"])


def race(client: Any, attempt: Callable[[int], None], times: int) -> int:
    """How often it succeeded; a failed condition is the only failure there may be."""
    # botocore makes these classes at their first use, and in several threads at once it may make them twice.
    failed_condition = (
        client.exceptions.ConditionalCheckFailedException,
        client.exceptions.TransactionCanceledException,
    )

    def succeeds(n: int) -> bool:
        try:
            attempt(n)
        except failed_condition:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(succeeds, range(times)))


def test_a_raced_counter_counts_each_acknowledged_update(client: Any, table: str) -> None:
    update = take(table, "stock", STOCK)["Update"]
    assert race(client, lambda _: client.update_item(**update), 3 * STOCK) == STOCK
    assert taken(client, table) == STOCK


def test_raced_transactions_take_no_more_than_the_stock_and_leave_one_receipt_each(client: Any, table: str) -> None:
    def draw(n: int) -> None:
        actions = [put_new(table, item("member", f"receipt {n}")), take(table, "stock", STOCK)]
        client.transact_write_items(TransactItems=actions)

    assert race(client, draw, 3 * STOCK) == STOCK
    assert taken(client, table) == STOCK
    condition = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "member"}}}
    assert client.query(TableName=table, Select="COUNT", **condition)["Count"] == STOCK


def test_versions_raced_by_read_and_conditional_put_lose_nothing(client: Any, table: str) -> None:
    client.put_item(TableName=table, Item=item("member", v={"N": "0"}))

    def move_on(_: int) -> None:
        for _ in range(100):
            read = client.get_item(TableName=table, Key=key("member"), ConsistentRead=True)["Item"]["v"]
            new = item("member", v={"N": str(int(read["N"]) + 1)})
            still = {"ConditionExpression": "v = :v", "ExpressionAttributeValues": {":v": read}}
            try:
                client.transact_write_items(TransactItems=[put(table, new, **still)])
                return
            except client.exceptions.TransactionCanceledException:
                continue
        pytest.fail("never got through")

    assert race(client, move_on, 2 * THREADS) == 2 * THREADS
    assert client.get_item(TableName=table, Key=key("member"))["Item"]["v"]["N"] == str(2 * THREADS)


@pytest.mark.parametrize(
    "last",
    [
        lambda table: put_new(table, item("there")),
        lambda table: {"Put": {"TableName": table, "Item": item("new", v={"N": "no number"})}},
        lambda table: put(table, item("created")),
    ],
    ids=["a condition fails", "an item is invalid", "an item is named twice"],
)
def test_a_failed_transaction_leaves_everything_as_before(
    client: Any, table: str, last: Callable[[str], dict[str, Any]]
) -> None:
    for old in (item("there", n={"N": "1"}), item("stock", taken={"N": "7"}), item("gone soon"), item("replaced")):
        client.put_item(TableName=table, Item=old)
    before = everything(client, table)
    actions = [
        put(table, item("created")),
        take(table, "created by an update", 10),
        take(table, "stock", 10),
        {"Delete": {"TableName": table, "Key": key("gone soon")}},
        put(table, item("replaced", other={"S": "text"})),
    ]
    with pytest.raises(ClientError):
        client.transact_write_items(TransactItems=[*actions, last(table)])
    assert everything(client, table) == before

    client.transact_write_items(TransactItems=actions)
    assert everything(client, table) != before


def test_a_failed_transaction_streams_nothing(client: Any, table: str) -> None:
    client.put_item(TableName=table, Item=item("there"))
    reasons(client, put(table, item("created")), put_new(table, item("there")))
    client.put_item(TableName=table, Item=item("last"))
    assert [record["dynamodb"]["NewImage"]["pk"]["S"] for record in streamed(client, table)] == ["there", "last"]


def test_a_stream_tells_each_attribute_as_it_was_written(client: Any, table: str) -> None:
    kinds: dict[str, Any] = {"text": {"S": "x"}, "number": {"N": "1.5"}, "bytes": {"B": b"\x01"}, "set": {"SS": ["x"]}}
    kinds |= {"yes": {"BOOL": True}, "no": {"BOOL": False}, "none": {"NULL": True}}
    kinds |= {"list": {"L": [{"S": "x"}]}, "map": {"M": {"S": {"N": "2"}}}}
    client.put_item(TableName=table, Item=item("kinds", **kinds))
    client.delete_item(TableName=table, Key={name: item("kinds")[name] for name in ("pk", "sk")})
    put, deleted = streamed(client, table)
    assert (put["eventName"], put["dynamodb"]["NewImage"]) == ("INSERT", item("kinds", **kinds))
    assert (deleted["eventName"], deleted["dynamodb"]["Keys"]["pk"]) == ("REMOVE", {"S": "kinds"})
    assert "NewImage" not in deleted["dynamodb"]


def test_a_condition_that_is_parsed_once_is_asked_of_each_item(client: Any, table: str) -> None:
    for _ in range(2):
        client.put_item(TableName=table, Item=item("there"))
        found = reasons(client, put_new(table, item("a")), put_new(table, item("there")), put_new(table, item("b")))
        assert [reason["Code"] for reason in found] == ["None", "ConditionalCheckFailed", "None"]
    client.transact_write_items(TransactItems=[put_new(table, item("a")), put_new(table, item("b"))])
    assert len(everything(client, table)) == 3


def test_a_cancelled_transaction_tells_why_by_action_with_the_old_item(client: Any, table: str) -> None:
    receipt, stock = item("receipt", answer={"S": "granted"}), item("stock", taken={"N": "5"})
    client.put_item(TableName=table, Item=receipt)
    client.put_item(TableName=table, Item=stock)
    found = reasons(client, put(table, item("member")), put_new(table, receipt), take(table, "stock", 5))
    assert [reason["Code"] for reason in found] == ["None", "ConditionalCheckFailed", "ConditionalCheckFailed"]
    assert [reason.get("Item") for reason in found] == [None, receipt, stock]


def test_an_absent_item_that_should_be_there_comes_back_as_none(client: Any, table: str) -> None:
    version = {"ConditionExpression": "v = :v", "ExpressionAttributeValues": {":v": {"N": "3"}}}
    [reason] = reasons(client, put(table, item("member"), **version, ReturnValuesOnConditionCheckFailure="ALL_OLD"))
    assert (reason["Code"], reason.get("Item")) == ("ConditionalCheckFailed", None)


def test_a_batch_reads_what_is_there_of_several_partitions(client: Any, table: str) -> None:
    there = [item("a"), item("b", "x"), item("b", "y")]
    for one in there:
        client.put_item(TableName=table, Item=one)
    wanted = {
        "Keys": [*(key(one["pk"]["S"], one["sk"]["S"]) for one in there), key("absent")],
        "ConsistentRead": True,
    }
    found = client.batch_get_item(RequestItems={table: wanted})
    assert sorted(found["Responses"][table], key=str) == sorted(there, key=str)
    assert found["UnprocessedKeys"] == {}


def test_a_query_pages_one_partition_newest_first(client: Any, table: str) -> None:
    for n in range(5):
        client.put_item(TableName=table, Item=item("member", f"{n}"))
        client.put_item(TableName=table, Item=item("other", f"{n}"))
    pages = client.get_paginator("query").paginate(
        TableName=table,
        KeyConditionExpression="pk = :pk AND sk >= :from",
        ExpressionAttributeValues={":pk": {"S": "member"}, ":from": {"S": "1"}},
        ScanIndexForward=False,
        PaginationConfig={"PageSize": 2},
    )
    assert [[one["sk"]["S"] for one in page["Items"]] for page in pages if page["Items"]] == [["4", "3"], ["2", "1"]]
    assert len(everything(client, table)) == 10


def test_an_index_tells_what_was_written_last(client: Any, table: str) -> None:
    def at(part: int) -> list[str]:
        pages = client.get_paginator("query").paginate(
            TableName=table,
            IndexName="due",
            KeyConditionExpression="h = :h",
            ExpressionAttributeValues={":h": {"N": f"{part}"}},
            PaginationConfig={"PageSize": 2},
        )
        return [one["pk"]["S"] for page in pages for one in page["Items"]]

    def move(pk: str, part: int) -> dict[str, Any]:
        values = {":h": {"N": f"{part}"}}
        return {
            "TableName": table,
            "Key": key(pk),
            "UpdateExpression": "SET h = :h",
            "ExpressionAttributeValues": values,
        }

    def due(pk: str, part: int, moment: int) -> dict[str, Any]:
        return item(pk, h={"N": f"{part}"}, d={"N": f"{moment}"})

    client.put_item(TableName=table, Item=due("before the first question", 1, 5))
    assert at(1) == ["before the first question"]
    for n in range(3):
        client.put_item(TableName=table, Item=due(f"{n}", 1, 3 - n))
    client.put_item(TableName=table, Item=item("in no index", h={"N": "1"}))
    assert at(1) == ["2", "1", "0", "before the first question"]
    client.update_item(**move("1", 2))
    client.delete_item(TableName=table, Key=key("2"))
    assert (at(1), at(2)) == (["0", "before the first question"], ["1"])
    client.put_item(TableName=table, Item=item("0"))
    client.transact_write_items(
        TransactItems=[{"Update": move("1", 1)}, {"Put": {"TableName": table, "Item": due("2", 1, 9)}}]
    )
    assert (at(1), at(2)) == (["1", "before the first question", "2"], [])
    client.put_item(TableName=table, Item=item("empty", taken={"N": "1"}))
    with pytest.raises(ClientError):
        client.transact_write_items(
            TransactItems=[
                {"Update": move("1", 2)},
                {"Delete": {"TableName": table, "Key": key("2")}},
                take(table, "empty", 1),
            ]
        )
    assert (at(1), at(2)) == (["1", "before the first question", "2"], [])


@pytest.mark.parametrize("operation", ["transaction", "query", "index"])
def test_a_large_table_is_as_fast_as_a_small_one(client: Any, table: str, operation: str) -> None:
    def act() -> None:
        if operation == "transaction":
            client.transact_write_items(TransactItems=[put(table, item("member")), take(table, "stock", 1000)])
        elif operation == "index":
            condition = {"KeyConditionExpression": "h = :h", "ExpressionAttributeValues": {":h": {"N": "1"}}}
            client.query(TableName=table, IndexName="due", **condition)
        else:
            condition = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "member"}}}
            client.query(TableName=table, **condition)

    fill(table, 0, 100)
    act()
    small = least_seconds(act)
    fill(table, 100, 20_000)
    assert least_seconds(act) < 3 * small


def fill(table: str, first: int, last: int) -> None:
    """Past the API, which would take half a minute."""
    stored = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].get_table(table)
    stream, stored.stream_shard = stored.stream_shard, None
    for n in range(first, last):
        stored.put_item(item(f"partition {n % 2000}", f"{n}", text={"S": "x" * 50}))
    stored.stream_shard = stream


def least_seconds(act: Callable[[], None]) -> float:
    """Of CPU, and the least of many, so that other work on the machine does not count."""

    def seconds() -> float:
        start = thread_time()
        act()
        return thread_time() - start

    return min(seconds() for _ in range(15))


def test_the_machines_own_settings_are_put_aside_and_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with embedded_aws():
        assert "AWS_PROFILE" not in os.environ
        create_tables(boto3.client("dynamodb"), "mine")
    assert (os.environ["AWS_PROFILE"], os.environ["AWS_ENDPOINT_URL"]) == ("production", "http://127.0.0.1:9")


# --- what is gone gives its memory back ---


def test_keys_that_hold_nothing_take_no_place(client: Any, table: str) -> None:
    model = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].get_table(table)
    client.put_item(TableName=table, Item=item("there"))
    client.put_item(TableName=table, Item=item("deleted"))
    client.delete_item(TableName=table, Key=key("deleted"))
    client.delete_item(TableName=table, Key=key("never there"))
    client.get_item(TableName=table, Key=key("looked for"))
    client.batch_get_item(RequestItems={table: {"Keys": [key("looked for too"), key("there")]}})
    reasons(client, put(table, item("rolled back")), put_new(table, item("there")))
    reasons(client, put_new(table, item("there")), take(table, "taken in vain", 1))

    assert {hash_key.value for hash_key in model.items} == {"there"}


def test_a_stream_holds_its_last_records_and_goes_on_where_they_begin(
    client: Any, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_memory, "STREAMED", 10)
    model = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].get_table(table)
    streams = boto3.client("dynamodbstreams")
    arn = client.describe_table(TableName=table)["Table"]["LatestStreamArn"]
    [shard] = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    place = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
    slow = quick = streams.get_shard_iterator(**place)["ShardIterator"]
    read: list[str] = []
    for n in range(200):
        client.put_item(TableName=table, Item=item(f"item {n}"))
        page = streams.get_records(ShardIterator=quick)
        read, quick = read + [one["dynamodb"]["Keys"]["pk"]["S"] for one in page["Records"]], page["NextShardIterator"]
    reasons(client, put(table, item("rolled back")), put_new(table, item("item 0")))
    late = streams.get_records(ShardIterator=streams.get_shard_iterator(**place)["ShardIterator"])["Records"]

    assert read == [f"item {n}" for n in range(200)]  # whoever keeps up misses nothing
    assert model.stream_shard
    assert len(model.stream_shard.items) <= 20
    assert [one["dynamodb"]["Keys"]["pk"]["S"] for one in late] == read[-len(late) :]
    assert len(dynamodbstreams_backends[DEFAULT_ACCOUNT_ID][REGION].shard_iterators) <= embedded_memory.ITERATORS + 1
    with pytest.raises(KeyError):  # as with an iterator of AWS that has expired
        streams.get_records(ShardIterator=slow)


def test_a_deleted_table_is_gone_with_the_places_in_its_stream(client: Any) -> None:
    create_tables(client, "short-lived")
    streams = boto3.client("dynamodbstreams")
    arn = client.describe_table(TableName="short-lived")["Table"]["LatestStreamArn"]
    [shard] = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="LATEST")
    model = weakref.ref(dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].get_table("short-lived"))
    client.delete_table(TableName="short-lived")
    gc.collect()

    assert model() is None


def test_what_was_written_over_is_not_kept(client: Any, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_memory, "STREAMED", 10)
    for n in range(200):
        client.put_item(TableName=table, Item=item("one", n={"N": str(n)}))
    gc.collect()
    kept = [one for one in gc.get_objects() if isinstance(one, Item) and one.hash_key.value == "one"]

    assert len(kept) == 1


def test_deleted_messages_leave_nothing_behind(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_memory, "HANDLES", 10)
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="forgetful")["QueueUrl"]
    for n in range(50):
        sqs.send_message(QueueUrl=url, MessageBody=str(n))
        [message] = sqs.receive_message(QueueUrl=url)["Messages"]
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    queue = sqs_backends[DEFAULT_ACCOUNT_ID][REGION].queues["forgetful"]

    assert len(queue.deleted_messages) <= 10
    assert queue._messages == []
    assert not queue._pending_messages

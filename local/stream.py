"""Reads the table's stream as Lambda does in AWS: records go to the very handlers that are deployed.

Any DynamoDB that has streams will do. All of a stream's records that are still there are handed over at each start:
receipts that were counted before are known by their marks, and notices by their ids.
"""

import logging
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.settings import Settings
from local.beat import Beat

EVERY_SECONDS = 1.0
MOST_RECORDS = 100

log = logging.getLogger(__name__)


def of_receipts(handler: Callable[[Any, Any], Any]) -> Callable[[Any, Any], None]:
    """The handler as the stack calls it: `FilterCriteria` of its function pass receipts alone (infra/events.json)."""

    def hear(event: Any, context: Any) -> None:
        passed = [one for one in event["Records"] if _is_receipt(one)]
        if passed:
            handler({"Records": passed}, context)

    return hear


def _is_receipt(record: Any) -> bool:
    sk: str = record["dynamodb"]["Keys"]["sk"]["S"]
    return record["eventName"] == "INSERT" and sk.startswith("R#")


class Stream:
    """Reads the stream every second, from `start` to `stop`, and at once whenever it is asked to."""

    def __init__(self, handlers: Sequence[Callable[[Any, Any], Any]], settings: Settings) -> None:
        self._handlers = handlers
        where = {"region_name": settings.region, "endpoint_url": settings.endpoint}
        self._streams = boto3.client("dynamodbstreams", **where)
        described = boto3.client("dynamodb", **where).describe_table(TableName=settings.table)
        self._arn = described["Table"].get("LatestStreamArn")
        self._iterators: dict[str, str | None] = {}
        self._one_at_a_time = Lock()
        self._beat = Beat("stream", EVERY_SECONDS, self._each_second)

    @property
    def there(self) -> bool:
        """Whether the table has one."""
        return self._arn is not None

    def begin(self) -> None:
        """Find the stream's shards. Raises what AWS raises, where `start` would only try again and again."""
        if self.there:
            with self._one_at_a_time:
                self._find_shards()

    def start(self) -> None:
        self._beat.start()

    def stop(self) -> None:
        self._beat.stop()

    def run(self) -> int:
        """Hand over what is new, and give how many records that were. Raises what AWS and the handlers raise."""
        if not self.there:
            return 0
        with self._one_at_a_time:
            self._find_shards()
            return sum(self._follow(shard) for shard, iterator in self._iterators.items() if iterator)

    def _find_shards(self) -> None:
        description = self._streams.describe_stream(StreamArn=self._arn)["StreamDescription"]
        for shard in (one["ShardId"] for one in description["Shards"]):
            if shard not in self._iterators:
                self._iterators[shard] = self._streams.get_shard_iterator(
                    StreamArn=self._arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
                )["ShardIterator"]

    def _follow(self, shard: str) -> int:
        """A shard's new records, batch by batch; a batch that one of the handlers does not take comes again."""
        read = 0
        while not self._beat.stopping:
            page: dict[str, Any] = self._streams.get_records(ShardIterator=self._iterators[shard], Limit=MOST_RECORDS)
            if page["Records"]:
                for handler in self._handlers:
                    handler({"Records": page["Records"]}, None)
            read += len(page["Records"])
            self._iterators[shard] = page.get("NextShardIterator")
            if not page["Records"] or not self._iterators[shard]:
                break
        return read

    def _each_second(self) -> None:
        try:
            self.run()
        except (BotoCoreError, ClientError) as error:
            self._iterators.clear()  # an iterator is good for some minutes only
            log.info("The stream is read from its start again: %s", error)

"""What Lambda does with the table's stream in AWS: records go to the very handler that is deployed.

Any DynamoDB that has streams will do. All of a stream's records that are still there are handed over at each start:
receipts that were counted before are known by their marks.
"""

from __future__ import annotations

import logging
from threading import Event, Lock, Thread
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import Unavailable
from chalicelib.services.counting import Counting
from chalicelib.settings import Settings
from chalicelib.triggers.stream import count_receipts

EVERY_SECONDS = 1.0
MOST_RECORDS = 100

log = logging.getLogger(__name__)


class Stream:
    """Reads the stream every second in a thread from `start` to `stop`, and at once whenever it is asked to."""

    def __init__(self, counting: Counting, settings: Settings) -> None:
        self._counting = counting
        where = {"region_name": settings.region, "endpoint_url": settings.endpoint}
        self._streams = boto3.client("dynamodbstreams", **where)
        described = boto3.client("dynamodb", **where).describe_table(TableName=settings.table)
        self._arn = described["Table"].get("LatestStreamArn")
        self._iterators: dict[str, str | None] = {}
        self._one_at_a_time = Lock()
        self._stopped = Event()
        self._thread = Thread(target=self._each_second, name="stream", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def run(self) -> int:
        """Hand over what is new, and give how many receipts were counted. Raises what AWS and the store raise."""
        if self._arn is None:
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
        """A shard's new records, batch by batch; one that is not counted comes again."""
        counted = 0
        while not self._stopped.is_set():
            page: dict[str, Any] = self._streams.get_records(ShardIterator=self._iterators[shard], Limit=MOST_RECORDS)
            counted += count_receipts(self._counting, page)
            self._iterators[shard] = page.get("NextShardIterator")
            if not page["Records"] or not self._iterators[shard]:
                break
        return counted

    def _each_second(self) -> None:
        while not self._stopped.wait(EVERY_SECONDS):
            try:
                self.run()
            except Unavailable as error:
                log.warning("The report lags behind: %s", error.message)
            except (BotoCoreError, ClientError) as error:
                self._iterators.clear()  # an iterator is good for some minutes only
                log.info("The stream is read from its start again: %s", error)
            except Exception:  # the thread must outlive whatever happens in it
                log.exception("The stream failed")

"""The two queues of events in the embedded AWS, and their messages in the shape in which Lambda gets them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import boto3

from local.embedded_aws import REGION

FIFO = {"FifoQueue": "true", "VisibilityTimeout": "0"}


class Parked(NamedTuple):
    """A message of the parked queue, and what it says why it is there."""

    body: str
    reason: str
    detail: str


class Queues:
    """queue, parked: their URLs. A message that is received is there again at once."""

    def __init__(self) -> None:
        self.client = boto3.client("sqs", REGION)
        self.queue = self._create("events.fifo")
        self.parked = self._create("parked.fifo")

    @property
    def environ(self) -> dict[str, str]:
        return {"TESSERA_QUEUE": self.queue, "TESSERA_PARKED": self.parked}

    def delete(self) -> None:
        for url in (self.queue, self.parked):
            self.client.delete_queue(QueueUrl=url)

    def messages(self) -> list[dict[str, Any]]:
        """The messages in the queue of events, as SQS gives them."""
        return self._all(self.queue)

    def told(self) -> list[Parked]:
        """The parked messages."""
        found = []
        for one in self._all(self.parked):
            said = {name: value["StringValue"] for name, value in one.get("MessageAttributes", {}).items()}
            found.append(Parked(one["Body"], said.get("reason", ""), said.get("detail", "")))
        return found

    def _create(self, name: str) -> str:
        url: str = self.client.create_queue(QueueName=name, Attributes=FIFO)["QueueUrl"]
        return url

    def _all(self, url: str) -> list[dict[str, Any]]:
        """All messages, ten by ten, which are taken out meanwhile."""
        found: list[dict[str, Any]] = []
        while some := self.client.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            MessageAttributeNames=["All"],
            MessageSystemAttributeNames=["All"],
        ).get("Messages"):
            found += some
            for one in some:
                self.client.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
        return found


@contextmanager
def queues() -> Iterator[Queues]:
    """The queues while it is open, inside an embedded AWS."""
    there = Queues()
    try:
        yield there
    finally:
        there.delete()


def record(body: str, group: str = "a", number: int = 1, received: int = 1) -> dict[str, Any]:
    """A message as Lambda hands it over (docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, of a FIFO queue)."""
    return {
        "messageId": f"11d6ee51-4cc7-4302-9e22-{number:012}",
        "receiptHandle": "AQEBBX8nesZEXmkhsmZeyIE8iQAMig7qw...",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": str(received),
            "SentTimestamp": "1573251510774",
            "SequenceNumber": "18849496460467696128",
            "MessageGroupId": group,
            "SenderId": "AIDAIO23YVJENQZJOL4VO",
            "MessageDeduplicationId": f"{number}",
            "ApproximateFirstReceiveTimestamp": "1573251510774",
        },
        "messageAttributes": {},
        "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:events.fifo",
        "awsRegion": "us-east-2",
    }

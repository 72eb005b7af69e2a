"""Empties a queue as Lambda does in AWS: messages go to the very handler that is deployed, in Lambda's shape.

What a handler does not take comes again after a while, and is parked after as many times as the queue's template says.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any

from local.beat import Beat

EVERY_SECONDS = 0.2
MOST_MESSAGES = 10

Message = Mapping[str, Any]
"""As SQS gives it."""


class Inbox:
    """Empties a queue into `take` five times a second, from `start` to `stop`, and at once whenever it is asked to.

    take: given messages, it gives the ids of those that must come again.
    """

    def __init__(self, sqs: Any, url: str, take: Callable[[Sequence[Message]], Iterable[str]]) -> None:
        self._sqs = sqs
        self._url = url
        self._take = take
        self._one_at_a_time = Lock()
        self._beat = Beat("queue", EVERY_SECONDS, self.run)

    def start(self) -> None:
        self._beat.start()

    def stop(self) -> None:
        self._beat.stop()

    def run(self) -> int:
        """Hand over all that is there, and give how many messages were taken. Raises what AWS and `take` raise."""
        taken = 0
        with self._one_at_a_time:
            while not self._beat.stopping and (messages := self._received()):
                again = {*self._take(messages)}
                done = [one for one in messages if one["MessageId"] not in again]
                if done:
                    handles = [{"Id": str(n), "ReceiptHandle": one["ReceiptHandle"]} for n, one in enumerate(done)]
                    self._sqs.delete_message_batch(QueueUrl=self._url, Entries=handles)
                taken += len(done)
        return taken

    def _received(self) -> Sequence[Message]:
        answer = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=MOST_MESSAGES,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
            WaitTimeSeconds=0,  # the embedded AWS answers one request at a time: nobody may wait in it
        )
        messages: Sequence[Message] = answer.get("Messages", ())
        return messages


def of_events(handler: Callable[[Any, Any], Any]) -> Callable[[Sequence[Message]], Iterable[str]]:
    """A function that is woken by a queue, and answers partial batches."""

    def take(messages: Sequence[Message]) -> Iterable[str]:
        answer = handler({"Records": [_record(one) for one in messages]}, None)
        return [one["itemIdentifier"] for one in answer["batchItemFailures"]]

    return take


def of_bus(handler: Callable[[Any, Any], Any]) -> Callable[[Sequence[Message]], Iterable[str]]:
    """A function that a rule of the bus invokes: event by event, each as the rule has put it into the queue."""

    def take(messages: Sequence[Message]) -> Iterable[str]:
        for one in messages:
            handler(json.loads(one["Body"]), None)
        return ()

    return take


def _record(message: Message) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
        "messageAttributes": message.get("MessageAttributes", {}),
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": "",
        "awsRegion": "",
    }

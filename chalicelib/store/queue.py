"""A FIFO queue: messages of one group stay in their order, and one that is sent twice within five minutes is one."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.clients import client

MOST_MESSAGES: Final = 10
"""Messages of one call, by SQS."""

MOST_BYTES: Final = 256 * 1024
"""Bytes of one call. SQS takes a megabyte by now, but not in every region."""

log = logging.getLogger(__name__)


class Message(NamedTuple):
    """A message of the queue."""

    body: str
    """The text of the message."""
    group: str
    """Messages of one group come in their order."""
    once: str
    """Two messages with the same value are one."""
    attributes: Mapping[str, str] = {}
    """Texts by name."""

    @property
    def size(self) -> int:
        """Bytes, as SQS counts them."""
        return len(self.body.encode()) + sum(
            len(f"{name}String{text}".encode()) for name, text in self.attributes.items()
        )


class Queue:
    """Sends messages. Safe to use from several threads."""

    def __init__(self, url: str, region: str) -> None:
        """url: "" for a stage without the queue."""
        self._url = url
        self._region = region

    @property
    def exists(self) -> bool:
        """Whether the stage has it."""
        return bool(self._url)

    def send(self, messages: Sequence[Message]) -> list[Unavailable | None]:
        """Put messages into the queue, in their order.

        For each, gives None, or the error by which it may not be there: then it may be sent again.
        """
        return [result for batch in _batches(messages) for result in self._send(batch)]

    def _send(self, batch: Sequence[Message]) -> list[Unavailable | None]:
        entries = [_entry(str(place), message) for place, message in enumerate(batch)]
        try:
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
        except (BotoCoreError, ClientError) as error:
            log.error("The queue took none of %d messages: %s", len(batch), error)
            return [_not_taken()] * len(batch)
        failed = {one["Id"]: one for one in answer.get("Failed", ())}
        for one in failed.values():
            log.error("The queue did not take a message: %s %s", one.get("Code"), one.get("Message"))
        return [_not_taken() if entry["Id"] in failed else None for entry in entries]

    @cached_property
    def _client(self) -> Any:
        return client("sqs", self._region)


def _batches(messages: Sequence[Message]) -> Iterator[Sequence[Message]]:
    """As few calls as hold them, in their order."""
    batch: list[Message] = []
    size = 0
    for message in messages:
        if batch and (len(batch) == MOST_MESSAGES or size + message.size > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(message)
        size += message.size
    if batch:
        yield batch


def _entry(id: str, message: Message) -> Mapping[str, Any]:
    return {
        "Id": id,
        "MessageBody": message.body,
        "MessageGroupId": message.group,
        "MessageDeduplicationId": message.once,
        "MessageAttributes": {
            name: {"DataType": "String", "StringValue": text} for name, text in message.attributes.items()
        },
    }


def _not_taken() -> Unavailable:
    return Unavailable("The event could not be put into the queue: send it again.")

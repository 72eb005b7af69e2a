"""Another system that listens to Tessera's bus: a rule of its own, and a queue that takes what it lets through."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from random import Random
from typing import Any

import boto3

from chalicelib.store.bus import Bus
from local.embedded_aws import REGION

NAME = "tessera-test"
PATTERN = {"source": ["tessera"], "detail-type": [{"prefix": "tessera."}]}


@lru_cache  # making a client takes a tenth of a second, and there is one AWS for the run
def bus() -> Bus:
    """Tessera's end of the bus, which never waits."""
    return Bus(NAME, REGION, lambda _: None, Random(5))


class Listener:
    """heard: what has arrived since it was asked last, as EventBridge hands it over."""

    def __init__(self, queues: Any, url: str) -> None:
        self._queues = queues
        self._url = url

    def heard(self) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = []
        while messages := self._queues.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10).get("Messages"):
            events += [json.loads(message["Body"]) for message in messages]
            for message in messages:
                self._queues.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return events

    def notices(self) -> list[dict[str, Any]]:
        """The notices alone."""
        return [event["detail"] for event in self.heard()]


@contextmanager
def listening() -> Iterator[Listener]:
    """A bus, and somebody who listens to it, in the embedded AWS."""
    events, queues = _clients()
    events.create_event_bus(Name=NAME)
    url = queues.create_queue(QueueName="crm")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="crm", EventBusName=NAME, EventPattern=json.dumps(PATTERN))
    events.put_targets(Rule="crm", EventBusName=NAME, Targets=[{"Id": "crm", "Arn": arn}])
    yield Listener(queues, url)
    events.remove_targets(Rule="crm", EventBusName=NAME, Ids=["crm"])
    events.delete_rule(Name="crm", EventBusName=NAME)
    events.delete_event_bus(Name=NAME)
    queues.delete_queue(QueueUrl=url)


@lru_cache
def _clients() -> tuple[Any, Any]:
    return boto3.client("events", REGION), boto3.client("sqs", REGION)

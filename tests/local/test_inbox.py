"""The laptop's queue does what SQS and Lambda do: partial batches, order, receive counts, and the way to the parked."""

from collections.abc import Iterator, Sequence
from typing import Any

import boto3
import pytest

from local.channels import Channels, create_channels
from local.embedded_aws import REGION, embedded_aws
from local.inbox import Inbox, of_events


@pytest.fixture(scope="module")
def channels() -> Iterator[Channels]:
    with embedded_aws():
        yield create_channels("inbox")


def send(channels: Channels, *bodies: str, group: str = "a") -> None:
    for body in bodies:
        channels.sqs.send_message(
            QueueUrl=channels.queue, MessageBody=body, MessageGroupId=group, MessageDeduplicationId=body
        )


def hurry(channels: Channels) -> None:
    """Let what failed be there again at once."""
    channels.sqs.set_queue_attributes(QueueUrl=channels.queue, Attributes={"VisibilityTimeout": "0"})


class Function:
    """A function that takes all messages but some. batches: the bodies that it was given."""

    def __init__(self, *fails: str) -> None:
        self.fails = set(fails)
        self.batches: list[list[str]] = []
        self.records: list[dict[str, Any]] = []

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:
        self.batches.append([one["body"] for one in event["Records"]])
        self.records += event["Records"]
        return {
            "batchItemFailures": [
                {"itemIdentifier": one["messageId"]} for one in event["Records"] if one["body"] in self.fails
            ]
        }


def inbox(channels: Channels, function: Function) -> Inbox:
    return Inbox(channels.sqs, channels.queue, of_events(function))


def test_a_second_start_finds_what_there_is(channels: Channels) -> None:
    assert create_channels("inbox").environ == channels.environ


def test_records_are_of_lambdas_shape(channels: Channels) -> None:
    function = Function()
    send(channels, "shape")

    assert inbox(channels, function).run() == 1
    [record] = function.records
    assert (record["eventSource"], record["body"]) == ("aws:sqs", "shape")
    assert (
        record["attributes"].items()
        >= {
            "MessageGroupId": "a",
            "MessageDeduplicationId": "shape",
            "ApproximateReceiveCount": "1",
        }.items()
    )
    assert {"messageId", "receiptHandle", "messageAttributes", "md5OfBody"} <= record.keys()


def test_ten_come_at_a_time_in_their_order_and_are_gone_then(channels: Channels) -> None:
    function = Function()
    send(channels, *(f"order {n}" for n in range(12)))

    assert inbox(channels, function).run() == 12
    assert function.batches == [[f"order {n}" for n in range(10)], ["order 10", "order 11"]]
    assert inbox(channels, function).run() == 0


def test_what_fails_comes_again_with_its_count_and_is_parked_in_the_end(channels: Channels) -> None:
    hurry(channels)
    function = Function("poison")
    send(channels, "poison", "good", group="b")

    taken = inbox(channels, function).run()

    counts = [one["attributes"]["ApproximateReceiveCount"] for one in function.records if one["body"] == "poison"]
    assert (taken, counts) == (1, [str(n) for n in range(1, 21)])
    [parked] = channels.sqs.receive_message(QueueUrl=channels.parked)["Messages"]
    assert parked["Body"] == "poison"


def test_a_function_that_fails_altogether_loses_nothing(channels: Channels) -> None:
    hurry(channels)
    send(channels, "first", group="c")

    def broken(messages: Sequence[Any]) -> Any:
        raise RuntimeError("a fault of ours")

    with pytest.raises(RuntimeError):
        Inbox(channels.sqs, channels.queue, broken).run()
    assert inbox(channels, Function()).run() == 1


def test_the_bus_is_named_as_its_stage(channels: Channels) -> None:
    assert "inbox" in {bus["Name"] for bus in boto3.client("events", REGION).list_event_buses()["EventBuses"]}

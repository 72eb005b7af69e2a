"""The queue: as few calls as SQS allows, and each message told apart that it did not take."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.queue import MOST_BYTES, Message, Queue
from local.embedded_aws import REGION
from tests import queues


@pytest.fixture
def sqs(aws: None) -> Iterator[queues.Queues]:
    with queues.queues() as there:
        yield there


class Sent:
    """A client that takes calls and refuses the messages that say so."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        bodies = [one["MessageBody"] for one in Entries]
        self.calls.append(bodies)
        if "broken line" in bodies:
            raise EndpointConnectionError(endpoint_url=QueueUrl)
        return {"Failed": [{"Id": one["Id"], "Code": "E"} for one in Entries if one["MessageBody"] == "refused"]}


def sender(client: Sent) -> Queue:
    queue = Queue("https://queue", REGION)
    queue.__dict__["_client"] = client
    return queue


def messages(*bodies: str) -> list[Message]:
    return [Message(body, "group", str(n)) for n, body in enumerate(bodies)]


def test_messages_arrive_in_their_order_with_their_attributes(sqs: queues.Queues) -> None:
    sent = [Message(f"{n} §", "group", str(n), {"reason": "poison"} if n == 7 else {}) for n in range(25)]

    assert Queue(sqs.queue, REGION).send(sent) == [None] * 25
    arrived = sqs.messages()
    assert [one["Body"] for one in arrived] == [one.body for one in sent]
    assert {one["Attributes"]["MessageGroupId"] for one in arrived} == {"group"}
    assert [one["MessageAttributes"]["reason"]["StringValue"] for one in arrived if "MessageAttributes" in one] == [
        "poison"
    ]


def test_ten_go_in_one_call() -> None:
    client = Sent()

    assert sender(client).send(messages(*map(str, range(25)))) == [None] * 25
    assert [len(call) for call in client.calls] == [10, 10, 5]


def test_no_call_is_larger_than_sqs_takes_in_every_region() -> None:
    client = Sent()
    large = "一" * (MOST_BYTES // 3 // 3)

    assert sender(client).send(messages(*[large] * 4, "small")) == [None] * 5
    assert [len(call) for call in client.calls] == [3, 2]


def test_each_message_that_is_not_taken_is_told(caplog: pytest.LogCaptureFixture) -> None:
    client = Sent()

    results = sender(client).send(messages("a", "refused", "b"))
    assert [type(one) for one in results] == [type(None), Unavailable, type(None)]
    assert [line.levelname for line in caplog.records] == ["ERROR"]


def test_a_broken_line_fails_its_own_call_alone() -> None:
    client = Sent()

    results = sender(client).send(messages(*"0123456789", "broken line", *"abcdefghi", "later"))
    assert [place for place, one in enumerate(results) if one is not None] == list(range(10, 20))


def test_a_queue_that_does_not_exist_is_told(sqs: queues.Queues) -> None:
    [result] = Queue(f"{sqs.queue}-gone.fifo", REGION).send(messages("a"))

    assert isinstance(result, Unavailable)


def test_nothing_to_send_is_no_call() -> None:
    client = Sent()

    assert sender(client).send([]) == []
    assert client.calls == []

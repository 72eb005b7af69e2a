"""The bus: a CloudEvent of another system is put into the queue, once; what is none goes there to be parked."""

import json
from typing import Any

import pytest

from app import forward_events, take_events
from chalicelib.domain.words.errors import Unavailable
from tests.api.caller import Api
from tests.queues import Queues, record


def delivered(detail: Any, id: str = "6a7e8feb-b491-4cf7-a9f1-bf3703467718") -> dict[str, Any]:
    """As EventBridge hands it over (docs.aws.amazon.com/eventbridge/latest/ref/overview-event-structure.html)."""
    return {
        "version": "0",
        "id": id,
        "detail-type": "order.paid",
        "source": "shop.example/orders",
        "account": "111122223333",
        "time": "2026-06-20T02:00:00Z",
        "region": "us-west-1",
        "resources": [],
        "detail": detail,
    }


def order(api: Api, **changes: Any) -> dict[str, Any]:
    event = {
        "specversion": "1.0",
        "id": "order-1",
        "source": "shop.example/orders",
        "type": "order.paid",
        "subject": api.member("ana")[0],
        "time": api.time(),
        "data": {"order": "一\uffff-1", "amount": "100.00 CNY"},
    }
    return event | changes


def taken(sqs: Queues) -> list[Any]:
    """Let the function take all that waits in the queue; the bodies."""
    messages = sqs.messages()
    records = [record(one["Body"], one["Attributes"]["MessageGroupId"], n) for n, one in enumerate(messages)]
    assert take_events({"Records": records}, None) == {"batchItemFailures": []}
    return [json.loads(one["Body"]) for one in messages]


def test_a_cloud_event_goes_into_the_queue_as_it_is(api: Api, sqs: Queues) -> None:
    event = order(api)

    forward_events(delivered(event), None)

    assert taken(sqs) == [event]
    assert sqs.told() == []
    assert api.report([event]).json_body["events"][0]["receipt"]["asked"]["data"] == event["data"]


def test_an_event_that_is_delivered_twice_waits_once(api: Api, sqs: Queues) -> None:
    for delivery in ("first", "second"):
        forward_events(delivered(order(api), delivery), None)

    assert len(sqs.messages()) == 1


def test_events_of_one_member_wait_in_one_group(api: Api, sqs: Queues) -> None:
    for n in range(3):
        forward_events(delivered(order(api, id=f"order-{n}")), None)
    forward_events(delivered(order(api, subject="somebody-else")), None)

    groups = [one["Attributes"]["MessageGroupId"] for one in sqs.messages()]
    assert [groups.count(group) for group in groups] == [3, 3, 3, 1]
    assert not any("somebody" in group for group in groups)


@pytest.mark.parametrize(
    ("detail", "reason"),
    [
        pytest.param({"state": "terminated"}, "invalid_body", id="another kind of event"),
        pytest.param({"id": "1", "specversion": "1.0", "subject": "../m"}, "invalid_body", id="no member"),
        pytest.param([], "invalid_body", id="no object"),
        pytest.param({"id": float("nan")}, "malformed_json", id="no number"),
        pytest.param({"id": 2**70}, "invalid_body", id="a number too large"),
        pytest.param({"id": "\ud800"}, "malformed_json", id="half a character"),
    ],
)
def test_what_is_no_cloud_event_is_parked_with_the_reason(api: Api, sqs: Queues, detail: Any, reason: str) -> None:
    forward_events(delivered(detail), None)
    forward_events(delivered(detail), None)

    assert len(taken(sqs)) == 1
    assert [one.reason for one in sqs.told()] == [reason]


def test_an_event_that_the_queue_does_not_take_is_delivered_again(api: Api, sqs: Queues) -> None:
    sqs.client.delete_queue(QueueUrl=sqs.queue)
    try:
        with pytest.raises(Unavailable):
            forward_events(delivered(order(api)), None)
    finally:
        sqs.client.create_queue(QueueName="events.fifo", Attributes={"FifoQueue": "true"})

"""Where a stage puts what shops report into a queue, each event is answered when it is there, and decided later."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app import take_events
from tests import queues
from tests.api.caller import Api
from tests.api.test_ingest import order
from tests.api.world import opened
from tests.queues import record


@pytest.fixture
def sqs(aws: None) -> Iterator[queues.Queues]:
    with queues.queues() as there:
        yield there


@pytest.fixture
def api(sqs: queues.Queues) -> Iterator[Api]:
    with opened(**sqs.environ, TESSERA_INGEST="queue") as caller:
        yield caller


def outcomes(api: Api, events: list[Any]) -> list[tuple[str | None, str, str | None]]:
    response = api.report(events)
    assert response.status_code == 202, response.body
    answers = response.json_body["events"]
    return [(one["id"], one["status"], one.get("problem", {}).get("code")) for one in answers]


def test_events_are_answered_when_they_are_in_the_queue_and_counted_when_they_are_taken_from_it(
    api: Api, sqs: queues.Queues
) -> None:
    (ana, token), (ben, _) = api.member("ana"), api.member("ben")
    batch = [order(api, who, f"{who}-{n}") for n in range(12) for who in (ana, ben)]
    before = api.everything()

    assert outcomes(api, batch) == [(event["id"], "queued", None) for event in batch]
    assert api.everything() == before

    waiting = sqs.messages()
    assert [json.loads(one["Body"]) for one in waiting] == batch
    records = [record(one["Body"], one["Attributes"]["MessageGroupId"], n) for n, one in enumerate(waiting)]
    assert take_events({"Records": records}, None) == {"batchItemFailures": []}
    assert api.get("/v1/me", token).json_body["me"]["campaigns"]["spa"]["has"] == {"draws/care": 12}
    assert len({one["Attributes"]["MessageGroupId"] for one in waiting}) == 2


def test_what_can_not_be_read_is_refused_in_its_place(api: Api, sqs: queues.Queues) -> None:
    ana, _ = api.member("ana")

    assert outcomes(api, ["no event", order(api, ana, "1"), order(api, ana, "2", specversion="2.0")]) == [
        (None, "refused", "invalid_body"),
        ("order-1", "queued", None),
        ("order-2", "refused", "invalid_body"),
    ]
    assert len(sqs.messages()) == 1


def test_a_number_that_readers_round_holds_up_no_other_event(api: Api, sqs: queues.Queues) -> None:
    ana, _ = api.member("ana")
    large = order(api, ana, "2", data={"order": 2**53 + 1, "amount": "100.00 CNY"})
    assert outcomes(api, [order(api, ana, "1"), large, order(api, ana, "3")]) == [
        ("order-1", "queued", None),
        ("order-2", "refused", "invalid_body"),
        ("order-3", "queued", None),
    ]
    assert len(sqs.messages()) == 2


def test_what_only_the_rules_refuse_waits_for_them(api: Api) -> None:
    assert outcomes(api, [order(api, "m-nobody", "1")]) == [("order-1", "queued", None)]


def test_a_batch_that_is_sent_again_waits_once(api: Api, sqs: queues.Queues) -> None:
    ana, _ = api.member("ana")
    batch = [order(api, ana, str(n)) for n in range(3)]

    for _ in range(2):
        assert {status for _, status, _ in outcomes(api, batch)} == {"queued"}
    assert len(sqs.messages()) == 3


def test_an_id_with_other_content_is_another_message(api: Api, sqs: queues.Queues) -> None:
    ana, _ = api.member("ana")
    outcomes(api, [order(api, ana, "1"), order(api, ana, "2", id="order-1")])

    assert len(sqs.messages()) == 2


def test_every_value_waits_as_it_was_received(api: Api, sqs: queues.Queues) -> None:
    """Otherwise an event that is sent over both ways would not be known again."""
    ana, _ = api.member("ana")
    values = {
        "text": '一\U0001f9e7\ufffe\uffff\u0001"\\/',
        "number": -0.0,
        "small": 5e-324,
        "large": 2**53 - 1,
        "list": [],
    }
    event = order(api, ana, "1", data=values)
    outcomes(api, [event])

    [waiting] = sqs.messages()
    assert repr(json.loads(waiting["Body"])) == repr(event)


def test_a_queue_that_takes_nothing_leaves_each_event_undecided(api: Api, sqs: queues.Queues) -> None:
    ana, _ = api.member("ana")
    sqs.client.delete_queue(QueueUrl=sqs.queue)
    try:
        assert outcomes(api, [order(api, ana, "1"), 7]) == [
            ("order-1", "undecided", "busy"),
            (None, "refused", "invalid_body"),
        ]
    finally:
        sqs.client.create_queue(QueueName="events.fifo", Attributes=queues.FIFO)

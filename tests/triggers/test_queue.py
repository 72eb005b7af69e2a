"""The queue of events: each counts once and in its member's order; what never counts is parked and tells why."""

import json
from typing import Any

import pytest

from app import app, take_events
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.act import Act
from chalicelib.services.take_in import RESERVE_SECONDS
from chalicelib.store.table import Item
from tests.api.caller import Api
from tests.queues import Queues, record

HOUR = 3_600_000


@pytest.fixture
def ana(api: Api) -> str:
    return api.member("ana")[0]


def order(api: Api, member: str, number: str, **changes: Any) -> dict[str, Any]:
    event = {
        "specversion": "1.0",
        "id": f"order-{number}",
        "source": "shop",
        "type": "order.paid",
        "subject": member,
        "time": api.time(),
        "data": {"order": number, "amount": "100.00 CNY"},
    }
    return event | changes


def batch(*bodies: Any) -> dict[str, Any]:
    """A batch of messages, each of its member's group."""
    return {
        "Records": [
            record(body if isinstance(body, str) else json.dumps(body), group(body), number)
            for number, body in enumerate(bodies)
        ]
    }


def group(body: Any) -> str:
    return f"group-{body['subject']}" if isinstance(body, dict) and "subject" in body else "group"


def failures(event: dict[str, Any]) -> list[int]:
    """The places of the messages that must come again."""
    places = {one["messageId"]: place for place, one in enumerate(event["Records"])}
    answer = take_events(event, None)
    assert answer.keys() == {"batchItemFailures"}
    return [places[one["itemIdentifier"]] for one in answer["batchItemFailures"]]


def receipts(api: Api, name: str) -> list[str]:
    """The orders that counted for a member, oldest first."""
    page = api.get("/v1/me/receipts", api.member(name)[1]).json_body["receipts"]
    return [one["asked"]["data"]["order"] for one in reversed(page) if one["does"] == "event"]


def test_the_function_is_deployed_under_its_name() -> None:
    assert {"take_events", "forward_events"} <= {handler.name for handler in app.pure_lambda_functions}


def test_events_of_several_members_count_in_their_order(api: Api, sqs: Queues, ana: str) -> None:
    ben, _ = api.member("ben")

    assert failures(batch(*(order(api, who, f"{who}-{n}") for n in range(5) for who in (ana, ben)))) == []
    assert receipts(api, "ana") == [f"{ana}-{n}" for n in range(5)]
    assert receipts(api, "ben") == [f"{ben}-{n}" for n in range(5)]
    assert sqs.told() == []


def test_events_of_one_member_go_together(api: Api, ana: str, monkeypatch: pytest.MonkeyPatch) -> None:
    act, sizes = Act.act, []

    def counted(self: Act, member: str, requests: Any, *rest: Any, **more: Any) -> Any:
        sizes.append(len(requests))
        return act(self, member, requests, *rest, **more)

    monkeypatch.setattr(Act, "act", counted)

    assert failures(batch(*(order(api, ana, str(n)) for n in range(10)))) == []
    assert sizes == [8, 2]
    assert receipts(api, "ana") == [str(n) for n in range(10)]


def test_a_batch_that_comes_again_changes_nothing(api: Api, ana: str) -> None:
    again = batch(order(api, ana, "1"), order(api, ana, "2"), order(api, ana, "1"))
    assert failures(again) == []
    before = api.everything()

    assert failures(again) == []
    assert failures(batch(order(api, ana, "2"))) == []
    assert api.everything() == before


def test_what_was_reported_over_the_api_counts_once(api: Api, ana: str) -> None:
    event = order(api, ana, "1")
    api.report([event])
    before = api.everything()

    assert failures(batch(event)) == []
    assert api.everything() == before


@pytest.mark.parametrize(
    ("body", "reason", "detail"),
    [
        pytest.param("no JSON", "malformed_json", "not JSON", id="no JSON"),
        pytest.param('{"id": 1, "id": 2}', "malformed_json", "given twice", id="a key given twice"),
        pytest.param("[" * 5000, "malformed_json", "too deeply", id="nested without end"),
        pytest.param('{"id": 1e999}', "invalid_body", "too large", id="a number without end"),
        pytest.param("[]", "invalid_body", "Expected `object`", id="no object"),
        pytest.param({"detail": "other"}, "invalid_body", "unknown field `detail`", id="no event"),
        pytest.param({"specversion": "2.0"}, "invalid_body", "$.specversion", id="a version of CloudEvents to come"),
        pytest.param({"specversion": "0.3"}, "invalid_body", "$.specversion", id="an old version of CloudEvents"),
        pytest.param({"x\u0001": 1}, "invalid_body", "`x\ufffd`", id="a name that no message may hold"),
        pytest.param({"time": "2026-06-01"}, "invalid_body", "$.time", id="a bare date"),
        pytest.param({"subject": "m-nobody"}, "unknown_member", "m-nobody", id="nobody"),
        pytest.param({"type": "shop.burnt"}, "unknown_event_type", "shop.burnt", id="an unknown type"),
        pytest.param({"data": {"x": 1}}, "bad_event_field", "'x'", id="an unknown field"),
        pytest.param({"data": {"amount": "1.00 CNY"}}, "bad_event_field", "'order'", id="no order number"),
        pytest.param({"time": "2026-06-15T00:00:00Z"}, "event_too_late", "late", id="late"),
        pytest.param(
            {"type": "member.updated", "data": {"points": 1}}, "invalid_body", "`points`", id="an unknown trait"
        ),
    ],
)
def test_poison_is_parked_with_the_reason_and_holds_up_nobody(
    api: Api, sqs: Queues, ana: str, body: Any, reason: str, detail: str
) -> None:
    if isinstance(body, dict) and "detail" not in body:
        body = order(api, ana, "poison") | body
    poison = body if isinstance(body, str) else json.dumps(body)

    assert failures(batch(order(api, ana, "1"), poison, order(api, ana, "2"))) == []
    assert receipts(api, "ana") == ["1", "2"]
    [parked] = sqs.told()
    assert (parked.body, parked.reason) == (poison, reason)
    assert detail in parked.detail


def test_poison_that_comes_twice_is_parked_once(api: Api, sqs: Queues) -> None:
    assert failures(batch("poison")) == []
    assert failures(batch("poison")) == []

    assert len(sqs.told()) == 1


def test_poison_that_can_not_be_parked_comes_again(api: Api, sqs: Queues, ana: str) -> None:
    sqs.client.delete_queue(QueueUrl=sqs.parked)
    try:
        assert failures(batch(order(api, ana, "1"), "poison", order(api, ana, "2"))) == [1]
    finally:
        sqs.client.create_queue(QueueName="parked.fifo", Attributes={"FifoQueue": "true"})
    assert receipts(api, "ana") == ["1", "2"]


@pytest.mark.parametrize("trouble", [RuntimeError("a fault of ours"), Unavailable("Busy.")], ids=["a fault", "busy"])
def test_an_event_that_fails_holds_up_the_later_ones_of_its_member_and_nobody_else(
    api: Api, sqs: Queues, ana: str, trouble: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben, _ = api.member("ben")
    bodies = [
        order(api, ana, "1"),
        order(api, ben, "b1"),
        order(api, ana, "2"),
        order(api, ana, "3", type="shop.burnt"),
    ]
    bodies += [order(api, ana, "4"), order(api, ben, "b2")]

    with monkeypatch.context() as patch:
        patch.setattr(Act, "act", _troubled(Act.act, "order-2", trouble))
        assert failures(batch(*bodies)) == ([2, 3, 4] if isinstance(trouble, RuntimeError) else [0, 2, 3, 4])
    assert receipts(api, "ana") == (["1"] if isinstance(trouble, RuntimeError) else [])
    assert receipts(api, "ben") == ["b1", "b2"]
    assert sqs.told() == []

    assert failures(batch(*bodies)) == []
    assert receipts(api, "ana") == ["1", "2", "4"]
    assert [one.reason for one in sqs.told()] == ["unknown_event_type"]


def _troubled(act: Any, key: str, trouble: Exception) -> Any:
    """`act` in trouble over one event: busy is answered to all that go together, a fault of ours is raised."""

    def troubled(self: Act, member: str, requests: Any, *rest: Any, **more: Any) -> Any:
        if any(request.key == key for request in requests):
            if isinstance(trouble, Unavailable):
                return [trouble] * len(requests)
            raise trouble
        return act(self, member, requests, *rest, **more)

    return troubled


def test_a_table_that_does_not_exist_loses_nothing(api: Api, sqs: Queues, ana: str) -> None:
    event = batch(order(api, ana, "1"), order(api, "m-2", "2"), "poison")
    name, Item.Meta.table_name, Item._connection = Item.Meta.table_name, "gone", None
    try:
        assert failures(event) == [0, 1]
    finally:
        Item.Meta.table_name, Item._connection = name, None

    assert [one.body for one in sqs.told()] == ["poison"]
    assert failures(event) == []
    assert receipts(api, "ana") == ["1"]


def test_a_message_that_waited_counts_by_its_own_time(api: Api, ana: str) -> None:
    event = batch(order(api, ana, "1"))
    api.now += HOUR

    assert failures(event) == []
    assert receipts(api, "ana") == ["1"]


def test_messages_for_which_no_time_is_left_come_again(api: Api, sqs: Queues, ana: str) -> None:
    class Cut:
        def get_remaining_time_in_millis(self) -> int:
            return int(1000 * RESERVE_SECONDS) - 1

    messages = batch(order(api, ana, "1"), order(api, ana, "2"))
    before = api.everything()
    assert len(take_events(messages, Cut())["batchItemFailures"]) == 2
    assert api.everything() == before
    assert failures(messages) == []

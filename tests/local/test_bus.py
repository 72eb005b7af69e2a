"""The laptop's queue and bus: what other systems put there reaches the member and the report."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from local.backend import Backend, backend
from tests.local.laptop import OPEN, ask, order, sign_in, soon


@pytest.fixture(scope="module")
def running() -> Iterator[Backend]:
    with backend() as started:
        ask(started, "POST", "/local/clock", {"now": OPEN})
        yield started


def parked(running: Backend) -> list[tuple[str, str]]:
    """What is parked: the event's id and the reason. It is taken out."""
    assert running.channels is not None
    found = running.channels.sqs.receive_message(
        QueueUrl=running.channels.parked, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    ).get("Messages", [])
    for one in found:
        running.channels.sqs.delete_message(QueueUrl=running.channels.parked, ReceiptHandle=one["ReceiptHandle"])
    return [(json.loads(one["Body"])["id"], one["MessageAttributes"]["reason"]["StringValue"]) for one in found]


def test_an_order_on_the_bus_is_in_the_wallet_and_in_the_report(running: Backend) -> None:
    member, token = sign_in(running, "ana")
    _, hired = ask(running, "POST", "/local/manager", {"name": "mo"})
    manager = {"Authorization": f"Bearer {hired['token']}"}

    assert ask(running, "POST", "/local/bus", order(member, "B-1")) == (202, {"put": 1})

    def wallet() -> Any:
        return ask(running, "GET", "/v1/me", **token)[1]["me"]["campaigns"]["care-box"]["has"]

    def report() -> Any:
        return ask(running, "GET", "/v1/manage/campaigns/care-box/report", **manager)[1]["report"]

    assert soon(wallet) == {"draws/care": 1}
    assert soon(lambda: report()["reach"]) == 1


def test_what_happens_is_told_on_the_bus_to_whoever_listens(running: Backend) -> None:
    member, _ = sign_in(running, "bo")
    ask(running, "POST", "/local/bus", order(member, "B-2"))

    def told() -> Any:
        _, answer = ask(running, "GET", "/local/notices")
        return [one for one in answer["notices"] if one["subject"] == member and one["data"]["does"] == "event"]

    [notice] = soon(told)
    assert notice["type"] == "tessera.receipt.written"
    assert told() == []


def test_what_never_counts_is_parked_with_the_reason(running: Backend) -> None:
    ask(running, "POST", "/local/bus", [order("m-nobody", "B-3"), order("no/member", "B-4")])

    assert soon(lambda: sorted(parked(running))) in (
        [("order-B-3", "unknown_member"), ("order-B-4", "invalid_body")],
        [("order-B-3", "unknown_member")],
        [("order-B-4", "invalid_body")],
    )


def test_what_is_not_for_tessera_passes_by(running: Backend) -> None:
    """The rule of the template: CloudEvents of others, about somebody."""
    member, _ = sign_in(running, "cy")
    others = [{**order(member, "B-5"), "source": "tessera.example"}, {**order(member, "B-6"), "specversion": "0.3"}]
    others += [{"type": "order.paid", "source": "shop"}]

    assert ask(running, "POST", "/local/bus", others)[0] == 202
    assert running.inboxes["forward_events"].run() == 0


@pytest.mark.parametrize(
    "body", [7, {"source": "", "type": "t"}, {"subject": "m"}], ids=["number", "empty", "typeless"]
)
def test_what_the_bus_does_not_take_is_a_problem(running: Backend, body: Any) -> None:
    status, problem = ask(running, "POST", "/local/bus", body)

    assert (status, problem["code"]) == (422, "invalid_body")


def test_what_was_reported_before_time_jumps_is_heard_of_before_it(running: Backend) -> None:
    member, token = sign_in(running, "cy")
    moment = ask(running, "GET", "/local/clock")[1]["server_time"]
    ask(running, "POST", "/local/bus", order(member, "B-5"))
    try:
        ask(running, "POST", "/local/clock", {"forward": "7 days"})
        [found] = ask(running, "GET", "/v1/me/receipts?does=event", **token)[1]["receipts"]
    finally:
        ask(running, "POST", "/local/clock", {"now": OPEN})
    assert found["at"] < moment + 60_000

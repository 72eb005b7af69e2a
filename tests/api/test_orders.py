"""Orders over the API: reported without a member, claimed by one, and answered by the codes that the guide lists."""

from typing import Any

import pytest

from chalicelib.store.table import Item
from tests.api.caller import Api


@pytest.fixture
def ana(api: Api, token: str) -> str:
    return str(api.get("/v1/me", token).json_body["me"]["member"])


def parcel(api: Api, id: str = "p", **changes: Any) -> dict[str, Any]:
    event = {"id": id, "source": "shop", "type": "parcel.paid", "time": api.time()}
    return event | {"data": {"parcel": "7", "amount": "50.00 CNY", "end": "8899"}} | changes


def claim(api: Api, token: str, end: str = "8899", key: str | None = None) -> Any:
    body = {"type": "parcel.claimed", "data": {"parcel": "7", "end": end}}
    answer = api.act("/v1/orders/claim", token, body, key)
    return (
        answer.json_body["code"] if answer.status_code >= 400 else answer.json_body["receipt"].get("verdict", "counted")
    )


def statuses(answer: Any) -> list[str]:
    return [one["status"] for one in answer.json_body["events"]]


def test_an_order_of_nobody_is_noted_and_claimed(api: Api, token: str) -> None:
    assert statuses(api.report([parcel(api)])) == ["noted"]
    assert statuses(api.report([parcel(api)])) == ["noted"]
    assert claim(api, token) == "counted"
    assert claim(api, token) == "already_claimed"


def test_an_order_that_is_waited_for_counts_when_it_comes(api: Api, token: str, ana: str) -> None:
    assert claim(api, token, key="k") == "waiting"
    assert claim(api, token, key="k") == "waiting"
    [answer] = api.report([parcel(api)]).json_body["events"]
    assert "parcel.paid.parcel" in repr(answer), "the receipt is that of who waited"


def test_a_failed_try_is_a_problem_now_and_again(api: Api, token: str) -> None:
    api.report([parcel(api)])
    assert [claim(api, token, "1", key="k") for _ in range(2)] == ["order_not_matching"] * 2
    assert claim(api, token, "2") == "order_not_matching"
    assert claim(api, token) == "limit_reached"


def test_an_event_takes_the_claim_too(api: Api, token: str) -> None:
    api.report([parcel(api)])
    answer = api.act("/v1/events", token, {"type": "parcel.claimed", "data": {"parcel": "7", "end": "8899"}})
    assert answer.json_body["receipt"]["order"] == "parcel.paid.parcel/7"


@pytest.mark.parametrize("type", ["order.paid", "member.updated", "nobody.knows"])
def test_only_an_order_may_come_without_a_member(api: Api, token: str, type: str) -> None:
    [answer] = api.report([parcel(api, type=type, data={})]).json_body["events"]
    assert (answer["status"], answer["problem"]["code"]) == ("refused", "invalid_body")


def test_one_bad_order_harms_no_other_of_its_batch(api: Api, token: str, ana: str) -> None:
    batch = [
        parcel(api, "a", data={"parcel": "1"}),
        parcel(api, "b"),
        parcel(api, "c", data={"parcel": "7", "amount": "1.00 CNY"}),
        {"id": "d", "source": "shop", "type": "order.paid", "subject": ana, "time": api.time()}
        | {"data": {"order": "d", "amount": "100.00 CNY"}},
    ]
    answers = api.report(batch).json_body["events"]
    assert [one["status"] for one in answers] == ["refused", "noted", "refused", "counted"]
    assert [answers[n]["problem"]["code"] for n in (0, 2)] == ["bad_event_field", "already_claimed"]


def test_an_item_of_an_order_has_a_version(api: Api, token: str) -> None:
    api.report([parcel(api)])
    assert Item.get("U#parcel.paid.parcel/7", "U").v == 1

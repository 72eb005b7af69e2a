"""The routes that only the laptop has: the clock, a shop's server by hand, the stock."""

import json
from collections.abc import Iterator
from datetime import datetime
from http.client import HTTPConnection
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from local.backend import CAMPAIGNS, Backend, backend
from local.clock import PretendClock
from local.dynamo_calls import DynamoCalls
from local.stocks import Stocks

MINUTE = 60_000
JUNE_3 = "2026-06-03T10:00:00+08:00"


@pytest.fixture(scope="module")
def running() -> Iterator[Backend]:
    with backend() as started:
        yield started


@pytest.fixture
def in_june(running: Backend) -> Backend:
    post(running, "/local/clock", {"now": JUNE_3})
    return running


def post(running: Backend, path: str, body: Any, **headers: str) -> tuple[int, Any]:
    return ask(running, "POST", path, body if isinstance(body, bytes) else json.dumps(body).encode(), headers)


def get(running: Backend, path: str, **headers: str) -> tuple[int, Any]:
    return ask(running, "GET", path, None, headers)


def ask(running: Backend, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, Any]:
    connection = HTTPConnection("127.0.0.1", running.server.port, timeout=120)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def sign_in(running: Backend, name: str) -> tuple[str, dict[str, str]]:
    _, session = post(running, "/v1/session", {"provider": "dev", "code": name})
    return session["member"], {"Authorization": f"Bearer {session['token']}"}


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def test_every_shipped_campaign_is_live_on_whatever_day_is_pretended(in_june: Backend) -> None:
    _, token = sign_in(in_june, "ana")
    status, answer = get(in_june, "/v1/campaigns", **token)
    assert status == 200
    assert {card["id"] for card in answer["campaigns"]} == {
        path.parent.name for path in CAMPAIGNS.glob("*/campaign.yaml")
    }


# --- the clock ---


def test_a_pretended_moment_ticks_on(running: Backend) -> None:
    wall = 1_000_000_000_000
    clock = PretendClock(lambda: wall)
    clock.pretend(ms(JUNE_3))
    wall += 90_000
    assert clock() == ms(JUNE_3) + 90_000


def test_the_app_lives_at_the_moment_that_is_pretended(in_june: Backend) -> None:
    _, health = get(in_june, "/v1/health")
    assert 0 <= health["server_time"] - ms(JUNE_3) < MINUTE


def test_forward_adds_to_the_moment_that_is(in_june: Backend) -> None:
    status, moved = post(in_june, "/local/clock", {"forward": "2 hours"})
    assert status == 200
    assert 0 <= moved["server_time"] - ms("2026-06-03T12:00:00+08:00") < MINUTE
    assert moved["now"].startswith("2026-06-03T04:00:")


def test_null_is_the_worlds_time_again(in_june: Backend) -> None:
    status, moved = post(in_june, "/local/clock", {"now": None})
    assert (status, moved["pretends"]) == (200, False)
    assert get(in_june, "/local/clock")[1]["pretends"] is False


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(b"{", 400, "malformed_json", id="no JSON"),
        pytest.param({}, 422, "invalid_body", id="nothing said"),
        pytest.param({"now": JUNE_3, "forward": "1 day"}, 422, "invalid_body", id="both said"),
        pytest.param({"then": JUNE_3}, 422, "invalid_body", id="unknown field"),
        pytest.param({"now": 1}, 422, "invalid_body", id="a number"),
        pytest.param({"now": "yesterday"}, 422, "invalid_body", id="no date"),
        pytest.param({"now": "2026-06-03T10:00:00"}, 422, "invalid_body", id="no offset"),
        pytest.param({"now": "1926-06-03T10:00:00Z"}, 422, "invalid_body", id="long ago"),
        pytest.param({"forward": "soon"}, 422, "invalid_body", id="no duration"),
        pytest.param({"forward": "9000 years"}, 422, "invalid_body", id="far ahead"),
        pytest.param({"forward": f"{'9' * 30} days"}, 422, "invalid_body", id="farther than dates go"),
    ],
)
def test_a_clock_that_cant_be_moved_so_stays(in_june: Backend, body: Any, status: int, code: str) -> None:
    answered, problem = post(in_june, "/local/clock", body)
    assert (answered, problem["code"]) == (status, code)
    assert get(in_june, "/local/clock")[1]["now"].startswith("2026-06-03T02:00:")


# --- a shop's server, and the stock ---


def test_an_event_by_hand_needs_but_type_and_subject(in_june: Backend) -> None:
    member, token = sign_in(in_june, "bo")
    status, answer = post(in_june, "/local/events", {"type": "shop.visited", "subject": member, "data": {"shop": "a"}})
    assert status == 200
    [event] = answer["events"]
    assert event["status"] == "counted"
    _, page = get(in_june, "/v1/me/receipts", **token)
    assert page["receipts"][0] == event["receipt"]


def test_a_list_of_events_is_answered_one_by_one(in_june: Backend) -> None:
    member, _ = sign_in(in_june, "cy")
    events = [{"type": "shop.visited", "subject": member}, {"type": "shop.visited", "subject": "nobody"}, 7]
    _, answer = post(in_june, "/local/events", events)
    assert [event["status"] for event in answer["events"]] == ["counted", "refused", "refused"]


def test_events_that_are_no_json_are_a_problem(in_june: Backend) -> None:
    status, problem = post(in_june, "/local/events", b"[{")
    assert (status, problem["code"]) == (400, "malformed_json")


def test_stocks_tell_what_was_taken(in_june: Backend) -> None:
    member, token = sign_in(in_june, "di")
    paid = {"order": "1", "amount": "60.00 CNY"}
    post(in_june, "/local/events", {"type": "order.paid", "subject": member, "data": paid})
    redeem = "/v1/campaigns/sweet-wednesday/redemptions/member-day/mooncake/redeem"
    status, done = post(in_june, redeem, {}, **token, **{"Idempotency-Key": "cake"})
    assert status == 200, done
    _, answer = get(in_june, "/local/stocks")
    [stock] = answer["stocks"]
    assert (stock["campaign"], stock["stock"]) == ("sweet-wednesday", "redemptions/member-day/mooncake")
    assert stock["taken"] == sum(stock["shards"].values()) == 1


def test_stocks_are_told_without_a_look_through_the_table(in_june: Backend) -> None:
    with DynamoCalls() as calls:
        assert get(in_june, "/local/stocks")[0] == 200
    assert "Scan" not in calls.operations


def test_stocks_taken_before_the_stream_begins_are_told_too(in_june: Backend) -> None:
    member, token = sign_in(in_june, "ed")
    post(
        in_june,
        "/local/events",
        {"type": "order.paid", "subject": member, "data": {"order": "2", "amount": "60.00 CNY"}},
    )
    redeem = "/v1/campaigns/sweet-wednesday/redemptions/member-day/mooncake/redeem"
    assert post(in_june, redeem, {}, **token, **{"Idempotency-Key": "cake"})[0] == 200

    stocks = Stocks()
    stocks.begin()
    assert stocks.rows() == get(in_june, "/local/stocks")[1]["stocks"] != []


def test_while_the_table_is_down_stocks_are_a_problem(in_june: Backend, caplog: pytest.LogCaptureFixture) -> None:
    def down(**_: Any) -> None:
        raise EndpointConnectionError(endpoint_url="http://127.0.0.1:9")

    streams = in_june.stream._streams.meta.events
    streams.register_first("before-send.dynamodb-streams", down, unique_id="down")
    try:
        status, problem = get(in_june, "/local/stocks")
    finally:
        streams.unregister("before-send.dynamodb-streams", unique_id="down")
    assert (status, problem["code"]) == (503, "busy")
    assert get(in_june, "/local/stocks")[0] == 200


def test_the_worlds_time_closes_nothing_for_good(running: Backend) -> None:
    _, moved = post(running, "/local/clock", {"now": None})
    assert moved["closed"] == []


def test_anyone_may_be_a_manager_on_a_laptop(running: Backend) -> None:
    status, hired = post(running, "/local/manager", {"name": "ana"})

    assert (status, hired.keys()) == (200, {"token", "expires"})
    status, seen = get(running, "/v1/manage/campaigns", Authorization=f"Bearer {hired['token']}")
    assert status == 200
    assert "kids-atelier" in [one["id"] for one in seen["campaigns"]]
    assert post(running, "/local/manager", {"name": ""})[0] == 422

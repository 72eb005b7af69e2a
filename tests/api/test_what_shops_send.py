"""What serializers, SDKs and tills really send is taken; what can't be decided in time is answered."""

import json
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from typing import Any

import pytest
from chalice.local import LambdaContext

from chalicelib.domain.wire.cloud_event import EXTENSIONS
from chalicelib.domain.wire.ijson import fingerprint
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.act import Act
from chalicelib.services.take_in import RESERVE_SECONDS
from chalicelib.store.table import Item
from tests.api.caller import Api

SINGLE = "application/cloudevents+json"


@pytest.fixture
def ana(api: Api, token: str) -> str:
    return str(api.get("/v1/me", token).json_body["me"]["member"])


def event(api: Api, member: str, n: int = 1, **changes: Any) -> dict[str, Any]:
    data = {"order": f"A-{n}", "amount": "100.00 CNY"}
    own = {"id": f"e{n}", "source": "shop", "type": "order.paid", "subject": member, "time": api.time(), "data": data}
    return own | changes


def status(api: Api, body: bytes, media_type: str = "application/json") -> Any:
    answer = api.send("POST", "/v1/ingest", body, None, api.signed(body) | {"Content-Type": media_type})
    assert answer.status_code == 200, answer.body
    return [one["status"] for one in answer.json_body["events"]]


@pytest.mark.parametrize(
    "changes",
    [
        {"datacontenttype": "application/json; charset=utf-8"},
        {"datacontenttype": 'application/json;charset="UTF-8"'},
        {"datacontenttype": "Application/JSON"},
        {"datacontenttype": None},
        {"specversion": None, "dataschema": None, "traceparent": None},
        {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tracestate": "a=b"},
        {"partitionkey": "m-1", "sequence": "17", "recordedtime": "2026-06-01T00:00:00Z", "sampledrate": 1},
        dict.fromkeys(EXTENSIONS, "x"),
    ],
)
def test_a_cloud_event_is_taken_as_serializers_write_it(api: Api, ana: str, changes: dict[str, Any]) -> None:
    assert status(api, json.dumps([event(api, ana, **changes)]).encode()) == ["counted"]


def test_a_retry_that_is_traced_another_time_is_the_same_event(api: Api, ana: str) -> None:
    sent = [event(api, ana, traceparent=f"00-{n}", sequence=str(n)) for n in range(3)]
    answers = api.report([event(api, ana), *sent]).json_body["events"]
    assert [one["status"] for one in answers] == ["counted"] * 4
    assert {one["receipt"]["number"] for one in answers} == {2}


@pytest.mark.parametrize(
    "changes",
    [
        {"data": {"order": "A-1", "amount": "100.00 CNY", "channel": None}},
        {"data": {"order": "A-1", "amount": "100.0 CNY"}},
        {"data": {"order": "A-1", "amount": " 0100 CNY"}},
        {"in": UTC},
        {"in": timezone(timedelta(hours=5, minutes=45)), "datacontenttype": "APPLICATION/JSON"},
    ],
)
def test_an_event_that_is_written_otherwise_is_the_same_event(api: Api, ana: str, changes: dict[str, Any]) -> None:
    if zone := changes.get("in"):
        moment = datetime.fromtimestamp(api.now / 1000, zone).isoformat(timespec="microseconds")
        changes = {name: value for name, value in changes.items() if name != "in"} | {"time": moment}
    [first] = api.report([event(api, ana)]).json_body["events"]
    before = api.everything()
    for batch in ([event(api, ana, **changes)], [event(api, ana), event(api, ana, **changes)]):
        assert {one["status"] for one in api.report(batch).json_body["events"]} == {"counted"}
        assert api.report(batch).json_body["events"][-1] == first
    assert api.everything() == before


def test_what_an_earlier_release_has_counted_is_known_again(api: Api, ana: str) -> None:
    """It kept a digest of the event as it was received."""
    told = event(api, ana, traceparent="00-1")
    [first] = api.report([told]).json_body["events"]
    asked = {name: value for name, value in told.items() if name != "traceparent"}
    Item(f"M#{ana}", f"R#{first['receipt']['id']}").update([Item.fingerprint.set(fingerprint("event", asked))])

    assert api.report([told]).json_body["events"] == [first]
    [other] = api.report([told | {"data": {"order": "A-2", "amount": "100.00 CNY"}}]).json_body["events"]
    assert other["problem"]["code"] == "idempotency_key_reused"


@pytest.mark.parametrize("media_type", [f"{SINGLE}; charset=gbk", "application/json;charset=iso-8859-1"])
def test_an_event_in_another_encoding_is_refused(api: Api, ana: str, media_type: str) -> None:
    body = json.dumps(event(api, ana, specversion="1.0")).encode()
    answer = api.send("POST", "/v1/ingest", body, None, api.signed(body) | {"Content-Type": media_type})
    assert (answer.status_code, answer.json_body["code"]) == (415, "unsupported_media_type")
    assert "send UTF-8" in answer.json_body["detail"]


@pytest.mark.parametrize(
    "changes",
    [
        {"datacontenttype": "application/json; charset=gb2312"},
        {"datacontenttype": "text/plain"},
        {"id": None},
        {"tracepaernt": "00"},
        {"data_base64": "e30="},
    ],
)
def test_what_would_be_misread_is_refused(api: Api, ana: str, changes: dict[str, Any]) -> None:
    assert status(api, json.dumps([event(api, ana, **changes)]).encode()) == ["refused"]


@pytest.mark.parametrize("data", [None, {"order": None}, {}])
def test_no_data_and_no_number_is_refused_by_name(api: Api, ana: str, data: Any) -> None:
    [answer] = api.report([event(api, ana, data=data)]).json_body["events"]
    assert (answer["status"], answer["problem"]["code"]) == ("refused", "bad_event_field")
    assert "'order'" in answer["problem"]["detail"]


@pytest.mark.parametrize(
    "media_type",
    [
        SINGLE,
        SINGLE.upper(),
        f"{SINGLE}; charset=UTF-8",
        f'{SINGLE} ; Charset="utf-8"',
        "application/json",
        "APPLICATION/JSON;charset=utf8",
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_a_single_event_is_taken_as_the_sdk_sends_it(api: Api, ana: str, media_type: str, mark: bytes) -> None:
    body = mark + json.dumps(event(api, ana, specversion="1.0")).encode()
    assert status(api, body, media_type) == ["counted"]
    assert status(api, body, media_type) == ["counted"], "the same again"


def test_a_single_event_that_is_undecided_is_no_success(api: Api, ana: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Act, "act", lambda self, member, requests, now, **more: [Unavailable("Busy.", retry_after=3)])
    answer = api.report(event(api, ana, specversion="1.0"))
    assert (answer.status_code, answer.json_body["code"], answer.headers["Retry-After"]) == (503, "busy", "3")
    assert api.report([event(api, ana)]).json_body["events"][0]["status"] == "undecided"


def test_a_single_event_that_never_counts_is_answered_so(api: Api, ana: str) -> None:
    answer = api.report(event(api, ana, specversion="1.0", data={"order": "1", "unheard": 1}))
    assert (answer.status_code, answer.json_body["events"][0]["status"]) == (200, "refused")


@pytest.mark.parametrize("body", [{}, {"event": []}, {"events": {}}, {"events": [], "more": 1}])
def test_an_object_that_is_neither_event_nor_batch_is_refused(api: Api, ana: str, body: Any) -> None:
    answer = api.report(body)
    assert (answer.status_code, answer.json_body["code"]) == (422, "invalid_body")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Ends the time of each request as told: the seconds left at each look, the last of them for good."""
    left: list[float] = []
    looks = count()

    def remaining(self: LambdaContext) -> float:
        return 1000 * left[min(next(looks), len(left) - 1)]

    monkeypatch.setattr(LambdaContext, "get_remaining_time_in_millis", remaining)
    return left


def test_events_for_which_no_time_is_left_are_answered_undecided(api: Api, ana: str, clock: list[float]) -> None:
    others = [api.member(name)[0] for name in ("ben", "cleo")]
    clock += [RESERVE_SECONDS, RESERVE_SECONDS, RESERVE_SECONDS - 0.001]
    batch = [event(api, who, n) for n, who in enumerate([ana, *others, ana, others[-1]])]

    answers = api.report(batch).json_body["events"]
    assert [one["status"] for one in answers] == ["counted", "counted", "undecided", "counted", "undecided"]
    assert {one["problem"]["code"] for one in answers if "problem" in one} == {"busy"}

    clock[:] = [60]
    assert [one["status"] for one in api.report(batch).json_body["events"]] == ["counted"] * 5

"""A shop reports a batch: each event is answered on its own, in its place."""

import json
from typing import Any

import pytest

from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.act import Act
from tests.api.caller import Api
from tests.postings import moved

HOUR = 3_600_000


@pytest.fixture
def ana(api: Api, token: str) -> str:
    return str(api.get("/v1/me", token).json_body["me"]["member"])


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
    return {name: value for name, value in (event | changes).items() if value is not None}


def outcomes(api: Api, events: list[Any]) -> list[tuple[str, str | None]]:
    response = api.report(events)
    assert response.status_code == 200, response.body
    answers = response.json_body["events"]
    return [(one["status"], one.get("problem", {}).get("code")) for one in answers]


def test_good_bad_late_and_repeated_events_are_told_apart(api: Api, ana: str) -> None:
    ben, _ = api.member("ben")
    batch = [
        order(api, ana, "1"),
        order(api, ben, "2"),
        order(api, ana, "1"),
        order(api, "m-nobody", "3"),
        order(api, ana, "4", time=api.time(-25 * HOUR)),
        "no event",
        order(api, ana, "5", time=api.time(HOUR)),
        order(api, ben, "2", id="order-2-again"),
        order(api, ana, "6", type="shop.burnt"),
        order(api, ana, "7", data={"order": "7", "amount": "100.00 CNY", "x": 1}),
        order(api, ana, "8"),
    ]

    response = api.report(batch)

    answers = response.json_body["events"]
    assert [one["id"] for one in answers] == [one["id"] if isinstance(one, dict) else None for one in batch]
    assert [(one["status"], one.get("problem", {}).get("code")) for one in answers] == [
        ("counted", None),
        ("counted", None),
        ("counted", None),
        ("refused", "unknown_member"),
        ("refused", "event_too_late"),
        ("refused", "invalid_body"),
        ("refused", "event_in_future"),
        ("refused", "already_claimed"),
        ("refused", "unknown_event_type"),
        ("refused", "bad_event_field"),
        ("counted", None),
    ]
    assert answers[2]["receipt"] == answers[0]["receipt"]
    assert moved(answers[0]["receipt"])["spa"] == {"draws/care": 1}
    assert answers[10]["receipt"]["number"] == answers[0]["receipt"]["number"] + 1


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"id": None}, id="no id"),
        pytest.param({"source": None}, id="no source"),
        pytest.param({"type": None}, id="no type"),
        pytest.param({"subject": None}, id="no subject"),
        pytest.param({"time": None}, id="no time"),
        pytest.param({"id": ""}, id="an empty id"),
        pytest.param({"id": "x" * 256}, id="an id too long"),
        pytest.param({"id": 7}, id="an id that is a number"),
        pytest.param({"subject": "../m1"}, id="a subject that is no id"),
        pytest.param({"subject": "m1#R"}, id="a subject with a key separator"),
        pytest.param({"time": "2026-06-01"}, id="a bare date"),
        pytest.param({"time": "2026-06-01T00:00:00"}, id="a time without a zone"),
        pytest.param({"time": "2026-02-30T00:00:00Z"}, id="a day that does not exist"),
        pytest.param({"time": 1780300800000}, id="a time that is a number"),
        pytest.param({"specversion": "0.3"}, id="another version of CloudEvents"),
        pytest.param({"datacontenttype": "application/xml"}, id="data that is no JSON"),
        pytest.param({"data": []}, id="data that is an array"),
        pytest.param({"data_base64": "AAAA"}, id="an unknown attribute"),
    ],
)
def test_refuses_what_is_no_cloud_event(api: Api, ana: str, changes: dict[str, Any]) -> None:
    before = api.everything()

    assert outcomes(api, [order(api, ana, "1", **changes)]) == [("refused", "invalid_body")]
    assert api.everything() == before


FLAWS = {
    "an order's number beyond 2^53": ('{"order": 9007199254740993, "amount": "5.00 CNY"}', "invalid_body"),
    "a number of 19 digits": ('{"order": 4811234567890123456, "amount": "5.00 CNY"}', "invalid_body"),
    "a number of 28 digits": (f'{{"order": {"7" * 28}, "amount": "5.00 CNY"}}', "invalid_body"),
    "a number of 5,000 digits": (f'{{"order": {"7" * 5000}, "amount": "5.00 CNY"}}', "invalid_body"),
    "a number with an exponent": ('{"order": "2", "amount": 1e30}', "invalid_body"),
    "a number without end": ('{"order": "2", "amount": -1e999}', "invalid_body"),
    "a number in a list": ('{"order": "2", "skus": ["a", 9007199254740993]}', "invalid_body"),
    "NaN": ('{"order": "2", "amount": NaN}', "malformed_json"),
    "Infinity": ('{"order": "2", "amount": -Infinity}', "malformed_json"),
    "a key given twice": ('{"order": "2", "order": "3", "amount": "5.00 CNY"}', "malformed_json"),
    "a lone surrogate": ('{"order": "\\ud800", "amount": "5.00 CNY"}', "malformed_json"),
    "a lone surrogate in a key": ('{"order": "2", "\\udfff": 1}', "malformed_json"),
    "forty levels": (f'{{"order": {"[" * 40}{"]" * 40}}}', "malformed_json"),
}
"""Data that readers of JSON take for different things, and the code of the event that has it."""


@pytest.mark.parametrize(("data", "code"), FLAWS.values(), ids=FLAWS)
@pytest.mark.parametrize("envelope", [False, True], ids=["an array", "an envelope"])
def test_what_readers_take_for_different_things_harms_no_other_event(
    api: Api, ana: str, data: str, code: str, envelope: bool
) -> None:
    batch = [order(api, ana, "1"), order(api, ana, "2", data="DATA"), order(api, ana, "4")]
    body = json.dumps({"events": batch} if envelope else batch).replace('"DATA"', data).encode()
    for _ in range(2):
        response = api.send("POST", "/v1/ingest", body, None, api.signed(body))
        assert response.status_code == 200, response.body
        answers = [
            (one["id"], one["status"], one.get("problem", {}).get("code")) for one in response.json_body["events"]
        ]
        assert answers == [("order-1", "counted", None), ("order-2", "refused", code), ("order-4", "counted", None)]


@pytest.mark.parametrize("text", ['"\\ud800"', "9007199254740993", '"x", "id": "y"'])
def test_an_id_that_nobody_can_read_is_null(api: Api, ana: str, text: str) -> None:
    batch = [order(api, ana, "1", id="ID"), order(api, ana, "2")]
    body = json.dumps(batch).replace('"ID"', text).encode()
    answers = api.send("POST", "/v1/ingest", body, None, api.signed(body)).json_body["events"]
    assert [(one["id"], one["status"]) for one in answers] == [(None, "refused"), ("order-2", "counted")]


def test_a_number_that_is_rounded_is_never_another_orders(api: Api, ana: str) -> None:
    """As a text it is its own number; its neighbour, to which readers round it, is another order."""
    neighbours = [9007199254740992, 9007199254740993]
    told = [order(api, ana, "n", id=f"n-{n}", data={"order": n, "amount": "100.00 CNY"}) for n in neighbours]
    texts = [order(api, ana, "t", id=f"t-{n}", data={"order": str(n), "amount": "100.00 CNY"}) for n in neighbours]
    assert outcomes(api, told) == [("refused", "invalid_body")] * 2
    assert outcomes(api, texts) == [("counted", None)] * 2
    exact = order(api, ana, "e", data={"order": 9007199254740991, "amount": "100.00 CNY"})
    again = order(api, ana, "f", data={"order": "9007199254740991", "amount": "100.00 CNY"})
    assert outcomes(api, [exact, again]) == [("counted", None), ("refused", "already_claimed")]


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "1969-12-31T23:59:59.999Z"], ids=["year 1", "1969"])
def test_ignores_events_from_before_the_campaign(api: Api, ana: str, time: str) -> None:
    assert outcomes(api, [order(api, ana, "1", time=time)]) == [("ignored", None)]


@pytest.mark.parametrize("specversion", ["1.0", None], ids=["stated", "left out"])
def test_takes_cloud_events_of_version_one(api: Api, ana: str, specversion: str | None) -> None:
    assert outcomes(api, [order(api, ana, "1", specversion=specversion)]) == [("counted", None)]


def test_takes_an_envelope_and_the_media_type_of_batches(api: Api, ana: str) -> None:
    assert api.report({"events": [order(api, ana, "1")]}).json_body["events"][0]["status"] == "counted"

    body = b"[]"
    headers = api.signed(body) | {"Content-Type": "application/cloudevents-batch+json; charset=utf-8"}
    assert api.send("POST", "/v1/ingest", body, None, headers).json_body["events"] == []


def test_a_hundred_events_count_and_the_same_batch_again_changes_nothing(api: Api, ana: str) -> None:
    batch = [order(api, ana, str(n)) for n in range(100)]

    first = api.report(batch).json_body["events"]
    before = api.everything()
    second = api.report(batch).json_body["events"]

    assert {one["status"] for one in first} == {"counted"}
    assert [one["receipt"]["number"] for one in first] == list(range(2, 102))
    assert second == first
    assert api.everything() == before


def test_the_same_id_for_another_event_is_refused(api: Api, ana: str) -> None:
    assert outcomes(api, [order(api, ana, "1"), order(api, ana, "2", id="order-1")]) == [
        ("counted", None),
        ("refused", "idempotency_key_reused"),
    ]


def test_sources_number_their_events_on_their_own(api: Api, ana: str) -> None:
    batch = [order(api, ana, "1"), order(api, ana, "2", id="order-1", source="another shop")]

    assert outcomes(api, batch) == [("counted", None), ("counted", None)]


def test_an_event_that_nothing_listens_to_now_is_ignored(api: Api, ana: str) -> None:
    assert outcomes(api, [order(api, ana, "1", data={"order": "1"})]) == [("ignored", None)]


def test_a_fault_of_ours_stays_with_its_event(api: Api, ana: str, monkeypatch: pytest.MonkeyPatch) -> None:
    act = Act.act

    def troubled(self: Act, member: str, requests: Any, *rest: Any, **more: Any) -> Any:
        if any(request.key == "order-2" for request in requests):
            raise RuntimeError("a fault of ours")
        return act(self, member, requests, *rest, **more)

    monkeypatch.setattr(Act, "act", troubled)

    assert outcomes(api, [order(api, ana, str(n)) for n in (1, 2, 3)]) == [
        ("counted", None),
        ("undecided", "internal_error"),
        ("counted", None),
    ]


def test_a_member_in_trouble_harms_no_other(api: Api, ana: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ben, _ = api.member("ben")
    eve, _ = api.member("eve")
    act = Act.act

    def troubled(self: Act, member: str, *rest: Any, **more: Any) -> Any:
        if member == ben:
            raise RuntimeError("a fault of ours")
        if member == eve:
            return [Unavailable("Try again.", retry_after=2)] * len(rest[0])
        return act(self, member, *rest, **more)

    monkeypatch.setattr(Act, "act", troubled)

    assert outcomes(api, [order(api, ben, "1"), order(api, eve, "2"), order(api, ana, "3")]) == [
        ("undecided", "internal_error"),
        ("undecided", "busy"),
        ("counted", None),
    ]


def test_the_brand_tells_what_it_knows_of_a_member(api: Api, ana: str, token: str) -> None:
    def update(number: int, **data: Any) -> list[tuple[str, str | None]]:
        return outcomes(api, [order(api, ana, str(number), type="member.updated", data=data)])

    assert update(1, tier="gold", tags=["vip"], born="1990-05-17") == [("counted", None)]
    assert update(2, guardian=True) == [("counted", None)]
    assert update(3, tier="platinum") == [("refused", "bad_event_field")]
    assert update(4, born="17.05.1990") == [("refused", "bad_event_field")]
    assert update(5, points=1000) == [("refused", "invalid_body")]
    assert update(6, guardian=None) == [("counted", None)]
    assert update(7, guardian=True) == [("counted", None)]
    assert update(8, guardian=True) == [("ignored", None)]
    assert api.get("/v1/me", token).json_body["me"]["profile"] == {
        "tier": "gold",
        "tags": ["vip"],
        "born": "1990-05-17",
        "guardian": True,
    }

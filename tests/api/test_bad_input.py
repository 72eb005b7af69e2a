"""Whatever is sent, the answer is a problem with its own code and status, and nothing was written."""

import json
from typing import Any

import pytest

from tests.api.caller import Api
from tests.api.world import OPENING
from tests.faults import failed, instead

DRAW = "/v1/campaigns/spa/boxes/care/draw"
SEND = "/v1/campaigns/spa/collections/set/send"
EVENT = "/v1/events"


def nested(depth: int) -> bytes:
    return b'{"data":' + b"[" * depth + b"]" * depth + b"}"


BODIES = {
    # what no JSON parser should take
    "no JSON": (DRAW, b"{times: 1}", 400, "malformed_json"),
    "half a JSON": (DRAW, b'{"times": ', 400, "malformed_json"),
    "two values": (DRAW, b"{} {}", 400, "malformed_json"),
    "NaN": (DRAW, b'{"times": NaN}', 400, "malformed_json"),
    "Infinity": (DRAW, b'{"times": -Infinity}', 400, "malformed_json"),
    "the same key twice": (DRAW, b'{"times": 1, "times": 10}', 400, "malformed_json"),
    "the same key twice, deeper": (EVENT, b'{"type": "x", "data": {"a": 1, "a": 1}}', 400, "malformed_json"),
    "no UTF-8": (EVENT, b'{"type": "\xff"}', 400, "malformed_json"),
    "UTF-16": (EVENT, '{"type": "x"}'.encode("utf-16"), 400, "malformed_json"),
    "a lone surrogate": (EVENT, b'{"type": "\\ud800"}', 400, "malformed_json"),
    "a raw control character": (EVENT, b'{"type": "a\x00b"}', 400, "malformed_json"),
    "40 levels": (EVENT, nested(40), 400, "malformed_json"),
    "900 levels": (EVENT, nested(900), 400, "malformed_json"),
    "30,000 levels": (EVENT, nested(30_000), 400, "malformed_json"),
    # JSON of another shape
    "an array": (DRAW, b"[]", 422, "invalid_body"),
    "null": (DRAW, b"null", 422, "invalid_body"),
    "a number as text": (DRAW, b'{"times": "1"}', 422, "invalid_body"),
    "a flag for a number": (DRAW, b'{"times": true}', 422, "invalid_body"),
    "a fraction": (DRAW, b'{"times": 1.5}', 422, "invalid_body"),
    "no such number of draws": (DRAW, b'{"times": 2}', 422, "invalid_body"),
    "a negative number": (DRAW, b'{"times": -10}', 422, "invalid_body"),
    "a number beyond 2^53": (DRAW, b'{"times": 9007199254740992}', 422, "invalid_body"),
    "a number of 5,000 digits": (DRAW, b'{"times": ' + b"9" * 5000 + b"}", 422, "invalid_body"),
    "a number that overflows": (DRAW, b'{"times": 1e999}', 422, "invalid_body"),
    "an unknown field": (DRAW, b'{"times": 1, "price": 0}', 422, "invalid_body"),
    "another's member id": (DRAW, b'{"member": "m0"}', 422, "invalid_body"),
    "a campaign beside the path's": (DRAW, b'{"campaign": "club"}', 422, "invalid_body"),
    "a missing field": (EVENT, b'{"data": {}}', 422, "invalid_body"),
    "no body where one is needed": (EVENT, b"", 422, "invalid_body"),
    "a field too long": (EVENT, json.dumps({"type": "x" * 256}).encode(), 422, "invalid_body"),
    "a fragment that is no name": (SEND, b'{"fragment": "../b", "to": "m1"}', 422, "invalid_body"),
    "a line feed behind a name": (SEND, b'{"fragment": "b\\n", "to": "m1"}', 422, "invalid_body"),
    "a line feed behind a member's id": (SEND, b'{"fragment": "b", "to": "m1\\n"}', 422, "invalid_body"),
    "1 MB": (EVENT, b'{"type": "' + b"x" * 1024 * 1024 + b'"}', 413, "body_too_large"),
    # a body that reads, and that the rules refuse
    "an unknown event type": (EVENT, b'{"type": "shop.burnt"}', 404, "unknown_event_type"),
    "an event that only a server reports": (EVENT, b'{"type": "order.paid"}', 422, "event_not_from_client"),
    "the reserved event type": (EVENT, b'{"type": "member.updated"}', 404, "unknown_event_type"),
    "an unknown event field": (EVENT, b'{"type": "shop.visited", "data": {"x": 1}}', 422, "bad_event_field"),
    "an event field of another kind": (
        EVENT,
        b'{"type": "shop.visited", "data": {"shop": true}}',
        422,
        "bad_event_field",
    ),
    "an unknown fragment": (SEND, b'{"fragment": "z", "to": "m1"}', 404, "unknown_fragment"),
    "an unknown recipient": (SEND, b'{"fragment": "a", "to": "m1"}', 404, "unknown_member"),
}

PATHS = {
    "an unknown campaign": ("/v1/campaigns/spb/boxes/care/draw", 404, "unknown_campaign"),
    "the reserved campaign": ("/v1/campaigns/programme/boxes/care/draw", 404, "unknown_campaign"),
    "an unknown box": ("/v1/campaigns/spa/boxes/cure/draw", 404, "unknown_box"),
    "an unknown collection": ("/v1/campaigns/spa/collections/x/compose", 404, "unknown_collection"),
    "an unknown redemption": ("/v1/campaigns/spa/redemptions/weekly/serum/redeem", 404, "unknown_redemption"),
    "an unknown offer": ("/v1/campaigns/spa/redemptions/monthly/x/redeem", 404, "unknown_offer"),
    "another case": ("/v1/campaigns/SPA/boxes/care/draw", 404, "unknown_campaign"),
    "percent-encoded": ("/v1/campaigns/%73pa/boxes/care/draw", 400, "invalid_id"),
    "encoded twice": ("/v1/campaigns/%2573pa/boxes/care/draw", 400, "invalid_id"),
    "an encoded slash": ("/v1/campaigns/spa%2Fclub/boxes/care/draw", 400, "invalid_id"),
    "raw UTF-8": ("/v1/campaigns/spâ/boxes/care/draw", 400, "invalid_id"),
    "full-width letters": ("/v1/campaigns/ｓｐａ/boxes/care/draw", 400, "invalid_id"),
    "an overlong encoding": ("/v1/campaigns/%c0%afspa/boxes/care/draw", 400, "invalid_id"),
    "an encoded NUL": ("/v1/campaigns/spa%00/boxes/care/draw", 400, "invalid_id"),
    "dots": ("/v1/campaigns/../boxes/care/draw", 400, "invalid_id"),
    "nothing": ("/v1/campaigns//boxes/care/draw", 400, "invalid_id"),
    "300 letters": ("/v1/campaigns/" + "a" * 300 + "/boxes/care/draw", 400, "invalid_id"),
    "a key separator": ("/v1/campaigns/spa%23V/boxes/care/draw", 400, "invalid_id"),
}

KEYS = {
    "none": (None, 400, "idempotency_key_missing"),
    "an empty one": ("", 400, "idempotency_key_missing"),
    "256 characters": ("k" * 256, 400, "idempotency_key_invalid"),
    "a blank": ("two words", 400, "idempotency_key_invalid"),
    "a tab": ("two\twords", 400, "idempotency_key_invalid"),
    "no ASCII": ("clé", 400, "idempotency_key_invalid"),
    "an emoji": ("🔑", 400, "idempotency_key_invalid"),
}

RULES = {
    "before its window": (-1, "/v1/campaigns/spa/redemptions/monthly/serum/redeem", 403, "window_closed"),
    "after its window": (11 * 86_400_000, "/v1/campaigns/spa/redemptions/monthly/serum/redeem", 403, "window_closed"),
    "after the campaign": (11 * 86_400_000, DRAW, 403, "window_closed"),
    "without the cost": (0, DRAW, 409, "not_enough"),
    "without an opt-in": (0, "/v1/campaigns/club/boxes/hello/draw", 403, "not_joined"),
    "joining where none asks": (0, "/v1/campaigns/spa/join", 409, "not_offered"),
    "of unknown age": (0, "/v1/campaigns/spa/boxes/young/draw", 403, "age_unknown"),
    "an incomplete set": (0, "/v1/campaigns/spa/collections/set/compose", 409, "not_enough"),
}

READS = {
    "the odds of an unknown campaign": ("/v1/campaigns/x/boxes/care/odds", 404, "unknown_campaign"),
    "the odds of an unknown box": ("/v1/campaigns/spa/boxes/x/odds", 404, "unknown_box"),
    "the odds of an unknown collection": ("/v1/campaigns/spa/collections/x/odds", 404, "unknown_collection"),
    "the odds of a version that never was": ("/v1/campaigns/spa/boxes/care/odds?version=7", 404, "unknown_version"),
    "the odds of no version": ("/v1/campaigns/spa/boxes/care/odds?version=", 404, "unknown_version"),
    "the odds of a version, of an unknown campaign": (
        "/v1/campaigns/x/boxes/a/odds?version=1",
        404,
        "unknown_campaign",
    ),
    "the odds of a version, of an unknown box": ("/v1/campaigns/spa/boxes/x/odds?version=1", 404, "unknown_box"),
    "the rules of an unknown campaign": ("/v1/campaigns/x/rules", 404, "unknown_campaign"),
    "the rules of the programme": ("/v1/campaigns/programme/rules", 404, "unknown_campaign"),
    "the rules of another text": ("/v1/campaigns/spa/rules?version=1:00", 404, "unknown_version"),
    "rules in what is no language": ("/v1/campaigns/spa/rules?locale=../zh", 422, "invalid_query"),
    "an encoded id": ("/v1/campaigns/spa/boxes/%63are/odds", 400, "invalid_id"),
    "an unknown campaign": ("/v1/campaigns/x", 404, "unknown_campaign"),
    "a page before no receipt": ("/v1/me/receipts?before=x", 404, "unknown_receipt"),
    "a page before a path": ("/v1/me/receipts?before=../../M", 404, "unknown_receipt"),
}


@pytest.fixture
def api(still: tuple[Api, str]) -> Api:
    """The same for all tests here, since nothing is written; its time is that of the redemption's opening again."""
    still[0].now = OPENING
    return still[0]


@pytest.fixture
def token(still: tuple[Api, str]) -> str:
    return still[1]


@pytest.mark.parametrize(("path", "body", "status", "code"), BODIES.values(), ids=BODIES)
def test_refuses_a_body(api: Api, token: str, path: str, body: bytes, status: int, code: str) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": "k"}

    assert_refused(api, status, code, "POST", path, body, token, headers)


@pytest.mark.parametrize(("path", "status", "code"), PATHS.values(), ids=PATHS)
def test_refuses_an_id_in_the_path(api: Api, token: str, path: str, status: int, code: str) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": "k"}

    assert_refused(api, status, code, "POST", path, b"{}", token, headers)


@pytest.mark.parametrize(("key", "status", "code"), KEYS.values(), ids=KEYS)
def test_refuses_an_idempotency_key(api: Api, token: str, key: str | None, status: int, code: str) -> None:
    headers = {"Content-Type": "application/json"} | ({} if key is None else {"Idempotency-Key": key})

    assert_refused(api, status, code, "POST", DRAW, b"{}", token, headers)


@pytest.mark.parametrize(("after", "path", "status", "code"), RULES.values(), ids=RULES)
def test_refuses_what_the_rules_forbid(api: Api, token: str, after: int, path: str, status: int, code: str) -> None:
    api.now += after

    problem = assert_refused(api, status, code, "POST", path, b"", token, {"Idempotency-Key": "k"})

    assert problem["server_time"] == api.now


@pytest.mark.parametrize(("path", "status", "code"), READS.values(), ids=READS)
def test_refuses_to_show(api: Api, token: str, path: str, status: int, code: str) -> None:
    assert_refused(api, status, code, "GET", path, b"", token, {})


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "json"])
def test_refuses_other_media_types(api: Api, token: str, media_type: str) -> None:
    headers = {"Content-Type": media_type, "Idempotency-Key": "k"}

    assert_refused(api, 415, "unsupported_media_type", "POST", DRAW, b"{}", token, headers)


@pytest.mark.parametrize(
    "charset", ["gbk", "GB18030", "iso-8859-1", '"utf-16"', "us-ascii", "", "utf-8; charset=gbk", "utf-88"]
)
def test_refuses_other_encodings_and_says_which_one_it_takes(api: Api, token: str, charset: str) -> None:
    headers = {"Content-Type": f"application/json; charset={charset}", "Idempotency-Key": "k"}

    problem = assert_refused(api, 415, "unsupported_media_type", "POST", DRAW, b"{}", token, headers)

    assert "charset=utf-8" in problem["detail"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_refuses_other_methods_and_names_those_it_takes(api: Api, token: str, method: str) -> None:
    response = api.send(method, DRAW, b"", token)

    assert (response.status_code, response.json_body["code"]) == (405, "method_not_allowed")
    assert response.headers["Allow"] == "POST"


def test_a_closed_window_says_when_the_next_one_opens(api: Api, token: str) -> None:
    api.now -= 1

    problem = api.act("/v1/campaigns/spa/redemptions/monthly/serum/redeem", token).json_body

    assert problem["opens"] == api.now + 1


def test_a_table_that_does_not_answer_says_when_to_come_back(
    api: Api, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)

    with instead("BatchGetItem", *[failed(500, "InternalServerError")] * 3):
        response = api.act(DRAW, token)

    assert (response.status_code, response.json_body["code"]) == (503, "busy")
    assert int(response.headers["Retry-After"]) == response.json_body["retry_after"] >= 1


def test_a_fault_of_ours_is_logged_and_not_told(
    api: Api, token: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr("chalicelib.services.act.Act.act", fail)

    response = api.act(DRAW, token)

    assert (response.status_code, response.json_body["code"]) == (500, "internal_error")
    assert b"42" not in response.body
    assert b"Traceback" not in response.body
    assert "the secret is 42" in caplog.text


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(b"{", 400, "malformed_json", id="no JSON"),
        pytest.param(b'{"id": "e1"}', 422, "invalid_body", id="one event, not in an array"),
        pytest.param(b'{"events": [], "more": 1}', 422, "invalid_body", id="an unknown field"),
        pytest.param(b'"events"', 422, "invalid_body", id="a text"),
        pytest.param(json.dumps([{}] * 101).encode(), 422, "invalid_body", id="101 events"),
        pytest.param(b'["' + b"x" * 256 * 1024 + b'"]', 413, "body_too_large", id="more than 256 KB"),
    ],
)
def test_refuses_a_batch(api: Api, body: bytes, status: int, code: str) -> None:
    assert_refused(api, status, code, "POST", "/v1/ingest", body, None, api.signed(body))


def assert_refused(
    api: Api, status: int, code: str, method: str, path: str, body: bytes, token: str | None, headers: dict[str, str]
) -> dict[str, Any]:
    """A problem with this status and code, complete and clean, and a table as it was."""
    before = api.everything()

    response = api.send(method, path, body, token, headers)

    problem: dict[str, Any] = response.json_body
    assert (response.status_code, problem["code"]) == (status, code), problem
    assert response.headers["Content-Type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["type"] == f"urn:tessera:problem:{code}"
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in response.body.decode()
    assert isinstance(problem["server_time"], int)
    assert api.everything() == before
    return problem

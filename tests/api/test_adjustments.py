"""Adjustments over the API: proposed by one manager, done by another."""

import time
from typing import Any

import pytest

from chalicelib.api.auth import issue_managers_token
from tests.api.caller import Api
from tests.faults import instead

MOVES = [{"asset": "points", "n": 50}, {"asset": "draws/care", "n": 2, "campaign": "spa"}]
ASKED = {"moves": MOVES, "reason": "Your order of June came too late."}


def manager(api: Api, name: str) -> str:
    return issue_managers_token(api.settings, name, int(time.time() * 1000))[0]


@pytest.fixture
def mia(api: Api) -> str:
    return manager(api, "mia")


@pytest.fixture
def bo(api: Api) -> str:
    return manager(api, "bo")


@pytest.fixture
def ana(api: Api, token: str) -> str:
    return str(api.get("/v1/me", token).json_body["me"]["member"])


def propose(api: Api, by: str, ana: str, body: Any = ASKED, key: str = "k") -> Any:
    return api.act(f"/v1/manage/members/{ana}/adjustments", by, body, key)


def decide(api: Api, by: str, one: Any, what: str) -> Any:
    return api.act(f"/v1/manage/members/{one['member']}/adjustments/{one['id']}/{what}", by)


def waiting(api: Api, by: str) -> list[str]:
    return [one["id"] for one in api.get("/v1/manage/adjustments", by).json_body["adjustments"]]


def test_it_is_done_when_a_second_manager_approves(api: Api, mia: str, bo: str, token: str, ana: str) -> None:
    one = propose(api, mia, ana).json_body["adjustment"]
    assert (one["state"], waiting(api, bo)) == ("waiting", [one["id"]])
    assert api.get("/v1/me", token).json_body["me"]["points"] == 0
    assert decide(api, mia, one, "approve").json_body["code"] == "own_adjustment"

    done = decide(api, bo, one, "approve").json_body["adjustment"]
    assert (done["state"], done["by"], done["second"], waiting(api, bo)) == ("done", "mia", "bo", [])
    assert api.get("/v1/me", token).json_body["me"]["points"] == 50
    [receipt, *_] = api.get("/v1/me/receipts", token).json_body["receipts"]
    assert (receipt["does"], receipt["asked"]["reason"]) == ("adjust", ASKED["reason"])
    assert "mia" not in str(receipt)
    before = api.everything()
    assert decide(api, bo, one, "approve").json_body["adjustment"] == done
    assert propose(api, mia, ana).json_body["adjustment"] == done
    assert api.everything() == before, "and never again"
    assert decide(api, bo, one, "decline").json_body["code"] == "adjustment_decided"
    path = f"/v1/manage/members/{ana}/adjustments/{one['id']}"
    assert api.get(path, mia).json_body["adjustment"] == done


def test_it_is_not_done_when_it_is_declined(api: Api, mia: str, bo: str, token: str, ana: str) -> None:
    one = propose(api, mia, ana).json_body["adjustment"]
    assert decide(api, mia, one, "decline").json_body["adjustment"]["state"] == "declined"
    assert (waiting(api, bo), decide(api, bo, one, "approve").json_body["code"]) == ([], "adjustment_decided")
    assert api.get("/v1/me", token).json_body["me"]["points"] == 0


def test_whoever_declines_it_while_it_is_done_is_too_late(api: Api, mia: str, bo: str, token: str, ana: str) -> None:
    one = propose(api, mia, ana).json_body["adjustment"]
    declined: list[str] = []

    def meanwhile(_: Any) -> None:
        declined.append(decide(api, mia, one, "decline").json_body["code"])

    with instead("TransactWriteItems", None, meanwhile):
        done = decide(api, bo, one, "approve").json_body["adjustment"]
    assert (done["state"], declined) == ("done", ["adjustment_decided"])
    assert api.get("/v1/me", token).json_body["me"]["points"] == 50


def test_what_is_spent_meanwhile_is_not_taken(api: Api, mia: str, bo: str, token: str, ana: str) -> None:
    api.act("/v1/events", token, {"type": "shop.visited"})
    body = {"moves": [{"asset": "points", "n": -100}], "reason": "It was counted twice."}
    one = propose(api, mia, ana, body).json_body["adjustment"]
    other = propose(api, mia, ana, body, "again").json_body["adjustment"]
    assert decide(api, bo, one, "approve").json_body["adjustment"]["state"] == "done"
    refused = decide(api, bo, other, "approve").json_body["adjustment"]
    assert (refused["state"], refused["code"], waiting(api, bo)) == ("refused", "not_enough", [])


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param({"moves": [], "reason": "why"}, 422, "invalid_body", id="nothing"),
        pytest.param({"moves": [{"asset": "points", "n": 0}], "reason": "why"}, 422, "invalid_body", id="by 0"),
        pytest.param({"moves": [{"asset": "points", "n": 1}], "reason": ""}, 422, "invalid_body", id="no reason"),
        pytest.param({"moves": [{"asset": "points", "n": 1}], "reason": " \n"}, 422, "invalid_body", id="blanks"),
        pytest.param({"moves": [{"asset": "prizes/rose", "n": 1}], "reason": "why"}, 422, "invalid_body", id="prizes"),
        pytest.param({"moves": [{"asset": "draws/care", "n": 1}], "reason": "w"}, 422, "invalid_body", id="of nothing"),
        pytest.param(
            {"moves": [{"asset": "points", "n": 1, "campaign": "spa"}], "reason": "w"},
            422,
            "invalid_body",
            id="points of",
        ),
        pytest.param({"moves": [{"asset": "points", "n": -1}], "reason": "why"}, 409, "not_enough", id="not held"),
        pytest.param(
            {"moves": [{"asset": "draws/care", "n": 1, "campaign": "spaa"}], "reason": "w"},
            404,
            "unknown_campaign",
            id="no campaign",
        ),
        pytest.param(
            {"moves": [{"asset": "draws/cares", "n": 1, "campaign": "spa"}], "reason": "w"},
            404,
            "unknown_asset",
            id="no box",
        ),
    ],
)
def test_what_can_not_be_done_is_refused_at_once(
    api: Api, mia: str, ana: str, body: Any, status: int, code: str
) -> None:
    before = api.everything()
    answer = propose(api, mia, ana, body)
    assert (answer.status_code, answer.json_body["code"], api.everything()) == (status, code, before)


def test_another_adjustment_under_the_same_key_is_a_mistake(api: Api, mia: str, ana: str) -> None:
    propose(api, mia, ana)
    answer = propose(api, mia, ana, ASKED | {"reason": "another"})
    assert (answer.status_code, answer.json_body["code"]) == (422, "idempotency_key_reused")


def test_whom_or_what_there_is_not(api: Api, mia: str, token: str, ana: str) -> None:
    assert propose(api, mia, "nobody").json_body["code"] == "unknown_member"
    answer = api.get(f"/v1/manage/members/{ana}/adjustments/none", mia)
    assert (answer.status_code, answer.json_body["code"]) == (404, "unknown_adjustment")
    assert propose(api, token, ana).json_body["code"] == "unauthenticated"


def test_an_erased_member_has_no_reasons_any_more(api: Api, mia: str, bo: str, token: str, ana: str) -> None:
    one = propose(api, mia, ana).json_body["adjustment"]
    other = propose(api, mia, ana, key="other").json_body["adjustment"]
    decide(api, bo, one, "approve")
    api.act(f"/v1/manage/members/{ana}/erase", mia)
    assert not any(str(ASKED["reason"]) in item for item in api.everything())
    assert decide(api, bo, other, "approve").json_body["adjustment"]["code"] == "unknown_member"

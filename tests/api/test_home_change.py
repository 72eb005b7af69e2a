"""An action's answer brings the change of the home screen along, for whoever prefers it."""

from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib.api.fetching import prefers_home
from local.dynamo_calls import DynamoCalls
from tests.api.caller import Api
from tests.api.world import OPENING
from tests.domain.test_change import applied, told

WANTS = {"Prefer": "return=representation"}
JSON = {"Content-Type": "application/json"}
DRAW = "/v1/campaigns/spa/boxes/free/draw"
ACTIONS: dict[str, tuple[str, bytes]] = {
    "an event": ("/v1/events", b'{"type": "shop.visited"}'),
    "an event that changes nothing": ("/v1/events", b'{"type": "page.seen"}'),
    "a draw": (DRAW, b"{}"),
    "a redemption": ("/v1/campaigns/spa/redemptions/monthly/serum/redeem", b"{}"),
    "the last of a stock": ("/v1/campaigns/spa/redemptions/counter/vase/redeem", b"{}"),
    "joining": ("/v1/campaigns/club/join", b"{}"),
    "a consent": ("/v1/me/consents", b'{"channel": "sms", "given": true}'),
}


def act(api: Api, token: str, action: str, **headers: str) -> HTTPResponse:
    path, body = ACTIONS[action]
    return api.send("POST", path, body, token, {**JSON, "Idempotency-Key": "k", **headers})


def me(api: Api, token: str) -> Any:
    return api.get("/v1/me", token).json_body["me"]


@pytest.fixture
def token(token: str, api: Api) -> str:
    """Of a member with points."""
    for _ in range(2):
        api.act("/v1/events", token, {"type": "shop.visited"})
    return token


@pytest.mark.parametrize("action", ACTIONS)
def test_the_patch_leads_to_the_next_home_screen(api: Api, token: str, action: str) -> None:
    before = me(api, token)
    answer = act(api, token, action, **WANTS)
    home = answer.json_body["home"]

    assert answer.headers["Preference-Applied"] == "return=representation"
    assert home["from"] == before["version"]
    assert applied(told(before), home["patch"]) == told(me(api, token))
    assert (home["patch"] == {}) == (answer.json_body["receipt"] is None)


def test_what_is_known_to_be_gone_is_gone_in_the_patch_too(api: Api) -> None:
    """Six others want five serums; whoever comes to have the points for one hears of it."""
    serum = "/v1/campaigns/spa/redemptions/monthly/serum/redeem"
    others, token = [api.member(f"other-{n}")[1] for n in range(6)], api.member("late")[1]
    api.now = OPENING
    for one in others:
        api.act("/v1/events", one, {"type": "shop.visited"})
    assert [api.act(serum, one).status_code for one in others] == [200] * 5 + [409]
    before = me(api, token)
    home = act(api, token, "an event", **WANTS).json_body["home"]
    patched = applied(told(before), home["patch"])
    assert patched == told(me(api, token))
    button = patched["campaigns"]["spa"]["redemptions"]["monthly"]["offers"]["serum"]["buttons"]["redeem"]
    assert button["why_not"]["code"] == "sold_out"


@pytest.mark.parametrize(("action", "trips"), [(one, 1 if "nothing" in one else 2) for one in ACTIONS])
def test_it_takes_no_trip_more(api: Api, token: str, action: str, trips: int) -> None:
    with DynamoCalls() as calls:
        answer = act(api, token, action, **WANTS)

    assert answer.json_body["home"] is not None
    assert calls.trips == trips


def test_a_replay_knows_no_change_and_says_so(api: Api, token: str) -> None:
    first = act(api, token, "a draw", **WANTS)
    again = act(api, token, "a draw", **WANTS)

    assert again.json_body["receipt"] == first.json_body["receipt"]
    assert (again.json_body["home"], again.headers.get("Preference-Applied")) == (None, None)
    assert again.headers["Idempotent-Replayed"] == "true"


def test_who_does_not_ask_for_it_gets_the_receipt_alone(api: Api, token: str) -> None:
    answer = act(api, token, "a draw")

    assert answer.json_body.keys() == {"server_time", "receipt"}
    assert "Preference-Applied" not in answer.headers


@pytest.mark.parametrize(
    ("prefer", "wanted"),
    [
        ("return=representation", True),
        ("respond-async, return=representation; foo=1", True),
        ('Return = "representation"', True),
        ("return=minimal", False),
        ("representation", False),
        ("", False),
    ],
)
def test_reads_the_preference_among_others(prefer: str, wanted: bool) -> None:
    assert prefers_home(prefer) is wanted

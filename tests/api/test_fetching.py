"""What is fetched again costs little: tags, what may be kept, parameters that are known, pages of certain receipts."""

import json
from typing import Any

import pytest

from chalicelib.api.fetching import has, tag_of
from chalicelib.api.routes import ROUTES
from local.dynamo_calls import DynamoCalls
from tests.api.caller import Api

DRAW = "/v1/campaigns/spa/boxes/free/draw"
BY_NAME = {route.name: route for route in ROUTES}


def test_who_has_the_home_screen_is_spared_its_body_by_one_read(api: Api, token: str) -> None:
    first = api.get("/v1/me", token)
    api.now += 60_000
    later = api.get("/v1/me", token)
    with DynamoCalls() as calls:
        again = api.get("/v1/me", token, **{"If-None-Match": first.headers["ETag"]})

    assert (later.json_body["me"], later.headers["ETag"]) == (first.json_body["me"], first.headers["ETag"])
    assert later.json_body["server_time"] > first.json_body["server_time"]
    assert (again.status_code, again.body, calls.trips) == (304, b"", 1)
    own = {name: value for name, value in again.headers.items() if not name.startswith("Access-Control-")}
    assert own == {"ETag": first.headers["ETag"], "Cache-Control": "no-store"}


def test_whatever_moves_gives_another_tag(api: Api, token: str) -> None:
    tags = [api.get("/v1/me", token).headers["ETag"]]
    api.act(DRAW, token)
    tags.append(api.get("/v1/me", token).headers["ETag"])
    api.now += 30 * 86_400_000  # the campaigns are over
    tags.append(api.get("/v1/me", token, **{"If-None-Match": tags[1]}).headers["ETag"])

    assert len(set(tags)) == 3


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("", False),
        ('W/"a"', True),
        ('"a"', True),
        ('W/"b", W/"a"', True),
        ("*", True),
        ('W/"b"', False),
        ("a", False),
    ],
)
def test_compares_tags_as_weak_ones(given: str, known: bool) -> None:
    assert has(given, 'W/"a"') is known


def test_equal_bytes_have_equal_tags() -> None:
    assert tag_of(b"a") == tag_of(b"a") != tag_of(b"b")


@pytest.mark.parametrize("name", BY_NAME)
def test_a_parameter_that_is_not_known_is_refused(api: Api, name: str) -> None:
    route = BY_NAME[name]

    answer = api.send(route.method, route.path.replace("{", "").replace("}", "") + "?surprise=1", b"")

    assert (answer.status_code, answer.json_body["code"]) == (422, "invalid_query")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=65",
        "limit=ten",
        "limit=",
        "limit=1&limit=2",
        "does=draw&does=join",
        "does=flown",
        "does=",
        "Limit=1",
    ],
)
def test_a_parameter_is_of_its_type_and_given_once(api: Api, token: str, query: str) -> None:
    answer = api.get(f"/v1/me/receipts?{query}", token)

    assert (answer.status_code, answer.json_body["code"]) == (422, "invalid_query")


def test_receipts_are_of_what_was_asked_for(api: Api, token: str) -> None:
    api.act(DRAW, token)
    api.act("/v1/campaigns/club/join", token)
    for _ in range(3):
        api.act("/v1/events", token, {"type": "shop.visited"})

    def numbers(query: str) -> tuple[list[Any], Any]:
        page = api.get(f"/v1/me/receipts?{query}", token).json_body
        return [(one["number"], one["does"]) for one in page["receipts"]], page["before"]

    two, before = numbers("does=event&limit=2")
    assert two == [(6, "event"), (5, "event")]
    assert numbers(f"does=event&limit=2&before={before}") == ([(4, "event")], None)
    assert numbers("campaign=club") == ([(3, "join")], None)
    assert [does for _, does in numbers("campaign=spa")[0]] == ["event", "event", "event", "draw"]
    assert numbers("does=gift_sent") == ([], None)


def test_odds_may_be_kept_for_a_minute_and_words_for_good(api: Api, token: str) -> None:
    odds = api.get("/v1/campaigns/spa/boxes/care/odds")
    refused = api.get("/v1/campaigns/spa/boxes/none/odds")

    assert odds.headers["Cache-Control"] == "public, max-age=60"
    assert odds.headers["Vary"] == "Accept-Encoding", "a cache between may have it compressed"
    assert refused.headers["Cache-Control"] == "no-store"
    kept = {route.name for route in ROUTES if route.cache != "no-store"}
    assert kept == {"box_odds", "collection_odds", "campaign_words", "programme_words"}
    assert json.loads(odds.body)["odds"]["version"]

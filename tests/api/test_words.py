"""What members read and see: once a version, by its digest, for anybody, and never again for the same."""

from typing import Any

import pytest
from msgspec import structs

from chalicelib import wiring
from chalicelib.domain.publishing.live import LEAD
from local.dynamo_calls import DynamoCalls
from tests.api.caller import Api

HOSTILE = "<script>alert(1)</script>\u202e" + "字" * 1900
DOOR: dict[str, Any] = {
    "campaign": "door",
    "title": {"zh-CN": "开门", "en": "Door"},
    "image": "pictures/door.svg",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-30",
    "challenges": {
        "days": {
            "text": HOSTILE,
            "tasks": {"come": {"title": "Come", "when": "shop.visited", "gives": {"fragments": "set/a"}}},
        }
    },
    "collections": {
        "set": {
            "fragments": {"a": {"title": "A", "image": "https://cdn.example/a.png"}, "b": {}},
            "wildcard": {"joker": {"title": "Joker"}},
            "exchange": "2 spares",
            "gives": {"prizes": "note"},
        }
    },
    "quizzes": {
        "quiz": {
            "questions": {"first": {"ask": "Which?", "options": {"a": "This", "b": "That"}, "answer": "a"}},
        }
    },
    "prizes": {
        "note": {
            "title": "Note",
            "coupon": "20.00 CNY off 148.00 CNY",
            "value": "20.00 CNY",
            "valid": "end of month",
            "extra": {"colour": "green", "rank": "3", "ratio": "-0.5", "big": "true", "code": "007"},
        },
        "rain": {"points": "20"},
    },
}


@pytest.fixture
def door(api: Api) -> Api:
    """A campaign with words, and pictures that lie somewhere."""
    published(api, DOOR)
    api.now += LEAD
    in_another_container(api)
    return api


def published(api: Api, tree: dict[str, Any]) -> str:
    """A version that takes effect soon; its digest."""
    [version] = wiring.parts().operations.publish.publish([("door", tree)], api.now)
    return version.hash


def in_another_container(api: Api) -> None:
    own = structs.replace(api.settings, images="https://cdn.example/all")
    wiring.use(wiring.build(own, clock=lambda: api.now))


def version_of(api: Api) -> str:
    """The version in force, as its card names it."""
    cards = {one["id"]: one for one in api.get("/v1/campaigns", api.member("zoe")[1]).json_body["campaigns"]}
    return str(cards["door"]["version"])


def words(api: Api, digest: str, campaign: str = "door") -> Any:
    return api.get(f"/v1/campaigns/{campaign}/words/{digest}")


def test_the_words_are_those_of_the_file_for_anybody(door: Api) -> None:
    label = version_of(door)
    told = words(door, label.partition(":")[2]).json_body
    nothing: dict[str, Any] = {"title": None, "text": None, "image": None, "extra": {}}

    assert (told["campaign"], told["version"]) == ("door", label)
    assert told["blocks"] == {
        "": nothing | {"title": DOOR["title"], "image": "https://cdn.example/all/door/pictures/door.svg"},
        "challenges/days": nothing | {"text": HOSTILE},
        "challenges/days/come": nothing | {"title": "Come"},
        "collections/set": nothing,
        "collections/set/a": nothing | {"title": "A", "image": "https://cdn.example/a.png"},
        "collections/set/b": nothing,
        "collections/set/joker": nothing | {"title": "Joker"},
        "quizzes/quiz": nothing,
    }


def test_a_prize_tells_what_it_is(door: Api) -> None:
    prizes = words(door, version_of(door).partition(":")[2]).json_body["prizes"]
    plain: dict[str, Any] = {
        "value": None,
        "coupon": None,
        "points": 0,
        "draws": {},
        "fragments": {},
        "gift": None,
        "badge": None,
    }
    plain |= {"pool": None, "valid": None, "title": None, "text": None, "image": None, "extra": {}}

    assert prizes["rain"] == plain | {"kind": "points", "points": 20}
    assert prizes["note"] == plain | {
        "title": "Note",
        "kind": "coupon",
        "coupon": "20.00 CNY off 148.00 CNY",
        "value": {"minor": 2000, "currency": "CNY"},
        "valid": "end of month",
        "extra": {"colour": "green", "rank": 3, "ratio": -0.5, "big": True, "code": "007"},
    }


def test_home_has_the_members_part_alone(door: Api) -> None:
    me = door.get("/v1/me", door.member("ana")[1]).json_body["me"]

    assert "title" not in str(me["campaigns"]["door"])
    assert "prizes" not in me["campaigns"]["door"]
    assert words(door, me["campaigns"]["door"]["card"]["version"].partition(":")[2]).status_code == 200
    told = door.get(f"/v1/programme/words/{me['programme']}").json_body
    assert told["hash"] == me["programme"]
    assert {"tiers/gold", "channels/sms"} <= told["blocks"].keys()


@pytest.mark.parametrize("path", ["/v1/campaigns/door/words/{}", "/v1/programme/words/{}"])
def test_they_may_be_kept_for_good(door: Api, path: str) -> None:
    me = door.get("/v1/me", door.member("ana")[1]).json_body["me"]
    digest = me["programme"] if "programme" in path else version_of(door).partition(":")[2]

    assert door.get(path.format(digest)).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_earlier_version_keeps_its_words_and_takes_one_trip(door: Api) -> None:
    earlier = version_of(door).partition(":")[2]
    before = words(door, earlier).body
    later = published(door, DOOR | {"title": "Another"})
    door.now += LEAD
    in_another_container(door)
    assert version_of(door).endswith(later)

    trips = []
    for digest in (earlier, later, earlier):
        with DynamoCalls() as calls:
            answer = words(door, digest)
        trips.append(calls.trips)
        assert (answer.body == before) is (digest == earlier)
    assert trips == [1, 0, 0]


def test_a_container_that_has_read_nothing_yet_takes_one_trip(door: Api) -> None:
    digest = version_of(door).partition(":")[2]
    in_another_container(door)
    with DynamoCalls() as calls:
        assert words(door, digest).status_code == 200
    assert calls.trips == 1


@pytest.mark.parametrize(
    ("campaign", "digest", "code"),
    [
        ("door", "0" * 32, "unknown_version"),
        ("door", "1", "unknown_version"),
        ("nowhere", "0" * 32, "unknown_campaign"),
        ("programme", "0" * 32, "unknown_campaign"),
    ],
)
def test_what_never_was_in_force_is_unknown(door: Api, campaign: str, digest: str, code: str) -> None:
    refused = words(door, digest, campaign)
    assert (refused.status_code, refused.json_body["code"]) == (404, code)


def test_a_version_that_is_still_to_come_is_unknown_until_it_comes(door: Api) -> None:
    soon = published(door, DOOR | {"title": "Soon"})
    assert words(door, soon).json_body["code"] == "unknown_version"
    door.now += LEAD
    assert words(door, soon).json_body["blocks"][""]["title"] == "Soon"

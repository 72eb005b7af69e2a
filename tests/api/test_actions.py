"""A member plays: each action is answered by its receipt, and the same key always by the same one."""

import json

import msgspec
import pytest

from chalicelib.domain.record.receipt import Receipt
from tests.api.caller import Api
from tests.postings import moved

DRAW = "/v1/campaigns/spa/boxes/care/draw"
EVENT = {"type": "shop.visited", "data": {"shop": "east"}}


def test_plays_all_four_mechanics(api: Api, token: str) -> None:
    _give_draws(api, token, 11)

    visited = [api.act("/v1/events", token, EVENT) for _ in range(3)]
    drawn = api.act(DRAW, token)
    composed = api.act("/v1/campaigns/spa/collections/set/compose", token)
    exchanged = api.act("/v1/campaigns/spa/collections/set/exchange", token, {"fragment": "b"})
    redeemed = api.act("/v1/campaigns/spa/redemptions/monthly/serum/redeem", token)

    for answer in (*visited, drawn, composed, exchanged, redeemed):
        assert answer.status_code == 200, answer.body
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json_body["server_time"] == api.now
        msgspec.convert(answer.json_body["receipt"], Receipt)
    assert moved(drawn.json_body["receipt"])["spa"]["draws/care"] == -1
    assert moved(composed.json_body["receipt"])["spa"] == {
        "fragments/set/a": -1,
        "fragments/set/b": -1,
        "points": 5,
    }
    assert moved(exchanged.json_body["receipt"])["spa"] == {"fragments/set/a": -2, "fragments/set/b": 1}
    assert redeemed.json_body["receipt"]["coupons"][0]["prize"] == "serum"
    assert redeemed.json_body["receipt"]["window"]["closes"] > api.now
    home = api.get("/v1/me", token).json_body["me"]
    assert home["points"] == 300 + 5 - 100
    assert home["campaigns"]["spa"]["has"]["fragments/set/b"] == 3


def test_a_gift_moves_a_fragment_from_one_member_to_the_other(api: Api, token: str) -> None:
    ben, bens_token = api.member("ben")
    api.act("/v1/events", token, EVENT)

    sent = api.act("/v1/campaigns/spa/collections/set/send", token, {"fragment": "a", "to": ben})

    assert sent.status_code == 200, sent.body
    assert api.get("/v1/me", bens_token).json_body["me"]["campaigns"]["spa"]["has"] == {"fragments/set/a": 1}


def test_joins_a_campaign_that_asks_for_it_once(api: Api, token: str) -> None:
    joined = api.act("/v1/campaigns/club/join", token)
    again = api.act("/v1/campaigns/club/join", token)
    drawn = api.act("/v1/campaigns/club/boxes/hello/draw", token)

    assert joined.status_code == 200
    assert (again.status_code, again.json_body["code"]) == (403, "already_joined")
    assert moved(drawn.json_body["receipt"])["club"] == {"prizes/soap": 1}


def test_an_event_that_moves_nothing_has_no_receipt(api: Api, token: str) -> None:
    before = api.everything()

    seen = api.act("/v1/events", token, {"type": "page.seen"})

    assert (seen.status_code, seen.json_body["receipt"]) == (200, None)
    assert api.everything() == before


def test_the_same_key_gets_the_recorded_answer(api: Api, token: str) -> None:
    first = api.act("/v1/events", token, EVENT, key="once")
    api.now += 60_000
    before = api.everything()

    second = api.act("/v1/events", token, EVENT, key="once")

    assert _receipt_bytes(second.body) == _receipt_bytes(first.body)
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert second.json_body["server_time"] == first.json_body["server_time"] + 60_000
    assert api.everything() == before


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param("/v1/events", {"type": "shop.visited"}, id="another body"),
        pytest.param("/v1/events", {**EVENT, "data": {"shop": "west"}}, id="another field of the body"),
        pytest.param("/v1/campaigns/club/join", {}, id="another operation"),
    ],
)
def test_the_same_key_for_something_else_is_refused(api: Api, token: str, path: str, body: dict[str, object]) -> None:
    api.act("/v1/events", token, EVENT, key="once")
    before = api.everything()

    other = api.act(path, token, body, key="once")

    assert (other.status_code, other.json_body["code"]) == (422, "idempotency_key_reused")
    assert api.everything() == before


def test_the_same_key_for_another_id_in_the_path_is_refused(api: Api, token: str) -> None:
    assert api.act("/v1/campaigns/spa/boxes/free/draw", token, key="once").status_code == 200

    assert api.act(DRAW, token, key="once").json_body["code"] == "idempotency_key_reused"


def test_a_body_is_the_same_however_it_is_spelled(api: Api, token: str) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": "once"}
    spelled = [
        b'{"type":"shop.visited","data":{"shop":"east"}}',
        b' { "data" : {"shop": "\\u0065ast"},\n"type": "shop.visited" } ',
    ]

    first, second = (api.send("POST", "/v1/events", body, token, headers) for body in spelled)

    assert _receipt_bytes(second.body) == _receipt_bytes(first.body)


def test_a_key_belongs_to_its_member(api: Api, token: str) -> None:
    bens_token = api.member("ben")[1]

    mine = api.act("/v1/events", token, EVENT, key="once")
    theirs = api.act("/v1/events", bens_token, {"type": "shop.visited"}, key="once")

    assert mine.status_code == theirs.status_code == 200
    assert "Idempotent-Replayed" not in theirs.headers


@pytest.mark.parametrize("key", ["k", "k" * 255, '"quoted"', "!#$%&'*+/=?^`{|}~"], ids=["1", "255", "quoted", "signs"])
def test_takes_any_key_of_visible_characters(api: Api, token: str, key: str) -> None:
    assert api.act("/v1/events", token, EVENT, key=key).status_code == 200


def test_a_refusal_is_not_remembered(api: Api, token: str) -> None:
    refused = api.act(DRAW, token, key="once")
    _give_draws(api, token, 1)

    granted = api.act(DRAW, token, key="once")

    assert (refused.status_code, granted.status_code) == (409, 200)
    assert "Idempotent-Replayed" not in granted.headers


def test_a_draw_without_a_body_is_one_draw(api: Api, token: str) -> None:
    _give_draws(api, token, 1)

    drawn = api.send("POST", DRAW, b"", token, {"Idempotency-Key": "k"})

    assert drawn.json_body["receipt"]["asked"] == {"campaign": "spa", "box": "care", "times": 1}


@pytest.mark.parametrize(
    ("known", "status", "code"),
    [
        pytest.param({"born": "2018-06-21"}, 403, "too_young", id="seven"),
        pytest.param({"born": "2018-06-20"}, 403, "guardian_needed", id="eight"),
        pytest.param({"born": "2018-06-20", "guardian": True}, 200, None, id="eight, with a guardian"),
        pytest.param({"born": "2008-06-20"}, 200, None, id="eighteen"),
    ],
)
def test_a_box_asks_for_an_age_or_a_guardian(
    api: Api, token: str, known: dict[str, object], status: int, code: str | None
) -> None:
    member = api.get("/v1/me", token).json_body["me"]["member"]
    update = {
        "id": "1",
        "source": "crm",
        "type": "member.updated",
        "subject": member,
        "time": api.time(),
        "data": known,
    }
    api.report([update])

    drawn = api.act("/v1/campaigns/spa/boxes/young/draw", token)

    assert (drawn.status_code, drawn.json_body.get("code")) == (status, code)


def test_ten_draws_at_once_are_refused_where_the_box_has_no_price_for_them(api: Api, token: str) -> None:
    refused = api.act(DRAW, token, {"times": 10})

    assert (refused.status_code, refused.json_body["code"]) == (409, "not_offered")


def test_says_that_it_is_gone_and_that_the_limit_is_reached(api: Api, token: str) -> None:
    path = "/v1/campaigns/spa/redemptions/counter/vase/redeem"
    assert api.act(path, token).status_code == 200

    again = api.act(path, token)
    others = api.act(path, api.member("ben")[1])

    assert (again.status_code, again.json_body["code"]) == (409, "limit_reached")
    assert (others.status_code, others.json_body["code"]) == (409, "sold_out")


def test_receipts_page_newest_first(api: Api, token: str) -> None:
    _give_draws(api, token, 20)
    for _ in range(20):
        api.act(DRAW, token)

    first = api.get("/v1/me/receipts", token).json_body
    second = api.get(f"/v1/me/receipts?before={first['before']}", token).json_body

    numbers = [receipt["number"] for page in (first, second) for receipt in page["receipts"]]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 1
    assert len(first["receipts"]) == 16
    assert second["before"] is None


def test_another_members_receipts_are_not_met(api: Api, token: str) -> None:
    _give_draws(api, token, 20)
    for _ in range(20):
        api.act(DRAW, token)
    before = api.get("/v1/me/receipts", token).json_body["before"]

    response = api.get(f"/v1/me/receipts?before={before}", api.member("ben")[1])

    assert (response.status_code, response.json_body["code"]) == (404, "unknown_receipt")


def test_shows_the_live_campaigns_and_one_of_them(api: Api, token: str) -> None:
    cards = api.get("/v1/campaigns", token).json_body["campaigns"]
    spa = api.get("/v1/campaigns/spa", token).json_body["campaign"]

    assert {card["id"] for card in cards} == {"spa", "club"}
    assert spa["redemptions"]["monthly"]["open"]["opens"] == api.now


@pytest.mark.parametrize("block", ["boxes/care", "collections/set"])
def test_anyone_may_see_the_odds(api: Api, block: str) -> None:
    odds = api.get(f"/v1/campaigns/spa/{block}/odds")

    assert odds.status_code == 200
    assert odds.json_body["server_time"] == api.now
    assert len(odds.json_body["odds"]["commitment"]) == 64


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_request_without_a_body_may_say_what_it_likes_about_one(api: Api, media_type: str) -> None:
    assert api.send("GET", "/v1/health", b"", None, {"Content-Type": media_type}).status_code == 200


def test_is_healthy_without_asking_anybody(api: Api) -> None:
    assert api.get("/v1/health").json_body == {"server_time": api.now, "status": "ok"}


def _give_draws(api: Api, token: str, n: int) -> None:
    member = api.get("/v1/me", token).json_body["me"]["member"]
    event = {
        "id": f"order-{api.now}-{n}",
        "source": "shop",
        "type": "order.paid",
        "subject": member,
        "time": api.time(),
        "data": {"order": f"{n}", "amount": f"{100 * n}.00 CNY"},
    }
    assert api.report([event]).json_body["events"][0]["status"] == "counted"


def _receipt_bytes(body: bytes) -> bytes:
    start = body.index(b'"receipt":')
    json.loads(body)
    return body[start:]

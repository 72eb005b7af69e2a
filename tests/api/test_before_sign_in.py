"""Events of persons who have not signed in yet: the first that counts makes the member whom the sign-in finds."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.services.act import Answered
from chalicelib.services.take_in import until_cut
from chalicelib.store.identities import Identities, Identity
from local.dynamo_calls import DynamoCalls
from tests.api.caller import Api
from tests.api.test_ingest import order, outcomes


def vouch(api: Api, subject: str, provider: str = "card", **beside: Any) -> Any:
    return api.tell("/v1/sessions", {"provider": provider, "subject": subject, **beside})


def test_an_order_counts_before_the_first_sign_in(api: Api) -> None:
    assert outcomes(api, [order(api, "card:4711", "1"), order(api, "card:4711", "2")]) == [("counted", None)] * 2

    session = vouch(api, "4711").json_body

    me = api.get("/v1/me", session["token"]).json_body["me"]
    receipts = api.get("/v1/me/receipts", session["token"]).json_body["receipts"]
    assert me["member"] == session["member"]
    assert [one["does"] for one in receipts] == ["event", "event", "enrol"]
    assert "4711" not in json.dumps(receipts)


def test_the_first_event_costs_a_trip_more_and_later_ones_as_much_as_those_of_a_linked_id(api: Api) -> None:
    outcomes(api, [order(api, "card:1", "1")])  # the campaigns are known now
    with DynamoCalls() as first:
        outcomes(api, [order(api, "card:2", "2")])
    with DynamoCalls() as second:
        outcomes(api, [order(api, "card:2", "3")])

    assert first.operations == second.operations == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]


def test_a_word_of_the_brand_makes_the_member_too(api: Api) -> None:
    told = order(api, "card:7", "1", type="member.updated", data={"tier": "gold"})
    assert outcomes(api, [told]) == [("counted", None)]

    assert api.get("/v1/me", vouch(api, "7").json_body["token"]).json_body["me"]["tier"]["name"] == "gold"


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"subject": "crm:7"}, ("refused", "unknown_member")),
        ({"subject": "wechat:7"}, ("refused", "unknown_member")),
        ({"subject": "card:7\n"}, ("refused", "invalid_body")),
        ({"type": "shop.burnt"}, ("refused", "unknown_event_type")),
        ({"data": {"order": "1", "amount": "1.00 CNY", "x": 1}}, ("refused", "bad_event_field")),
        ({"type": "game.finished", "data": {"points": 3}}, ("ignored", None)),
    ],
)
def test_what_does_not_count_makes_nobody(api: Api, changes: dict[str, Any], answer: tuple[str, str | None]) -> None:
    before = api.everything()

    assert outcomes(api, [order(api, "card:7", "1", **changes)]) == [answer]
    assert api.everything() == before


def test_each_event_of_a_batch_is_answered_in_its_place(api: Api) -> None:
    batch = [
        order(api, "card:7", "1", type="shop.burnt"),
        order(api, "card:7", "2"),
        order(api, "card:7", "2"),
        order(api, "card:7", "2", id="again"),
        *(order(api, "card:7", f"n{number}") for number in range(9)),
    ]

    answers = outcomes(api, batch)

    assert answers[:4] == [
        ("refused", "unknown_event_type"),
        ("counted", None),
        ("counted", None),
        ("refused", "already_claimed"),
    ]
    assert answers[4:] == [("counted", None)] * 9
    assert outcomes(api, batch) == answers


def test_events_that_come_at_once_are_of_one_member(api: Api) -> None:
    with ThreadPoolExecutor(8) as shops:
        parts = [order(api, "card:7", str(number)) for number in range(8)]
        taken = list(shops.map(lambda one: _is_taken(api, one), parts))

    assert all(taken)
    token = vouch(api, "7").json_body["token"]
    receipts = api.get("/v1/me/receipts", token).json_body["receipts"]
    assert sorted(one["does"] for one in receipts) == ["enrol", *["event"] * 8]


def _is_taken(api: Api, tree: dict[str, Any]) -> bool:
    """Without the app's own client, which is for one thread."""
    for _ in range(8):
        [result] = wiring.parts().take_in.each([tree], api.now, until_cut(None))
        if isinstance(result, Answered):
            return result.receipt is not None
    return False


def test_an_event_that_meets_the_sign_in_is_of_its_member(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sign-in comes between the look at the id and the commit: the event is undecided, and counts when it is sent
    again.
    """
    look = Identities.members_of
    met: list[Any] = []

    def look_just_before(self: Identities, identities: Any) -> dict[Identity, str]:
        found = look(self, identities)
        if not met:
            met.append("now")
            met.append(vouch(api, "7").json_body)
        return found

    monkeypatch.setattr(Identities, "members_of", look_just_before)
    assert outcomes(api, [order(api, "card:7", "1")]) == [("undecided", "busy")]
    assert outcomes(api, [order(api, "card:7", "1")]) == [("counted", None)]
    monkeypatch.undo()

    assert vouch(api, "7").json_body["member"] == met[1]["member"]


def test_only_a_signed_call_gets_a_session_for_a_customer(api: Api) -> None:
    body = json.dumps({"provider": "card", "subject": "4711"}).encode()
    headers = {"Content-Type": "application/json"}

    assert api.send("POST", "/v1/sessions", body, None, headers).json_body["code"] == "bad_signature"
    assert api.act("/v1/session", None, {"provider": "card", "code": "4711"}).json_body["code"] == "unknown_provider"
    assert vouch(api, "ana", "dev").json_body["code"] == "unknown_provider"
    assert vouch(api, "", "card").json_body["code"] == "invalid_body"
    assert vouch(api, "4711").json_body["member"] == vouch(api, "4711").json_body["member"]

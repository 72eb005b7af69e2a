"""What was won stays: in each state, after its campaign, with an address that is read by who sends it alone."""

import time
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.api.auth import issue_managers_token
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.table import Item
from tests.api.caller import Api

COUNTER = "/v1/campaigns/spa/redemptions/counter"
DAY = 86_400_000
HOME = {
    "name": "Lin An",
    "phone": "+86 138 0000 0000",
    "lines": ["Wukang Rd 376"],
    "city": "Shanghai",
    "country": "CN",
}
WITH_DEFAULTS = HOME | {"district": "", "region": "", "postcode": ""}


def prizes(api: Api, token: str) -> list[tuple[str, str, int]]:
    """What was won: which, in which state, how many."""
    found = api.get("/v1/me/prizes", token).json_body["prizes"]
    return [(one["prize"], one["state"], one["n"]) for one in found]


def redeem(api: Api, token: str, offer: str) -> None:
    assert api.act(f"{COUNTER}/{offer}/redeem", token).status_code == 200


def address(api: Api, token: str, gift: str = "spa/soap", **said: Any) -> Any:
    return api.act(f"/v1/me/prizes/{gift}/address", token, {"address": HOME | said})


def gift(api: Api, token: str, **said: Any) -> dict[str, Any]:
    member = api.get("/v1/me", token).json_body["me"]["member"]
    return {"member": member, "campaign": "spa", "prize": "soap", **said}


def test_a_gift_that_was_sent_and_came_back_is_sent_again(api: Api, token: str) -> None:
    won = api.act(f"{COUNTER}/cup/redeem", token).json_body["receipt"]["id"]
    api.tell("/v1/gifts/sent", gift(api, token, parcel="SF-1"))
    assert api.tell("/v1/undo", {"member": gift(api, token)["member"], "receipt": won}).status_code == 200
    assert prizes(api, token) == []
    redeem(api, token, "cup")
    assert prizes(api, token) == [("soap", "to_send", 1)]
    assert api.tell("/v1/gifts/sent", gift(api, token, parcel="SF-2")).status_code == 200
    assert prizes(api, token) == [("soap", "sent", 1)]


def test_a_gift_waits_gets_an_address_and_is_sent(api: Api, token: str) -> None:
    redeem(api, token, "cup")
    redeem(api, token, "cup")
    redeem(api, token, "note")
    assert prizes(api, token) == [("note", "held", 1), ("soap", "to_send", 2)]
    assert address(api, token).json_body["address"] == WITH_DEFAULTS
    waiting = api.get("/v1/me/prizes", token).json_body["prizes"][1]
    assert (waiting["id"], waiting["addressed"], waiting["about"]["kind"]) == ("spa/soap", True, "gift")
    assert api.tell("/v1/gifts/address", gift(api, token)).json_body["address"] == WITH_DEFAULTS
    sent = api.tell("/v1/gifts/sent", gift(api, token, parcel="SF-1"))
    assert sent.json_body["receipt"]["does"] == "gift_sent"
    assert prizes(api, token) == [("note", "held", 1), ("soap", "to_send", 1), ("soap", "sent", 1)]
    again = api.tell("/v1/gifts/sent", gift(api, token, parcel="SF-1"))
    assert (again.json_body["receipt"], again.headers["Idempotent-Replayed"]) == (sent.json_body["receipt"], "true")
    other = api.tell("/v1/gifts/sent", gift(api, token, parcel="SF-1", count=2))
    assert other.json_body["code"] == "idempotency_key_reused"
    more = api.tell("/v1/gifts/sent", gift(api, token, parcel="SF-2", count=2))
    assert more.json_body["code"] == "not_enough"


@pytest.mark.parametrize(
    ("of", "code"),
    [
        pytest.param({"campaign": "spaa"}, "unknown_campaign", id="a campaign that never was"),
        pytest.param({"prize": "soaap"}, "unknown_prize", id="no prize"),
        pytest.param({"prize": "note"}, "unknown_prize", id="a coupon"),
        pytest.param({"prize": "seat"}, "unknown_prize", id="a code of a pool"),
        pytest.param({"prize": "rose"}, "not_enough", id="not won"),
        pytest.param({"member": "m-nobody"}, "unknown_member", id="nobody"),
        pytest.param({"count": 2}, "not_enough", id="more than was won"),
    ],
)
def test_what_nobody_was_to_be_sent_is_not_noted(api: Api, token: str, of: dict[str, Any], code: str) -> None:
    redeem(api, token, "cup")
    redeem(api, token, "note")
    before = api.everything()
    assert api.tell("/v1/gifts/sent", gift(api, token, parcel="SF-1", **of)).json_body["code"] == code
    assert api.everything() == before


def test_what_was_won_stays_after_its_campaign(api: Api, token: str) -> None:
    redeem(api, token, "cup")
    redeem(api, token, "note")
    api.now += 40 * DAY
    operations = wiring.parts().operations
    closed = []
    while "spa" not in closed:  # once a sweep has settled everybody
        operations.sweep.run(lambda: api.now, 900)
        api.now += DAY
        closed += operations.close.due(api.now)
    wiring.parts().catalogue.refresh()
    api.now += DAY
    api.act("/v1/me/consents", token, {"channel": "sms", "given": True})
    me = api.get("/v1/me", token).json_body["me"]
    assert me["campaigns"] == {}
    known = api.get("/v1/me/export", token).json_body["known"]
    assert (list(known["archives"]), known["record"]["played"]) == (["spa"], {})
    [waiting] = [one for one in api.get("/v1/me/prizes", token).json_body["prizes"] if one["prize"] == "soap"]
    assert (waiting["state"], waiting["about"]["kind"]) == ("to_send", "gift")
    assert address(api, token).status_code == 200
    assert (
        api.tell("/v1/gifts/sent", gift(api, token, parcel="SF-0", prize="note")).json_body["code"] == "unknown_prize"
    )
    assert api.tell("/v1/gifts/sent", gift(api, token, parcel="SF-1")).status_code == 200
    assert [one for one in prizes(api, token) if one[0] == "soap"] == [("soap", "sent", 1)]


@pytest.mark.parametrize(("code", "status"), [("definitions_unreadable", 200), ("busy", 503)])
def test_an_old_file_hides_nothing_else(
    api: Api, token: str, monkeypatch: pytest.MonkeyPatch, code: str, status: int
) -> None:
    redeem(api, token, "cup")
    service: Any = wiring.parts().operations.prizes

    def find(*_: Any) -> None:
        raise Unavailable("It was written for another release.", code)

    monkeypatch.setattr(service._past, "find", find)
    monkeypatch.setattr(service._catalogue, "known", lambda _: Definitions(Programme(), {}, {}, {}))
    answer = api.get("/v1/me/prizes", token)
    assert answer.status_code == status
    assert status != 200 or [(one["prize"], one["about"]) for one in answer.json_body["prizes"]] == [("soap", None)]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("spa/note", {}),  # a coupon is not sent
        ("spa/rose", {}),  # not won
        ("club/soap", {}),
    ],
)
def test_only_a_gift_that_waits_has_an_address(api: Api, token: str, path: str, said: Any) -> None:
    redeem(api, token, "cup")
    redeem(api, token, "note")
    assert address(api, token, path, **said).json_body["code"] == "unknown_prize"


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"phone": "call me"}, {"lines": []}, {"lines": ["a\nb"]}, {"country": "China"}, {"city": "x" * 61}],
)
def test_what_is_no_address_is_refused(api: Api, token: str, wrong: Any) -> None:
    redeem(api, token, "cup")
    before = api.everything()
    assert address(api, token, **wrong).json_body["code"] == "invalid_body"
    assert api.everything() == before


def test_an_address_is_sealed_exported_and_erased(api: Api, token: str) -> None:
    redeem(api, token, "cup")
    address(api, token)
    assert "Wukang" not in str(api.everything())
    exported = api.get("/v1/me/export", token).json_body["known"]["addresses"]
    assert exported == {"spa/soap": WITH_DEFAULTS}
    wanted = gift(api, token)
    mia = issue_managers_token(api.settings, "mia", int(time.time() * 1000))[0]
    assert api.act(f"/v1/manage/members/{wanted['member']}/erase", mia).json_body["erased"]["done"]
    assert api.tell("/v1/gifts/address", wanted).json_body["code"] == "unknown_address"
    assert not [raw for raw in api.everything() if "G#" in raw]


def test_no_address_comes_after_an_erasure(api: Api, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    redeem(api, token, "cup")
    wanted = gift(api, token)
    mia = issue_managers_token(api.settings, "mia", int(time.time() * 1000))[0]
    addresses: Any = wiring.parts().operations.prizes._addresses
    put = addresses.put

    def late(*args: Any) -> bool:
        api.act(f"/v1/manage/members/{wanted['member']}/erase", mia)
        return bool(put(*args))

    monkeypatch.setattr(addresses, "put", late)
    assert address(api, token).json_body["code"] == "token_revoked"
    assert not [raw for raw in api.everything() if "G#" in raw]


@pytest.mark.parametrize("younger", [False, True], ids=["of the record that stays", "of the one that is absorbed"])
def test_a_merged_record_keeps_where_its_gifts_go(api: Api, token: str, younger: bool) -> None:
    api.now += 86_400_000
    bo, new = api.member("bo")
    giver, other = (new, token) if younger else (token, new)
    redeem(api, giver, "cup")
    address(api, giver)
    api.tell("/v1/gifts/sent", gift(api, giver, parcel="SF-1"))
    redeem(api, giver, "cup")
    old = gift(api, giver)
    redeem(api, other, "cup")
    wiring.parts().operations.merging.merge(bo, gift(api, token)["member"], api.now)
    assert api.get("/v1/me", new).status_code != 200, "the younger one is absorbed"
    assert prizes(api, token) == [("soap", "to_send", 2), ("soap", "sent", 1)]
    assert api.tell("/v1/gifts/address", gift(api, token)).json_body["address"] == WITH_DEFAULTS
    assert api.tell("/v1/gifts/address", old).json_body["address"] == WITH_DEFAULTS


def test_the_table_has_one_item_for_an_address(api: Api, token: str) -> None:
    redeem(api, token, "cup")
    address(api, token)
    address(api, token, name="Bo")
    member = gift(api, token)["member"]
    assert [one.sk for one in Item.query(f"M#{member}", Item.sk.startswith("G#"))] == ["G#spa/soap"]
    assert api.tell("/v1/gifts/address", gift(api, token)).json_body["address"]["name"] == "Bo"

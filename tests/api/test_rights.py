"""A member's data over the API: all of it, to who may have it; and its erasure."""

import json
import time
from typing import Any

import jsonschema
import msgspec
import pytest

from chalicelib.api.auth import issue_managers_token
from chalicelib.api.openapi import document
from chalicelib.api.routes import ROUTES
from chalicelib.services import export
from chalicelib.store.table import Item
from tests.api.caller import Api

DOCUMENT = document(ROUTES)
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def manager(api: Api) -> str:
    return issue_managers_token(api.settings, "mia", int(time.time() * 1000))[0]


@pytest.fixture
def ana(api: Api, token: str) -> str:
    """Ana plays, and has paid an order."""
    ana = str(api.get("/v1/me", token).json_body["me"]["member"])
    order = {"order": "A-1", "amount": "300.00 CNY"}
    paid = {"id": "e-1", "source": "shop", "type": "order.paid", "subject": ana, "time": api.time(), "data": order}
    known = {**paid, "id": "e-2", "type": "member.updated", "data": {"tier": "gold", "tags": ["vip"]}}
    api.report([paid, known])
    for path, body in (("events", {"type": "shop.visited"}), ("campaigns/spa/boxes/care/draw", {})):
        assert api.act(f"/v1/{path}", token, body).status_code == 200
    return ana


def test_the_export_holds_all_that_the_table_does(api: Api, manager: str, token: str, ana: str) -> None:
    page = ask(api, manager, ana)
    table = {item.sk: item for item in Item.query(f"M#{ana}")}
    receipts = {one["id"]: one for one in page["receipts"]}
    assert receipts == {sk[2:]: msgspec.json.decode(item.body) for sk, item in table.items() if sk.startswith("R#")}
    assert len(receipts) == page["numbered"] == 5
    assert page["known"]["record"]["profile"] == {"tier": "gold", "tags": ["vip"], "born": "", "guardian": False}
    assert page["known"]["record"]["lots"] == {"": [24317, 100]}
    assert page["known"]["record"]["played"]["spa"]["has"]
    assert [(one["provider"], one["subject"]) for one in page["known"]["identities"]] == [("dev", "ana")]
    assert [(one["kind"], one["value"]) for one in page["claims"]] == [("order.paid.order", "A-1")]
    assert receipts[page["claims"][0]["receipt"]]["asked"]["id"] == "e-1"
    assert page["after"] is None


def test_it_comes_in_pages(api: Api, manager: str, ana: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ask(api, manager, ana)
    monkeypatch.setattr(export, "RECEIPTS_A_PAGE", 2)
    pages = [ask(api, manager, ana)]
    while pages[-1]["after"]:
        pages.append(ask(api, manager, ana, pages[-1]["after"]))
    assert [len(page["receipts"]) for page in pages] == [2, 2, 1]
    assert [one for page in pages for one in page["receipts"]] == whole["receipts"]
    assert [one for page in pages for one in page["claims"]] == whole["claims"]
    assert [page["known"] is None for page in pages] == [False, True, True]


def test_a_managers_look_is_written_down_and_a_members_is_not(api: Api, manager: str, token: str, ana: str) -> None:
    assert ask(api, manager, ana)["known"]["disclosures"] == []
    mine = api.get("/v1/me/export", token).json_body
    assert mine["known"]["disclosures"] == [{"at": api.now, "does": "export", "by": "mia"}]
    before = api.everything()
    again = api.get("/v1/me/export", token).json_body
    assert (again, api.everything()) == (mine, before)
    assert mine == {**ask(api, manager, ana), "known": mine["known"]} | {"server_time": mine["server_time"]}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/manage/members/nobody/export", 404, "unknown_member"),
        ("/v1/manage/members/nobody/receipts?before=p3Zk8m1QxW5rT0yB", 404, "unknown_receipt"),
        ("/v1/me/export?after=../../M", 404, "unknown_page"),
        ("/v1/me/export?after=x", 404, "unknown_page"),
    ],
)
def test_what_is_not_there(api: Api, manager: str, token: str, path: str, status: int, code: str) -> None:
    answer = api.get(path, manager if "manage" in path else token)
    assert (answer.status_code, answer.json_body["code"]) == (status, code)


def test_erasing_is_done_once_and_may_be_repeated(api: Api, manager: str, token: str, ana: str) -> None:
    first = erase(api, manager, ana)
    before = api.everything()
    api.now += 1000
    assert (first["done"], first["rewritten"]) == (True, 4)  # there is nothing in being born
    assert erase(api, manager, ana) == {**first, "rewritten": 0}
    assert api.everything() == before

    for path in ("/v1/me", "/v1/me/receipts", "/v1/me/export", "/v1/campaigns", "/v1/campaigns/spa"):
        answer = api.get(path, token)
        assert (answer.status_code, answer.json_body["code"]) == (401, "token_revoked")
    late = {"id": "e-3", "source": "shop", "type": "order.paid", "subject": ana, "time": api.time()}
    [answered] = api.report([late | {"data": {"order": "A-2", "amount": "300.00 CNY"}}]).json_body["events"]
    assert (answered["status"], answered["problem"]["code"]) == ("refused", "unknown_member")
    assert api.member("ana")[0] != ana


def test_what_is_left_can_still_be_taken_out(api: Api, manager: str, ana: str) -> None:
    erase(api, manager, ana)
    left = ask(api, manager, ana)
    assert left["known"]["identities"] == left["claims"] == []
    assert left["known"]["record"]["erased"] == api.now
    assert left["numbered"] == len(left["receipts"]) == 6
    assert not any(word in json.dumps(left) for word in ("A-1", "e-1", "vip", "300.00"))


def test_nobody_is_erased_who_is_not_there(api: Api, manager: str) -> None:
    answer = api.send("POST", "/v1/manage/members/nobody/erase", b"", manager)
    assert (answer.status_code, answer.json_body["code"]) == (404, "unknown_member")


def test_a_manager_sees_one_receipt_and_those_before_it(api: Api, manager: str, token: str, ana: str) -> None:
    mine = api.get("/v1/me/receipts", token).json_body["receipts"]
    path = f"/v1/manage/members/{ana}/receipts"
    assert api.get(path, manager).json_body["receipts"] == mine
    assert api.get(f"{path}?before={mine[2]['id']}", manager).json_body["receipts"] == mine[2:]


def ask(api: Api, manager: str, member: str, after: str = "") -> Any:
    """A page, of the shape that its route states."""
    path = f"/v1/manage/members/{member}/export"
    answer = api.get(f"{path}?after={after}" if after else path, manager)
    assert answer.status_code == 200, answer.json_body
    operation = DOCUMENT["paths"]["/v1/manage/members/{member}/export"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(answer.json_body)
    return answer.json_body


def erase(api: Api, manager: str, member: str) -> Any:
    answer = api.send("POST", f"/v1/manage/members/{member}/erase", b"{}", manager, JSON)
    assert answer.status_code == 200, answer.json_body
    return answer.json_body["erased"]

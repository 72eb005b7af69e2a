"""The report as managers get it: counted by the stream's handler, and anew by the rebuild."""

import json
import time
from typing import Any

import jsonschema
import pytest

import app
from chalicelib.api.auth import issue_managers_token
from chalicelib.api.openapi import document
from chalicelib.api.routes import ROUTES
from chalicelib.store.table import Item
from tests.api.caller import Api
from tests.faults import instead
from tests.services.receipts import record

REPORT = "/v1/manage/campaigns/spa/report"
REBUILD = "/v1/manage/report/rebuild"
JSON = {"Content-Type": "application/json"}
DOCUMENT = document(ROUTES)


@pytest.fixture
def manager(api: Api) -> str:
    return issue_managers_token(api.settings, "ana", int(time.time() * 1000))[0]


@pytest.fixture
def played(api: Api, token: str) -> None:
    """Ana visits twice and opens a box."""
    for path, body in (("events", visit()), ("events", visit()), ("campaigns/spa/boxes/plain/draw", None)):
        assert api.act(f"/v1/{path}", token, body).status_code == 200


def test_what_the_stream_counted_is_reported(api: Api, manager: str, played: None) -> None:
    for _ in range(2):
        app.count_receipts({"Records": stream()}, None)

    report = ask(api, manager)
    assert (report["reach"], report["actions"], report["earned"]) == (1, 3, 200)
    assert {line["task"]: (line["started"], line["done"]) for line in report["tasks"]}["visit"] == (1, 1)
    assert {line["block"]: line["times"] for line in report["blocks"]}["blind_boxes/plain"] == 1
    assert [(day["date"], day["counts"]["prizes/soap"]) for day in report["days"]] == [("2026-06-20", 1)]
    assert report["refusals"] == {"source": "metrics", "counts": None}


def test_a_rebuild_gives_the_same_and_counts_what_no_stream_brought(api: Api, manager: str, played: None) -> None:
    assert ask(api, manager)["actions"] == 0

    step = post(api, manager, {})
    while not step["done"]:
        step = post(api, manager, {})
    rebuilt = ask(api, manager)
    assert (step["generation"], step["counted"], rebuilt["actions"]) == (2, 4, 3)  # and the birth of the member

    app.count_receipts({"Records": stream()}, None)
    assert ask(api, manager) == rebuilt


def test_a_step_of_a_rebuild_that_another_one_overtook_is_refused(api: Api, manager: str) -> None:
    def another(request: Any) -> None:
        post(api, manager, {"anew": True})

    with instead("Scan", another):
        answer = api.send("POST", REBUILD, b"{}", manager, JSON)
    assert (answer.status_code, answer.json_body["code"]) == (409, "report_rebuilding")


def test_a_campaign_that_is_none_has_no_report(api: Api, manager: str) -> None:
    answer = api.get("/v1/manage/campaigns/nothing/report", manager)
    assert (answer.status_code, answer.json_body["code"]) == (404, "unknown_campaign")


@pytest.mark.parametrize(("method", "path"), [("GET", REPORT), ("POST", REBUILD)])
def test_members_see_and_start_none_of_it(method: str, path: str, api: Api, token: str) -> None:
    assert api.send(method, path, b"{}" if method == "POST" else b"", token, JSON).status_code in (401, 403)


def ask(api: Api, manager: str) -> Any:
    """The report, of the shape that its route states."""
    answer = api.get(REPORT, manager)
    assert answer.status_code == 200, answer.json_body
    operation = DOCUMENT["paths"]["/v1/manage/campaigns/{campaign}/report"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(answer.json_body)
    return answer.json_body["report"]


def post(api: Api, manager: str, body: Any) -> Any:
    answer = api.send("POST", REBUILD, json.dumps(body).encode(), manager, JSON)
    assert answer.status_code == 200, answer.json_body
    return answer.json_body["step"]


def visit() -> dict[str, Any]:
    return {"type": "shop.visited", "data": {"shop": "north"}}


def stream() -> list[dict[str, Any]]:
    """What the table's stream tells of all receipts."""
    receipts = Item.scan(Item.sk.startswith("R#"))
    return [record(one.pk[2:], one.body, one.sk[2:]) for one in receipts]

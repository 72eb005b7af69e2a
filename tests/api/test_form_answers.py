"""The answers to a form, as a manager gets them: a line a sending, from the receipts alone."""

import time
from typing import Any

import pytest

import app
from chalicelib import wiring
from chalicelib.api.auth import issue_managers_token
from tests.api.caller import Api
from tests.api.door import FILL, YES, open_door
from tests.api.test_report import stream

ANSWERS = "/v1/manage/campaigns/door/forms/plain/answers"
NO = {"answers": {"like": ["no"], "more": "<script>alert(1)</script>"}}


@pytest.fixture
def manager(api: Api) -> str:
    return issue_managers_token(api.settings, "ana", int(time.time() * 1000))[0]


def page(api: Api, manager: str, **query: str) -> Any:
    asked = "&".join(f"{name}={value.replace('#', '%23')}" for name, value in query.items())
    answer = api.get(f"{ANSWERS}?{asked}", manager)
    assert answer.status_code == 200, answer.json_body
    return answer.json_body["page"]


def test_each_sending_is_told_once_it_is_counted(api: Api, manager: str) -> None:
    open_door(api)
    member, token = api.member("ann")
    told = [api.act(FILL, token, body).json_body["receipt"] for body in (YES, NO)]
    api.act("/v1/campaigns/door/forms/giving", token, YES)
    assert page(api, manager)["answers"] == []
    app.count_receipts({"Records": stream()}, None)
    assert page(api, manager)["answers"] == [
        {"member": member, "receipt": one["id"], "at": one["at"], "sent": n, "answers": one["asked"]["answers"]}
        for n, one in enumerate(told, 1)
    ]


def test_what_a_member_said_is_gone_with_the_member(api: Api, manager: str) -> None:
    open_door(api)
    member, token = api.member("ann")
    api.act(FILL, token, NO)
    app.count_receipts({"Records": stream()}, None)
    assert wiring.parts().operations.erase.erase(member, "ana", api.now).done
    assert page(api, manager)["answers"] == []
    assert "script" not in "\n".join(api.everything())


def test_members_see_none_of_it_and_a_typo_is_no_empty_form(api: Api, manager: str, token: str) -> None:
    assert api.get(ANSWERS, token).status_code in (401, 403)
    assert api.get("/v1/manage/campaigns/doer/forms/plain/answers", manager).json_body["code"] == "unknown_campaign"
    open_door(api)
    assert api.get(f"{ANSWERS}?after=x", manager).json_body["code"] == "unknown_page"

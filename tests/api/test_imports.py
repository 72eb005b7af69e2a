"""Members of another system over the API: each line once, whatever is sent again."""

import time
from typing import Any

import pytest

from chalicelib.api.auth import issue_managers_token
from local.dynamo_calls import DynamoCalls
from tests.api.caller import Api
from tests.proof.observer import stored

LINE = {
    "line": 2,
    "ids": ["crm:4711"],
    "tier": "gold",
    "tags": ["vip"],
    "born": "1990-05-17",
    "guardian": True,
    "points": {"2026-04": 300, "2026-05": 20},
    "stars": {"2026-05": 40},
    "orders": {"2026-05": {"count": 3, "amount": "420.00 CNY"}},
}


@pytest.fixture
def mia(api: Api) -> str:
    return issue_managers_token(api.settings, "mia", int(time.time() * 1000))[0]


def bring(api: Api, mia: str, *lines: Any, batch: str = "crm-2026") -> Any:
    answer = api.act(f"/v1/manage/imports/{batch}", mia, {"lines": list(lines)}).json_body
    return answer.get("lines", answer)


def test_a_line_is_a_member(api: Api, mia: str) -> None:
    [told] = bring(api, mia, LINE)
    assert told["status"] == "imported"
    known = api.get(f"/v1/manage/members/{told['member']}/export", mia).json_body
    record = known["known"]["record"]
    assert record["profile"] == {"tier": "gold", "tags": ["vip"], "born": "1990-05-17", "guardian": True}
    assert (record["lots"], record["stars"]) == ({"": [24315, 300, 20]}, [0, 24316, 40])
    assert record["bought"]["sums"] == {"CNY": [3, 42000, 24316, 3, 42000]}
    assert known["known"]["identities"][0]["provider"] == "crm"
    [receipt] = known["receipts"]
    assert (receipt["does"], receipt["asked"]) == ("import", {"batch": "crm-2026", "line": 2})
    assert not any(word in str(receipt) for word in ("4711", "1990", "vip"))
    event = {"id": "e", "source": "shop", "type": "order.paid", "subject": "crm:4711", "time": api.time()}
    counted = api.report([event | {"data": {"order": "A-1", "amount": "100.00 CNY"}}]).json_body["events"][0]
    assert counted["status"] == "counted"


def test_sent_again_it_changes_nothing_and_a_changed_line_is_told(api: Api, mia: str) -> None:
    [told] = bring(api, mia, LINE)
    before = api.everything()
    assert bring(api, mia, LINE) == [told | {"status": "known"}]
    changed, other = bring(
        api, mia, LINE | {"points": {"2026-05": 9}}, LINE | {"line": 3, "ids": ["crm:1", "crm:4711"], "tier": "no"}
    )
    assert (changed["status"], changed["problem"]["code"]) == ("changed", "idempotency_key_reused")
    assert (other["status"], other["problem"]["code"]) == ("refused", "bad_event_field")
    assert api.everything() == before


def test_an_id_that_leads_somewhere_gets_the_line_and_a_merge_does_not_let_it_count_twice(api: Api, mia: str) -> None:
    token = api.member("ana")[1]
    ana = api.get("/v1/me", token).json_body["me"]["member"]
    api.tell("/v1/ids", {"member": ana, "provider": "crm", "subject": "4711"})
    [told] = bring(api, mia, LINE | {"ids": ["crm:4711", "phone:1"]})
    assert (told["status"], told["member"]) == ("imported", ana)
    assert api.get("/v1/me", token).json_body["me"]["points"] == 320
    assert stored()["I#phone/1", "I"]["m"] == ana
    [other] = bring(api, mia, LINE | {"line": 3, "ids": ["crm:5"]})
    [taken] = bring(api, mia, LINE | {"line": 4, "ids": ["crm:5", "crm:4711"]})
    assert (taken["status"], taken["problem"]["code"]) == ("refused", "identity_taken")
    bo = issue_managers_token(api.settings, "bo", int(time.time() * 1000))[0]
    body = {"other": other["member"], "reason": "one phone"}
    one = api.act(f"/v1/manage/members/{ana}/merge", mia, body).json_body["adjustment"]
    assert one["member"] == other["member"], "who comes from another system was there before"
    api.act(f"/v1/manage/members/{one['member']}/adjustments/{one['id']}/approve", bo)
    before = api.everything()
    again = bring(api, mia, LINE | {"ids": ["crm:4711", "phone:1"]}, LINE | {"line": 3, "ids": ["crm:5"]})
    assert [line["status"] for line in again] == ["known", "known"]
    assert api.everything() == before


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ({"tier": "platinum"}, "no tier"),
        ({"until": "2026-12-31T00:00:00Z", "tier": None}, "say the tier"),
        ({"born": "1990-02-30"}, "not a date of birth"),
        ({"points": {"2026-07": 5}}, "lies in the future"),
        ({"orders": {"2026-05": {"count": 1, "amount": "5"}}}, "orders: "),
    ],
)
def test_what_can_t_be_brought_in_says_why(api: Api, mia: str, said: Any, detail: str) -> None:
    before = api.everything()
    [told] = bring(api, mia, LINE | said)
    assert (told["status"], told["problem"]["code"]) == ("refused", "bad_event_field")
    assert detail in told["problem"]["detail"]
    assert api.everything() == before


@pytest.mark.parametrize(
    "said", [{"ids": []}, {"ids": ["4711"]}, {"points": {"May": 1}}, {"points": {"2026-05": -1}}, {"x": 1}]
)
def test_another_shape_is_refused_whole(api: Api, mia: str, said: Any) -> None:
    assert bring(api, mia, LINE | said)["code"] == "invalid_body"


def test_a_line_costs_two_trips_and_eight_units(api: Api, mia: str) -> None:
    bring(api, mia, LINE)
    with DynamoCalls() as calls:
        bring(api, mia, LINE | {"line": 3, "ids": ["crm:3"]})
    assert (calls.operations, calls.write_units) == (["BatchGetItem", "TransactWriteItems"], 8)
    with DynamoCalls() as calls:
        bring(api, mia, LINE | {"line": 3, "ids": ["crm:3"]})
    assert calls.write_units == 0

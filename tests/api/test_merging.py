"""Several ids of one person over the API: two records become one, and ids of other systems lead to a member."""

import time
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.api.auth import issue_managers_token
from chalicelib.services.merge import request
from chalicelib.store.table import Item
from local.dynamo_calls import DynamoCalls
from tests.api.caller import Api
from tests.api.world import OPENING
from tests.proof.observer import stored

REASON = "One phone, seen by the shop."


@pytest.fixture
def mia(api: Api) -> str:
    return issue_managers_token(api.settings, "mia", int(time.time() * 1000))[0]


@pytest.fixture
def bo(api: Api) -> str:
    return issue_managers_token(api.settings, "bo", int(time.time() * 1000))[0]


class People:
    """Ana, who came first, and Ben, who is the same person."""

    def __init__(self, api: Api) -> None:
        self.api = api
        api.now = OPENING - 86_400_000
        self.ana, self.anas = self.sign_in("ana")
        api.now += 1000
        self.ben, self.bens = self.sign_in("ben")
        api.now = OPENING

    def sign_in(self, name: str) -> tuple[str, str]:
        token = self.api.member(name)[1]
        return str(self.api.get("/v1/me", token).json_body["me"]["member"]), token

    def event(self, type: str, subject: str, id: str, **data: Any) -> Any:
        sent = {"id": id, "source": "shop", "type": type, "subject": subject, "time": self.api.time(), "data": data}
        return self.api.report([sent]).json_body["events"][0]

    def points(self, token: str) -> int:
        return int(self.api.get("/v1/me", token).json_body["me"]["points"])


@pytest.fixture
def people(api: Api) -> People:
    return People(api)


def propose(api: Api, by: str, member: str, other: str, key: str = "k") -> Any:
    return api.act(f"/v1/manage/members/{member}/merge", by, {"other": other, "reason": REASON}, key).json_body


def approve(api: Api, by: str, one: Any) -> Any:
    return api.act(f"/v1/manage/members/{one['member']}/adjustments/{one['id']}/approve", by).json_body


def merge(api: Api, mia: str, bo: str, member: str, other: str, key: str = "k") -> Any:
    done = approve(api, bo, propose(api, mia, member, other, key)["adjustment"])["adjustment"]
    assert done["state"] == "done", done
    return done


def visit(people: People, token: str) -> None:
    assert people.api.act("/v1/events", token, {"type": "shop.visited"}).status_code == 200


def test_two_managers_merge_and_the_older_stays(people: People, mia: str, bo: str) -> None:
    api = people.api
    visit(people, people.anas)
    visit(people, people.bens)
    one = propose(api, mia, people.ben, people.ana)["adjustment"]
    assert (one["member"], one["absorbs"], one["state"]) == (people.ana, people.ben, "waiting")
    assert (people.points(people.anas), people.points(people.bens)) == (100, 100)
    assert approve(api, mia, one)["code"] == "own_adjustment"
    done = approve(api, bo, one)["adjustment"]
    assert done["state"] == "done"
    assert people.points(people.anas) == 200
    before = api.everything()
    assert approve(api, bo, one)["adjustment"] == done == propose(api, mia, people.ben, people.ana)["adjustment"]
    assert propose(api, mia, people.ben, people.ana, "another")["code"] == "already_merged"
    assert propose(api, mia, people.ana, people.ana)["code"] == "same_member"
    assert propose(api, mia, people.ana, "nobody")["code"] == "unknown_member"
    assert api.everything() == before, "and never again"


def test_the_old_session_ends_and_the_old_sign_in_leads_to_who_stays(people: People, mia: str, bo: str) -> None:
    merge(people.api, mia, bo, people.ana, people.ben)
    for path in ("/v1/me", "/v1/me/receipts", "/v1/me/export", "/v1/me/pass"):
        assert people.api.get(path, people.bens).json_body["code"] == "token_revoked", path
    assert people.api.act("/v1/events", people.bens, {"type": "shop.visited"}).json_body["code"] == "token_revoked"
    assert people.sign_in("ben")[0] == people.ana == people.sign_in("ana")[0]
    ways = {item.sk for item in Item.query(f"M#{people.ana}", Item.sk.startswith("I#"))}
    assert ways == {"I#dev/ana", "I#dev/ben"}
    assert not list(Item.query(f"M#{people.ben}", Item.sk.startswith("I#")))


def test_events_under_the_old_id_count_once_for_who_stays(people: People, mia: str, bo: str) -> None:
    before = people.event("order.paid", people.ben, "e-1", order="A-1", amount="100.00 CNY")
    merge(people.api, mia, bo, people.ana, people.ben)
    assert people.event("order.paid", people.ben, "e-1", order="A-1", amount="100.00 CNY") == before, "the same answer"
    held = stored().keys()
    late = people.event("order.paid", people.ben, "e-2", order="A-2", amount="100.00 CNY")
    assert late["status"] == "counted"
    assert people.event("order.paid", people.ben, "e-2", order="A-2", amount="100.00 CNY") == late
    written = stored().keys() - held
    assert {pk for pk, sk in written if sk.startswith("R#")} == {f"M#{people.ana}"}


def test_an_event_names_a_member_by_a_linked_id(people: People, mia: str, bo: str) -> None:
    api = people.api
    assert people.event("shop.visited", "crm:4711", "e-0")["problem"]["code"] == "unknown_member"
    link = {"provider": "crm", "subject": "4711"}
    assert api.tell("/v1/ids", {"member": people.ben, **link}).json_body["receipt"]["does"] == "link"
    before = api.everything()
    assert api.tell("/v1/ids", {"member": people.ben, **link}).status_code == 200, "again"
    assert api.act(f"/v1/manage/members/{people.ben}/ids", mia, link).status_code == 200, "by whom ever"
    taken = api.act(f"/v1/manage/members/{people.ana}/ids", mia, link)
    assert (taken.status_code, taken.json_body["code"]) == (409, "identity_taken")
    assert api.everything() == before
    counted = people.event("order.paid", "crm:4711", "e-1", order="A-1", amount="100.00 CNY")
    assert counted["status"] == "counted"
    merge(api, mia, bo, people.ana, people.ben)
    assert people.event("order.paid", "crm:4711", "e-1", order="A-1", amount="100.00 CNY") == counted, "as it was"
    assert people.event("order.paid", "crm:4711", "e-2", order="A-2", amount="100.00 CNY")["status"] == "counted"
    before = api.everything()
    assert api.tell("/v1/ids", {"member": people.ana, **link}).status_code == 200, "it leads there by now"
    assert api.everything() == before


def test_a_chain_leads_on_in_one_step_and_finds_what_was_answered_on_the_way(people: People, mia: str, bo: str) -> None:
    api = people.api
    api.now += 1000
    cy, _ = people.sign_in("cy")
    merge(api, mia, bo, people.ben, cy)
    counted = people.event("order.paid", cy, "e-1", order="A-1", amount="100.00 CNY")
    merge(api, mia, bo, people.ana, cy, "k2")
    with DynamoCalls() as calls:
        assert people.event("order.paid", cy, "e-1", order="A-1", amount="100.00 CNY") == counted
    assert [call.operation for call in calls.calls] == ["BatchGetItem"] * 3
    assert people.sign_in("cy")[0] == people.ana


def test_a_till_that_knows_the_old_id_is_served(people: People, mia: str, bo: str) -> None:
    visit(people, people.bens)
    merge(people.api, mia, bo, people.ana, people.ben)
    body = {"member": people.ben, "amount": "200.00 CNY", "points": 100}
    assert people.api.at_till("pos/1", "quote", body).status_code == 200
    assert people.api.at_till("pos/1", "pay", body | {"payment": "p-1"}).status_code == 200
    assert people.points(people.anas) == 0
    assert people.api.at_till("pos/1", "cancel", {"member": people.ben, "payment": "p-1"}).status_code == 200
    assert people.points(people.anas) == 100


def test_export_and_erasure_cover_what_was_absorbed(people: People, mia: str, bo: str) -> None:
    api = people.api
    api.tell("/v1/ids", {"member": people.ben, "provider": "crm", "subject": "4711"})
    order = {"order": "A-1", "amount": "100.00 CNY"}
    people.event("order.paid", people.ben, "e-1", **order)
    people.event("member.updated", people.ben, "e-2", tags=["vip"], born="1990-05-17")
    merge(api, mia, bo, people.ana, people.ben)
    pages = [api.get(f"/v1/manage/members/{people.ben}/export", mia).json_body]
    while pages[-1]["after"]:
        pages.append(api.get(f"/v1/manage/members/{people.ana}/export?after={pages[-1]['after']}", mia).json_body)
    assert [page["member"] for page in pages] == [people.ana, people.ben]
    assert {one["does"] for one in pages[1]["receipts"]} == {"enrol", "link", "event", "update", "absorbed"}
    assert [one["value"] for page in pages for one in page["claims"]] == ["A-1"]
    erased = api.act(f"/v1/manage/members/{people.ben}/erase", mia).json_body["erased"]
    assert (erased["member"], erased["done"]) == (people.ana, True)
    left = str([item for (pk, _), item in stored().items() if people.ana in pk or people.ben in pk])
    assert [word for word in ("4711", "1990-05-17", "vip", "A-1", "e-1") if word in left] == []
    assert people.event("order.paid", people.ben, "e-3", order="A-3", amount="1.00 CNY")["status"] == "refused"
    assert people.event("order.paid", "crm:4711", "e-4", order="A-4", amount="1.00 CNY")["status"] == "refused"
    assert people.sign_in("ben")[0] not in (people.ana, people.ben)


def test_what_a_merge_costs(people: People) -> None:
    act = wiring.parts().act
    with DynamoCalls() as calls:
        act.act(people.ana, [request(people.ben)], people.api.now)
    assert calls.operations == ["BatchGetItem", "Query", "TransactWriteItems"]
    assert calls.write_units == 14, "two records and two receipts, and six units for the identity"

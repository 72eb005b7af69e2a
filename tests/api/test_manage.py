"""The managers' side of the API: from a submission to a rollback, who may, and what is told where it may not be."""

import json
import time
from typing import Any

import jsonschema
import jwt
import pytest
from chalice.test import HTTPResponse
from msgspec.structs import replace

from chalicelib import settings
from chalicelib.api.auth import issue_managers_token
from chalicelib.api.openapi import document
from chalicelib.api.routes import ROUTES
from chalicelib.domain.publishing.live import LEAD
from tests.api.caller import Api
from tests.api.world import DAY, OPENING, SPA
from tests.postings import moved

LAPTOP = settings.read({"TESSERA_STAGE": "local"})
ALL = "/v1/manage/campaigns"
SPAS = f"{ALL}/spa"
MANAGED = [route for route in ROUTES if route.auth == "manager"]
DOCUMENT = document(ROUTES)


class Managers:
    """The API as its managers meet it. Every answer is of the shape that its route states."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def get(self, path: str, name: str = "ana") -> HTTPResponse:
        return self.checked("GET", path, self.api.get(path, self.token(name)))

    def post(self, path: str, body: Any = None, name: str = "ana") -> HTTPResponse:
        headers = {"Content-Type": "application/json"}
        sent = json.dumps({} if body is None else body).encode()
        return self.checked("POST", path, self.api.send("POST", path, sent, self.token(name), headers))

    def token(self, name: str) -> str:
        return issue_managers_token(self.api.settings, name, int(time.time() * 1000))[0]

    def checked(self, method: str, path: str, answer: HTTPResponse) -> HTTPResponse:
        if answer.status_code == 200:
            parts = path.split("/")
            known = [one for one in MANAGED if one.method == method and _matches(one.path.split("/"), parts)]
            operation = DOCUMENT["paths"][known[-1].path][method.lower()]
            schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
            components = {**schema, "components": DOCUMENT["components"]}
            jsonschema.Draft202012Validator(components).validate(answer.json_body)
        return answer

    def release(self, tree: dict[str, Any]) -> int:
        """Hand in, approve and publish a version, and let it take effect."""
        number: int = self.post(f"{SPAS}/versions", {"tree": tree}).json_body["version"]
        assert self.post(f"{SPAS}/versions/{number}/approve", name="bo").status_code == 200
        assert self.post(f"{SPAS}/versions/{number}/publish").status_code == 200
        self.api.now += LEAD
        return number


def _matches(pattern: list[str], parts: list[str]) -> bool:
    return len(pattern) == len(parts) and all(
        one.startswith("{") or one == other for one, other in zip(pattern, parts, strict=True)
    )


@pytest.fixture
def managers(api: Api) -> Managers:
    """An hour before the redemption of the campaign `spa` opens; version 1 was installed."""
    api.now = OPENING - 3_600_000
    return Managers(api)


def revised(points: str = "200", **blocks: Any) -> dict[str, Any]:
    """The campaign with another reward for a visit."""
    tree = json.loads(json.dumps(SPA))
    tree["challenges"]["visits"]["tasks"]["visit"]["gives"]["points"] = points
    return {**tree, **blocks}


def told(answer: HTTPResponse) -> tuple[int, str]:
    return answer.status_code, answer.json_body["code"]


def test_from_a_submission_to_a_rollback(managers: Managers) -> None:
    submitted = managers.post(f"{SPAS}/versions", {"tree": revised(), "note": "more for a visit"}).json_body
    assert (submitted["version"], submitted["changed"]) == (2, True)
    newest = submitted["campaign"]["versions"][0]
    assert (newest["state"], newest["author"], newest["note"]) == ("submitted", "ana", "more for a visit")

    assert told(managers.post(f"{SPAS}/versions/2/approve")) == (403, "own_version")
    assert told(managers.post(f"{SPAS}/versions/2/publish")) == (409, "not_approved")
    assert managers.post(f"{SPAS}/versions/2/approve", {"note": "good"}, "bo").json_body["changed"]
    moment = managers.api.time(DAY)
    scheduled = managers.post(f"{SPAS}/versions/2/schedule", {"at": moment}).json_body["campaign"]
    assert scheduled["line"]["coming"] == [{"number": 2, "takes_effect": managers.api.now + DAY}]

    paused = managers.post(f"{SPAS}/pause", {"note": "odd draws"}, "bo").json_body
    assert (paused["version"], paused["campaign"]["line"]["phase"]) == (None, "paused")
    assert managers.post(f"{SPAS}/pause", name="bo").json_body["changed"] is False
    assert managers.post(f"{SPAS}/resume").json_body["campaign"]["line"]["phase"] == "live"

    rolled = managers.post(f"{SPAS}/rollback", {"version": 1, "note": "call it off"}).json_body
    assert rolled["version"] == 3
    assert [one["state"] for one in rolled["campaign"]["versions"]] == ["scheduled", "replaced", "live"]

    trail = managers.get(f"{SPAS}/audit").json_body["trail"]
    assert trail["flaws"] == []
    assert [(one["actor"], one["does"], one["note"]) for one in trail["entries"]] == [
        ("deployment", "install", ""),
        ("ana", "submit", "more for a visit"),
        ("bo", "approve", "good"),
        ("ana", "schedule", ""),
        ("bo", "pause", "odd draws"),
        ("ana", "resume", ""),
        ("ana", "rollback", "call it off"),
    ]


def test_what_takes_effect_is_what_members_play(managers: Managers) -> None:
    _, member = managers.api.member("mia")
    managers.release(revised())

    answer = managers.api.act("/v1/events", member, {"type": "shop.visited"})

    assert moved(answer.json_body["receipt"])["spa"]["points"] == 200


def test_a_pause_binds_at_once_where_it_was_given(managers: Managers) -> None:
    _, member = managers.api.member("mia")
    managers.post(f"{SPAS}/pause")

    assert told(managers.api.act("/v1/campaigns/spa/boxes/free/draw", member)) == (403, "campaign_paused")


def test_errors_come_as_a_list(managers: Managers) -> None:
    wrong = revised(titel="Spa", closes="end of 2026-06-31")
    problem = managers.post(f"{SPAS}/versions", {"tree": wrong}).json_body

    assert (problem["status"], problem["code"]) == (422, "definition_rejected")
    assert {tuple(one["path"]): one["code"] for one in problem["findings"]["spa"]} == {
        ("closes",): "bad-phrase",
        ("titel",): "unknown-key",
    }


def test_adverse_changes_come_as_a_list(managers: Managers) -> None:
    managers.post(f"{SPAS}/versions", {"tree": revised("99")})
    managers.post(f"{SPAS}/versions/2/approve", name="bo")

    problem = managers.post(f"{SPAS}/versions/2/publish").json_body

    assert (problem["status"], problem["code"]) == (409, "adverse_change")
    [finding] = problem["findings"]["spa"]
    assert (finding["code"], finding["path"][:4]) == ("adverse-change", ["challenges", "visits", "tasks", "visit"])


def test_a_failed_scenario_is_told_by_its_place(managers: Managers) -> None:
    steps = [{"at": "opens", "does": "shop.visited", "gets": {"points": "1"}}]
    problem = managers.post(
        f"{SPAS}/versions", {"tree": revised(), "scenarios": {"scenarios": {"a visit": {"steps": steps}}}}
    ).json_body

    [finding] = problem["findings"]["spa"]
    assert (finding["code"], finding["path"][:2]) == ("scenario-failed", ["scenarios", "a visit"])


def test_a_version_reads_back_as_it_was_handed_in(managers: Managers) -> None:
    scenarios = {"scenarios": {"a visit": {"steps": [{"at": "opens", "does": "shop.visited"}]}}}
    managers.post(f"{SPAS}/versions", {"tree": revised(), "scenarios": scenarios})

    version = managers.get(f"{SPAS}/versions/2").json_body["version"]

    assert json.dumps(version["tree"]) == json.dumps(revised()), "in its order"
    assert (version["scenarios"], version["checks"]["scenarios"]) == (scenarios, 1)


def test_all_campaigns_and_one(managers: Managers) -> None:
    lines = managers.get(ALL).json_body["campaigns"]

    assert [(one["id"], one["phase"], one["live"]) for one in lines] == [
        ("club", "live", 1),
        ("programme", "live", 1),
        ("spa", "live", 1),
    ]
    assert managers.get(SPAS).json_body["campaign"]["line"] == lines[2]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        pytest.param("GET", f"{ALL}/gala", None, 404, "unknown_campaign", id="an unknown campaign"),
        pytest.param("GET", f"{ALL}/gala/audit", None, 404, "unknown_campaign", id="its audit"),
        pytest.param("GET", f"{SPAS}/versions/9", None, 404, "unknown_version", id="an unknown version"),
        pytest.param("GET", f"{SPAS}/versions/one", None, 404, "unknown_version", id="no number"),
        pytest.param("GET", f"{SPAS}/versions/{'9' * 99}", None, 404, "unknown_version", id="a long number"),
        pytest.param("POST", f"{ALL}/gala/pause", {}, 404, "unknown_campaign", id="pausing an unknown campaign"),
        pytest.param("POST", f"{ALL}/programme/pause", {}, 404, "unknown_campaign", id="pausing the programme"),
        pytest.param("POST", f"{ALL}/s%70a/pause", {}, 400, "invalid_id", id="an encoded id"),
        pytest.param("POST", f"{SPAS}/versions", {}, 422, "invalid_body", id="no tree"),
        pytest.param("POST", f"{SPAS}/versions", {"tree": []}, 422, "invalid_body", id="a list for a tree"),
        pytest.param("POST", f"{SPAS}/versions", {"tree": {"a": 1}}, 422, "invalid_body", id="a number in a tree"),
        pytest.param(
            "POST",
            f"{SPAS}/versions",
            {"tree": {}, "scenarios": {"a": [None]}},
            422,
            "invalid_body",
            id="a null in one",
        ),
        pytest.param("POST", f"{SPAS}/versions", {"tree": {}}, 422, "definition_rejected", id="an empty tree"),
        pytest.param(
            "POST", f"{SPAS}/versions", {"tree": {"x": "y" * 1024 * 1024}}, 413, "body_too_large", id="more than 1 MB"
        ),
        pytest.param("POST", f"{SPAS}/versions/1/schedule", {}, 422, "invalid_body", id="no moment"),
        pytest.param(
            "POST", f"{SPAS}/versions/1/schedule", {"at": "2026-06-30T00:00:00"}, 422, "invalid_body", id="no offset"
        ),
        pytest.param("POST", f"{SPAS}/rollback", {"version": 0}, 422, "invalid_body", id="version 0"),
        pytest.param(
            "POST", f"{SPAS}/rollback", {"version": 7}, 404, "unknown_version", id="back to an unknown version"
        ),
        pytest.param("POST", f"{SPAS}/pause", {"note": "x" * 1001}, 422, "invalid_body", id="a long note"),
        pytest.param("POST", f"{SPAS}/pause", {"by": "bo"}, 422, "invalid_body", id="another's name"),
    ],
)
def test_bad_input_writes_nothing(
    managers: Managers, method: str, path: str, body: Any, status: int, code: str
) -> None:
    before = managers.api.everything()

    answer = managers.get(path) if method == "GET" else managers.post(path, body)

    assert told(answer) == (status, code)
    assert managers.api.everything() == before


# --- who may ----------------------------------------------------------------------------------------------------------


def forged(**claims: Any) -> str:
    """A good manager's token, for an hour, but for what the arguments change; a claim that is None is left out."""
    now = int(time.time())
    good = {"iss": "tessera", "aud": LAPTOP.managers_audience, "sub": "eve", "role": "manager", "iat": now}
    kept = {name: value for name, value in {**good, "exp": now + 3600, **claims}.items() if value is not None}
    return jwt.encode(kept, LAPTOP.token_keys["laptop"], "HS256", {"kid": "laptop"})


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [
        pytest.param(forged(), 200, None, id="a good one"),
        pytest.param(None, 401, "unauthenticated", id="none"),
        pytest.param(forged(aud=LAPTOP.token_audience), 401, "unauthenticated", id="for members"),
        pytest.param(forged(aud=LAPTOP.token_audience, epoch=0), 401, "unauthenticated", id="a member's with the role"),
        pytest.param(forged(role="member"), 403, "not_a_manager", id="another role"),
        pytest.param(forged(role=["manager"]), 403, "not_a_manager", id="a list of roles"),
        pytest.param(forged(role=None), 403, "not_a_manager", id="no role"),
        pytest.param(forged(sub=None), 401, "unauthenticated", id="no name"),
        pytest.param(forged(exp=int(time.time()) - 1), 401, "unauthenticated", id="expired"),
        pytest.param(forged(iss="evil"), 401, "unauthenticated", id="another issuer"),
    ],
)
@pytest.mark.parametrize("route", MANAGED, ids=[route.name for route in MANAGED])
def test_only_managers_may(
    still: tuple[Api, str], route: Any, token: str | None, status: int, code: str | None
) -> None:
    api, _ = still
    path = route.path.format(
        campaign="nowhere",
        version="1",
        member="nobody",
        adjustment="none",
        board="none",
        pool="none",
        batch="none",
        form="none",
    )
    answer = api.send(route.method, path, b"{}", token, {"Content-Type": "application/json"})

    if code is None:
        assert answer.status_code not in (401, 403)
    else:
        assert told(answer) == (status, code)


def test_a_members_token_is_no_managers_and_a_managers_no_members(still: tuple[Api, str]) -> None:
    api, member = still

    assert told(api.get(ALL, member)) == (401, "unauthenticated")
    assert told(api.get("/v1/me", forged())) == (401, "unauthenticated")
    assert told(api.get("/v1/me", forged(epoch=0))) == (401, "unauthenticated")
    assert told(api.get("/v1/me", forged(aud=LAPTOP.token_audience))) == (401, "unauthenticated")


def test_a_token_of_another_stage_is_none_here(still: tuple[Api, str]) -> None:
    api, _ = still
    other = replace(LAPTOP, token_audience="tessera-prod")

    token, _ = issue_managers_token(other, "ana", int(time.time() * 1000))

    assert told(api.get(ALL, token)) == (401, "unauthenticated")

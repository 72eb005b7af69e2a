"""Pages of the operator's origins may call every route, and read every answer."""

from collections.abc import Iterator

import pytest
from chalice.test import HTTPResponse

from chalicelib.api import cors
from chalicelib.api.routes import ROUTES
from tests.api.caller import Api
from tests.api.world import opened

OURS, OTHERS = "https://play.example", "https://evil.example"
PATHS = {route.path: {one.method for one in ROUTES if one.path == route.path} for route in ROUTES}


def asked_before(api: Api, path: str, origin: str, method: str = "POST") -> HTTPResponse:
    headers = {"Origin": origin, "Access-Control-Request-Method": method}
    answer: HTTPResponse = api.http.request("OPTIONS", path, headers=headers, body=b"")
    return answer


@pytest.fixture(scope="module")
def of_a_list(aws: None) -> Iterator[Api]:
    """A stage of which the operator named two origins."""
    with opened(TESSERA_ORIGINS=f"{OURS}, https://admin.example:8443") as caller:
        yield caller


@pytest.mark.parametrize("path", PATHS)
def test_a_preflight_is_answered_on_every_route(of_a_list: Api, path: str) -> None:
    answer = asked_before(of_a_list, path, OURS)

    assert (answer.status_code, answer.body) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == OURS
    assert answer.headers["Access-Control-Allow-Methods"] == ", ".join(sorted(PATHS[path]))
    for header in ("Authorization", "Content-Type", "Idempotency-Key", "If-None-Match", "Prefer", "Accept-Language"):
        assert header in answer.headers["Access-Control-Allow-Headers"].split(", ")


ANSWERS = {
    "an answer": ("GET", "/v1/health", 200),
    "a problem": ("GET", "/v1/me", 401),
    "a problem of the query": ("GET", "/v1/health?x=1", 422),
    "another method": ("DELETE", "/v1/me", 405),
}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(("origin", "allowed"), [(OURS, OURS), (OTHERS, None), ("null", None), (None, None)])
def test_who_may_read_an_answer(of_a_list: Api, answer: str, origin: str | None, allowed: str | None) -> None:
    method, path, status = ANSWERS[answer]
    headers = {"Origin": origin} if origin else {}
    found = of_a_list.http.request(method, path, headers=headers, body=b"")

    assert found.status_code == status
    assert found.headers.get("Access-Control-Allow-Origin") == allowed
    assert found.headers.get("Access-Control-Expose-Headers") == (cors.READ if allowed else None)
    assert found.headers["Vary"] == "Origin"


def test_what_a_cache_may_keep_is_kept_by_origin_and_encoding() -> None:
    assert cors.readable([OURS], OTHERS, ["Accept-Encoding"]) == {"Vary": "Accept-Encoding, Origin"}
    assert cors.readable([OURS], OURS, ["Accept-Encoding"])["Vary"] == "Accept-Encoding, Origin"
    assert "Vary" not in cors.readable(["*"], OURS, ["Accept-Encoding"]), "that of the answer stays"


def test_an_operator_opens_the_api_to_all_or_to_none() -> None:
    assert cors.readable(["*"], OTHERS) == {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": cors.READ,
    }
    assert cors.readable([], OURS) == {}


def test_options_without_a_preflight_is_another_method(of_a_list: Api) -> None:
    answer = of_a_list.http.request("OPTIONS", "/v1/me", headers={}, body=b"")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")


def test_no_answer_allows_credentials(of_a_list: Api) -> None:
    """Members are known by tokens; a cookie would let a page act without knowing one."""
    assert not any("Credentials" in name for name in asked_before(of_a_list, "/v1/me", OURS).headers)

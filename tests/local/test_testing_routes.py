"""The routes for testers: where draws land, what is held and left, all as at the start, and what was asked."""

from collections.abc import Iterator
from typing import Any

import pytest

from local.backend import Backend, backend
from tests.local.laptop import OPEN, ask, order, sign_in

CARE = {"campaign": "care-box", "of": "blind_boxes/care"}
ANA = {"member": "ana"}
OF_CARE = {"campaign": "care-box"}
FEST = {"campaign": "festival-weeks"}
DRAW = "/v1/campaigns/care-box/boxes/care/draw"
REDEEM = "/v1/campaigns/monthly-gifts/redemptions/monthly/serum/redeem"


@pytest.fixture(scope="module")
def running() -> Iterator[Backend]:
    with backend() as started:
        yield started


@pytest.fixture
def june(running: Backend) -> Iterator[Backend]:
    ask(running, "POST", "/local/clock", {"now": OPEN})
    yield running
    assert ask(running, "POST", "/local/reset", {})[0] == 200


def ready(running: Backend, name: str = "ana", boxes: int = 30) -> tuple[str, dict[str, str]]:
    """A grown-up member with some draws of the care box."""
    member, token = sign_in(running, name)
    given = {"member": member, "campaign": "care-box", "profile": {"born": "1990-05-17"}, "draws": {"care": boxes}}
    status, answer = ask(running, "POST", "/local/given", given)
    assert status == 200, answer
    return member, token


def drawn(running: Backend, token: dict[str, str], key: str) -> list[str]:
    status, answer = ask(running, "POST", DRAW, {}, **token, **{"Idempotency-Key": key})
    assert status == 200, answer
    rows: list[str] = answer["receipt"]["draws"][0]["rows"]
    return rows


# --- chance ---


def test_the_next_draws_land_where_they_are_told_to_and_then_by_chance(june: Backend) -> None:
    member, token = ready(june)
    told = {"member": member, **CARE, "lands": ["hidden", "cedar", "hidden"]}

    status, answer = ask(june, "POST", "/local/chance", told)
    rows = [drawn(june, token, f"box-{n}") for n in range(4)]

    assert (status, answer["first"]) == (200, 1)
    assert rows[:3] == [["hidden"], ["cedar"], ["hidden"]]
    assert drawn(june, token, "box-0") == ["hidden"], "the same key, the same receipt"
    assert ask(june, "POST", "/local/chance", told)[1]["first"] == 5


def test_by_one_seed_every_start_lands_alike_and_by_another_otherwise(june: Backend) -> None:
    def played(seed: Any, name: str) -> list[list[str]]:
        assert ask(june, "POST", "/local/chance", {"seed": seed})[0] == 200
        _, token = ready(june, name)
        return [drawn(june, token, f"box-{n}") for n in range(20)]

    first = played(7, "ana")
    ask(june, "POST", "/local/reset", {})
    ask(june, "POST", "/local/clock", {"now": OPEN})

    assert played(7, "bo") == first
    assert played("8", "cy") != first
    assert played(None, "di") != first, "by chance again (all twenty alike: once in a billion)"


@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        pytest.param({}, "invalid_body", "Say either", id="nothing"),
        pytest.param({"seed": 1, "lands": ["rose"]}, "invalid_body", "Say either", id="both"),
        pytest.param({"seed": ""}, "invalid_body", "seed", id="an empty seed"),
        pytest.param({**CARE, "lands": ["gold"]}, "invalid_body", "it has hidden, voucher", id="no such row"),
        pytest.param({**CARE, "of": "boxes/care", "lands": ["rose"]}, "invalid_body", "blind_boxes", id="no block"),
        pytest.param({"campaign": "none", "lands": ["rose"]}, "unknown_campaign", "none", id="no campaign"),
        pytest.param({**CARE, "member": "nobody", "lands": ["rose"]}, "unknown_member", "nobody", id="nobody"),
    ],
)
def test_chance_that_cant_be_is_refused_with_what_could(june: Backend, body: Any, code: str, says: str) -> None:
    status, problem = ask(june, "POST", "/local/chance", body)
    assert (status >= 400, problem["code"]) == (True, code)
    assert says in problem["detail"]


# --- given ---


def test_what_is_given_is_held_and_what_is_not_named_stays(june: Backend) -> None:
    member, token = ready(june)
    ask(june, "POST", "/local/events", order(member, "1"))
    given = {"member": member, "campaign": "care-box", "points": 500, "prizes": {"rose": 2}}

    held = ask(june, "POST", "/local/given", given)[1]
    me = ask(june, "GET", "/v1/me", **token)[1]["me"]

    assert held == {"points": 500, "has": {"draws/care": 31, "prizes/rose": 2}, "stock": {}}
    assert (me["points"], me["campaigns"]["care-box"]["has"]) == (500, {"draws/care": 31, "prizes/rose": 2})
    ask(june, "POST", "/local/given", {**given, "draws": {"care": 0}, "prizes": {}})
    assert ask(june, "GET", "/v1/me", **token)[1]["me"]["campaigns"]["care-box"]["has"] == {"prizes/rose": 2}


def test_what_is_left_of_a_stock_can_be_given_down_to_nothing(june: Backend) -> None:
    member, token = sign_in(june, "ana")
    profile = {"tier": "gold"}
    for left, status in ((1, 200), (0, 409)):
        given = {"member": member, "campaign": "monthly-gifts", "profile": profile, "points": 9000}
        assert ask(june, "POST", "/local/given", {**given, "stock": {"monthly/serum": left}})[0] == 200
        answered, done = ask(june, "POST", REDEEM, {}, **token, **{"Idempotency-Key": f"serum-{left}"})
        assert (answered, done.get("code", "")) == (status, "" if left else "sold_out")
    refused, problem = ask(june, "POST", "/local/given", {"campaign": "monthly-gifts", "stock": {"monthly/serum": 1}})
    assert (refused, problem["detail"]) == (
        422,
        "The stock of monthly/serum has 0 units left, and can only become less.",
    )


@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        pytest.param({"points": 1}, "invalid_body", "Say by `member`", id="to nobody"),
        pytest.param({"member": "nobody", "points": 1}, "unknown_member", "nobody", id="to a stranger"),
        pytest.param({**ANA, "points": -1}, "invalid_body", "points", id="less than nothing"),
        pytest.param({**ANA, "campaign": "none", "draws": {"a": 1}}, "unknown_campaign", "none", id="no campaign"),
        pytest.param({**ANA, "prizes": {"rose": 1}}, "unknown_campaign", "", id="of none"),
        pytest.param({**ANA, **OF_CARE, "prizes": {"voucher": 1}}, "invalid_body", "a code", id="a coupon"),
        pytest.param({**ANA, **OF_CARE, "prizes": {"x": 1}}, "invalid_body", "no prize", id="no prize"),
        pytest.param({**ANA, **OF_CARE, "draws": {"cares": 1}}, "invalid_body", "there is care", id="no box"),
        pytest.param({**ANA, **OF_CARE, "draws": {"care": 1, "x": 1}}, "invalid_body", "'x'", id="one of two boxes"),
        pytest.param({**ANA, **OF_CARE, "fragments": {"a/b": 1}}, "invalid_body", "there is none", id="no fragments"),
        pytest.param({**ANA, **FEST, "fragments": {"gems/x": 1}}, "invalid_body", "'gems/x'", id="no fragment"),
        pytest.param({**ANA, "campaign": "none"}, "unknown_campaign", "'none'", id="nothing, of no campaign"),
        pytest.param({**ANA, "campaign": "none", "points": 1}, "unknown_campaign", "'none'", id="points, of none"),
        pytest.param({**OF_CARE, "stock": {"lily": 1}}, "invalid_body", "prizes/rose", id="no limited stock"),
        pytest.param({**ANA, "profile": {"tier": "pearl"}}, "invalid_body", "The profile is refused", id="no tier"),
    ],
)
def test_what_cant_be_given_is_refused_with_a_reason(june: Backend, body: Any, code: str, says: str) -> None:
    member, token = sign_in(june, "ana")
    before = ask(june, "GET", "/v1/me", **token)[1]["me"]

    status, problem = ask(
        june, "POST", "/local/given", {**body, **({"member": member} if body.get("member") == "ana" else {})}
    )

    assert (status >= 400, problem["code"]) == (True, code)
    assert says in problem["detail"]
    assert ask(june, "GET", "/v1/me", **token)[1]["me"] == before


# --- the request log ---


def test_the_log_tells_each_request_with_its_problem_and_key(june: Backend) -> None:
    _, token = sign_in(june, "ana")
    ask(june, "POST", DRAW, {}, **token, **{"Idempotency-Key": "box-1"})
    ask(june, "GET", "/nothing?x=1")

    session, draw, nothing = ask(june, "GET", "/local/requests")[1]["requests"][-3:]

    assert (session["method"], session["path"], session["status"]) == ("POST", "/v1/session", 200)
    assert (draw["path"], draw["status"], draw["code"], draw["key"]) == (DRAW, 403, "age_unknown", "box-1")
    assert (nothing["path"], nothing["status"], nothing["code"]) == ("/nothing?x=1", 404, "unknown_route")
    assert nothing["ms"] >= 0
    assert token["Authorization"][:20] not in str(ask(june, "GET", "/local/requests")[1])

"""The right answer of a quiz: no route that members reach, no notice and no export holds it before the last try."""

import json
import re
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib import wiring
from chalicelib.api.route import Route
from chalicelib.api.routes import ROUTES
from chalicelib.domain.derived.notice import of_receipt
from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.drafting import Drafting, Submission
from tests.api.caller import Api
from tests.api.door import ANSWER, DOOR, MARK, open_door

NAMES = {"campaign": "door", "quiz": "door"}
REACHED = tuple(route for route in ROUTES if route.auth in ("member", "anyone"))
"""The routes that a member may call."""


def hash_of(api: Api, route: Route) -> str:
    """The hash by which the words of the campaign are read, or those of the programme."""
    definitions = wiring.parts().catalogue.definitions(api.now)
    return definitions.campaign("door").hash if "{campaign}" in route.path else definitions.programme_hash


def asked(api: Api, route: Route, token: str) -> str:
    """Call a route with names that there are, and an answer that is wrong; gives all that it answers."""
    names = NAMES | {"hash": hash_of(api, route)}
    path = re.sub(r"{(\w+)}", lambda one: names.get(one[1], "first"), route.path)
    body = json.dumps({"option": "no"}).encode() if route.path.endswith("/answer") else b"{}"
    headers = {"Content-Type": "application/json", "Idempotency-Key": f"of-{route.name}"}
    return str(api.send(route.method, path, body if route.method == "POST" else b"", token, headers).body.decode())


def without_options(tree: Any) -> Any:
    """An answer without the options that are shown to choose from: they hold every name, the right one too."""
    if isinstance(tree, dict):
        return {key: without_options(one) for key, one in tree.items() if key != "options"}
    return [without_options(one) for one in tree] if isinstance(tree, list) else tree


@pytest.mark.parametrize("when", ["before an answer", "with a try left"])
def test_no_route_tells_what_is_right(api: Api, when: str) -> None:
    open_door(api)
    token = api.member("ann")[1]
    if when == "with a try left":
        api.act(ANSWER, token, {"option": "no"})
    for route in sorted(REACHED, key=lambda one: (one.method == "POST", one.name == "answer")):
        if when == "with a try left" and route.name == "answer":
            continue  # it would be the last try
        told = asked(api, route, token)
        assert "{hash}" not in route.path or "blocks" in json.loads(told), f"{route.path} is asked for what there is"
        assert MARK not in json.dumps(without_options(json.loads(told))), f"{route.path}: {told}"


def test_the_member_reads_it_once_no_try_is_left(api: Api) -> None:
    """What is looked for above is there to be found."""
    open_door(api)
    token = api.member("ann")[1]
    first, last = (api.act(ANSWER, token, {"option": "no", "question": "first"}).json_body for _ in range(2))
    assert "answer" not in first["receipt"]["answered"]
    assert last["receipt"]["answered"]["answer"] == MARK
    assert MARK in json.dumps(without_options(api.get("/v1/me/receipts", token).json_body))


def test_no_notice_tells_what_is_right(api: Api) -> None:
    open_door(api)
    token = api.member("ann")[1]
    for _ in range(2):
        done = api.act(ANSWER, token, {"option": "no", "question": "first"}).json_body["receipt"]
        notice = of_receipt("m1", msgspec.convert(done, Receipt))
        assert MARK not in repr(notice)


def test_the_rules_say_all_of_a_quiz_but_its_questions(api: Api) -> None:
    open_door(api)
    file = api.get("/v1/campaigns/door/rules").json_body["rules"]["file"]
    assert file["quizzes"] == {"door": {"tries": "2"}}
    assert file["challenges"] == DOOR["challenges"]


def test_nobody_can_try_answers_against_the_hash_of_a_version() -> None:
    """It covers random bits that no member reads: the same file has another one each time."""
    drafts = [Drafting(b"m" * 32, partial(bytes, [n] * 32)) for n in (1, 2)]
    hashes = {one.version("door", Submission(DOOR), None, 0).hash for one in drafts}
    assert len(hashes) == 2

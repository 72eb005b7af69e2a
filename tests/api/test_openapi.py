"""The document says what is served: every route, every shape as the struct that the route uses, every code."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from app import app
from chalicelib.api import shapes
from chalicelib.api.components import components, schema_of
from chalicelib.api.described import structs
from chalicelib.api.meanings import MEANINGS, meaning_of
from chalicelib.api.openapi import document
from chalicelib.api.problem import BEFORE, STATUSES
from chalicelib.api.readers import READERS, TAGS, DocumentReader, routes_of
from chalicelib.api.route import Parameter, Route
from chalicelib.api.routes import ROUTES
from chalicelib.domain.publishing.lifecycle import REFUSALS
from chalicelib.domain.words.values import END
from tests.api.caller import Api

DOCUMENT = document(ROUTES)
BY_NAME = {route.name: route for route in ROUTES}
CHALICELIB = Path(shapes.__file__).parents[1]


def _makes_a_receipt(route: Route) -> bool:
    """Whether asking twice could do it twice: what members do, and what managers propose for one."""
    if route.name in ("add_id", "send_prize_to"):  # an id leads somewhere once, and the last address counts
        return False
    return route.auth == "member" or route.name in ("adjust", "merge")


def operation(route: Route) -> dict[str, Any]:
    found: dict[str, Any] = DOCUMENT["paths"][route.path][route.method.lower()]
    return found


def check(schema: dict[str, Any], value: Any) -> None:
    """The value against a schema of the document, whose references lead into the document."""
    jsonschema.Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(value)


def test_the_document_is_valid_openapi() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_it_is_served(api: Api) -> None:
    response = api.get("/openapi.json")

    assert response.status_code == 200
    assert response.json_body == DOCUMENT


def test_every_route_of_chalice_is_in_it_and_no_other() -> None:
    served = {(path, method.lower()) for path, methods in app.routes.items() for method in methods}

    assert {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods} == served


@pytest.mark.parametrize("name", BY_NAME)
def test_every_shape_in_it_is_the_struct_that_the_route_uses(name: str) -> None:
    route = BY_NAME[name]
    described = operation(route)
    answer, body = schema_of(route.answer), schema_of(route.body)
    made = components([route.answer], [] if route.body is None else [route.body])

    answers = [described["responses"][status] for status in ("200", "202") if status in described["responses"]]
    assert [one["content"]["application/json"]["schema"] for one in answers] == [answer] * (1 + bool(route.accepted))
    if route.body is None:
        assert "requestBody" not in described
    else:
        assert all(content["schema"] == body for content in described["requestBody"]["content"].values())
    assert made.keys() <= DOCUMENT["components"]["schemas"].keys()


@pytest.mark.parametrize("name", BY_NAME)
def test_its_examples_are_of_their_shapes(name: str) -> None:
    described = operation(BY_NAME[name])
    contents = [
        content for response in described["responses"].values() for content in response.get("content", {}).values()
    ]
    contents += described.get("requestBody", {}).get("content", {}).values()

    for content in contents:
        check(content["schema"], content["example"])


@pytest.mark.parametrize("name", [name for name, route in BY_NAME.items() if route.body is not None])
def test_an_example_of_a_body_is_taken(name: str) -> None:
    example = next(iter(operation(BY_NAME[name])["requestBody"]["content"].values()))["example"]

    msgspec.convert(example, BY_NAME[name].body)


@pytest.mark.parametrize("name", BY_NAME)
def test_every_route_states_its_ids_its_key_and_its_problems(name: str) -> None:
    route = BY_NAME[name]
    described = operation(route)
    stated = {parameter["name"] for parameter in described["parameters"]}
    codes = {
        code: int(status)
        for status, response in described["responses"].items()
        if int(status) >= 400  # an answer, 200 or 202, has no code
        for code in response["content"]["application/problem+json"]["schema"]["properties"]["code"]["enum"]
    }

    assert all(
        f"{{{one}}}" in route.path or one in {*route.query, "Idempotency-Key", "If-None-Match", "Prefer"}
        for one in stated
    )
    assert ("Idempotency-Key" in stated) == route.keyed == (route.method == "POST" and _makes_a_receipt(route))
    assert codes == {code: {**STATUSES, **BEFORE}[code] for code in route.all_codes()}
    assert described["security"] == {"anyone": []}.get(route.auth, described["security"])


def test_answers_are_of_the_shapes_that_it_states(api: Api, token: str) -> None:
    answers = {
        "me": api.get("/v1/me", token),
        "my_receipts": api.get("/v1/me/receipts", token),
        "campaigns": api.get("/v1/campaigns", token),
        "campaign": api.get("/v1/campaigns/spa", token),
        "box_odds": api.get("/v1/campaigns/spa/boxes/care/odds"),
        "rules": api.get("/v1/campaigns/spa/rules"),
        "collection_odds": api.get("/v1/campaigns/spa/collections/set/odds"),
        "health": api.get("/v1/health"),
        "report_event": api.act("/v1/events", token, {"type": "shop.visited"}),
        "draw": api.act("/v1/campaigns/spa/boxes/free/draw", token),
        "compose": api.act("/v1/campaigns/spa/collections/set/compose", token),
        "redeem": api.act("/v1/campaigns/spa/redemptions/monthly/serum/redeem", token),
        "join": api.act("/v1/campaigns/club/join", token),
        "sign_in": api.act("/v1/session", None, {"provider": "dev", "code": "ben"}),
        "ingest": api.report([{"id": "1"}]),
    }

    for name, answer in answers.items():
        assert answer.status_code == 200, answer.body
        schema = operation(BY_NAME[name])["responses"]["200"]["content"]["application/json"]["schema"]
        check(schema, answer.json_body)


def test_every_code_that_an_error_may_have_has_its_status() -> None:
    """The codes in the source: those given to an error where it is raised."""
    raised = {
        code
        for file in (
            *CHALICELIB.glob("domain/**/*.py"),
            *CHALICELIB.glob("services/*.py"),
            *CHALICELIB.glob("store/*.py"),
        )
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        for code in _codes(call.func.id, [one.value for one in call.args if isinstance(one, ast.Constant)])
    }

    assert raised - STATUSES.keys() == set()
    assert raised
    assert REFUSALS.keys() <= STATUSES.keys()


def _codes(error: str, texts: list[Any]) -> list[str]:
    if error == "Unknown":
        return [f"unknown_{texts[0]}"] if texts else []
    families = {"Full", "NotEligible", "LimitReached", "NotEnough", "SoldOut", "NotOffered", "BadEvent"}
    if error in families | {"Unauthenticated", "Conflict", "Unavailable"}:
        return [text for text in texts if isinstance(text, str) and text.isidentifier() and text.islower()]
    return []


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(one)


def test_every_integer_has_its_format_every_array_its_items_and_every_object_its_fields() -> None:
    for one in nodes([DOCUMENT["components"], [_without_examples(each) for each in nodes(DOCUMENT["paths"])]]):
        kinds = one.get("type", ())
        if isinstance(kinds, str | list):
            assert "integer" not in kinds or one["format"] == "int64", one
            assert "array" not in kinds or "items" in one, one
            assert "object" not in kinds or {"properties", "additionalProperties"} & one.keys(), one


def _without_examples(value: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in value.items() if name not in ("example", "examples")}


ANSWERED = structs([route.answer for route in ROUTES])


def test_a_text_ends_where_its_pattern_does() -> None:
    """In Python `$` is also before a line feed: `crm:7\\n` was another customer than `crm:7`."""
    bodies = [route.body for route in ROUTES if route.body is not None]
    kinds = [each.kind for route in ROUTES for each in route.query.values() if isinstance(each, Parameter)]
    _, made = msgspec.json.schema_components([*bodies, *kinds], ref_template="#/{name}")
    patterns = {one["pattern"] for one in nodes(made) if isinstance(one.get("pattern"), str)}

    assert len(patterns) > 10
    assert [one for one in patterns if not one.endswith(END)] == []
    others = [one["pattern"] for one in nodes(DOCUMENT) if isinstance(one.get("pattern"), str)]
    assert [one for one in others if END in one] == [], "nobody else needs it"


def test_no_answer_has_a_default() -> None:
    for kind in ANSWERED:
        fields = DOCUMENT["components"]["schemas"][kind.__name__].get("properties", {}).values()
        assert not any("default" in one for one in fields), kind


def test_what_every_answer_has_is_required_and_nothing_else() -> None:
    schemas = DOCUMENT["components"]["schemas"]

    assert "pool" in schemas["CouponView"]["required"]  # has a default in the code, and is always written
    assert "home" not in schemas["Acted"]["required"]  # only for who prefers it
    assert "retry_after" not in schemas["Problem"]["required"]
    assert "archived" not in schemas["Receipt"]["required"]
    assert set(schemas["Home"]["required"]) == set(schemas["Home"]["properties"])
    assert "times" not in schemas["DrawBody"].get("required", [])  # a body may leave it out


def test_every_operation_has_a_subject_and_a_description() -> None:
    named = {one["name"] for one in DOCUMENT["tags"]}
    for route in ROUTES:
        described = operation(route)
        assert described["description"]
        assert set(described["tags"]) <= named

    assert named == set(TAGS)


def test_every_code_is_told_with_its_meaning_and_429_on_every_route() -> None:
    assert MEANINGS.keys() <= {*STATUSES, *BEFORE}
    assert all(meaning_of(code) for code in (*STATUSES, *BEFORE))
    for route in ROUTES:
        answers = operation(route)["responses"]
        assert "Retry-After" in answers["429"]["headers"]
        for code in route.all_codes():
            told = answers[str({**STATUSES, **BEFORE}[code])]["description"]
            assert f"- `{code}`: {meaning_of(code)}" in told.splitlines()


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_has_a_document_of_its_own_routes(api: Api, reader: DocumentReader) -> None:
    served = api.get(f"/openapi/{reader}.json").json_body
    operations = {one["operationId"] for path in served["paths"].values() for one in path.values()}
    used = {one["$ref"].rpartition("/")[2] for one in nodes(served) if isinstance(one.get("$ref"), str)}

    assert operations == {route.name for route in routes_of(reader, ROUTES)}
    assert {route.name for route in ROUTES if route.auth == reader} <= operations
    assert used == set(served["components"]["schemas"])
    assert all(len(one) == 1 or reader == "shop" for one in (served["components"]["securitySchemes"],))

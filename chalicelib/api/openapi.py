"""The OpenAPI 3.1 document, made from the very table and structs that are served."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from chalicelib import __version__
from chalicelib.api import problem
from chalicelib.api.described import describe
from chalicelib.api.fetching import REPRESENTATION
from chalicelib.api.route import JSON, Route
from chalicelib.api.shapes import Acted, EventBatch
from chalicelib.domain.wire.cloud_event import EXTENSIONS, CloudEvent, MemberUpdated
from chalicelib.domain.words.values import LARGEST_INTEGER

REF = "#/components/schemas/{name}"

NEVER_REFERRED: Final = (CloudEvent, EventBatch, MemberUpdated)
"""Structs that a body holds as yet unread (see `shapes.EventJson`)."""

SERVER_TIME: Final = 1_788_249_600_000  # 2026-09-01 08:00 UTC


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """The whole document, as plain JSON values."""
    shapes = [shape for route in routes for shape in (route.answer, route.body) if shape is not None]
    shapes += [problem.Problem, *NEVER_REFERRED]
    _, components = msgspec.json.schema_components(shapes, ref_template=REF)
    describe(components, shapes)
    components["CloudEvent"]["properties"] |= dict.fromkeys(sorted(EXTENSIONS), _EXTENSION)
    paths: dict[str, Any] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Tessera", "version": __version__, "description": _DESCRIPTION},
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _SECURITY_SCHEMES},
    }
    plain: dict[str, Any] = msgspec.json.decode(
        msgspec.json.encode(whole)
    )  # tuples of defaults and examples are arrays
    return plain


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": [*_path_ids(route), *_query(route), *_headers(route)],
        "responses": {**_answers(route), **_problems(route.all_codes())},
        "security": _SECURITY[route.auth],
    }
    if route.body is not None:
        operation["requestBody"] = _body(route)
    return operation


def _path_ids(route: Route) -> Iterable[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", route.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[A-Za-z0-9-]+$"}}


def _query(route: Route) -> Iterable[dict[str, Any]]:
    for name, meant in route.query.items():
        means, kind = (meant, str) if isinstance(meant, str) else (meant.means, meant.kind)
        yield {"name": name, "in": "query", "description": means, "schema": _schema(kind)}


def _headers(route: Route) -> Iterable[dict[str, Any]]:
    if route.keyed:
        yield _IDEMPOTENCY_KEY
    if route.tagged:
        yield _IF_NONE_MATCH
    if route.answer is Acted:
        yield _PREFER


def _body(route: Route) -> dict[str, Any]:
    content = {"schema": _schema(route.body), "example": msgspec.to_builtins(route.example_body)}
    return {"required": _is_needed(route), "content": dict.fromkeys(route.content_types, content)}


def _is_needed(route: Route) -> bool:
    """An empty body is read as `{}`, which does where every field has a default."""
    try:
        msgspec.convert({}, route.body)
    except msgspec.ValidationError:
        return True
    return False


def _answers(route: Route) -> dict[str, Any]:
    done = _answer(route, "Done.", route.example)
    headers = {"Idempotent-Replayed": _REPLAYED} if route.keyed else {}
    headers |= {"ETag": _TAG} if route.tagged else {}
    headers |= {"Preference-Applied": _APPLIED} if route.answer is Acted else {}
    if headers:
        done["headers"] = headers
    if route.tagged:
        return {"200": done, "304": {"description": "The client has it already.", "headers": headers}}
    if route.accepted is None:
        return {"200": done}
    return {"200": done, "202": _answer(route, "Taken, and done soon: so a stage may be set up.", route.accepted)}


def _answer(route: Route, description: str, example: Any) -> dict[str, Any]:
    content = {JSON: {"schema": _schema(route.answer), "example": msgspec.to_builtins(example)}}
    return {"description": description, "content": content}


def _problems(codes: Iterable[str]) -> dict[str, Any]:
    """One response for each status, with the codes that it may have."""
    by_status: dict[int, list[str]] = {}
    for code in codes:
        by_status.setdefault(problem.STATUSES[code], []).append(code)
    return {str(status): _problem(status, sorted(of_status)) for status, of_status in sorted(by_status.items())}


def _problem(status: int, codes: Sequence[str]) -> dict[str, Any]:
    schema = {
        "allOf": [{"$ref": REF.format(name="Problem")}],
        "properties": {"status": {"const": status}, "code": {"enum": codes}},
    }
    example = problem.problem(status, codes[0], "What to do next, for people.", SERVER_TIME)
    response: dict[str, Any] = {
        "description": ", ".join(f"`{code}`" for code in codes),
        "content": {problem.MEDIA_TYPE: {"schema": schema, "example": msgspec.to_builtins(example)}},
    }
    if headers := _PROBLEM_HEADERS.get(status):
        response["headers"] = headers
    return response


def _schema(shape: Any) -> Any:
    (schema,), _ = msgspec.json.schema_components([shape], ref_template=REF)
    return schema


def _header(description: str, **schema: Any) -> dict[str, Any]:
    return {"description": description, "schema": schema or {"type": "string"}}


_DESCRIPTION = (
    "Gamified member campaigns. Times are epoch milliseconds, points whole numbers. Every answer carries "
    "`server_time`; every error is an RFC 9457 problem with a stable `code`. An unknown path is a 404 `unknown_route`, "
    "a known path by another method a 405 `method_not_allowed`, what comes too fast a 429 `too_many_requests`."
)

_EXTENSION = {
    "description": "An extension that CloudEvents documents: taken, not used.",
    "type": ["string", "boolean", "integer"],
    "minimum": -LARGEST_INTEGER,
    "maximum": LARGEST_INTEGER,
}

_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "New for each new action, the same for each retry of it: the answer is then the recorded one.",
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
    "example": "5b1d0f6e-draw-1",
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The `ETag` of the answer that the client has: a 304 where it has not moved.",
    "schema": {"type": "string"},
}
_PREFER = {
    "name": "Prefer",
    "in": "header",
    "description": "`return=representation`: the answer brings the change of the home screen along, as `home`.",
    "schema": {"type": "string"},
}
_APPLIED = _header("Present where the answer brings `home` along, as was preferred.", const=REPRESENTATION)
_TAG = _header("To be sent along as `If-None-Match`: whoever has this answer is spared its body.")
_REPLAYED = _header("Present where the receipt was recorded by an earlier request with this key.", const="true")

_PROBLEM_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": _header("How to authenticate.")},
    503: {"Retry-After": _header("Seconds to wait before the same request is sent again.", type="integer")},
}

_SECURITY_SCHEMES: dict[str, Any] = {
    "member": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "From `POST /v1/session`."},
    "manager": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "With the claim `role: manager` and the managers' own audience.",
    },
    "signature": {
        "type": "apiKey",
        "in": "header",
        "name": "webhook-signature",
        "description": "Standard Webhooks: `v1,` and the base64 of the HMAC-SHA256 over `id.timestamp.body`.",
    },
    "signed_id": {"type": "apiKey", "in": "header", "name": "webhook-id", "description": "The signed id."},
    "signed_time": {
        "type": "apiKey",
        "in": "header",
        "name": "webhook-timestamp",
        "description": "The signed time, epoch seconds; at most five minutes off.",
    },
}
_SECURITY: dict[str, list[dict[str, list[str]]]] = {
    "member": [{"member": []}],
    "manager": [{"manager": []}],
    "shop": [{"signature": [], "signed_id": [], "signed_time": []}],
    "anyone": [],
}

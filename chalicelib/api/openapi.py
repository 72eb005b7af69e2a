"""The OpenAPI 3.1 document, made from the very table and structs that are served."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from chalicelib import __version__
from chalicelib.api import problem
from chalicelib.api.components import REF, components, schema_of
from chalicelib.api.fetching import REPRESENTATION
from chalicelib.api.meanings import meaning_of
from chalicelib.api.readers import READERS, TAGS, DocumentReader, routes_of, tag_of
from chalicelib.api.route import JSON, NOT_KEPT, Route
from chalicelib.api.shapes import Acted, EventBatch
from chalicelib.domain.wire.cloud_event import EXTENSIONS, CloudEvent, MemberUpdated
from chalicelib.domain.words.values import LARGEST_INTEGER

NEVER_REFERRED: Final = (EventBatch, MemberUpdated, CloudEvent)
"""Structs that a body holds as yet unread (see `shapes.EventJson`)."""

SERVER_TIME: Final = 1_788_249_600_000  # 2026-09-01 08:00 UTC


def document(routes: Sequence[Route], reader: DocumentReader | None = None) -> dict[str, Any]:
    """The whole document, or that of one reader, as plain JSON values."""
    listed = routes if reader is None else routes_of(reader, routes)
    unread = NEVER_REFERRED if any(route.name == "ingest" for route in listed) else ()
    bodies = [route.body for route in listed if route.body is not None]
    schemas = components([*(route.answer for route in listed), problem.Problem], [*bodies, *unread])
    if unread:
        schemas["CloudEvent"]["properties"] |= dict.fromkeys(sorted(EXTENSIONS), _EXTENSION)
        schemas["CloudEvent"] |= _OF_MEMBER_UPDATED
    paths: dict[str, Any] = {}
    for route in listed:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    asked = {scheme for route in listed for one in _SECURITY[route.auth] for scheme in one}
    tags = {tag_of(route) for route in listed}
    whole = {
        "openapi": "3.1.0",
        "info": {**_INFO, "description": f"{READERS[reader]} {_DESCRIPTION}" if reader else _DESCRIPTION},
        "servers": _SERVERS,
        "tags": [{"name": name, "description": text} for name, text in TAGS.items() if name in tags],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {name: one for name, one in _SECURITY_SCHEMES.items() if name in asked},
        },
    }
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(whole))  # tuples of examples are arrays
    return plain


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary.rstrip("."),
        "description": _told(route),
        "tags": [tag_of(route)],
        "parameters": [*_path_ids(route), *_query(route), *_headers(route)],
        "responses": {**_answers(route), **_problems(route.all_codes())},
        "security": _SECURITY[route.auth],
    }
    if route.body is not None:
        operation["requestBody"] = _body(route)
    return operation


def _told(route: Route) -> str:
    """The description of an operation: what it does, who asks for it, and under which conditions."""
    told = [route.summary, _ASKED_BY[route.auth]]
    if route.keyed:
        told.append("It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded.")
    if route.body is not None:
        told.append(f"A body has at most {route.largest_body // 1024} KB.")
    if route.cache != NOT_KEPT:
        told.append(f"The answer may be kept: `Cache-Control: {route.cache}`.")
    return " ".join(told)


def _path_ids(route: Route) -> Iterable[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", route.path):
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": f"The {name}, by its id or name as answers have it.",
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9-]+$"},
        }


def _query(route: Route) -> Iterable[dict[str, Any]]:
    for name, meant in route.query.items():
        means, kind = (meant, str) if isinstance(meant, str) else (meant.means, meant.kind)
        yield {"name": name, "in": "query", "description": means, "schema": schema_of(kind)}


def _headers(route: Route) -> Iterable[dict[str, Any]]:
    if route.keyed:
        yield _IDEMPOTENCY_KEY
    if route.tagged:
        yield _IF_NONE_MATCH
    if route.answer is Acted:
        yield _PREFER


def _body(route: Route) -> dict[str, Any]:
    content = {"schema": schema_of(route.body), "example": msgspec.to_builtins(route.example_body)}
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
    content = {JSON: {"schema": schema_of(route.answer), "example": msgspec.to_builtins(example)}}
    return {"description": description, "content": content}


def _problems(codes: Iterable[str]) -> dict[str, Any]:
    """One response for each status, with the codes that it may have."""
    by_status: dict[int, list[str]] = {}
    for code in dict.fromkeys(codes):
        by_status.setdefault(_STATUSES[code], []).append(code)
    return {str(status): _problem(status, sorted(of_status)) for status, of_status in sorted(by_status.items())}


def _problem(status: int, codes: Sequence[str]) -> dict[str, Any]:
    schema = {
        "allOf": [{"$ref": REF.format(name="Problem")}],
        "properties": {"status": {"const": status}, "code": {"enum": codes}},
    }
    example = problem.problem(status, codes[0], "What to do next, for people.", SERVER_TIME)
    response: dict[str, Any] = {
        "description": "\n".join(f"- `{code}`: {meaning_of(code)}" for code in codes),
        "content": {problem.MEDIA_TYPE: {"schema": schema, "example": msgspec.to_builtins(example)}},
    }
    if headers := _PROBLEM_HEADERS.get(status):
        response["headers"] = headers
    return response


def _header(description: str, **schema: Any) -> dict[str, Any]:
    return {"description": description, "schema": schema or {"type": "string"}}


_DESCRIPTION = (
    "Gamified member campaigns. Times are epoch milliseconds, points whole numbers. Every answer carries "
    "`server_time`; every error is an RFC 9457 problem with a stable `code`. An unknown path is a 404 `unknown_route`, "
    "a known path by another method a 405 `method_not_allowed`, what comes too fast a 429 `too_many_requests`."
)

_INFO: Final = {
    "title": "Tessera",
    "version": __version__,
    "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
    "contact": {"name": "Whoever runs the stage"},
}
_SERVERS: Final = [
    {
        "url": "{address}",
        "description": "A stage: on the laptop as `make run` starts it, in AWS the output `EndpointURL` of its stack.",
        "variables": {
            "address": {"default": "http://127.0.0.1:8000", "description": "The address of the stage, without a slash."}
        },
    }
]
_ASKED_BY: Final[Mapping[str, str]] = {
    "member": "A member asks, by the token of `POST /v1/session`.",
    "manager": "A manager asks, by a token with that role.",
    "shop": "A shop's server asks, and signs what it sends.",
    "anyone": "Anyone may ask, without a token.",
}
_STATUSES: Final = {**problem.STATUSES, **problem.BEFORE}

_OF_MEMBER_UPDATED: Final = {
    "if": {"properties": {"type": {"const": "member.updated"}}, "required": ["type"]},
    "then": {"properties": {"data": {"$ref": REF.format(name="MemberUpdated")}}},
}
"""The fields of the one type that no programme declares."""

_EXTENSION = {
    "description": "An extension that CloudEvents documents: taken, not used.",
    "type": ["string", "boolean", "integer"],
    "format": "int64",
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

_RETRY_AFTER = _header("Seconds to wait before the same request is sent again.", type="integer", format="int64")

_PROBLEM_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": _header("How to authenticate.")},
    429: {"Retry-After": _RETRY_AFTER},
    503: {"Retry-After": _RETRY_AFTER},
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

"""Serving the table of routes: each row becomes a Chalice view that can only answer JSON or a problem."""

import logging
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, cast

import msgspec
from chalice.app import Blueprint, MultiDict, Request, Response

from chalicelib import telemetry, wiring
from chalicelib.api import auth, cors, fetching
from chalicelib.api.problem import (
    BadRequest,
    BodyTooLarge,
    InvalidQuery,
    MethodNotAllowed,
    UnsupportedMediaType,
    problem_of,
    response_of,
)
from chalicelib.api.route import JSON, NOBODY, NOT_KEPT, Call, Parameter, Reply, Route
from chalicelib.api.sentences import language_of
from chalicelib.domain.wire import ijson
from chalicelib.domain.words.errors import TesseraError
from chalicelib.services.take_in import until_cut
from chalicelib.wiring import Parts

log = logging.getLogger(__name__)

NAME = re.compile(r"[A-Za-z0-9-]{1,128}")
CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([^"';,\s]*)""", re.IGNORECASE)
IDEMPOTENCY_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def blueprint(routes: Iterable[Route]) -> Blueprint:
    """All routes, and the one middleware that puts Chalice's own refusals into the words of the rest."""
    views = Blueprint(__name__)
    methods: dict[str, set[str]] = {}
    for route in routes:
        methods.setdefault(route.path, set()).add(route.method)
        register = views.route(route.path, methods=[route.method], content_types=route.content_types, name=route.name)
        register(_view(views, route))
    views.register_middleware(_for_pages(methods), "http")
    views.register_middleware(in_our_words, "http")
    return views


def _for_pages(methods: Mapping[str, Collection[str]]) -> Callable[[Any, Callable[[Any], Response]], Response]:
    """The middleware by which pages of the operator's origins may read every answer, problems too. methods: by path."""

    def for_pages(event: Any, get_response: Callable[[Any], Response]) -> Response:
        if not isinstance(event, Request):
            return get_response(event)
        if cors.is_preflight(event.method, event.headers) and event.path in methods:
            telemetry.note(route="preflight")
            response = Response("", dict(cors.preflight(methods[event.path])), 204)
        else:
            response = get_response(event)
        varies = [str(one) for one in (response.headers.get("Vary"),) if one]
        response.headers.update(cors.readable(_origins(), event.headers.get("origin"), varies))
        return response

    return for_pages


def _origins() -> Collection[str]:
    """The operator's; none where the container's parts can't be built, which its answer says by itself."""
    try:
        return wiring.parts().settings.origins
    except Exception:
        return ()


def in_our_words(event: Any, get_response: Callable[[Any], Response]) -> Response:
    """Chalice itself answers a foreign method or media type, before any view: as a dict, where ours are text."""
    response = get_response(event)
    if isinstance(response.body, str):
        return response
    refusals: Mapping[int, TesseraError] = {
        405: MethodNotAllowed("This path takes other methods: see the header Allow."),
        415: UnsupportedMediaType("Send JSON, and the header `Content-Type: application/json`."),
    }
    refused = refusals.get(response.status_code, RuntimeError(response.body))
    _note(refused)
    language = language_of(event.headers.get("accept-language"))
    answer = response_of(problem_of(refused, _wall(), language), language)
    answer.headers.update({name: value for name, value in response.headers.items() if name == "Allow"})
    return answer


def _view(views: Blueprint, route: Route) -> Callable[..., Response]:
    def view(**ids: str) -> Response:
        telemetry.note(route=route.name)
        now = _wall()
        try:
            parts = wiring.parts()
            now = parts.clock()
            call = _call(route, parts, now, views, ids)
            return _response(route, route.handler(call), views.current_request.headers)
        except TesseraError as refusal:
            return _refusal(views, route, refusal, now)
        except Exception as error:  # HTTP middleware comes too late: Chalice has made its own 500 of it by then
            log.exception("%s failed", route.name)
            return _refusal(views, route, error, now)

    view.__name__ = route.name
    return view


def _refusal(views: Blueprint, route: Route, error: Exception, now: int) -> Response:
    """The problem; to members in a language of theirs."""
    _note(error)
    for_members = route.auth in ("member", "anyone")
    language = language_of(views.current_request.headers.get("accept-language")) if for_members else None
    return response_of(problem_of(error, now, language), language)


def _call(route: Route, parts: Parts, now: int, views: Blueprint, ids: Mapping[str, str]) -> Call:
    """The request, checked from the outside in: its query, who calls, its key, its ids, its body."""
    request = views.current_request
    query = _query(route, request)
    if route.body is not None:
        _require_utf_8(request.headers)
    raw = _raw(request, route.largest_body)
    caller, manager = NOBODY, ""
    if route.auth == "member":
        caller = auth.member_of(parts.settings, request.headers)
    elif route.auth == "manager":
        manager = auth.manager_of(parts.settings, request.headers)
    elif route.auth == "shop":
        auth.require_signature(parts.settings, request.headers, raw)
    key = _idempotency_key(request.headers) if route.keyed else ""
    for given in ids.values():
        if not NAME.fullmatch(given):
            raise BadRequest("An id in the path is of letters, digits and hyphens only.", "invalid_id")
    parse = ijson.parse_batch if route.in_parts else ijson.parse
    tree = parse(raw) if route.body is not None else None
    typed = ijson.typed(tree, route.body) if route.body is not None else None
    telemetry.note(member=caller.member)
    prefers = fetching.prefers_home(request.headers.get("prefer", ""))
    left = until_cut(views.lambda_context)
    return Call(route, parts, now, ids, query, tree, typed, caller, manager, key, prefers, left)


def _query(route: Route, request: Request) -> dict[str, Any]:
    """The parameters that were given, each once and of the type that the route says."""
    given = request.query_params or MultiDict({})
    query: dict[str, Any] = {}
    for name in given:
        if name not in route.query:
            known = ", ".join(f"`{one}`" for one in route.query) or "no parameters"
            raise InvalidQuery(f"The query has a parameter that is not known here; there are {known}.")
        if len(texts := given.getlist(name)) > 1:
            raise InvalidQuery(f"Give `{name}` once.")
        query[name] = _read(name, texts[0], route.query[name])
    return query


def _read(name: str, text: str, meant: str | Parameter) -> Any:
    """The value of a parameter."""
    if isinstance(meant, str):
        return text
    try:
        return msgspec.convert(text, meant.kind, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidQuery(f"The parameter `{name}` can't be read: {ijson.told(error)}.") from None


def _require_utf_8(headers: Mapping[str, str]) -> None:
    """Refuse what is declared to be of another encoding: read as UTF-8 it may be another text without being an error.
    (Chalice has looked at the media type itself.)
    """
    declared = headers.get("content-type", "")
    if unknown := {one.lower() for one in CHARSET.findall(declared)} - {"utf-8", "utf8"}:
        raise UnsupportedMediaType(
            f"The body is declared as {', '.join(sorted(unknown)) or 'no charset'}: send UTF-8, and the header "
            "`Content-Type: application/json; charset=utf-8`, or name no charset."
        )


def _raw(request: Request, largest: int) -> bytes:
    try:
        raw = cast(bytes, request.raw_body)
    except ValueError:  # what API Gateway hands over may hold a lone surrogate, or be no base64
        raise BadRequest("The body can't be decoded.", "malformed_json") from None
    if len(raw) > largest:
        raise BodyTooLarge(f"The body has {len(raw):,} bytes: send at most {largest:,}.")
    return raw


def _idempotency_key(headers: Mapping[str, str]) -> str:
    key = headers.get("idempotency-key")
    if not key:
        raise BadRequest("Send a header Idempotency-Key, a new one for each new action.", "idempotency_key_missing")
    if not IDEMPOTENCY_KEY.fullmatch(key):
        raise BadRequest("The Idempotency-Key is of 1 to 255 visible ASCII characters.", "idempotency_key_invalid")
    return key


def _response(route: Route, reply: Reply, asked: Mapping[str, str]) -> Response:
    headers: dict[str, str | list[str]] = {"Content-Type": JSON, "Cache-Control": route.cache}
    if route.cache != NOT_KEPT:
        headers["Vary"] = "Accept-Encoding"  # the gateway compresses it for those who say so
    if reply.tag:
        headers["ETag"] = reply.tag
        if fetching.has(asked.get("if-none-match", ""), reply.tag):
            return Response("", {name: headers[name] for name in ("ETag", "Cache-Control")}, 304)
    if reply.replayed:
        headers["Idempotent-Replayed"] = "true"
    if reply.shows_home:
        headers["Preference-Applied"] = fetching.REPRESENTATION
    return Response(msgspec.json.encode(reply.answer).decode(), headers, reply.status)


def _note(error: Exception) -> None:
    telemetry.note(code=error.code if isinstance(error, TesseraError) else "internal_error")


def _wall() -> int:
    return time.time_ns() // 1_000_000

"""Errors as the API answers them: RFC 9457 problem details, with the one table of HTTP statuses.

A problem's `code` is stable: clients decide by it, and by the status only what a proxy would. Its `detail` says what to
do next, for people: to members in their language (`api.sentences`), to managers and shops in English, by the names of
their files. `params` are for programs that say it otherwise.
"""

from collections.abc import Mapping
from http import HTTPStatus
from itertools import chain
from typing import Annotated, NamedTuple

import msgspec
from chalice.app import Response
from msgspec import Meta, Struct

from chalicelib.api.sentences import said
from chalicelib.api.sentences.language import ProblemLanguage
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.words import errors
from chalicelib.domain.words.findings import Finding

MEDIA_TYPE = "application/problem+json"


class Problem(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """RFC 9457 problem details."""

    type: Annotated[
        str, Meta(description="`urn:tessera:problem:` and the code", examples=["urn:tessera:problem:not_enough"])
    ]
    title: Annotated[str, Meta(description="the problem in some words", examples=["Not enough"])]
    status: Annotated[int, Meta(ge=400, le=599)]
    """The HTTP status."""
    code: Annotated[str, Meta(description="stable: what a program decides by", examples=["not_enough"])]
    detail: str
    """The next step, for people: of members' routes in a language that the header Accept-Language asks for."""
    params: dict[str, int | str | tuple[str, ...] | None] = msgspec.field(default_factory=dict)
    """The particulars, by name, for programs that say it otherwise: `has` and `needs` of an `asset`, a `limit` with
    `left` and `again`, `opens`, `min_age`. Moments are epoch ms."""
    server_time: Annotated[int, Meta(description="epoch milliseconds")]
    retry_after: int | None = None
    """Seconds to wait before the request is sent again; comes with the code `busy`."""
    opens: int | None = None
    """When the window opens next, epoch ms; comes with the code `window_closed`."""
    findings: dict[str, list[Finding]] | None = None
    """The findings about a version, by campaign; comes with those that can't be published."""


# --- what is wrong with a request itself, before anybody is asked -----------------------------------------------------


class BadRequest(errors.TesseraError):
    """The request can't be read: its bytes, an id in its path, its Idempotency-Key."""

    code = "bad_request"


class BodyTooLarge(errors.TesseraError):
    """More bytes than the route takes."""

    code = "body_too_large"


class UnsupportedMediaType(errors.TesseraError):
    """Not JSON by its Content-Type."""

    code = "unsupported_media_type"


class InvalidQuery(errors.TesseraError):
    """A parameter of the query that the route does not have, or of another type."""

    code = "invalid_query"


class MethodNotAllowed(errors.TesseraError):
    """The path is known, for another method."""

    code = "method_not_allowed"


class ErrorKind(NamedTuple):
    """How one kind of error is answered: its status, and the codes that it has."""

    error: type[Exception]
    """The kind, by which an error of another code finds its status: the first one that it is of."""
    status: int
    """Its HTTP status."""
    codes: tuple[str, ...]
    """The codes that errors of the kind may have: the status of an error is found by its code first."""


_KINDS = (
    ErrorKind(errors.Malformed, 400, ("malformed_json",)),
    ErrorKind(BadRequest, 400, ("invalid_id", "idempotency_key_missing", "idempotency_key_invalid")),
    ErrorKind(errors.Unauthenticated, 401, ("unauthenticated", "token_revoked", "bad_code", "bad_signature")),
    ErrorKind(errors.Forbidden, 403, ("sign_in_blocked",)),
    ErrorKind(errors.WindowClosed, 403, ("window_closed",)),
    ErrorKind(errors.Paused, 403, ("campaign_paused",)),
    ErrorKind(
        errors.NotEligible,
        403,
        ("not_eligible", "not_joined", "already_joined"),
    ),
    ErrorKind(
        errors.Unknown,
        404,
        (
            "unknown_campaign",
            "unknown_version",
            "unknown_event_type",
            "unknown_member",
            "unknown_provider",
            "unknown_coupon",
            "unknown_receipt",
            "unknown_page",
            "unknown_board",
            "unknown_window",
            "unknown_channel",
            "unknown_prize",
            "unknown_address",
        ),
    ),
    ErrorKind(MethodNotAllowed, 405, ("method_not_allowed",)),
    ErrorKind(
        errors.Refused,
        409,
        (
            "order_not_matching",
            "coupon_held",
            "coupon_used",
            "coupon_ended",
            "below_minimum",
            "one_coupon_an_order",
            "points_over_share",
            "other_currency",
            "bill_settled",
            "pass_expired",
            "pass_used",
            "not_waiting",
            "other_amount",
            "born_known",
        ),
    ),
    ErrorKind(errors.LimitReached, 409, ("limit_reached",)),
    ErrorKind(errors.NotEnough, 409, ("not_enough",)),
    ErrorKind(errors.SoldOut, 409, ("sold_out",)),
    ErrorKind(errors.NotOffered, 409, ("not_offered",)),
    ErrorKind(errors.Full, 409, ("record_full", "number_full")),
    ErrorKind(errors.Conflict, 409, ("already_claimed", "receipt_gone", "identity_taken")),
    ErrorKind(errors.Conflict, 422, ("idempotency_key_reused",)),
    ErrorKind(BodyTooLarge, 413, ("body_too_large",)),
    ErrorKind(UnsupportedMediaType, 415, ("unsupported_media_type",)),
    ErrorKind(InvalidQuery, 422, ("invalid_query",)),
    ErrorKind(errors.InvalidBody, 422, ("invalid_body",)),
    ErrorKind(
        errors.BadEvent,
        422,
        (
            "bad_event_field",
            "event_too_large",
            "event_too_late",
            "event_in_future",
            "event_not_from_client",
            "event_from_tessera",
            "more_than_paid",
        ),
    ),
    ErrorKind(errors.BadAnswer, 422, ("bad_answer",)),
    ErrorKind(errors.Unavailable, 503, ("busy", "definitions_stale", "definitions_unreadable", "newer_shape")),
    ErrorKind(Exception, 500, ("internal_error",)),
)


def _with_those_of_mechanics(kind: ErrorKind) -> ErrorKind:
    """A kind with the codes that the records of mechanics add to its error."""
    refused = chain.from_iterable(play.refused.items() for mechanic in MECHANICS for play in mechanic.plays)
    own = (codes for error, codes in refused if error is kind.error)
    return kind._replace(codes=tuple(dict.fromkeys(chain(kind.codes, *own))))


KINDS = tuple(map(_with_those_of_mechanics, _KINDS))
"""Errors that members meet. A code decides; an error with a code that is not here is answered as its kind."""

MANAGERS_KINDS = (
    ErrorKind(errors.Forbidden, 403, ("not_a_manager", "own_version", "own_adjustment")),
    ErrorKind(
        errors.Conflict,
        409,
        (
            "report_rebuilding",
            "grants_unlisted",
            "revision_conflict",
            "takes_effect_too_soon",
            "not_approved",
            "already_published",
            "never_published",
            "not_scheduled",
            "version_outdated",
            "not_published",
            "campaign_closed",
            "adjustment_decided",
            "not_frozen",
            "board_paid",
        ),
    ),
    ErrorKind(errors.Refused, 409, ("same_member", "already_merged", "on_hold")),
    ErrorKind(errors.Unknown, 404, ("unknown_adjustment", "unknown_asset", "unknown_pool")),
    ErrorKind(errors.Rejected, 409, ("adverse_change",)),
    ErrorKind(errors.Rejected, 422, ("definition_rejected",)),
)
"""Those that only managers meet."""

BEFORE: Mapping[str, int] = {"bad_request": 400, "unknown_route": 404, "too_many_requests": 429}
"""The answers before the app is asked, by the gateway, with its status."""

_ALL = (*MANAGERS_KINDS, *KINDS)

STATUSES: Mapping[str, int] = {code: kind.status for kind in _ALL for code in kind.codes}


def problem_of(error: Exception, now: int, language: ProblemLanguage | None = None) -> Problem:
    """Give the answer for an error. Of one that is not ours nothing is told but `internal_error`.

    language: of whom it is told; None: of one who knows the names in files, and reads English.
    """
    if not isinstance(error, errors.TesseraError):
        message = "The fault is on our side: send the request again with the same key."
        found = problem(500, "internal_error", message, now)
        return found if language is None else _translated(found, language, {})
    told = problem(status_of(error), error.code, error.message, now)
    if language is not None:
        told = _translated(told, language, {**error.params, "reason": error.message})
    return msgspec.structs.replace(
        told,
        params=dict(error.params),
        retry_after=error.retry_after if isinstance(error, errors.Unavailable) else None,
        opens=error.opens if isinstance(error, errors.WindowClosed) else None,
        findings={name: list(found) for name, found in error.findings.items()}
        if isinstance(error, errors.Rejected)
        else None,
    )


def _translated(problem: Problem, language: ProblemLanguage, params: errors.Params) -> Problem:
    title, detail = said(language, problem.code, params, problem.server_time)
    return msgspec.structs.replace(problem, title=title, detail=detail)


def status_of(error: errors.TesseraError) -> int:
    """The HTTP status of an error, from the table above."""
    return STATUSES.get(error.code) or next(kind.status for kind in _ALL if isinstance(error, kind.error))


def response_of(problem: Problem, language: ProblemLanguage | None = None) -> Response:
    """The problem as an HTTP response. language: that of its sentences, where it was asked for."""
    headers: dict[str, str | list[str]] = {"Content-Type": MEDIA_TYPE, "Cache-Control": "no-store"}
    if language is not None:
        headers["Content-Language"] = language.tag
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    return Response(msgspec.json.encode(problem).decode(), headers, problem.status)


def problem(status: int, code: str, detail: str, now: int) -> Problem:
    """A problem, with the members that follow from its code and status."""
    return Problem(
        type=f"urn:tessera:problem:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        code=code,
        detail=detail,
        server_time=now,
    )

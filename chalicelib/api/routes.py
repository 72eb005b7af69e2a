"""All routes: what the API is. Served by `serve`, described by `openapi`, both from these rows."""

from functools import cache
from typing import Any, Final

from chalicelib.api import (
    adjustments,
    bills,
    boards,
    codes,
    consents,
    form_answers,
    grants,
    imports,
    ingest,
    manage,
    merging,
    plays,
    reads,
    redemptions,
    report,
    rights,
    segments,
    session,
    touches,
    words,
)
from chalicelib.api.openapi import document
from chalicelib.api.route import Call, Reply, Route


def _describe(call: Call) -> Reply:
    return Reply(_document())


@cache
def _document() -> dict[str, Any]:
    """Made at the first request for it: a cold start has better things to do."""
    return document(ROUTES)


_DESCRIPTION = Route(
    name="openapi",
    method="GET",
    path="/openapi.json",
    summary="This API, described in OpenAPI 3.1.",
    handler=_describe,
    answer=dict[str, Any],
    example={"openapi": "3.1.0"},
    auth="anyone",
)

ROUTES: Final = (
    *session.ROUTES,
    *reads.ROUTES,
    *words.ROUTES,
    *plays.ROUTES,
    *consents.ROUTES,
    *boards.ROUTES,
    *ingest.ROUTES,
    *bills.ROUTES,
    *codes.ROUTES,
    *redemptions.ROUTES,
    *manage.ROUTES,
    *grants.ROUTES,
    *form_answers.ROUTES,
    *report.ROUTES,
    *touches.ROUTES,
    *rights.ROUTES,
    *adjustments.ROUTES,
    *merging.ROUTES,
    *imports.ROUTES,
    *segments.ROUTES,
    _DESCRIPTION,
)

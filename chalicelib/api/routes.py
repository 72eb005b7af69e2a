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
    prizes,
    reads,
    redemptions,
    report,
    rights,
    segments,
    session,
    told_facts,
    touches,
    words,
)
from chalicelib.api.openapi import document
from chalicelib.api.readers import READERS, DocumentReader
from chalicelib.api.route import Call, Reply, Route


def _describe(call: Call) -> Reply:
    return Reply(_document())


@cache
def _document(reader: DocumentReader | None = None) -> dict[str, Any]:
    """Made at the first request for it: a cold start has better things to do."""
    return document(ROUTES, reader)


def _for_reader(reader: DocumentReader) -> Route:
    """The document of one reader alone."""
    return Route(
        name=f"openapi_{reader}",
        method="GET",
        path=f"/openapi/{reader}.json",
        summary=f"This API as a {reader} calls it, described in OpenAPI 3.1.",
        handler=lambda call: Reply(_document(reader)),
        answer=dict[str, Any],
        example={"openapi": "3.1.0"},
        auth="anyone",
    )


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
    *told_facts.ROUTES,
    *boards.ROUTES,
    *ingest.ROUTES,
    *bills.ROUTES,
    *codes.ROUTES,
    *redemptions.ROUTES,
    *prizes.ROUTES,
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
    *map(_for_reader, READERS),
)

"""What shops report: a batch of CloudEvents, each answered on its own.

The events of one member are decided together, up to eight in one transaction and in their order; those of different
members don't know of each other. A batch may be sent again as a whole: each event counts once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET

from chalicelib.api import examples
from chalicelib.api.body import fingerprint, typed
from chalicelib.api.problem import InvalidBody, problem_of
from chalicelib.api.route import Call, Reply, Route
from chalicelib.api.shapes import CloudEvent, EventAnswer, EventBatch, IngestBody, Ingested, MemberUpdated, embedded
from chalicelib.domain.actions import Action, Happened, Update
from chalicelib.domain.errors import TesseraError, Unavailable
from chalicelib.services.act import FOLD, Answered, Request

log = logging.getLogger(__name__)

PROFILE_EVENT = "member.updated"
"""The reserved type by which the brand's own system tells what it knows of a member."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Reported(NamedTuple):
    """An event of the batch that can be read: its place, whose it is, and what it asks for."""

    place: int
    member: str
    request: Request


def _ingest(call: Call) -> Reply:
    """Every event of the batch, answered in its place."""
    trees = call.body.events if isinstance(call.body, EventBatch) else call.body
    answers: dict[int, EventAnswer] = {}
    reported = []
    for place, tree in enumerate(trees):
        try:
            event = typed(tree, CloudEvent)
            reported.append(_Reported(place, event.subject, _request(event, tree)))
        except InvalidBody as error:
            answers[place] = _answer(tree, error, call.now)
    for together in _transactions(reported):
        for one, result in zip(together, _results(call, together), strict=True):
            answers[one.place] = _answer(trees[one.place], result, call.now)
    return Reply(Ingested(server_time=call.now, events=[answers[place] for place in range(len(trees))]))


def _request(event: CloudEvent, tree: Any) -> Request:
    return Request(f"event:{event.source}", event.id, fingerprint("event", tree), _action(event))


def _action(event: CloudEvent) -> Action:
    if event.type == PROFILE_EVENT:
        known = typed(event.data, MemberUpdated)
        return Update(**{name: value for name, value in msgspec.structs.asdict(known).items() if value is not UNSET})
    time = (event.time - _EPOCH) // timedelta(milliseconds=1)
    return Happened(event.id, event.source, event.type, time, event.data)


def _transactions(reported: Iterable[_Reported]) -> Iterator[Sequence[_Reported]]:
    """The events of each member, in their order, as many together as one transaction holds."""
    by_member: dict[str, list[_Reported]] = {}
    for one in reported:
        by_member.setdefault(one.member, []).append(one)
    for theirs in by_member.values():
        yield from (theirs[start : start + FOLD] for start in range(0, len(theirs), FOLD))


def _results(call: Call, together: Sequence[_Reported]) -> Sequence[Answered | Exception]:
    """What became of one transaction's events. A fault of ours stays with its event: the others go on without it."""
    try:
        return call.parts.act.act(together[0].member, [one.request for one in together], call.now)
    except Exception as error:
        if len(together) > 1:
            return [result for one in together for result in _results(call, [one])]
        request = together[0].request
        log.exception("%s failed: %s, key %s", call.route.name, request.scope, request.key)
        return [error]


def _answer(tree: Any, result: Answered | Exception, now: int) -> EventAnswer:
    given = tree.get("id") if isinstance(tree, dict) else None
    event_id = given if isinstance(given, str) else None
    if isinstance(result, Answered):
        if result.receipt is None:
            return EventAnswer(id=event_id, status="ignored")
        return EventAnswer(id=event_id, status="counted", receipt=embedded(result.receipt))
    final = isinstance(result, TesseraError) and not isinstance(result, Unavailable)
    return EventAnswer(id=event_id, status="refused" if final else "undecided", problem=problem_of(result, now))


ROUTES = (
    Route(
        name="ingest",
        method="POST",
        path="/v1/ingest",
        summary="Report up to 100 CloudEvents from a shop's server, signed; each is answered on its own.",
        handler=_ingest,
        answer=Ingested,
        example=examples.INGESTED,
        auth="shop",
        body=IngestBody,
        example_body=examples.BATCH,
    ),
)

"""The reports of shops: a batch of CloudEvents, each answered on its own. It may be sent again as a whole."""

from typing import Any

from chalicelib.api import examples
from chalicelib.api.problem import problem_of
from chalicelib.api.route import Call, Reply, Route
from chalicelib.api.shapes import EventAnswer, EventBatch, IngestBody, Ingested, embedded
from chalicelib.services.take_in import Result, is_final


def _ingest(call: Call) -> Reply:
    """Every event of the batch, answered in its place: what was decided, or that it waits in the queue."""
    trees = call.body.events if isinstance(call.body, EventBatch) else call.body
    later = call.parts.settings.ingest == "queue"
    results = call.parts.line_up.each(trees) if later else call.parts.take_in.each(trees, call.now)
    answers = [_answer(tree, result, call.now) for tree, result in zip(trees, results, strict=True)]
    return Reply(Ingested(server_time=call.now, events=answers), status=202 if later else 200)


def _answer(tree: Any, result: Result | None, now: int) -> EventAnswer:
    """result: None where the event is in the queue."""
    given = tree.get("id") if isinstance(tree, dict) else None
    event_id = given if isinstance(given, str) else None
    if result is None:
        return EventAnswer(id=event_id, status="queued")
    if isinstance(result, Exception):
        return EventAnswer(
            id=event_id, status="refused" if is_final(result) else "undecided", problem=problem_of(result, now)
        )
    if result.receipt is None:
        return EventAnswer(id=event_id, status="ignored")
    return EventAnswer(id=event_id, status="counted", receipt=embedded(result.receipt))


ROUTES = (
    Route(
        name="ingest",
        method="POST",
        path="/v1/ingest",
        summary="Report up to 100 CloudEvents from a shop's server, signed; each is decided or queued on its own.",
        handler=_ingest,
        answer=Ingested,
        example=examples.INGESTED,
        accepted=examples.QUEUED,
        auth="shop",
        body=IngestBody,
        example_body=examples.BATCH,
    ),
)

"""The reports of shops: a batch of CloudEvents, each answered on its own. It may be sent again as a whole."""

from typing import Any

from chalicelib.api import examples
from chalicelib.api.problem import problem_of
from chalicelib.api.route import JSON, Call, Reply, Route
from chalicelib.api.shapes import EventAnswer, EventBatch, IngestBody, Ingested, embedded
from chalicelib.domain.wire.ijson import typed
from chalicelib.services.take_in import Result, is_final

ATTRIBUTES = frozenset({"specversion", "type"})
"""The attributes of which a CloudEvent has at least one, and an envelope none."""


def _ingest(call: Call) -> Reply:
    """Every event of the batch, answered in its place: what was decided, or that it waits in the queue.

    Who sends one event by itself goes by the status, so that one which is undecided is no success.
    """
    alone = isinstance(call.body, dict) and not ATTRIBUTES.isdisjoint(call.body)
    trees = _trees(call.body, alone)
    later = call.parts.settings.ingest == "queue"
    results = call.parts.line_up.each(trees) if later else call.parts.take_in.each(trees, call.now, call.left)
    if alone and isinstance(results[0], Exception) and not is_final(results[0]):
        raise results[0]
    answers = [_answer(tree, result, call.now) for tree, result in zip(trees, results, strict=True)]
    return Reply(Ingested(server_time=call.now, events=answers), status=202 if later else 200)


def _trees(body: Any, alone: bool) -> list[Any]:
    """The events of a body, as yet unread."""
    if isinstance(body, list):
        return body
    return [body] if alone else typed(body, EventBatch).events


def _answer(tree: Any, result: Result | None, now: int) -> EventAnswer:
    """result: None where the event is in the queue."""
    event_id = _id(tree)
    if result is None:
        return EventAnswer(id=event_id, status="queued")
    if isinstance(result, Exception):
        return EventAnswer(
            id=event_id, status="refused" if is_final(result) else "undecided", problem=problem_of(result, now)
        )
    if result.receipt is None:
        return EventAnswer(id=event_id, status="noted" if result.noted else "ignored")
    return EventAnswer(id=event_id, status="counted", receipt=embedded(result.receipt))


def _id(tree: Any) -> str | None:
    """The id that an event gives itself, whatever else is wrong with it; None where it has none that can be sent."""
    given = tree.get("id") if isinstance(tree, dict) else None
    return given if isinstance(given, str) and given.encode(errors="ignore").decode() == given else None


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
        media=(JSON, "application/cloudevents-batch+json", "application/cloudevents+json"),
        body=IngestBody,
        in_parts=True,
        example_body=examples.BATCH,
    ),
)

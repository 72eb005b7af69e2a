"""The queue of events: decides each message, a CloudEvent, as if it had just been reported.

SQS hands over up to ten messages at least once, those of one member in their order, and takes those for done that are
not named in the answer. So a message that can't be decided now holds up its member's later ones, and nobody else's;
all of these come again. What can never count is parked with the reason. A message that fails too often is parked by
SQS itself.
"""

from collections.abc import Mapping
from typing import Any

from chalicelib import telemetry
from chalicelib.domain.record.told import ATTRIBUTE
from chalicelib.domain.wire.ijson import parse
from chalicelib.domain.words.errors import TesseraError, Unavailable, Unknown
from chalicelib.services.line_up import LineUp
from chalicelib.services.take_in import Result, is_final, until_cut
from chalicelib.wiring import Parts


def take_events(parts: Parts, event: Mapping[str, Any], context: Any) -> dict[str, list[dict[str, str]]]:
    """Decide a batch's events, and name the messages that must come again. event, context: as Lambda
    hands them over; messages for which no time is left come again.

    What was decided before is known by its receipt: a message that comes twice counts once.
    """
    records = event["Records"]
    results: dict[int, Exception | None] = {}
    trees: dict[int, Any] = {}
    told: dict[int, Any] = {}
    for place, record in enumerate(records):
        try:
            kind = told if ATTRIBUTE in record.get("messageAttributes", {}) else trees
            kind[place] = parse(record["body"].encode())
        except TesseraError as error:
            results[place] = error
    for place, tree in told.items():
        results[place] = _heard(parts.take_in.told(tree, parts.clock(), until_cut(context)))
    taken_in = parts.take_in.in_order(list(trees.values()), parts.clock(), until_cut(context))
    results |= {place: one if isinstance(one, Exception) else None for place, one in zip(trees, taken_in, strict=True)}
    again = [record for place, record in enumerate(records) if not _is_done(parts.line_up, record, results[place])]
    return {"batchItemFailures": [{"itemIdentifier": record["messageId"]} for record in again]}


def _heard(result: Result) -> Exception | None:
    """The error by which what was told to a member comes again or is parked: who is gone need not hear of it."""
    return result if isinstance(result, Exception) and not isinstance(result, Unknown) else None


def _is_done(line_up: LineUp, record: Mapping[str, Any], error: Exception | None) -> bool:
    """Tell whether the message need not come again: it was decided, or it is parked now."""
    if error is None:
        return True
    if not (isinstance(error, TesseraError) and is_final(error)):
        return False
    attributes = record["attributes"]
    group, once = attributes["MessageGroupId"], attributes["MessageDeduplicationId"]
    own = {ATTRIBUTE: ATTRIBUTE} if ATTRIBUTE in record.get("messageAttributes", {}) else {}
    try:
        line_up.park(record["body"], group, once, error, own)
    except Unavailable:
        return False
    telemetry.parked(error.code)
    return True

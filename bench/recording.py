"""Plays each measured action once, against the embedded AWS, and records its cost and the replies of DynamoDB."""

from collections.abc import Callable
from typing import Any

from bench.container import Container
from bench.phone import Answer, Phone
from bench.recorded import Cost, Recorded, Recording, Step
from bench.script import play
from bench.stub import recording
from chalicelib.store.dynamo import client_events
from local.dynamo_calls import Call, DynamoCalls, item_bytes


def record(container: Container, born: Callable[[str], None] = lambda member: None) -> Recording:
    """Let one member play the script. born: called with the member's id before the first step."""
    actions: dict[str, Recorded] = {}

    def around(step: Step, event: dict[str, Any], send: Callable[[], Answer]) -> Answer:
        with DynamoCalls() as counted, recording(client_events()) as calls:
            answer = send()
        if step.action:
            cost = Cost(counted.trips, counted.read_units, counted.write_units, _member_bytes(counted.calls))
            actions[step.action] = Recorded(step, event, calls, cost)
        return answer

    play(Phone(container), "ana", around, born)
    fresh = Container()
    with recording(client_events()) as calls:
        fresh.parts.catalogue.refresh()
    return Recording([call.reply for call in calls if call.reply is not None], actions)


def _member_bytes(calls: list[Call]) -> int:
    """Bytes of the acting member's item: as it was written, else as it was read."""
    written = [
        action["Put"]["Item"] for call in calls for action in call.request.get("TransactItems", ()) if "Put" in action
    ]
    read = [item for call in calls for items in call.reply.get("Responses", {}).values() for item in items]
    return next((item_bytes(item) for item in written + read if item["sk"]["S"] == "M"), 0)

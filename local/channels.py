"""The queues and the bus, made from the very template that is deployed.

On a laptop a rule hands its events to a queue, which `local.inbox` empties into the function that the rule invokes in
AWS. A queue beside it takes what Tessera tells other systems, to be looked at.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

TEMPLATE = Path(__file__).parent.parent / "infra" / "events.json"

VISIBILITY_SECONDS = 2
"""When what failed is tried again. In AWS that is minutes, for which nobody who tests would wait."""

OUTBOUND: Mapping[str, Any] = {"source": [{"prefix": "tessera"}]}


@dataclass(frozen=True, slots=True)
class Channels:
    """The queues and the bus, with the clients of their AWS."""

    queue: str
    """The URL of the queue of events that wait to be decided."""
    parked: str
    """The URL of the queue of those that failed too often."""
    bus: str
    """The name of the bus."""
    inbound: str
    """The URL of the queue of what others put on the bus for Tessera."""
    outbound: str
    """The URL of the queue of what Tessera told others on the bus."""
    sqs: Any
    """boto3's client of SQS."""
    events: Any
    """boto3's client of EventBridge."""

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment by which the deployed functions know them."""
        return {"TESSERA_QUEUE": self.queue, "TESSERA_PARKED": self.parked, "TESSERA_BUS": self.bus}


def create_channels(name: str) -> Channels:
    """Create them under this name, or take those that there are. Raises boto3's errors where AWS has none."""
    resources = json.loads(TEMPLATE.read_text(encoding="utf-8"))["Resources"]
    sqs, events = boto3.client("sqs"), boto3.client("events")
    parked = _queue(sqs, f"{name}-parked.fifo", _fifo(resources["TesseraParked"]))
    redrive = {**resources["TesseraQueue"]["Properties"]["RedrivePolicy"], "deadLetterTargetArn": _arn(sqs, parked)}
    queue = _queue(
        sqs, f"{name}-events.fifo", {**_fifo(resources["TesseraQueue"]), "RedrivePolicy": json.dumps(redrive)}
    )
    if name not in {bus["Name"] for bus in events.list_event_buses(NamePrefix=name)["EventBuses"]}:
        events.create_event_bus(Name=name)
    inbound = resources["ForwardEvents"]["Properties"]["Events"]["Inbound"]["Properties"]["Pattern"]
    taken, told = _rule(sqs, events, name, "inbound", inbound), _rule(sqs, events, name, "outbound", OUTBOUND)
    return Channels(queue, parked, name, taken, told, sqs, events)


def _fifo(resource: Mapping[str, Any]) -> dict[str, str]:
    """Of the template's properties what decides on order and on what comes twice."""
    properties = resource["Properties"]
    return {
        "FifoQueue": json.dumps(properties["FifoQueue"]),
        "DeduplicationScope": properties["DeduplicationScope"],
        "FifoThroughputLimit": properties["FifoThroughputLimit"],
    }


def _rule(sqs: Any, events: Any, bus: str, name: str, pattern: Mapping[str, Any]) -> str:
    """A rule on the bus, and the queue that it hands its events to."""
    url = _queue(sqs, f"{bus}-{name}", {})
    events.put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps(pattern))
    events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": name, "Arn": _arn(sqs, url)}])
    return url


def _queue(sqs: Any, name: str, attributes: Mapping[str, str]) -> str:
    visible = {"VisibilityTimeout": str(VISIBILITY_SECONDS)}
    url: str = sqs.create_queue(QueueName=name, Attributes={**visible, **attributes})["QueueUrl"]
    return url


def _arn(sqs: Any, url: str) -> str:
    arn: str = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return arn

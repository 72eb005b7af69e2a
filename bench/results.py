"""What one run found out, and how long each part of it is made to last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import boto3

from bench import cold_start, cpu, growth, latency
from bench.container import REGION
from bench.growth import Growth
from bench.latency import Latencies
from bench.recorded import Cost, Recorded
from bench.recording import record
from bench.script import ACTIONS
from bench.usual import ACTIONS as USUAL
from bench.usual import Usual
from bench.world import world
from local.dynamo_calls import DynamoCalls
from local.embedded_aws import embedded_aws


@dataclass(frozen=True)
class Lengths:
    """rounds: of the CPU's turns · starts: fresh processes of each kind · members: who play over a socket · receipts,
    campaigns, closed: how far the table grows.
    """

    rounds: int
    starts: int
    members: int
    receipts: int
    campaigns: int
    closed: int


FULL = Lengths(rounds=40, starts=11, members=30, receipts=100_000, campaigns=100, closed=1_000)
QUICK = Lengths(rounds=2, starts=1, members=2, receipts=100, campaigns=3, closed=10)


@dataclass(frozen=True)
class Results:
    """All by action: recorded, usual (costs of that baseline), cpu (microseconds by variant), latency.

    growing, growing_cpu: by what grows · cold: milliseconds by program · busy: bytes of the member in five campaigns.
    """

    recorded: Mapping[str, Recorded]
    usual: Mapping[str, Cost]
    cpu: Mapping[str, Mapping[str, float]]
    cold: Mapping[str, float]
    busy: int
    growing: Mapping[str, Growth]
    growing_cpu: Mapping[str, Mapping[str, Mapping[str, float]]]
    latency: Latencies | None


def measure(lengths: Lengths, python: Path, sockets: bool, tell: Callable[[str], None]) -> Results:
    """Everything. python: of an environment with what is deployed · sockets: whether ministack is at hand."""
    tell("Each action once, on the embedded AWS")
    with embedded_aws(), world() as container:
        recording = record(container)
    usual = usual_costs()
    tell("CPU a request, beside the bare calls")
    whole = cpu.measure(python, cpu.Task({"ours": recording}, ACTIONS, lengths.rounds, beside=True))
    tell("Cold start")
    cold = cold_start.measure(python, lengths.starts)
    tell("Growth")
    growing = growth.measure(lengths.receipts, lengths.campaigns, lengths.closed)
    growing_cpu = {
        what: cpu.measure(python, cpu.Task({"small": one.small, "large": one.large}, growth.ACTIONS, lengths.rounds))
        for what, one in growing.items()
    }
    busy = growth.busy_member(5)
    tell("Latency over a socket" if sockets else "Latency is left out: there is no ministack here")
    latencies = latency.measure(lengths.members) if sockets else None
    return Results(recording.actions, usual, whole, cold, busy, growing, growing_cpu, latencies)


def usual_costs() -> dict[str, Cost]:
    """What each action of the baseline *usual* costs."""
    with embedded_aws():
        dynamodb = boto3.client("dynamodb", REGION)
        usual = Usual(dynamodb)
        usual.create_tables()
        for name in ("ana", "ana-friend"):
            usual.born(name)
        costs = {}
        for action in [*USUAL, "replay"]:
            with DynamoCalls(dynamodb.meta.events) as calls:
                usual.act("event" if action == "replay" else action, "ana", "event" if action == "replay" else action)
            costs[action] = Cost(calls.trips, calls.read_units, calls.write_units, 0)
    return costs

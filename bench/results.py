"""Runs all measurements and gathers their results."""

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
    """How long each measurement is made to last."""

    rounds: int
    """Turns of each variant when CPU is measured."""
    starts: int
    """Fresh processes of each kind when cold starts are measured."""
    members: int
    """Members who play over a socket when latency is measured."""
    receipts: int
    """How many receipts of one member the table grows to."""
    campaigns: int
    """How many live campaigns it grows to."""
    closed: int
    """How many closed campaigns it grows to."""


FULL = Lengths(rounds=40, starts=11, members=30, receipts=100_000, campaigns=100, closed=1_000)
QUICK = Lengths(rounds=2, starts=1, members=2, receipts=100, campaigns=3, closed=10)


@dataclass(frozen=True)
class Results:
    """All that one run measured."""

    recorded: Mapping[str, Recorded]
    """By action."""
    usual: Mapping[str, Cost]
    """The costs of the baseline *usual*, by action."""
    cpu: Mapping[str, Mapping[str, float]]
    """Microseconds, by action and variant."""
    cold: Mapping[str, float]
    """Milliseconds, by program."""
    busy: int
    """Bytes of the item of a member in five campaigns."""
    growing: Mapping[str, Growth]
    """By the thing that grows."""
    growing_cpu: Mapping[str, Mapping[str, Mapping[str, float]]]
    """Microseconds, by the thing that grows, action and size."""
    latency: Latencies | None
    """None where no ministack is installed."""


def measure(lengths: Lengths, python: Path, sockets: bool, tell: Callable[[str], None]) -> Results:
    """Measure everything.

    python: the interpreter of an environment that holds what is deployed, and no more.
    sockets: whether ministack is installed, for latency over a socket.
    """
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
    tell("Latency over a socket" if sockets else "Latency is left out: ministack is not installed")
    latencies = latency.measure(lengths.members) if sockets else None
    return Results(recording.actions, usual, whole, cold, busy, growing, growing_cpu, latencies)


def usual_costs() -> dict[str, Cost]:
    """Count the costs of each action of the baseline *usual*."""
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

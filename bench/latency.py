"""Latency over a real socket: the app and the baseline *usual* before ministack, on the loopback.

What an engine on a laptop takes for a call is not what DynamoDB takes: the numbers tell what the trips add up to, and
are compared with each other only.
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from statistics import quantiles
from typing import Any, NamedTuple
from unittest.mock import patch

import boto3

from bench.container import REGION
from bench.phone import Answer, Phone
from bench.recorded import Step
from bench.script import play
from bench.usual import ACTIONS, Usual
from bench.world import world
from local.independent_aws import ministack


class Percentiles(NamedTuple):
    """The time that one action takes, in milliseconds."""

    p50: float
    """The median."""
    p90: float
    """The 90th percentile."""
    p99: float
    """The 99th percentile."""


class Latencies(NamedTuple):
    """The time that each action takes, ours and the baseline's."""

    ours: Mapping[str, Percentiles]
    """Of the app, by action."""
    usual: Mapping[str, Percentiles]
    """Of the baseline *usual*, by action."""


def measure(members: int) -> Latencies:
    """Let so many members play our script and the baseline's, in turns."""
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, AWS_ACCESS_KEY_ID="bench", AWS_SECRET_ACCESS_KEY="bench"))
        url = stack.enter_context(ministack())
        phone = Phone(stack.enter_context(world(endpoint=url)))
        usual = Usual(boto3.client("dynamodb", REGION, endpoint_url=url))
        usual.create_tables()
        ours: dict[str, list[float]] = {}
        theirs: dict[str, list[float]] = {}
        for number in range(members):
            _play(phone, f"member-{number}", ours)
            _play_usual(usual, f"member-{number}", theirs)
    return Latencies(_percentiles(ours), _percentiles(theirs))


def _play(phone: Phone, name: str, taken: dict[str, list[float]]) -> None:
    def around(step: Step, event: dict[str, Any], send: Callable[[], Answer]) -> Answer:
        began = time.perf_counter()
        answer = send()
        if step.action:
            taken.setdefault(step.action, []).append((time.perf_counter() - began) * 1000)
        return answer

    play(phone, name, around)


def _play_usual(usual: Usual, member: str, taken: dict[str, list[float]]) -> None:
    for name in (member, f"{member}-friend"):
        usual.born(name)
    for action in [*ACTIONS, "replay"]:
        began = time.perf_counter()
        usual.act("event" if action == "replay" else action, member, _key(member, action))
        taken.setdefault(action, []).append((time.perf_counter() - began) * 1000)


def _key(member: str, action: str) -> str:
    return f"{member}/{'event' if action == 'replay' else action}"


def _percentiles(taken: Mapping[str, list[float]]) -> dict[str, Percentiles]:
    found = {}
    for action, times in taken.items():
        cuts = quantiles(times, n=100, method="inclusive")
        found[action] = Percentiles(cuts[49], cuts[89], cuts[98])
    return found

"""CPU a request with the network stubbed, in a process of its own that holds what a Lambda container holds.

`python -m bench.cpu TASK` prints JSON: for each action, the microseconds of each variant, by rounds. The variants take
turns, a few requests each, so that a slower moment of the machine meets all of them.
"""

import json
import os
import pickle
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from subprocess import PIPE, run
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from bench import bare
from bench.container import REGION, Container, connected
from bench.recorded import Recorded, Recording
from bench.stub import Reply, replaying
from chalicelib.store.dynamo import client_events

AT_ONCE = 5
"""Requests of one variant in a row; one more before them, after the change, is not counted."""


@dataclass
class Task:
    """A measurement that another process makes."""

    recordings: Mapping[str, Recording]
    """By the variant's name."""
    actions: Sequence[str]
    """The names of the actions, each of which all recordings have."""
    rounds: int
    """How many times the variants take turns, each with a few requests."""
    beside: bool = False
    """Whether the bare calls of the first recording are measured too."""


class _Variant(NamedTuple):
    call: Callable[[], Any]
    events: Any
    replies: Sequence[Reply]


def measure(python: Path, task: Task) -> dict[str, dict[str, float]]:
    """By action and variant: microseconds of CPU a request, the median of the rounds.

    python: the interpreter of an environment that holds what is deployed, and no more.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "task"
        file.write_bytes(pickle.dumps(task))
        done = run([python, "-m", "bench.cpu", str(file)], check=True, stdout=PIPE)  # noqa: S603 - our own
    taken: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
    return {action: {name: median(rounds) for name, rounds in variants.items()} for action, variants in taken.items()}


def main(file: str) -> None:
    os.environ.update(AWS_ACCESS_KEY_ID="bench", AWS_SECRET_ACCESS_KEY="bench")
    task: Task = pickle.loads(Path(file).read_bytes())  # noqa: S301 - `measure` wrote it
    with connected():
        json.dump(_measured(task), sys.stdout)


def _measured(task: Task) -> dict[str, dict[str, list[float]]]:
    containers = {name: _container(one) for name, one in task.recordings.items()}
    dynamodb = bare.client(REGION)
    taken = {}
    for action in task.actions:
        recorded = {name: one.actions[action] for name, one in task.recordings.items()}
        variants = {name: _ours(containers[name], one) for name, one in recorded.items()}
        if task.beside:
            variants |= _bare(dynamodb, next(iter(recorded.values())))
        taken[action] = _take_turns(variants, task.rounds)
    return taken


def _container(recording: Recording) -> Container:
    container = Container()
    with replaying(client_events(), recording.refresh):
        container.parts.catalogue.refresh()
    return container


def _ours(container: Container, action: Recorded) -> _Variant:
    return _Variant(partial(_request, container, action), client_events(), action.replies)


def _bare(dynamodb: Any, action: Recorded) -> dict[str, _Variant]:
    native, native_replies = bare.native_calls(dynamodb, action.calls)
    return {
        "bare": _Variant(native, dynamodb.meta.events, native_replies),
        "tightest": _Variant(bare.tightest_calls(action.calls), client_events(), action.replies),
    }


def _request(container: Container, action: Recorded) -> None:
    if action.step.fresh:
        container.forget_stock()
    answer = container.answer(action.event)
    if answer["statusCode"] != action.step.status:
        raise RuntimeError(answer["body"])


def _take_turns(variants: Mapping[str, _Variant], rounds: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, variant in variants.items():
            with replaying(variant.events, variant.replies):
                variant.call()
                began = time.thread_time_ns()
                for _ in range(AT_ONCE):
                    variant.call()
                taken[name].append((time.thread_time_ns() - began) / AT_ONCE / 1000)
    return taken


if __name__ == "__main__":
    main(*sys.argv[1:])

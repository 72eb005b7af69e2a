"""Catches what a container tells, and reads it as CloudWatch does.

with telling() as told:
    ...
assert told.metrics()["Commits", frozenset({("stage", "prod")})] == [1]
"""

import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from chalicelib.api import watched
from chalicelib.telemetry import Telemetry
from chalicelib.telemetry.faults import LIBRARIES, log_as_lines

STAGE = "prod"
SECRET = b"of this stage: 32 bytes, or more"

Metric = tuple[str, frozenset[tuple[str, str]]]
"""A metric as an alarm names it: its name, and its dimensions with their values."""

_requests = count(1)


@dataclass
class Told:
    """All that a container wrote."""

    text: list[str] = field(default_factory=list)
    """In the order in which it was written."""

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for text in self.text for line in text.splitlines()]

    def metrics(self) -> dict[Metric, list[float]]:
        return collected(self.lines)


class Context:
    """The part of Lambda's context that our functions read."""

    def __init__(self) -> None:
        self.aws_request_id = f"request-{next(_requests)}"


@contextmanager
def telling(function: str = "app", secret: bytes | None = SECRET, warm: bool = True) -> Iterator[Told]:
    """Let the container tell as it does in Lambda. Its parts stay as they are.

    function: the name in `app.py` of the function that it runs.
    warm: whether it has been invoked before.
    """
    told = Told()
    root = logging.getLogger()
    before = root.handlers[:], {name: logging.getLogger(name).level for name in LIBRARIES}
    telemetry = Telemetry(STAGE, function, told.text.append, lambda: secret)
    telemetry.cold = not warm
    log_as_lines(told.text.append)
    watched.use(telemetry)
    try:
        yield told
    finally:
        watched.use(None)
        root.handlers[:] = before[0]
        for name, level in before[1].items():
            logging.getLogger(name).setLevel(level)


def collected(lines: Iterable[dict[str, Any]]) -> dict[Metric, list[float]]:
    """The values of each metric that the lines carry, in their order; AssertionError for a line that CloudWatch would
    not take.
    """
    found: dict[Metric, list[float]] = {}
    for line in lines:
        for directive in line.get("_aws", {}).get("CloudWatchMetrics", ()):
            assert set(directive) == {"Namespace", "Dimensions", "Metrics"}
            assert directive["Namespace"] == "Tessera"
            assert 0 < len(directive["Metrics"]) <= 100
            assert isinstance(line["_aws"]["Timestamp"], int)
            for metric in directive["Metrics"]:
                assert metric["Unit"] in ("Bytes", "Count", "Percent", "Seconds")
                assert isinstance(line[metric["Name"]], int | float)
                for names in directive["Dimensions"]:
                    found.setdefault((metric["Name"], _dimensions(line, names)), []).append(line[metric["Name"]])
    return found


def _dimensions(line: dict[str, Any], names: list[str]) -> frozenset[tuple[str, str]]:
    assert 0 < len(names) <= 30
    assert all(isinstance(line[name], str) and 0 < len(line[name]) <= 1024 for name in names)
    return frozenset((name, line[name]) for name in names)


def of(name: str, **dimensions: str) -> Metric:
    """A metric of this stage."""
    return name, frozenset({("stage", STAGE), *dimensions.items()})

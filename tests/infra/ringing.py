"""Alarms as CloudWatch judges them: the values of metrics, period after period, put to the rule of the template.

Which points are looked at, and when a missing one counts as what, is told in
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html. Of DynamoDB's own metrics,
whatever an alarm says, a missing point is ignored, so that the alarm stays as it is:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html. No alarm of ours treats a
missing point as `missing`, so that this is left out here.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from tests.infra.whole import Resource, resources, template

State = Literal["INSUFFICIENT_DATA", "OK", "ALARM"]

Period = Mapping[str, Sequence[float]]
"""The values of one period by metric: of a plain alarm's by `own`, of the inputs of a rule by their ids. A metric that
is absent, or has none, has no point then.
"""

OWN = "own"

BEYOND = 2
"""How many points before those of its periods CloudWatch looks at, where some are missing: a few, says AWS."""

STATISTICS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "Sum": sum,
    "Average": lambda values: sum(values) / len(values),
    "Minimum": min,
    "Maximum": max,
    "p99": lambda values: sorted(values)[math.ceil(0.99 * len(values)) - 1],
}
COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
    "LessThanThreshold": lambda value, threshold: value < threshold,
}


def alarms() -> dict[str, Resource]:
    """The properties of all alarms, by logical id."""
    return {name: one["Properties"] for name, one in resources("AWS::CloudWatch::Alarm").items()}


def inputs(alarm: Resource) -> list[str]:
    """The names under which its periods give the values of its metrics, the one that it is about first."""
    return [one["Id"] for one in alarm.get("Metrics", []) if "MetricStat" in one] or [OWN]


def states(alarm: Resource, periods: Sequence[Period]) -> list[State]:
    """The state after each of the periods, of an alarm that is new before the first."""
    state: State = "INSUFFICIENT_DATA"
    found: list[State] = []
    points = [_point(alarm, period) for period in periods]
    for end in range(1, len(points) + 1):
        state = _state(alarm, points[:end], state)
        found.append(state)
    return found


def _state(alarm: Resource, points: Sequence[float | None], before: State) -> State:
    periods: int = alarm["EvaluationPeriods"]
    there = [point for point in points[-(periods + BEYOND) :] if point is not None][-periods:]
    lacking = periods - len(there)
    treatment = "ignore" if "AWS/DynamoDB" in _unfilled(alarm) else alarm["TreatMissingData"]
    if lacking and treatment == "ignore":
        return before
    bad = sum(COMPARISONS[alarm["ComparisonOperator"]](point, _number(alarm["Threshold"])) for point in there)
    bad += lacking if treatment == "breaching" else 0
    return "ALARM" if bad >= (alarm.get("DatapointsToAlarm") or periods) else "OK"


def _point(alarm: Resource, period: Period) -> float | None:
    """The value that is held against the threshold; None where there is none."""
    if "Metrics" not in alarm:
        return _statistic(alarm.get("ExtendedStatistic") or alarm["Statistic"], period.get(OWN))
    [rule] = [one["Expression"] for one in alarm["Metrics"] if one["ReturnData"]]
    given = {
        one["Id"]: _statistic(one["MetricStat"]["Stat"], period.get(one["Id"]))
        for one in alarm["Metrics"]
        if not one["ReturnData"]
    }
    found: float | None = eval(rule, {"__builtins__": {}}, {**FUNCTIONS, **given})  # noqa: S307 - the template's own
    return found


FUNCTIONS: Mapping[str, Callable[..., float | None]] = {
    "FILL": lambda point, instead: instead if point is None else point,
    "IF": lambda condition, then, otherwise: then if condition else otherwise,
}
"""What our rules use of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html."""


def _unfilled(alarm: Resource) -> Iterator[str]:
    """The namespaces of the metrics whose missing points the alarm sees."""
    if "Metrics" not in alarm:
        yield alarm["Namespace"]
        return
    [rule] = [one["Expression"] for one in alarm["Metrics"] if one["ReturnData"]]
    for one in alarm["Metrics"]:
        if not one["ReturnData"] and f"FILL({one['Id']}, " not in rule:
            yield one["MetricStat"]["Metric"]["Namespace"]


def _statistic(name: str, values: Sequence[float] | None) -> float | None:
    return STATISTICS[name](values) if values else None


def _number(given: Any) -> float:
    return float(template()["Parameters"][given["Ref"]]["Default"] if isinstance(given, dict) else given)

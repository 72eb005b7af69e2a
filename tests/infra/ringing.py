"""Alarms as CloudWatch judges them: a metric's values of one period, put to the rule of the template."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.infra.whole import Resource, resources, template

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


def rings(alarm: Resource, values: Sequence[float]) -> bool:
    """Whether it rings where each of its periods has these values; none: the metric is missing."""
    if not values:
        return bool(alarm["TreatMissingData"] == "breaching")
    statistic = STATISTICS[alarm.get("ExtendedStatistic") or alarm["Statistic"]]
    return COMPARISONS[alarm["ComparisonOperator"]](statistic(values), _number(alarm["Threshold"]))


def _number(given: Any) -> float:
    return float(template()["Parameters"][given["Ref"]]["Default"] if isinstance(given, dict) else given)

"""Writes metrics into log lines, as CloudWatch reads them: its embedded metric format, a documented JSON.

A line names its metrics and the members of itself that are their dimensions. A member has one value, so what concerns
two campaigns takes two lines; whatever fits into one goes into one.
Source: the page "Specification: Embedded metric format" of the CloudWatch user guide.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

NAMESPACE = "Tessera"
STAGE = "stage"
"""The dimension that every metric has."""

Unit = str


class Sample(NamedTuple):
    """A metric's value."""

    name: str
    """The metric's name, as CloudWatch shows it."""
    value: float
    """The value, in `unit`."""
    by: tuple[tuple[str, str], ...] = ()
    """Further dimensions and their values."""
    whole: bool = True
    """Whether it is written without those, too."""
    unit: Unit = "Count"
    """As CloudWatch names it."""


def documents(first: Mapping[str, Any], others: Mapping[str, Any], at: int, samples: Iterable[Sample]) -> list[Any]:
    """Make as few objects as will carry all samples; the first begins with all members of `first`, and is there in any
    case.

    others: the members that each further one begins with; both name the stage. at: epoch ms.
    """
    made = [_Document(dict(first))]
    for sample in samples:
        document = next((one for one in made if one.fits(sample)), None)
        if document is None:
            document = _Document(dict(others))
            made.append(document)
        document.add(sample)
    return [one.finished(at) for one in made]


class _Document:
    def __init__(self, members: dict[str, Any]) -> None:
        self._members = members
        self._metrics: dict[tuple[tuple[str, ...], ...], list[dict[str, str]]] = {}

    def fits(self, sample: Sample) -> bool:
        members = self._members
        return sample.name not in members and all(members.get(name, value) == value for name, value in sample.by)

    def add(self, sample: Sample) -> None:
        self._members.update(sample.by)
        self._members[sample.name] = sample.value
        narrow = ((STAGE, *(name for name, _ in sample.by)),) if sample.by else ()
        sets = ((STAGE,), *narrow) if sample.whole or not narrow else narrow
        self._metrics.setdefault(sets, []).append({"Name": sample.name, "Unit": sample.unit})

    def finished(self, at: int) -> dict[str, Any]:
        if self._metrics:
            directives = [
                {"Namespace": NAMESPACE, "Dimensions": sets, "Metrics": metrics}
                for sets, metrics in self._metrics.items()
            ]
            self._members["_aws"] = {"Timestamp": at, "CloudWatchMetrics": directives}
        return self._members

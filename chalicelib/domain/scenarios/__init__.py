"""Scenarios: the own tests of a campaign or of the programme.

Whoever hands a definition in brings them along, and whoever takes it in plays them again.
"""

from msgspec import Struct

from chalicelib.domain.file.phrases import Node
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.scenarios.names import unfit
from chalicelib.domain.scenarios.play import Failure, run, shown
from chalicelib.domain.scenarios.stage import publish, publish_programme
from chalicelib.domain.scenarios.written import Scenario, scenarios
from chalicelib.domain.words.findings import Finding

__all__ = [
    "Checked",
    "Failure",
    "Scenario",
    "check",
    "publish",
    "publish_programme",
    "run",
    "scenarios",
    "shown",
    "unfit",
]


class Checked(Struct, frozen=True):
    """The result of a file of scenarios."""

    passed: int
    """How many scenarios hold."""
    failures: tuple[Failure, ...] = ()
    """For each other one, all that its first failing step did otherwise than expected."""
    findings: tuple[Finding, ...] = ()
    """The places where the file does not read, or names what is not there: then no scenario was played."""

    @property
    def holds(self) -> bool:
        return not self.failures and not self.findings


def check(tree: Node, definitions: Definitions, campaign: str) -> Checked:
    """Read and play the scenarios of what is published by `publish` or `publish_programme`.

    tree: the scenarios' file.
    """
    found, findings = scenarios(tree, campaign)
    if findings := findings or unfit(found, definitions):
        return Checked(0, findings=tuple(findings))
    played = [run(one, definitions) for one in found]
    return Checked(sum(not failures for failures in played), tuple(one for failures in played for one in failures))

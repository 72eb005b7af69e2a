"""Wheels: more than one row to land on."""

from collections.abc import Iterator

from chalicelib.domain.mechanics.wheel.block import Wheel

from chalicelib.domain.lint.subject import Rule, Subject, warning
from chalicelib.domain.words.findings import Finding


def _turns(subject: Subject) -> Iterator[Finding]:
    for name, wheel in subject.campaign.blocks(Wheel).items():
        if len(wheel.odds) == 1:
            yield warning(("wheels", name, "odds"), "one-row", "it always lands on the same: add a row")


RULES: tuple[Rule, ...] = (_turns,)

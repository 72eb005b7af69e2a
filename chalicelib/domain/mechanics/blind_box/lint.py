"""Blind boxes: tens that a limit allows."""

from collections.abc import Iterator

from chalicelib.domain.lint.subject import Rule, Subject, error
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.words.findings import Finding


def _tens(subject: Subject) -> Iterator[Finding]:
    for name, box in subject.campaign.blocks(BlindBox).items():
        for limit in box.limit if box.ten_costs is not None else ():
            if limit.count < 10:
                message = f"ten at once are ten draws, and the limit is {limit.count} a {limit.per}: allow at least 10"
                yield error(("blind_boxes", name, "ten_costs"), "ten-over-limit", message)


RULES: tuple[Rule, ...] = (_tens,)

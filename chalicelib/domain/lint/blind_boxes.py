"""Blind boxes: rows that are prizes, tens that a limit allows, draws that somebody gives."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.domain.file.flow import given
from chalicelib.domain.lint.prizes import chain
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared, warning
from chalicelib.domain.words.findings import Finding


def _rows(subject: Subject) -> Iterator[Finding]:
    prizes = subject.campaign.prizes
    for name, box in subject.campaign.blind_boxes.items():
        for row in box.odds:
            if row not in prizes:
                yield undeclared(("blind_boxes", name, "odds", row), "prize", row, prizes)


def _tens(subject: Subject) -> Iterator[Finding]:
    for name, box in subject.campaign.blind_boxes.items():
        for limit in box.limit if box.ten_costs is not None else ():
            if limit.count < 10:
                message = f"ten at once are ten draws, and the limit is {limit.count} a {limit.per}: allow at least 10"
                yield error(("blind_boxes", name, "ten_costs"), "ten-over-limit", message)


def _rows_run_out(subject: Subject) -> Iterator[Finding]:
    """A draw that lands on a prize that is out, with nothing in its place, is refused: the box is as good as closed."""
    prizes = subject.campaign.prizes
    for name, box in subject.campaign.blind_boxes.items():
        for row in box.odds:
            last = prizes.get(chain(prizes, row)[-1])
            if last and last.stock and not last.when_out:
                message = f"once {row} is out, draws that land on it are refused as sold out: give it a when_out"
                yield warning(("blind_boxes", name, "odds", row), "row-runs-out", message)


def _draws_come_from_somewhere(subject: Subject) -> Iterator[Finding]:
    campaign = subject.campaign
    granted = {name for placed in given(campaign) for name in placed.bag.draws}
    for name, box in campaign.blind_boxes.items():
        for wanted in box.costs.draws:
            if wanted in campaign.blind_boxes and wanted not in granted:
                message = f"it costs draws of {wanted}, and nothing gives those: give them, or cost points"
                yield warning(("blind_boxes", name, "costs"), "draws-never-given", message)


RULES: tuple[Rule, ...] = (_rows, _tens, _rows_run_out, _draws_come_from_somewhere)

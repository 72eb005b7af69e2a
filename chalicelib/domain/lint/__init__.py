"""The lint: what two places of a campaign file together get wrong, which no single phrase could tell.

One room a subject, each with its RULES; a rule is a small function that yields findings. Errors refuse the file,
warnings are what managers get wrong most, notes say what was not looked at.
"""

from __future__ import annotations

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint import (
    bags,
    blind_boxes,
    calendar,
    challenges,
    chances,
    collections,
    conditions,
    general,
    limits,
    prizes,
    redemptions,
    rounds,
    tasks,
)
from chalicelib.domain.lint.subject import subject
from chalicelib.domain.words.findings import Finding

_ROOMS = (
    general,
    calendar,
    rounds,
    conditions,
    bags,
    limits,
    tasks,
    challenges,
    collections,
    chances,
    blind_boxes,
    redemptions,
    prizes,
)


def lint(campaign: Campaign, programme: Programme) -> list[Finding]:
    """All that is wrong or doubtful in a campaign as `reading.read` gave it, room by room; paths are the file's."""
    judged = subject(campaign, programme)
    return [finding for room in _ROOMS for rule in room.RULES for finding in rule(judged)]

"""The whole diff of two versions of a campaign: who judges each field of the file, the mechanics' included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.diff.change import Change, Judges, Scene
from chalicelib.domain.diff.fields import HEAD, PRIZE, changed, named_blocks
from chalicelib.domain.file.campaign import Campaign, Prize
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.definition import CampaignFile

JUDGES: Mapping[type[Any], Judges] = {
    CampaignFile: {
        **HEAD,
        **{(mechanic.key,): named_blocks(mechanic.name) for mechanic in MECHANICS},
        ("prizes",): named_blocks("prize"),
    },
    **{kind: fields for mechanic in MECHANICS for kind, fields in mechanic.judged().judges.items()},
    Prize: PRIZE,
}
"""The judges by kind of block, in the order of the file."""


def diff(before: Campaign, after: Campaign, tiers: Sequence[str] = ()) -> list[Change]:
    """Every change in the order of the file, classed with its reason; both campaigns are free of the lint's errors.

    tiers: the programme's, in rising order; without them a change of `tier: at least gold` counts as adverse.
    """
    return list(changed(Scene(before, after, JUDGES, tuple(tiers)), (), before, after))

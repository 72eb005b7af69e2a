"""The whole diff of two versions of a campaign, or of the programme: who judges each field, the mechanics' included."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from chalicelib.domain.diff.change import Change, Judges, Scene
from chalicelib.domain.diff.fields import HEAD, PRIZE, WORDS, changed, named_blocks
from chalicelib.domain.diff.programme import PROGRAMME_FIELDS, felt, used_by, with_orders
from chalicelib.domain.file.blocks import Words
from chalicelib.domain.file.campaign import Campaign, Prize
from chalicelib.domain.file.programme import Programme
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
    Words: WORDS,
    **PROGRAMME_FIELDS,
}
"""The judges by kind of block, in the order of the files."""

D = TypeVar("D", Campaign, Programme)


def diff(
    before: D,
    after: D,
    tiers: Sequence[str] = (),
    campaigns: Iterable[Campaign] | None = None,
    at: int | None = None,
) -> list[Change]:
    """Every change in the order of the file, classed with its reason; both definitions are free of the lint's errors.

    tiers: the programme's, in rising order; without them a change of `tier: at least gold` counts as adverse.
    campaigns: what is published, for a change of the programme; None: not known, so that all of it may be used.
    at: when it takes effect, epoch ms; None: while nothing is open.
    """
    changes = list(changed(Scene(before, after, JUDGES, tuple(tiers), at), (), before, after))
    if isinstance(before, Campaign) or campaigns is None:
        return changes
    used = with_orders(before, used_by(campaigns))
    return [felt(one, used) for one in changes]

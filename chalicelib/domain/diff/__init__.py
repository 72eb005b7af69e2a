"""What two versions of a campaign differ in, and whom each change favours.

A promise that members act on may be bettered, and never worsened behind their backs. So a change is favourable only
where it takes nothing from anybody; whatever takes something, and whatever can't be told not to, is adverse.
Source: China, rules on prize promotions: changed after publication only in the consumer's favour.
"""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.diff.change import Change, Kind, Scene
from chalicelib.domain.diff.fields import changed
from chalicelib.domain.file.campaign import Campaign

__all__ = ["Change", "Kind", "diff"]


def diff(before: Campaign, after: Campaign, tiers: Sequence[str] = ()) -> list[Change]:
    """Every change in the order of the file, classed with its reason; both campaigns are free of the lint's errors.

    tiers: the programme's, in rising order; without them a change of `tier: at least gold` counts as adverse.
    """
    return list(changed(Scene(before, after, tuple(tiers)), (), before, after))

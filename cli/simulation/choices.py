"""Lists what members may choose to do beyond events, as the mechanics say.

A mechanic looks at the wallet only. The domain decides whether a choice is open, allowed and in stock; its answer is
remembered for a while, so that nobody asks a thousand times.
"""

from dataclasses import dataclass

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.choice import Choice

MOST_FREE = 20
"""So often at most in one visit: what takes nothing and has no limit would never end."""

MOST_PAID = 1000
"""So often at most in one visit, even where the wallet pays for more: a box may give more points than it takes."""


@dataclass(slots=True, eq=False)
class Tried:
    """A choice, and what is known of it for all members."""

    choice: Choice
    """The choice, as its mechanic offers it."""
    closed_until: float = 0
    """It is not open before (epoch ms)."""
    gone_until: float = 0
    """Its stock is out, and looked at again from then on."""

    @property
    def most(self) -> int:
        """How often it is done in one visit at most."""
        return MOST_FREE if self.choice.free else MOST_PAID


def tried(campaign: Campaign) -> tuple[Tried, ...]:
    """All choices, in the order in which members think of them: what is complete first, what costs points last."""
    return tuple(Tried(one) for one in sorted(choices(campaign), key=lambda one: one.spends))


def choices(campaign: Campaign) -> list[Choice]:
    """All choices, in the order of the file."""
    return [one for mechanic in MECHANICS for one in mechanic.judged().choices(campaign)]

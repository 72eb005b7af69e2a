"""The block of blind boxes, as managers write it."""

from __future__ import annotations

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Closes, Guarantee, Opens
from chalicelib.domain.words.values import Audience, Bag, ConsentAge, Costs, Limits, MinAge, PrizeOdds


class BlindBox(Block, frozen=True, kw_only=True):
    """A draw with published chances, stock, limits and guarantees."""

    odds: PrizeOdds
    costs: Costs = Bag()
    ten_costs: Costs | None = None
    limit: Limits = ()
    guarantees: tuple[Guarantee, ...] = ()
    min_age: MinAge | None = None
    guardian_under: ConsentAge | None = None
    who: Audience = {}
    opens: Opens | None = None
    closes: Closes | None = None

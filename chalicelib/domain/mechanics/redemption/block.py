"""The blocks of redemptions, as managers write them."""

from __future__ import annotations

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Closes, Opens
from chalicelib.domain.words.values import Audience, Bag, Costs, Limits, Name, Stock


class Offer(Block, frozen=True, kw_only=True):
    """One thing that a redemption offers."""

    gives: Bag
    costs: Costs = Bag()
    stock: Stock | None = None
    limit: Limits = ()
    who: Audience = {}
    opens: Opens | None = None
    closes: Closes | None = None


class Redemption(Block, frozen=True, kw_only=True):
    """A recurring window in which offers may be redeemed."""

    opens: Opens
    closes: Closes
    offers: dict[Name, Offer]
    limit: Limits = ()
    who: Audience = {}

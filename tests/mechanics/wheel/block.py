"""The block of wheels, as managers write it."""

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Closes, Opens
from chalicelib.domain.words.values import Audience, Bag, Costs, Limits, Price, PrizeOdds, Stock


class Wheel(Block, frozen=True, kw_only=True):
    """A wheel that is spun for a price: it gives what it lands on, and a bag besides."""

    odds: PrizeOdds
    """The prizes that it may land on, each with its chance: `{mug: 10%, pin: rest}`."""
    costs: Costs = Price()
    """The price of a spin: {points: 10}. Without it a spin is free."""
    gives: Bag = Bag()
    """The bag that every spin gives besides: {points: 1}. Without it there is none."""
    stock: Stock | None = None
    """How many spins there are for all members together: `300`, `50 a day`. Without it there is no end to them."""
    limit: Limits = ()
    """How often one member may spin it: `2 a day`, or a list. Without it there is no limit."""
    who: Audience = {}
    """The members that it is for: {tier: gold}. Without it, it is for all whom the campaign is for."""
    opens: Opens | None = None
    """When it opens. Without it, it is open as long as the campaign."""
    closes: Closes | None = None
    """When it closes. Without it, it is open as long as the campaign."""

"""The blocks of redemptions, as managers write them."""

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Closes, Opens
from chalicelib.domain.words.values import Audience, Bag, Costs, Limits, Name, Price, Stock


class Offer(Block, frozen=True, kw_only=True):
    """One thing that a redemption offers."""

    gives: Bag
    """The things that the member gets: {prizes: serum}."""
    costs: Costs = Price()
    """The price: {points: 100}. Without it the offer is free."""
    stock: Stock | None = None
    """How many there are for all members together: `300`, `50 a window`. Without it, any number."""
    limit: Limits = ()
    """How often one member may take this offer: `1 a month`, or a list. Without it there is no limit."""
    who: Audience = {}
    """The members whom it is for, by tier, tag or age: {tier: gold}. Without it everybody."""
    opens: Opens | None = None
    """From when it is offered. Without it, from when the redemption opens."""
    closes: Closes | None = None
    """The first moment at which it is not offered. Without it, when the redemption closes."""


class Redemption(Block, frozen=True, kw_only=True):
    """A recurring window in which offers may be redeemed."""

    opens: Opens
    """When it opens, usually again and again: `20th 10:00`."""
    closes: Closes
    """The first moment at which it is closed, of the same kind as `opens`: `end of 25th`."""
    offers: dict[Name, Offer]
    """The offers, each under a name of your choice."""
    limit: Limits = ()
    """How often one member may take any of its offers, all counted together. Without it, no limit."""
    who: Audience = {}
    """The members whom it is for, by tier, tag or age: {tier: gold}. Without it everybody."""

"""The block of wheels, as managers write it."""

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Closes, Opens
from chalicelib.domain.words.values import Audience, Bag, Costs, Limits, Price, PrizeOdds, Stock


class Wheel(Block, frozen=True, kw_only=True):
    """A wheel that is spun for a price: it gives what it lands on, and a bag besides."""

    odds: PrizeOdds
    costs: Costs = Price()
    gives: Bag = Bag()
    stock: Stock | None = None
    limit: Limits = ()
    who: Audience = {}
    opens: Opens | None = None
    closes: Closes | None = None

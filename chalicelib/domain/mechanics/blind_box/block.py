"""The block of blind boxes, as managers write it."""

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Closes, Guarantee, Opens
from chalicelib.domain.words.values import Audience, ConsentAge, Costs, Limits, MinAge, Price, PrizeOdds


class BlindBox(Block, frozen=True, kw_only=True):
    """A draw with published chances, stock, limits and guarantees."""

    odds: PrizeOdds
    """The chance of each prize, exactly 100% together: {bike: 2%, tee: 18%, sticker: rest}."""
    costs: Costs = Price()
    """The price of one draw: {draws: care} or {points: 50}. Without it a draw is free."""
    ten_costs: Costs | None = None
    """The price of ten draws at once. Without it nobody can draw ten at once."""
    limit: Limits = ()
    """How often one member may draw: `3 a day`, or a list. Ten at once are ten. Without it, any number."""
    guarantees: tuple[Guarantee, ...] = ()
    """Promises of a hit: [{of: [bike, tee], within: 5}]. Without them only the odds decide."""
    min_age: MinAge | None = None
    """The age in full years from which members may draw. Without it there is no least age."""
    guardian_under: ConsentAge | None = None
    """Members younger than this, in full years, need a guardian's consent. Without it nobody does."""
    who: Audience = {}
    """The members who may draw, by tier, tag or age: {tier: gold}. Without it everybody."""
    opens: Opens | None = None
    """When draws begin: a date, or again and again, `Wed 10:00`. Without it, with the campaign."""
    closes: Closes | None = None
    """The first moment without draws, of the same kind as `opens`. Without it, the campaign's end."""

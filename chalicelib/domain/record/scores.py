"""Scores of boards: as a member's document keeps them, as receipts tell of them, and as the store ranks them."""

from msgspec import Struct, field


class BoardScore(Struct, array_like=True):
    """A member's score on one board, in one of its windows."""

    score: int
    """In the units of what it ranks by: events, minor units of money, thousandths of a number."""
    at: int
    """When it was reached, epoch ms."""
    best: list[int] = []
    """The best single orders, the best first, where one of them is what counts and may come back."""


class Scored(Struct, frozen=True, omit_defaults=True):
    """A change of a member's score, and all that is needed to take it back, whatever version is in force."""

    campaign: str = field(name="c")
    """The campaign."""
    board: str = field(name="b")
    """The board."""
    window: str = field(name="w")
    """The id of the window in which it counted."""
    measure: str = field(name="m")
    """The way it counts: `count`, `sum` or `best`; of an order's own amount `sum/order` and `best/order`."""
    n: int = field(name="n")
    """The worth of the event, in the units of the score; less than 0 where it came back."""
    score: int = field(name="s")
    """The score from then on."""
    until: int = field(name="u")
    """From when nothing changes it any more, epoch ms, as far as was known then: another version may have moved it."""
    least: int = field(default=0, name="l")
    """How much must be left of its order for it to count, in minor units; 0: anything."""


class BoardEntry(Struct, frozen=True):
    """A score, as it is to be ranked."""

    campaign: str
    """The campaign."""
    board: str
    """The board."""
    window: str
    """The id of its window."""
    score: int
    """The score; 0: none any more."""
    at: int
    """When it was reached, epoch ms."""
    crowd: int = 0
    """How many takes a second the campaign expects: the more, the wider the entries are spread."""

"""The situation in which something is decided: everything that a decision depends on, and nothing else."""

from collections.abc import Callable, Collection, Mapping

from msgspec import Struct, field

from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.record.order import OrderKey, OrderSnapshot
from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.domain.record.receipt import Receipt

ShortOf = Callable[[Collection[Take]], Mapping[StockKey, int]]
"""Gives the units left of those stocks that are known to hold less than is taken, without asking anybody."""


def nothing_short(takes: Collection[Take]) -> Mapping[StockKey, int]:
    """Nothing is known to be short: there may be enough of all."""
    return {}


class Situation(Struct, frozen=True, kw_only=True):
    """The member as read, the definitions in force, and what a decision may not ask for itself: time and chance."""

    definitions: Definitions
    """The definitions in force at `now`."""
    member: Snapshot
    """The member who acts, as read."""
    now: int
    """The moment of the decision, in epoch milliseconds: not before the last moment of any member it moves."""
    entropy: bytes = b""
    """32 fresh random bytes, from which coupon codes are derived."""
    at_most: Mapping[StockKey, int] = field(default_factory=dict)
    """Units left of stocks that are known to be running out; a stock that is absent is taken as available."""
    short: ShortOf = nothing_short
    """Tells which stocks are known to hold less than something takes, once that is known: they may be many."""
    recipient: Snapshot | None = None
    """The other member whom an action involves, where there is somebody: the recipient of a gift."""
    guests: Mapping[str, Snapshot] = field(default_factory=dict)
    """The guests whose orders become the member's, by their ids, as far as they were read."""
    orders: Mapping[OrderKey, OrderSnapshot] = field(default_factory=dict)
    """The orders that are asked about, as read; one that is absent has never come."""
    given: Mapping[str, Receipt | None] = field(default_factory=dict)
    """The member's receipts by which something is undone, by their ids, as far as they were read."""
    lands: tuple[str, ...] = ()
    """A scenario's override of where draws land: the row of all, or of each in its order."""

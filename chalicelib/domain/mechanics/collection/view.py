"""A collection as a member sees it: what is held, what is missing, what may be done."""

from msgspec import Struct

from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.play.allowance import left_of
from chalicelib.domain.play.limits import Scope, remaining
from chalicelib.domain.play.turn import Player
from chalicelib.domain.play.wallet import held
from chalicelib.domain.words.values import Bag, ExchangePrice


class CollectionView(Struct, frozen=True):
    """A collection as the member sees it."""

    fragments: dict[str, int]
    """How many of each fragment the member holds, by its name."""
    wildcard: str | None
    """The name of the fragment that stands in for any other; null where there is none."""
    wildcards: int
    """How many of those the member holds."""
    missing: tuple[str, ...]
    """The fragments that the member holds none of."""
    can_compose: bool
    """Whether the member may compose it now."""
    left: int | None
    """How often it may still be composed; null: no limit."""
    gives: Bag
    """The reward for composing it."""
    exchange: ExchangePrice | None
    """The price of one fragment of choice in duplicates; null where none are exchanged."""
    can_send: bool
    """Whether the member may send a fragment now."""
    sends_left: int | None
    """How many the member may still send; 0 where none can be sent, null: no limit."""
    receives_left: int | None
    """How many the member may still get from others; 0 where none can be sent, null: no limit."""


def view(player: Player, name: str, collection: Collection) -> CollectionView:
    """The collection as it stands now."""
    fragments = {one: held(player, f"fragments/{name}/{one}") for one in collection.fragments}
    wildcards = held(player, f"fragments/{name}/{collection.wildcard}") if collection.wildcard else 0
    missing = tuple(one for one, n in fragments.items() if n == 0)
    left = remaining(player, f"set/{name}", collection.limit, Scope())
    sends = remaining(player, f"sent/{name}", collection.send, Scope()) if collection.send else 0
    receives = remaining(player, f"got/{name}", collection.receive, Scope()) if collection.send else 0
    return CollectionView(
        fragments=fragments,
        wildcard=collection.wildcard,
        wildcards=wildcards,
        missing=missing,
        can_compose=len(missing) <= wildcards and left > 0,
        left=left_of(left),
        gives=collection.gives,
        exchange=collection.exchange,
        can_send=sends > 0,
        sends_left=left_of(sends),
        receives_left=left_of(receives),
    )

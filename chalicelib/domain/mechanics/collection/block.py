"""The block of collections, as managers write it."""

from msgspec import field

from chalicelib.domain.file.blocks import Block, Fragments, Wildcards
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.words.values import (
    Earned,
    ExchangePrice,
    FragmentOdds,
    Limits,
    Name,
    Receiving,
    Sending,
)


class Collection(Block, frozen=True, kw_only=True):
    """A set of fragments that is composed into a reward."""

    fragments: Fragments
    """The names of the fragments in a full set: [collar, hem]; or each with its words, {collar: {title: Collar}}."""
    gives: Earned
    """The reward for a full set, which is used up: {draws: {care: 3}}."""
    limit: Limits = ()
    """How often one member may compose: `1 a campaign`, or a list. Without it, any number of sets."""
    odds: FragmentOdds = {}
    """The chance of each fragment of COLLECTION/random, 100% together. Without it no fragment is random."""
    guarantees: tuple[Guarantee, ...] = ()
    """Promises on random fragments: [{of: [hem], within: 5}]. Without them only the odds decide."""
    wildcards: Wildcards = field(default={}, name="wildcard")
    """A fragment that stands for any missing one, none of `fragments`: joker; or {joker: {title: Joker}} with its
    words. Without it there is none."""
    exchange: ExchangePrice | None = None
    """The price of one fragment of choice in duplicates: `3 spares`, `3 alike`. Without it, no exchange."""
    send: Sending = ()
    """How often one member may send fragments: `1 a day`. Without it nobody can send any."""
    receive: Receiving = ()
    """How often one member may get fragments from others, from all together: `9 a day`. Without it, any number."""
    cannot_send: tuple[Name, ...] = ()
    """The fragments that stay with their owner: [hem]. Without it every one can be sent."""

    @property
    def wildcard(self) -> str | None:
        """The name of the fragment that stands for any missing one; None: there is none."""
        return next(iter(self.wildcards), None)

    @property
    def held(self) -> tuple[str, ...]:
        """The names of all its fragments, and of the one that stands for any of them."""
        return (*self.fragments, *self.wildcards)

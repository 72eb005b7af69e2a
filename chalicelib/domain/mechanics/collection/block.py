"""The block of collections, as managers write it."""

from __future__ import annotations

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.words.values import Earned, Exchange, FragmentOdds, Fragments, Limits, Name, Sending, Wildcard


class Collection(Block, frozen=True, kw_only=True):
    """A set of fragments that is composed into a reward."""

    fragments: Fragments
    gives: Earned
    limit: Limits = ()
    odds: FragmentOdds = {}
    guarantees: tuple[Guarantee, ...] = ()
    wildcard: Wildcard | None = None
    exchange: Exchange | None = None
    send: Sending = ()
    cannot_send: tuple[Name, ...] = ()

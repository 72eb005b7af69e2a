"""The form in which mechanics give the sentences that only they have; a start waits for nothing that is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from chalicelib.domain.file.blocks import Block, Placed

if TYPE_CHECKING:
    from chalicelib.domain.saying.speaker import Speaker


class Own(Struct, frozen=True):
    """The sentences that are of one kind of block alone."""

    says: Callable[[Speaker, Placed], Iterator[str]]
    """Says them, for one block."""
    fields: frozenset[str]
    """The attributes that they say, be they shared with others or not: no shared sentence says them again."""


OwnOf = Mapping[type[Block], Own]
"""The own sentences by kind of block."""

"""Boards: what containers tell one another about the full shards of a stock that is spread wide.

When such a stock runs out under a crowd, everybody meets a full shard at about the same moment. Would each of them read
all shards, the partitions would run out of read units, and the crowd would hear "busy" instead of "sold out"
(docs/crowd.md). So one of them reads, and all others read what that one wrote on a board.

What a board says stays true, since a full shard stays full. A board that is old, lost or written over by one who knew
less makes somebody read the shards again, and can never make a stock look emptier than it is. Its moment is by the
clocks of containers, which differ: that costs no more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random

from chalicelib.domain.record.outcome import Take
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store import dynamo
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, Key, board_key

SHARDS = 100
"""Shards of a stock for each of its boards: one board alone would be read more often than a partition allows."""

FRESH_MS = 50
"""So long after somebody wrote on a board nobody else sets out to read the shards: about as long as a thousand take."""


@dataclass(frozen=True, slots=True)
class Board:
    """full: the shards that hold nothing any more of `quota` units · at: when it was written on, epoch ms; None where
    it never was.
    """

    key: Key
    at: int | None = None
    quota: int = 0
    full: Collection[int] = ()


class Boards:
    """clock: epoch ms."""

    def __init__(self, reader: Reader, rng: Random, clock: Callable[[], int]) -> None:
        self._reader = reader
        self._rng = rng
        self._clock = clock

    def read(self, take: Take) -> Board:
        """One of the stock's boards, each as likely. Raises Unavailable."""
        key = board_key(take.key, self._rng.randrange(-(-take.shards // SHARDS)))
        item = self._reader.read_some([key]).get(key)
        return Board(key) if item is None else Board(key, item.at, item.taken, _indices(item.body))

    def claim(self, board: Board) -> bool:
        """Whether who has read this board is to read the shards: nobody else has set out to, or not for a while."""
        now = self._clock()
        if board.at is not None and abs(now - board.at) < FRESH_MS:
            return False
        return put(replace(board, at=now), over=board)

    def write(self, board: Board, quota: int, full: Collection[int]) -> None:
        """Write down which shards hold nothing any more of the quota; nothing where the table is too busy."""
        put(Board(board.key, self._clock(), quota, full))


def put(board: Board, over: Board | None = None) -> bool:
    """Whether it was written, as far as is known. over: only where it still is as it was read."""
    unmoved = None if over is None else Item.pk.does_not_exist() if over.at is None else Item.at == over.at
    with suppress(Unavailable):
        return dynamo.put_item(Item(*board.key, at=board.at, taken=board.quota, body=bits(board.full)), unmoved)
    return False


def bits(indices: Collection[int]) -> bytes:
    """A bit for each shard: a thousand take 125 bytes."""
    bits = sum(1 << index for index in indices)
    return bits.to_bytes(-(-bits.bit_length() // 8), "little")


def _indices(body: bytes) -> list[int]:
    bits = int.from_bytes(body, "little")
    return [index for index in range(bits.bit_length()) if bits >> index & 1]

"""Lists of the full shards of a stock that is spread wide, shared between containers.

When such a stock runs out under a crowd, everybody meets a full shard at about the same moment. Would each of them read
all shards, the partitions would run out of read units, and the crowd would hear "busy" instead of "sold out"
(docs/crowd.md). So one of them reads, and writes down which shards are full; all others read that list.

What a list says stays true, since a full shard stays full. A list that is old, lost or written over by one who knew
less makes somebody read the shards again, and can never make a stock look emptier than it is. Its moment is by the
clocks of containers, which differ: that costs no more.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.record.outcome import Take
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store import dynamo
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, Key, full_shards_key

SHARDS = 100
"""Shards of a stock for each of its lists: one list alone would be read more often than a partition allows."""

FRESH_MS = 50
"""How long after a list was written no other container begins to read the shards: about as long as a thousand take."""


class KnownFull(Struct, frozen=True):
    """A list of the shards of a stock that are known to be full."""

    key: Key
    """Its own key: the stock's, and which of the stock's lists it is."""
    at: int | None = None
    """When it was written, epoch ms; None where it never was."""
    quota: int = 0
    """The units of the stock when it was written: with more units a shard may hold some again."""
    full: Collection[int] = ()
    """The numbers of the shards that hold nothing any more."""


class FullShards:
    """Reads and writes the lists of full shards."""

    def __init__(self, reader: Reader, rng: Random, clock: Callable[[], int]) -> None:
        """clock: epoch ms."""
        self._reader = reader
        self._rng = rng
        self._clock = clock

    def read(self, take: Take) -> KnownFull:
        """Read one of the stock's lists, each as likely. Raises Unavailable."""
        key = full_shards_key(take.key, self._rng.randrange(-(-take.shards // SHARDS)))
        item = self._reader.read_some([key]).get(key)
        return KnownFull(key) if item is None else KnownFull(key, item.at, item.taken, _indices(item.body))

    def claim(self, known: KnownFull) -> bool:
        """Claim the reading of the shards, by the list as it was read; False where another container has done so."""
        now = self._clock()
        if known.at is not None and abs(now - known.at) < FRESH_MS:
            return False
        return put(replace(known, at=now), over=known)

    def write(self, known: KnownFull, quota: int, full: Collection[int]) -> None:
        """Write down which shards hold nothing any more of the quota; nothing where the table is too busy."""
        put(KnownFull(known.key, self._clock(), quota, full))


def put(known: KnownFull, over: KnownFull | None = None) -> bool:
    """Write a list; whether it was, as far as is known. over: only where it still is as it was read."""
    unmoved = None if over is None else Item.pk.does_not_exist() if over.at is None else Item.at == over.at
    with suppress(Unavailable):
        return dynamo.put_item(Item(*known.key, at=known.at, taken=known.quota, body=bits(known.full)), unmoved)
    return False


def bits(indices: Collection[int]) -> bytes:
    """A bit for each shard: a thousand take 125 bytes."""
    bits = sum(1 << index for index in indices)
    return bits.to_bytes(-(-bits.bit_length() // 8), "little")


def _indices(body: bytes) -> list[int]:
    bits = int.from_bytes(body, "little")
    return [index for index in range(bits.bit_length()) if bits >> index & 1]

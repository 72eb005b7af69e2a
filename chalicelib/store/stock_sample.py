"""Estimates how much of a stock is left from some of its shards: for a gauge, never for a decision."""

from collections.abc import Iterable

from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.store.dynamo import MOST_KEYS
from chalicelib.store.pools import pool_shard, shard_keys
from chalicelib.store.reader import Reader
from chalicelib.store.stock import quota_of
from chalicelib.store.table import shard_key


class StockSample:
    """Reads up to a hundred shards of a stock: as takes choose among them by chance, they empty alike."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def left(self, takes: Iterable[Take]) -> dict[StockKey, float]:
        """The part of each stock that is left, 0 to 1: of all its units where its shards are at most a hundred.

        Eventually consistent. Raises Unavailable.
        """
        read = {take.key: (take, range(0, take.shards, -(-take.shards // MOST_KEYS))) for take in takes}
        keys = [shard_key(key, index) for key, (_, indices) in read.items() for index in indices]
        taken = {key: item.taken for key, item in self._reader.read(keys, consistent=False).items()}
        return {
            key: _part(sum(taken.get(shard_key(key, index), 0) for index in indices), take, indices)
            for key, (take, indices) in read.items()
        }

    def codes(self, pools: Iterable[StockKey]) -> dict[StockKey, float]:
        """The part of each pool's codes that is left, 0 to 1; a pool that was never filled is left out.

        Eventually consistent. Raises Unavailable.
        """
        shards = {pool: shard_keys(pool) for pool in pools}
        items = self._reader.read([key for keys in shards.values() for key in keys], consistent=False)
        read = {pool: [pool_shard(items.get(key)) for key in keys] for pool, keys in shards.items()}
        codes = {pool: sum(one.codes for one in found) for pool, found in read.items()}
        return {pool: sum(one.left for one in read[pool]) / n for pool, n in codes.items() if n}


def _part(taken: int, take: Take, indices: Iterable[int]) -> float:
    """A shard's number never passes its quota, but for a quota that was lowered: then nothing is left of it."""
    quota = sum(quota_of(take, index) for index in indices)
    return max(0, quota - taken) / quota if quota else 0.0

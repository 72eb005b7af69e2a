"""Pools of a partner's codes: which of them a transaction takes.

A pool is a stock in shards (`S#/pools/NAME/#7`) that tell how many codes were put into each (`codes`) and how many
were taken out (`taken`); both only grow. The codes of a shard are numbered from 0, so `taken` is the number of the next
one. Whoever takes it says which number that is, on the condition that it still is: a number that was taken meanwhile is
answered with the right one. So no code goes out twice, and the number is in the receipt before it is written.

A container goes on where it took last: as long as no other takes from the same shard, it knows the next number. Where
others do, it learns it in time: what took a code last time is likely to take one again, so that the shard is read along
with the member (`next_for`).
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from contextlib import suppress
from random import Random
from threading import Lock
from typing import Final

from msgspec import Struct, field

from chalicelib.domain.record.outcome import POOL_SHARDS, StockKey, Take
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.portions import Portion, Shard, divided
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, Key, shard_key

AGAIN_SECONDS: Final = 5.0
"""A pool that was seen to hold too few codes is looked at again so long after: codes may have been uploaded."""

REMEMBERED_POOLS: Final = 128
"""Pools that a container remembers: those that were asked for last."""

REMEMBERED_TAKERS: Final = 512
"""Of so many things that members do a container remembers which pools they took from."""


class PoolShard(Struct, frozen=True):
    """A shard of a pool, as it was read."""

    codes: int = 0
    """Codes that were put into it."""
    taken: int = 0
    """Codes that were taken from it: the number of the next one."""

    @property
    def left(self) -> int:
        """Codes that may still be taken."""
        return max(0, self.codes - self.taken)


class _Pool(Struct):
    """A pool as far as a container knows it."""

    shards: dict[int, PoolShard] = field(default_factory=dict)
    looked: float | None = None
    """When all of its shards were read last, in seconds of the clock; None: never."""
    home: int | None = None
    """The shard that this container took from last."""

    @property
    def left(self) -> int:
        """Codes left, as far as is known."""
        return sum(shard.left for shard in list(self.shards.values()))


class Pools:
    """Chooses the codes to take. Safe to use from several threads: what they learn only ever grows."""

    def __init__(self, reader: Reader, rng: Random, monotonic: Callable[[], float]) -> None:
        """monotonic: seconds."""
        self._reader = reader
        self._rng = rng
        self._monotonic = monotonic
        self._known: OrderedDict[StockKey, _Pool] = OrderedDict()
        self._takers: OrderedDict[Hashable, tuple[StockKey, ...]] = OrderedDict()
        self._lock = Lock()

    def choose(self, take: Take, avoid: Collection[Shard]) -> list[Portion]:
        """Choose the codes to take, as many as there are. avoid: shards that other transactions write.

        A pool that is not known yet, or not to hold so many, is read first. Raises Unavailable.
        """
        known = self._pool(take.key)
        if known.looked is None or self._may_be_fuller(known, take.n):
            known = self._read([take.key])[take.key]
        shards, home = dict(known.shards), known.home
        busy = {shard.number for shard in avoid if shard.key == take.key}
        left = {number: units for number, shard in shards.items() if (units := shard.left)}
        if home is not None and home not in busy and left.get(home, 0) >= take.n:
            chosen = {home: take.n}
        else:
            chosen = divided(left, take.n, busy, self._rng)
            known.home = next(iter(chosen), None)
        return [_portion(take.key, number, n, shards[number]) for number, n in chosen.items()]

    def took(self, what: Iterable[Hashable], taken: Collection[Portion]) -> None:
        """Remember what was taken, and for what it was; for something that took nothing this time, nothing."""
        if not taken and not self._takers:
            return
        pools: dict[StockKey, None] = {}
        for one in taken:
            if one.first is not None:
                self.saw(one.shard, one.quota, one.first + one.n)
                pools[one.shard.key] = None
        with self._lock:
            for done in what:
                self._takers.pop(done, None)
                if pools:
                    self._takers[done] = tuple(pools)
            while len(self._takers) > REMEMBERED_TAKERS:
                self._takers.popitem(last=False)

    def next_for(self, what: Iterable[Hashable]) -> dict[Key, Shard]:
        """The shards, by their keys, from which is taken next for what took codes last time."""
        if not self._takers:
            return {}
        with self._lock:
            pools = {
                pool: self._known[pool] for one in what for pool in self._takers.get(one, ()) if pool in self._known
            }
        shards = [Shard(pool, known.home) for pool, known in pools.items() if known.home is not None]
        return {shard_key(one.key, one.number): one for one in shards}

    def left(self, key: StockKey) -> int:
        """Codes left, as far as is known."""
        return self._pool(key).left

    def seen_left(self, key: StockKey) -> int | None:
        """Codes left as of the last look, where that was just now; None: it is not known. Nothing is read."""
        known = self._known.get(key)
        if known is None or known.looked is None or self._monotonic() - known.looked >= AGAIN_SECONDS:
            return None
        return known.left

    def held(self, key: StockKey) -> PoolShard:
        """Read all shards of a pool, and add them up. Raises Unavailable."""
        shards = list(self._read([key])[key].shards.values())
        return PoolShard(sum(one.codes for one in shards), sum(one.taken for one in shards))

    def forget(self, key: StockKey) -> None:
        """Know nothing of a pool any more: it was filled, so it is read before anything is taken from it."""
        with self._lock:
            self._known.pop(key, None)

    def saw(self, shard: Shard, codes: int, taken: int) -> None:
        """Learn of one shard: that so many codes were put into it and taken from it, or more."""
        self._learn(shard.key, {shard.number: PoolShard(codes, taken)})

    def look(self, take: Take) -> int:
        """Learn of all shards where those that are known don't hold enough; gives the codes left, as far as is known.

        What the table is too busy to read stays unknown.
        """
        known = self._pool(take.key)
        if known.left < take.n:
            with suppress(Unavailable):
                known = self._read([take.key])[take.key]
        return known.left

    def read(self, pools: Iterable[StockKey]) -> dict[StockKey, int]:
        """Read all shards of these pools, and give the codes left of each. Raises Unavailable.

        Eventually consistent, at half the price: an older number costs another attempt, and never gives a code twice.
        """
        return {pool: known.left for pool, known in self._read(pools).items()}

    def _read(self, pools: Iterable[StockKey]) -> dict[StockKey, _Pool]:
        """Read pools, and give what is known of them then; another thread may `forget` them at any moment."""
        shards = {pool: shard_keys(pool) for pool in pools}
        items = self._reader.read([key for keys in shards.values() for key in keys], consistent=False)
        found = {}
        for pool, keys in shards.items():
            known = self._learn(pool, {number: pool_shard(items.get(key)) for key, number in keys.items()})
            known.looked = self._monotonic()
            found[pool] = known
        return found

    def _may_be_fuller(self, known: _Pool, n: int) -> bool:
        return known.left < n and known.looked is not None and self._monotonic() - known.looked >= AGAIN_SECONDS

    def _pool(self, key: StockKey) -> _Pool:
        with self._lock:
            known = self._known.setdefault(key, _Pool())
            self._known.move_to_end(key)
            if len(self._known) > REMEMBERED_POOLS:
                self._known.popitem(last=False)
            return known

    def _learn(self, key: StockKey, shards: Mapping[int, PoolShard]) -> _Pool:
        known = self._pool(key)
        with self._lock:
            for number, found in shards.items():
                before = known.shards.get(number, PoolShard())
                known.shards[number] = PoolShard(max(before.codes, found.codes), max(before.taken, found.taken))
        return known


def shard_keys(pool: StockKey) -> dict[Key, int]:
    """The shards of a pool, by their keys."""
    return {shard_key(pool, number): number for number in range(POOL_SHARDS)}


def pool_shard(item: Item | None) -> PoolShard:
    """The shard as it was read; an empty one where there is none yet."""
    return PoolShard() if item is None else PoolShard(item.codes or 0, item.taken or 0)


def _portion(key: StockKey, number: int, n: int, shard: PoolShard) -> Portion:
    return Portion(Shard(key, number), n, shard.codes, first=shard.taken)

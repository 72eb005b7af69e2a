"""Stock that everybody shares, spread over shards so that a flash crowd doesn't queue at one item.

A shard is a number that only grows: units taken. The quota is in the definition, so a top-up raises every shard's part
of it and shrinks none. A unit that comes back is an item of its own (`store.returned`), and is looked for where all
shards are known to be full.

What a container remembers is the highest number it has seen in each shard: as the number only grows, that is true for
good and for any quota, and a shard that was seen full is never asked again.
"""

from collections import OrderedDict
from collections.abc import Collection, Hashable, Iterable, Mapping
from contextlib import suppress
from random import Random
from threading import Lock
from typing import Final

from msgspec import Struct, field

from chalicelib.domain.record.outcome import StockKey, Take, UnitBack
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.dynamo import MOST_KEYS
from chalicelib.store.full_shards import FullShards
from chalicelib.store.pools import Pools
from chalicelib.store.portions import Portion, Shard, Short, Taken, divided
from chalicelib.store.reader import Reader
from chalicelib.store.returned import FRESH_MS, ReturnedUnits
from chalicelib.store.table import Item, Key, shard_key

REMEMBERED_STOCKS = 128
"""Stocks (in one window each) that a container remembers: those that were asked for last."""

SHOWN_MS: Final = 60_000
"""How old what is known of returned units may be where it is only shown."""

GUESSES = 4
"""Shards that are tried by chance before all of them are listed."""


class SeenShards(Struct):
    """The shards of one stock as far as a container has seen them."""

    shards: dict[int, int] = field(default_factory=dict)
    """The highest number of units taken that it has seen in each."""
    total: int = 0
    """Their sum."""


NOTHING: Final = SeenShards()
"""Nothing was seen of a stock."""


class StockShards:
    """Chooses the shards to take from. Safe to use from several threads: what they learn only ever adds up."""

    def __init__(self, reader: Reader, full_shards: FullShards, rng: Random, pools: Pools) -> None:
        self._pools = pools
        self._reader = reader
        self._full_shards = full_shards
        self._rng = rng
        self._returned = ReturnedUnits(rng)
        self._memory: OrderedDict[StockKey, SeenShards] = OrderedDict()
        self._lock = Lock()

    def place(
        self, takes: Iterable[Take], now: int, avoid: Collection[Shard | UnitBack] = ()
    ) -> tuple[Taken, ...] | Short:
        """Choose the shards to take from, or give the first stock known to be short; where the shards are known to hold
        too few, units that came back by a moment (epoch ms) are among it.

        avoid: what other transactions write. Raises Unavailable where it can't be known what came back.
        """
        portions: list[Taken] = []
        for take in takes:
            busy = {one for one in avoid if isinstance(one, Shard)}
            chosen = self._pools.choose(take, busy) if take.key.pool else self._choose(take, busy)
            found = sum(portion.n for portion in chosen)
            if found < take.n:
                again = self._returned.some(take.key, take.n - found, now, avoid) if take.returning else []
                if found + len(again) < take.n:
                    return Short(take.key, found + len(again))  # all there are, as far as was known just now
                portions += again
            portions += chosen
        return tuple(portions)

    def gone(self, unit: UnitBack) -> None:
        """Forget a unit that came back and was taken."""
        self._returned.gone(unit)

    def left(self, take: Take) -> int:
        """Units left in the shards as far as is known; never less than there are, but for codes just uploaded."""
        if take.key.pool:
            return self._pools.left(take.key)
        return sum(self._known_left(take).values())

    def known(self, takes: Iterable[Take], now: int, within: int = SHOWN_MS) -> dict[StockKey, int]:
        """Units left of those stocks of which this container has seen something, never less than there were so many ms
        before a moment (epoch ms); nothing is read.

        A shard that was seen full stays full. What may come back is known as of the last look: where that is older, so
        is nothing of a stock that seems to be gone.
        """
        found = {}
        for take in takes:
            left = self._seen_left(take)
            if left is not None and left < max(1, take.n) and take.returning:
                back = self._returned.seen(take.key, now, within)
                left = None if back is None else left + len(back)
            if left is not None:
                found[take.key] = left
        return found

    def short(self, takes: Iterable[Take], now: int) -> dict[StockKey, int]:
        """Give the units left of the stocks that this container knows to hold less than is to be taken.

        As `known`, but what came back is known for a second only.
        """
        near = [take for take in takes if self._may_be_short(take)]
        known = self.known(near, now, FRESH_MS) if near else {}
        return {take.key: known[take.key] for take in near if known.get(take.key, take.n) < take.n}

    def _may_be_short(self, take: Take) -> bool:
        """Whether so much was seen to be taken that there may be too little: without adding up a thousand shards."""
        return take.quota - self._memory.get(take.key, NOTHING).total < take.n

    def _seen_left(self, take: Take) -> int | None:
        if take.key.pool:
            return self._pools.seen_left(take.key)
        return self.left(take) if take.key in self._memory else None

    def saw(self, shard: Shard, taken: int, codes: int = 0) -> None:
        """Remember how much was taken from a shard. codes: of a pool, how many were put into it."""
        if shard.key.pool:
            self._pools.saw(shard, codes, taken)
        else:
            self._learn(shard.key, {shard.number: taken})

    def took(self, what: Iterable[Hashable], portions: Iterable[Taken]) -> None:
        """Remember what this container took of pools, and for what that was: the next code has to be known by its
        number."""
        self._pools.took(what, [one for one in portions if isinstance(one, Portion) and one.shard.key.pool])

    def next_for(self, what: Iterable[Hashable]) -> dict[Key, Shard]:
        """The shards to be read along with the member, as what is done is likely to take from them. They are taken from
        by numbers, which others may have moved on.
        """
        return self._pools.next_for(what)

    def look(self, take: Take, now: int) -> int:
        """Learn of the other shards, where one was met that is full; gives the units left, as far as is known then.

        now: epoch ms.

        All that are not known to be full are read, where one call takes them. Of a stock that is spread wider one
        container at a time reads them, for all: see `store.full_shards`. What the table is too busy to read stays
        unknown. Raises Unavailable where the shards hold too few, and it can't be known what came back.
        """
        if take.key.pool:
            return self._pools.look(take)
        with suppress(Unavailable):
            if take.shards <= MOST_KEYS:
                self._read(take)
            else:
                self._share(take)
        left = self.left(take)
        return left if left >= take.n else left + self._back(take, now)

    def survey(self, takes: Collection[Take], now: int) -> dict[StockKey, int]:
        """Read all shards not known to be full, of all these stocks at once, and give the units left of each: where the
        shards are full, those that came back. now: epoch ms.

        Eventually consistent, at half the price: an older number is a smaller one, which can make a stock look less
        empty than it is but never emptier, and the condition of the commit decides. Raises Unavailable.
        """
        pools = [take.key for take in takes if take.key.pool]
        if pools:
            others = [take for take in takes if not take.key.pool]
            return self._pools.read(pools) | (self.survey(others, now) if others else {})
        shards = {take.key: self._not_full(take) for take in takes}
        items = self._reader.read([key for keys in shards.values() for key in keys], consistent=False)
        for stock, keys in shards.items():
            self._learn(stock, _taken(keys, items))
        return {take.key: self.left(take) or self._back(take, now) for take in takes}

    def _back(self, take: Take, now: int) -> int:
        """Units that came back. Raises Unavailable."""
        return len(self._returned.known(take.key, now)) if take.returning else 0

    def _read(self, take: Take) -> None:
        """Read the shards not known to be full, as far as the table has time for it. Raises Unavailable."""
        shards = list(self._not_full(take).items())
        for start in range(0, len(shards), MOST_KEYS):
            page = dict(shards[start : start + MOST_KEYS])
            self._learn(take.key, _taken(page, self._reader.read_some(list(page))))

    def _share(self, take: Take) -> None:
        """Learn from the list of full shards; where it is this container's turn, read the shards and write the list.

        Raises Unavailable.
        """
        known = self._full_shards.read(take)
        of = Take(take.key, take.n, known.quota, take.shards)
        self._learn(take.key, {index: quota_of(of, index) for index in known.full})
        if self._known_left(take) and self._full_shards.claim(known):
            self._read(take)
            left = self._known_left(take)
            self._full_shards.write(known, take.quota, [index for index in range(take.shards) if index not in left])

    def _learn(self, stock: StockKey, taken: Mapping[int, int]) -> None:
        with self._lock:
            seen = self._memory.setdefault(stock, SeenShards())
            for index, units in taken.items():
                more = units - seen.shards.get(index, 0)
                if more > 0:
                    seen.shards[index] = units
                    seen.total += more
            self._memory.move_to_end(stock)
            if len(self._memory) > REMEMBERED_STOCKS:
                self._memory.popitem(last=False)

    def _choose(self, take: Take, avoid: Collection[Shard]) -> list[Portion]:
        """One shard that holds all units, each such one as likely; else as few shards as will do, or all there are.

        Mostly a guess will do, which is as fair as a choice from the list of all, and spares making it: a millisecond
        where there are a thousand shards.
        """
        for _ in range(GUESSES):
            guess = Shard(take.key, self._rng.randrange(take.shards))
            if guess not in avoid and quota_of(take, guess.number) - self._seen(guess) >= take.n:
                return [_portion(take, guess.number, take.n)]
        busy = {shard.number for shard in avoid if shard.key == take.key}
        chosen = divided(self._known_left(take), take.n, busy, self._rng)
        return [_portion(take, index, n) for index, n in chosen.items()]

    def _seen(self, shard: Shard) -> int:
        return self._memory.get(shard.key, NOTHING).shards.get(shard.number, 0)

    def _not_full(self, take: Take) -> dict[Key, int]:
        """The shards not known to be full, by their keys."""
        return {shard_key(take.key, index): index for index in self._known_left(take)}

    def _known_left(self, take: Take) -> dict[int, int]:
        """Units left in each shard that is not known to be full."""
        seen = self._memory.get(take.key, NOTHING).shards
        part, rest = divmod(take.quota, take.shards)  # `quota_of`, written out: this runs over a thousand shards
        left = ((index, part + (index < rest) - seen.get(index, 0)) for index in range(take.shards))
        return {index: units for index, units in left if units > 0}


def quota_of(take: Take, index: int) -> int:
    """The units of one shard: an even part of the whole, the remainder going to the first ones."""
    return take.quota // take.shards + (index < take.quota % take.shards)


def _taken(shards: Mapping[Key, int], items: Mapping[Key, Item]) -> dict[int, int]:
    """Units taken by shard."""
    return {index: items[key].taken for key, index in shards.items() if key in items}


def _portion(take: Take, index: int, n: int) -> Portion:
    return Portion(Shard(take.key, index), n, quota_of(take, index))

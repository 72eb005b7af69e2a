"""Units that came back into a stock, each an item of its own: a shard only ever grows, so they can't come back there.

    B#CAMPAIGN/STOCK/WINDOW / AT/ID   `ttl`; AT: from when it may be taken, epoch ms

They are looked for by whoever knows all shards of the stock to be full, and taken by deleting them, on condition that
they are there: of a crowd one gets each. What a container found it remembers for a second, so that a stock that is gone
costs each container one more read a second, however large the crowd is.
"""

from collections import OrderedDict
from collections.abc import Collection
from random import Random
from threading import Lock
from typing import Final, NamedTuple

from chalicelib.domain.record.outcome import StockKey, UnitBack
from chalicelib.store import dynamo
from chalicelib.store.table import RECEIPT_SECONDS, Item, Raw, raw_item, returned_key

FRESH_MS: Final = 1000
"""How long a container relies on what it found, by the clock of decisions."""

MOST_FOUND: Final = 100
"""Units that one look finds: those that came back first."""

REMEMBERED: Final = 128
"""Stocks of which a container remembers what it found: those that were asked for last."""


class Found(NamedTuple):
    """The units of a stock that were found, and when."""

    at: int
    """When they were looked for, epoch ms."""
    units: tuple[UnitBack, ...]
    """The units that may be taken, a hundred at most: those that came back first."""


class ReturnedUnits:
    """Finds units that came back. Safe to use from several threads."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._found: OrderedDict[StockKey, Found] = OrderedDict()
        self._lock = Lock()

    def some(self, key: StockKey, n: int, now: int, avoid: Collection[object] = ()) -> list[UnitBack]:
        """Choose up to n units that may be taken at a moment (epoch ms), by chance, so that a crowd does not want the
        same one. avoid: units that other transactions have in their hands. Raises Unavailable.
        """
        known = list(self.known(key, now))
        self._rng.shuffle(known)
        return sorted(known, key=lambda one: one in avoid)[:n]

    def known(self, key: StockKey, now: int) -> tuple[UnitBack, ...]:
        """The units that may be taken at a moment (epoch ms), as of a second ago at most. Raises Unavailable."""
        found = self._found.get(key)
        if found is None or not 0 <= now - found.at < FRESH_MS:
            found = Found(now, _look(key, now))
            with self._lock:
                self._found[key] = found
                self._found.move_to_end(key)
                if len(self._found) > REMEMBERED:
                    self._found.popitem(last=False)
        return found.units

    def seen(self, key: StockKey, now: int, within: int) -> tuple[UnitBack, ...] | None:
        """The units of the last look, where that was so many ms ago at most; None: not known. Nothing is read."""
        found = self._found.get(key)
        return found.units if found is not None and 0 <= now - found.at < within else None

    def gone(self, unit: UnitBack) -> None:
        """Forget a unit that was taken."""
        with self._lock:
            if found := self._found.get(unit.key):
                self._found[unit.key] = found._replace(units=tuple(one for one in found.units if one != unit))


def raw_unit(unit: UnitBack) -> Raw:
    """A unit that came back as its item. It is kept as long as the receipts that tell of it."""
    return raw_item(returned_key(unit.key, unit.at, unit.id), ttl=unit.at // 1000 + RECEIPT_SECONDS)


def _look(key: StockKey, now: int) -> tuple[UnitBack, ...]:
    """Read those that may be taken: eventually consistent, as an older answer only finds less."""
    until = returned_key(key, now + 1, "")
    page = dynamo.query(until.pk, Item.sk < until.sk, limit=MOST_FOUND, consistent=False)
    return tuple(_unit(key, raw["sk"]["S"]) for raw in page.items)


def _unit(key: StockKey, sk: str) -> UnitBack:
    at, _, name = sk.partition("/")
    return UnitBack(key, name, int(at))

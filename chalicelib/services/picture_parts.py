"""Remembers the parts of pictures that were read: under the number of its picture a part never changes."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from threading import Lock
from typing import Final, TypeVar

from chalicelib.store.rankings import Held, RankingId, Rankings
from chalicelib.store.table import Item, Key

K = TypeVar("K")
V = TypeVar("V")

REMEMBERED: Final = 64
"""Parts that a container remembers: those that were asked for last. With a thousand places one is some 60 KB."""

LATELY: Final = 60_000
"""For so long after it was read (ms) the next picture is not expected."""


class PictureParts:
    """Gives parts of pictures: read along with the state, remembered, or read now. Safe to use from several threads."""

    def __init__(self, store: Rankings) -> None:
        self._store = store
        self._seen: OrderedDict[RankingId, int] = OrderedDict()
        self._parts: OrderedDict[tuple[Key, int], Item] = OrderedDict()
        self._lock = Lock()

    def at_hand(self, ranking: RankingId, now: int) -> bool:
        """Whether the ranking's parts were read so lately that they need not be read along. now: epoch ms."""
        with self._lock:
            return now - self._seen.get(ranking, -LATELY) < LATELY

    def of(self, state: Held, keys: Collection[Key], found: Mapping[Key, Item], now: int) -> dict[Key, Item]:
        """The parts under the keys, as far as there are any, of the state's own picture.

        Where another picture is just being written, its parts come in their place. found: what was read along with the
        state; now: epoch ms. Raises Unavailable.
        """
        if not state.state.entries:
            return {}
        number = state.state.parts
        with self._lock:
            known = {key: self._parts[key, number] for key in keys if (key, number) in self._parts}
        # what was read along may be older than the state; what is read now is not
        known |= {key: item for key, item in found.items() if key in keys and item.v == number}
        if missing := [key for key in keys if key not in known]:
            known |= self._store.read(missing)
        if found or missing:
            self._remember(state, known, now)
        return known

    def _remember(self, state: Held, parts: Mapping[Key, Item], now: int) -> None:
        with self._lock:
            for key, item in parts.items():
                _keep(self._parts, (key, state.state.parts), item)
            _keep(self._seen, state.id, now)


def _keep(kept: OrderedDict[K, V], key: K, value: V) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > REMEMBERED:
        kept.popitem(last=False)

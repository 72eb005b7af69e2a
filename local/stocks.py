"""The stock as stored: the shards of each limited stock and what came back, as the table's stream tells of them."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

from chalicelib.store.table import Item

Stock = tuple[str, str, str]
"""Campaign, stock and window."""


class Stocks:
    """Remembers how much was taken from each shard, so that nobody has to look through the whole table for it."""

    def __init__(self) -> None:
        self._taken: dict[Stock, dict[str, int]] = {}
        self._returned: dict[Stock, set[str]] = {}
        self._one_at_a_time = Lock()

    def begin(self) -> None:
        """Look through the table once, for what was taken before its stream begins. Raises what PynamoDB raises."""
        for item in Item.scan(Item.pk.startswith("S#")):
            self._saw(item.pk, item.taken or 0)
        for item in Item.scan(Item.pk.startswith("B#")):
            self._came_back(item.pk, item.sk, there=True)

    def hear(self, event: Mapping[str, Any], context: Any) -> None:
        """Take records of the stream, as a function that it wakes. An item's come in order, and may come again."""
        for record in event["Records"]:
            change = record["dynamodb"]
            pk = change["Keys"]["pk"]["S"]
            taken = change.get("NewImage", {}).get("taken")  # moto makes an item before it updates it
            if pk.startswith("B#"):
                self._came_back(pk, change["Keys"]["sk"]["S"], there=record["eventName"] != "REMOVE")
            elif pk.startswith("S#") and taken:
                self._saw(pk, int(taken["N"]))
            elif record["eventName"] == "REMOVE":
                self._forget(pk)

    def rows(self) -> list[dict[str, Any]]:
        """Every limited stock that anything was taken from, in each of its windows: its shards, and what came back."""
        with self._one_at_a_time:
            return [
                {
                    "campaign": campaign,
                    "stock": stock,
                    "window": window,
                    "taken": sum(shards.values()),
                    "shards": {**shards},
                    "returned": len(self._returned.get((campaign, stock, window), ())),
                }
                for (campaign, stock, window), shards in sorted(self._taken.items())
            ]

    def _saw(self, pk: str, taken: int) -> None:
        stock, shard = _named(pk)
        with self._one_at_a_time:
            self._taken.setdefault(stock, {})[shard] = taken

    def _came_back(self, pk: str, unit: str, there: bool) -> None:
        stock, _ = _named(f"S#{pk.removeprefix('B#')}#")
        with self._one_at_a_time:
            units = self._returned.setdefault(stock, set())
            units.add(unit) if there else units.discard(unit)

    def _forget(self, pk: str) -> None:
        stock, shard = _named(pk)
        with self._one_at_a_time:
            shards = self._taken.get(stock, {})
            shards.pop(shard, None)
            if not shards:
                self._taken.pop(stock, None)


def _named(pk: str) -> tuple[Stock, str]:
    """A shard by its key: its stock, and its number."""
    name, _, shard = pk.removeprefix("S#").rpartition("#")
    campaign, _, rest = name.partition("/")
    stock, _, window = rest.rpartition("/")
    return (campaign, stock, window), shard

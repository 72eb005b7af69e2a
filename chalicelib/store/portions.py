"""Portions: the units of a stock that one transaction takes, each from a shard of it."""

from collections.abc import Collection, Iterable, Mapping
from random import Random
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from chalicelib.domain.record.outcome import StockKey, UnitBack


class Shard(NamedTuple):
    """One shard of a stock."""

    key: StockKey
    """The stock."""
    number: int
    """The number of the shard among those of the stock, from 0."""


class Portion(Struct, frozen=True):
    """Units to be taken from one shard."""

    shard: Shard
    """The shard that they are taken from."""
    n: int
    """How many units."""
    quota: int
    """The units that this shard holds altogether."""
    first: int | None = None
    """Of a pool, the number of the first of these codes, which is how many were taken before it; None: of no pool."""

    @property
    def numbers(self) -> list[str]:
        """Of a pool, the numbers of these codes, as coupons have them."""
        return [] if self.first is None else [f"{self.shard.number}-{self.first + one}" for one in range(self.n)]


class Short(Struct, frozen=True):
    """A stock that is known to hold fewer units than were to be taken."""

    key: StockKey
    """The stock."""
    left: int
    """Units left, at most."""


Taken: TypeAlias = Portion | UnitBack
"""A part of what one transaction takes: units of a shard, or a unit that came back."""


def numbers_of(portions: Iterable[Taken]) -> dict[StockKey, list[str]]:
    """The numbers of all codes that are taken, by their pools."""
    numbers: dict[StockKey, list[str]] = {}
    for one in portions:
        if isinstance(one, Portion) and one.first is not None:
            numbers.setdefault(one.shard.key, []).extend(one.numbers)
    return numbers


def divided(left: Mapping[int, int], n: int, avoid: Collection[int], rng: Random) -> dict[int, int]:
    """How many units to take from which shard: from one that holds all, each such one as likely; else from as few as
    will do, or all there are.

    left: what each shard holds. avoid: shards that other transactions write.
    """
    enough = [index for index, units in left.items() if units >= n]
    quiet = [index for index in enough if index not in avoid]
    if enough:
        return {rng.choice(quiet or enough): n}
    chosen: dict[int, int] = {}
    missing = n
    for index in sorted(left, key=lambda index: (-left[index], rng.random())):
        if missing:
            chosen[index] = min(missing, left[index])
            missing -= chosen[index]
    return chosen

"""Which crowds are run, on which stocks, and which other rules the shipped ones are held against.

The price of a run: where a stock runs out, everybody in flight reads its shards, and the model has to do that too. So a
crowd is cut to so many requests as show what happens; the table says for how long it came.
"""

import math
from collections.abc import Iterator

from chalicelib.domain.publishing.definitions import shards_for
from studies.crowd.cell import SECONDS, Cell, Unsurveyed
from studies.crowd.dynamo import GRANT_UNITS

RATES = (1_000, 3_000, 10_000, 30_000, 100_000)
STOCKS = (1, 50, 5_000, 500_000)

NEW_TABLE = (4_000, 12_000)
"""Write and read units a second that a new on-demand table takes. (Developer guide, "warm throughput scenarios")"""

ATTEMPTS = 2
"""Attempts a grant to be warm for: the curves show 1.4 while a stock lasts, and more as it runs out."""

READS = 10
"""Read units a request to be warm for: two for the member and the receipt, the others for the shards at the end."""


def warm_for(rate: int) -> tuple[int, int]:
    """Write and read units a second to warm a table up for, before a crowd of so many requests a second."""
    writes, reads = GRANT_UNITS * ATTEMPTS * rate, READS * rate
    return max(NEW_TABLE[0], writes), max(NEW_TABLE[1], reads)


def cell(rate: int, stock: int, most: int, **different: object) -> Cell:
    """A crowd under the shipped rules, but for what is given otherwise, of `most` requests."""
    writes, reads = warm_for(rate)
    shipped: dict[str, object] = {
        "shards": shards_for(stock, rate),
        "warm_writes": writes,
        "warm_reads": reads,
        "seconds": min(SECONDS, most / rate),
    }
    return Cell(rate, stock, **(shipped | different))  # type: ignore[arg-type] # fields of Cell


def curves(most: int) -> Iterator[Cell]:
    """Every crowd on every stock, on a table warmed up for it."""
    for stock in STOCKS:
        for rate in RATES:
            yield cell(rate, stock, min(most, DEAR) if stock == RUNS_OUT and rate != TO_THE_END else most)


RUNS_OUT, DEAR = 5_000, 8_000
"""The stock that runs out while many are in flight over many shards, and how many requests of such a crowd are run."""

TO_THE_END = 10_000
"""The rate at which that stock is shown for longer, since what is dear begins only once it is nearly gone."""


def cold(most: int) -> Iterator[Cell]:
    """The same on a new table, with all its partitions still to come."""
    writes, reads = NEW_TABLE
    for rate in (1_000, 3_000, 10_000):
        yield cell(rate, 500_000, most, warm_writes=writes, warm_reads=reads, label="a new table, not warmed up")
        yield cell(rate, 500_000, most, label="warmed up")


def shard_rules(most: int) -> Iterator[Cell]:
    """Other numbers of shards: while a stock lasts, for one that runs out, and beyond a thousand."""
    for rate, stock in ((3_000, 500_000), (3_000, 1_250)):
        for takes in (2, 5, 10, 20, 40, 80):
            shards = max(1, min(stock, math.ceil(rate / takes), 1000))
            yield cell(rate, stock, most, shards=shards, label=f"one for each {takes} takes a second")
    for rate in (30_000, 100_000):
        yield cell(rate, 500_000, most, label="at most 1,000, as shipped")
        yield cell(rate, 500_000, most, shards=rate // 10, label="one for each 10 takes a second, however many")
    yield cell(3_000, 500_000, most, shards=1, label="one altogether")
    yield cell(3_000, 500_000, most, shards=20, label="twenty: `crowd` left at its default of 200")


def retry_rules(most: int) -> Iterator[Cell]:
    """Other ways to go on after a conflict or a full shard, on a stock that runs out and on one that lasts."""
    for stock in (1_250, 500_000):
        yield cell(3_000, stock, most, label="as shipped")
        yield cell(3_000, stock, most, stock_class=Unsurveyed, label="no survey")
        for name, value, label in (
            ("CONFLICT_SECONDS", 0.010, "back-off from 10 ms"),
            ("CONFLICT_SECONDS", 0.100, "back-off from 100 ms"),
            ("CROSSINGS_AT_ONCE", 0, "no shard tried at once"),
            ("CROSSINGS_AT_ONCE", 5, "five shards tried at once"),
            ("MOST_COMMITS", 10, "ten commits"),
        ):
            yield cell(3_000, stock, most, constants={name: value}, label=label)

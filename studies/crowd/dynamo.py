"""DynamoDB as far as a crowd meets it: partitions with limits, transactions that overlap, reads that lag behind.

What is modelled, and after what:

- A partition takes 1,000 write and 3,000 read units a second. A bucket of one second's worth, full at the start: burst
  capacity is best effort and adaptive splits take minutes, so both are left out. A table has as many partitions as its
  warm throughput needs, and keys are spread over them by hash. (Developer guide, "warm throughput scenarios")
- A transaction on an item that another one has in its hands is cancelled. It has the item for as long as its caller
  waits: too long rather than too short. (Developer guide, "transaction conflict handling")
- How long calls take: log-normal through two published percentiles. (See `Timing`.)
- A cancelled transaction is charged in full, a throttled one not at all, and each takes as long as any other. (Taken
  for the dear case: what a conflict costs isn't published.)
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple
from zlib import crc32

from chalicelib.domain.record.outcome import UnitBack
from chalicelib.store.faults import FaultKind
from chalicelib.store.full_shards import KnownFull, bits
from chalicelib.store.portions import Portion
from chalicelib.store.table import Key
from chalicelib.store.transaction import Fault, Part

WRITE_UNITS = 1000
READ_UNITS = 3000
"""Units that one partition takes a second."""

MEMBER_UNITS = 4
"""The member and the receipt, up to 1 KB each, in a transaction: both lie under the member's partition key."""

SHARD_UNITS = 2
GRANT_UNITS = MEMBER_UNITS + SHARD_UNITS

LAG_SECONDS = 0.010
"""How far an eventually consistent read is behind. AWS publishes no figure; within a second, it says."""

Z99 = 2.326347874
"""The 99th percentile of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The time that a call takes, as measured from Lambda."""

    p50: float
    """The median, in milliseconds."""
    p99: float
    """The 99th percentile, in milliseconds."""
    source: str
    """The call that was measured, and the publication that says so."""

    @property
    def log_normal(self) -> tuple[float, float]:
        """mu and sigma of the log-normal distribution through both, in seconds."""
        return math.log(self.p50 / 1000), math.log(self.p99 / self.p50) / Z99


TRANSACTION = Timing(25, 92, "5-item TransactWriteItems: alexdebrie.com/posts/dynamodb-transactions-performance")
PUT = Timing(7.6, 16, "PutItem, same source")
READ = Timing(5, 16, "median: single-digit milliseconds, as AWS says; p99: that of PutItem, same source")


class Met(NamedTuple):
    """An item as it was met: a shard, or a list of full shards."""

    taken: int
    """Units taken from the shard; of a list, the quota by which its shards are full."""
    at: int = 0
    """When the list was written, in simulated milliseconds since the opening; 0 for a shard."""
    body: bytes = b""
    """The numbers of the full shards, a bit each; empty for a shard."""
    codes: int = 0
    """Codes that were put into a pool; always 0 here, as the stock is no pool."""


class Shards:
    """The shards of the one stock that everybody wants: units taken, before and after the last commit."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.index = {key: number for number, key in enumerate(keys)}
        self.taken = [0] * len(keys)
        self.before = [0] * len(keys)
        self.held_until = [-math.inf] * len(keys)


class Buckets:
    """Units left in each partition; they come back at a steady rate."""

    def __init__(self, partitions: int, rate: int) -> None:
        self._rate = rate
        self._left = [float(rate)] * partitions
        self._at = [0.0] * partitions

    def holds(self, partition: int, units: float, now: float) -> bool:
        """Whether a partition has so many units left."""
        left = self._left[partition] + (now - self._at[partition]) * self._rate
        self._left[partition] = left = min(left, float(self._rate))
        self._at[partition] = now
        return left >= units

    def spend(self, partition: int, units: float) -> None:
        self._left[partition] -= units


class Table:
    """One table. read_units, write_units: its warm throughput a second · counts what is charged."""

    def __init__(self, write_units: int, read_units: int, rng: Random) -> None:
        self.partitions = max(1, math.ceil(write_units / WRITE_UNITS), math.ceil(read_units / READ_UNITS))
        self.charged_writes = 0
        self.charged_reads = 0.0
        self.shards = Shards([])
        self._writes = Buckets(self.partitions, WRITE_UNITS)
        self._reads = Buckets(self.partitions, READ_UNITS)
        self._rng = rng
        self._transaction = TRANSACTION.log_normal
        self._read = READ.log_normal
        self._put = PUT.log_normal
        self._full_shards: dict[Key, list[tuple[float, Met]]] = {}

    def create(self, keys: Sequence[Key]) -> None:
        """Make room for the shards under these keys."""
        self.shards = Shards(keys)
        self._shard_partition = [self.partition_of(key.pk) for key in keys]

    def partition_of(self, pk: str) -> int:
        return crc32(pk.encode()) % self.partitions

    def any_partition(self) -> int:
        """The partition of one more member, whose key nobody chose."""
        return int(self._rng.random() * self.partitions)

    def read_seconds(self) -> float:
        return self._rng.lognormvariate(*self._read)

    def put_seconds(self) -> float:
        return self._rng.lognormvariate(*self._put)

    def transact(self, now: float, member_partition: int, portion: Portion) -> tuple[float, list[Fault]]:
        """A redemption of one portion: the seconds until the reply, and why nothing was written (nothing: it was)."""
        seconds = self._rng.lognormvariate(*self._transaction)
        return seconds, self._write(now, now + seconds, member_partition, portion)

    def _write(self, now: float, until: float, member_partition: int, portion: Portion) -> list[Fault]:
        if isinstance(portion.shard, UnitBack):
            raise TypeError("nothing comes back in a crowd")
        shards, number = self.shards, portion.shard.number
        partition = self._shard_partition[number]
        wanted = GRANT_UNITS if partition == member_partition else SHARD_UNITS
        if not self._writes.holds(partition, wanted, now):
            return [Fault(Part.SHARD, FaultKind.THROTTLED, portion)]
        if not self._writes.holds(member_partition, MEMBER_UNITS, now):
            return [Fault(Part.MEMBER, FaultKind.THROTTLED, "")]
        self._writes.spend(partition, SHARD_UNITS)
        self._writes.spend(member_partition, MEMBER_UNITS)
        self.charged_writes += GRANT_UNITS
        if now < shards.held_until[number]:
            return [Fault(Part.SHARD, FaultKind.CONFLICT, portion)]
        taken = shards.taken[number]
        if taken > portion.quota - portion.n:
            return [Fault(Part.SHARD, FaultKind.CONDITION, portion, Met(taken))]  # type: ignore[arg-type] # what is read of it
        shards.before[number], shards.taken[number] = taken, taken + portion.n
        shards.held_until[number] = until
        return []

    def read_member(self, now: float, member_partition: int) -> bool:
        """Read a member and a receipt, strongly consistent; False where the partition has no units left."""
        if not self._reads.holds(member_partition, 2, now):
            return False
        self._reads.spend(member_partition, 2)
        self.charged_reads += 2
        return True

    def read_some(self, now: float, keys: Sequence[Key]) -> list[Key]:
        """Pay for an eventually consistent read; gives the keys that could be processed."""
        read = []
        for key in keys:
            partition = self._partition(key)
            if self._reads.holds(partition, 0.5, now):
                self._reads.spend(partition, 0.5)
                self.charged_reads += 0.5
                read.append(key)
        return read

    def seen(self, now: float, keys: Collection[Key]) -> dict[Key, Met]:
        """The items that exist, as an eventually consistent read finds them."""
        shards, found = self.shards, {}
        for key in keys:
            if (number := shards.index.get(key)) is not None:
                late = now - LAG_SECONDS < shards.held_until[number]
                if taken := (shards.before if late else shards.taken)[number]:
                    found[key] = Met(taken)
            elif written := [met for at, met in self._full_shards.get(key, ()) if at <= now - LAG_SECONDS]:
                found[key] = written[-1]
        return found

    def put_known_full(self, now: float, known: KnownFull, over: KnownFull | None = None) -> bool:
        """Whether a list of full shards was written. over: only where it still is as it was read then."""
        partition, written = self._partition(known.key), self._full_shards.setdefault(known.key, [])
        if not self._writes.holds(partition, 1, now):
            return False
        self._writes.spend(partition, 1)
        self.charged_writes += 1
        if over is not None and (written[-1][1].at if written else None) != over.at:
            return False
        written.append((now, Met(known.quota, known.at or 0, bits(known.full))))
        return True

    def _partition(self, key: Key) -> int:
        number = self.shards.index.get(key)
        return self.partition_of(key.pk) if number is None else self._shard_partition[number]

    def committed(self, now: float) -> int:
        """Units that are granted at this moment."""
        shards = self.shards
        rows = zip(shards.taken, shards.before, shards.held_until, strict=True)
        return sum(before if now < until else taken for taken, before, until in rows)

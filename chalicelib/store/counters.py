"""The report's counters: each receipt is counted once, however often and in whatever order it comes, and listed with it
(`store.granted`) where it granted something.

    N#generation/campaign / day#i   a shard of a day's counters: one number an attribute, which only grows

Which generation is read and which one counts stands in the report's state (`store.report_state`). Counters rise in the
same transaction that marks their receipts with the generation, where that is absent or lower.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Final

from msgspec import Struct
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.words.errors import Unavailable
from chalicelib.store import dynamo, granted, writes
from chalicelib.store.backoff import CONFLICT_SECONDS, THROTTLED_SECONDS, TRIES, full_jitter
from chalicelib.store.faults import FaultKind, kinds_of
from chalicelib.store.table import Item, Key, counter_key
from chalicelib.store.writes import MOST_WRITES, Write

SHARDS: Final = 16
"""Over how many items a day's counters are spread. A transaction counts dozens of receipts, and a stream has one
consumer a partition: 16 keep hundreds of transactions a second apart."""

UNCOUNTED: Final = "attribute_exists(pk) AND (attribute_not_exists(g) OR g < :g)"
"""A receipt that DynamoDB has deleted meanwhile is not made anew by its mark."""

POISON: Final = ("ValidationException", "ValidationError")
"""Codes of what DynamoDB will never take, as it is."""

log = logging.getLogger(__name__)

Days = dict[str, Counter[str]]
"""Counters by ISO date."""


class Tally(Struct, frozen=True):
    """A receipt that is to be counted."""

    receipt: Key
    """The key of the receipt's item, which is marked as counted."""
    adds: Mapping[tuple[str, str], Mapping[str, int]]
    """The amounts that it adds to the counters, by (campaign, ISO date)."""
    at: int = 0
    """When it was decided, epoch ms."""
    granted: frozenset[str] = frozenset()
    """The lists that it is to stand in: the campaigns of which it granted something, and a form that it sent."""


class Counters:
    """Counts receipts and reads the sums. Everything raises Unavailable where the table does not answer."""

    def __init__(self, sleep: Callable[[float], None], rng: Random) -> None:
        """sleep: seconds."""
        self._sleep = sleep
        self._rng = rng

    def count(self, tallies: Sequence[Tally], generation: int) -> int:
        """Count receipts, none of them twice; gives how many are new. What can't be written is logged and left out."""
        return sum(self._count(chunk, generation) for chunk in _chunks(tallies))

    def days(self, campaign: str, generation: int, since: str = "") -> Days:
        """A campaign's counters, the shards of each day summed; about a second behind. since: the first ISO date."""
        found: Days = defaultdict(Counter)
        pk = counter_key(generation, campaign, "", 0).pk
        for raw in dynamo.query_all(pk, Item.sk >= since if since else None, consistent=False):
            date = raw.pop("sk")["S"].partition("#")[0]
            found[date].update({name: int(value["N"]) for name, value in raw.items() if name != "pk"})
        return found

    def _count(self, chunk: Sequence[Tally], generation: int) -> int:
        """Count what fits into one transaction; what turns out to be counted already is left out of the next try."""
        left = list(chunk)
        for tried in range(TRIES):
            if not left:
                return 0
            error = self._send(left, generation)
            if error is None:
                return len(left)
            kinds = _kinds(error)
            if FaultKind.INVALID in kinds:
                return self._apart(left, generation, error)
            known = {tally.receipt for tally, kind in zip(left, kinds, strict=False) if kind is FaultKind.CONDITION}
            left = [tally for tally in left if tally.receipt not in known]
            if not known:
                pause = CONFLICT_SECONDS if FaultKind.CONFLICT in kinds else THROTTLED_SECONDS
                self._sleep(full_jitter(self._rng, pause, tried))
        raise Unavailable("The report's counters are busy: the batch comes again.")

    def _apart(self, left: Sequence[Tally], generation: int, error: TransactWriteError) -> int:
        """One of these can't be written: halve them until it is alone, and leave it out."""
        if len(left) == 1:
            log.error("The receipt %s can't be counted", left[0].receipt.sk, exc_info=error)
            return 0
        half = len(left) // 2
        return self._count(left[:half], generation) + self._count(left[half:], generation)

    def _send(self, tallies: Sequence[Tally], generation: int) -> TransactWriteError | None:
        sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for tally in tallies:
            for page, counts in tally.adds.items():
                sums[page].update(counts)
        shard = self._rng.randrange(SHARDS)
        marks = [_mark(tally.receipt, generation) for tally in tallies]
        adds = [_add(counter_key(generation, *page, shard), counts) for page, counts in sums.items()]
        lists = [
            one for tally in tallies for one in granted.listing(tally.receipt, tally.at, tally.granted, generation)
        ]
        try:
            dynamo.transact(updates=marks + adds + lists)
        except TransactWriteError as error:
            return error
        return None


def _chunks(tallies: Sequence[Tally]) -> Iterator[list[Tally]]:
    """As many receipts at a time as fit into a transaction together with their counters and places in lists."""
    chunk: list[Tally] = []
    pages: set[tuple[str, str]] = set()
    own = 0
    for tally in tallies:
        needed = 1 + len(tally.granted)
        if chunk and own + needed + len(pages | tally.adds.keys()) > MOST_WRITES:
            yield chunk
            chunk, pages, own = [], set(), 0
        chunk.append(tally)
        pages |= tally.adds.keys()
        own += needed
    if chunk:
        yield chunk


def _mark(receipt: Key, generation: int) -> Write:
    return writes.update(receipt, "SET g = :g", UNCOUNTED, {":g": generation})


def _add(key: Key, counts: Mapping[str, int]) -> Write:
    names = {f"#{i}": name for i, name in enumerate(counts)}
    values = {f":{i}": n for i, n in enumerate(counts.values())}
    adds = ", ".join(f"#{i} :{i}" for i in range(len(counts)))
    return writes.update(key, f"ADD {adds}", values=values) | {"ExpressionAttributeNames": names}


def _kinds(error: TransactWriteError) -> list[FaultKind | None]:
    """Why each item stopped a transaction. Any error that won't pass is raised, a right that is missing, but for what
    can never be written.
    """
    reasons = error.cancellation_reasons
    codes = [reason.code if reason else None for reason in reasons] or [error.cause_response_code]
    kinds = kinds_of(error)
    if any(kind is FaultKind.INVALID and code not in POISON for code, kind in zip(codes, kinds, strict=True)):
        raise error
    return kinds

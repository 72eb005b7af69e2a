"""A container: the shipped `Act` with all that belongs to it, on the modelled table and in simulated time.

Shipped and run as they are: `Act`, `Case`, `Recall`, the table of reasons with its remedies, `full_jitter`,
`StockShards`, `FullShards`. Replaced: the decision (one unit of one stock, or sold out), and what would go to DynamoDB.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any
from unittest.mock import patch

from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Action, Ask
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.outcome import Outcome, StockKey, Take
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import SoldOut, Unavailable
from chalicelib.services import act
from chalicelib.services.act import Act
from chalicelib.services.case import Request
from chalicelib.services.sign_in import no_campaigns
from chalicelib.store import full_shards
from chalicelib.store.backoff import THROTTLED_SECONDS, full_jitter
from chalicelib.store.full_shards import FullShards, KnownFull
from chalicelib.store.members import Current, Loaded
from chalicelib.store.pools import Pools
from chalicelib.store.portions import Portion
from chalicelib.store.reader import TRIES
from chalicelib.store.stock import StockShards
from chalicelib.store.table import Key, member_key
from chalicelib.store.transaction import Cancelled, Committed
from studies.crowd.clock import Clock
from studies.crowd.dynamo import Met, Table

STOCK = StockKey("monthly-gifts", "redemptions/gift/tea", "2026-07-20")

REQUEST = Request("member", "key", b"", Action())


class Model:
    """Answers the store from the modelled table, after as long as DynamoDB would take. `commits` counts those sent."""

    def __init__(self, table: Table, clock: Clock, rng: Random) -> None:
        self.table, self.clock, self.rng = table, clock, rng
        self.commits = 0

    def load(self, member_id: str, *_: Any, **__: Any) -> Loaded:
        """`Members.load`: a member as everybody is, and no receipt."""
        partition = self._partition(member_id)
        self._page(lambda: self.table.read_member(self.clock.now, partition))
        return Loaded(Current(Snapshot(member_id, 1, 0, Member())), {}, {})

    def read_some(self, keys: Sequence[Key]) -> dict[Key, Met]:
        """`Reader.read_some`, of shards or a known."""
        read = self.table.read_some(self.clock.now, keys)
        self.clock.sleep(self.table.read_seconds())
        if not read:
            raise Unavailable("The table did not answer: try again.")
        return self.table.seen(self.clock.now, read)

    def commit(
        self, outcome: Outcome, fingerprints: Any, portions: Sequence[Portion], member: Current, *_: Any, **__: Any
    ) -> Committed | Cancelled:
        """`commit`."""
        self.commits += 1
        seconds, faults = self.table.transact(self.clock.now, self._partition(member.snapshot.id), portions[0])
        self.clock.sleep(seconds)
        return Cancelled(tuple(faults)) if faults else Committed({REQUEST.id: b""})

    def put(self, known: KnownFull, over: KnownFull | None = None) -> bool:
        """`full_shards.put`."""
        seconds = self.table.put_seconds()
        self.clock.sleep(seconds)
        return self.table.put_known_full(self.clock.now, known, over)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """All containers write here for as long as this lasts."""
        with patch.object(act, "commit", self.commit), patch.object(full_shards, "put", self.put):
            yield

    def _partition(self, member_id: str) -> int:
        return self.table.partition_of(member_key(member_id).pk)

    def _page(self, read: Callable[[], bool]) -> None:
        """One call of `Reader`, with its tries and its pauses. read: whether all keys were processed."""
        for tried in range(TRIES):
            whole = read()
            self.clock.sleep(self.table.read_seconds())
            if whole:
                return
            self.clock.sleep(full_jitter(self.rng, THROTTLED_SECONDS, tried))
        raise Unavailable("The table is busy: try again.")


class ModelCatalogue:
    """A copy of the live list that is always fresh."""

    def definitions(self, now: int) -> Definitions:
        return no_campaigns(None)

    def at_hand(self, now: int) -> Definitions:
        return no_campaigns(None)

    def stale(self) -> bool:
        return False


class Rules:
    """Decides as a redemption would: one unit, as long as there may be one."""

    def __init__(self, quota: int, shards: int) -> None:
        take = Take(STOCK, 1, quota, shards)
        self._quota = quota
        self._granted = Outcome(Member(), (Receipt(REQUEST.id, 2, 0, "redeem"),), (take,))
        self._refused = Outcome(Member(), (SoldOut("All gone."),))

    def __call__(self, situation: Situation, asks: Sequence[Ask]) -> Outcome:
        return self._granted if situation.at_most.get(STOCK, self._quota) > 0 else self._refused


def container(model: Model, rules: Rules, stock: type[StockShards] = StockShards) -> Act:
    """One container, which serves one request at a time and remembers the stock between them. It starts cold."""
    return Act(
        members=model,  # type: ignore[arg-type]
        stock=stock(model, _full_shards(model), model.rng, Pools(model, model.rng, lambda: model.clock.now)),  # type: ignore[arg-type]
        catalogue=ModelCatalogue(),  # type: ignore[arg-type]
        entropy=bytes,
        sleep=model.clock.sleep,
        monotonic=lambda: model.clock.now,
        rng=model.rng,
        decide=rules,
    )


def _full_shards(model: Model) -> FullShards:
    return FullShards(model, model.rng, lambda: round(1000 * model.clock.now))  # type: ignore[arg-type]

"""A container: the shipped `Act`, which stops wherever it would wait, so that simulated time can pass.

Shipped and run as they are: `Case`, `Recall`, `Act._decided`, `Stock` (place, saw, survey, left), `spend_attempt`, the
table of reasons with its remedies, `full_jitter`. Replaced: the decision (one unit of one stock, or sold out), `commit`
and the reads, which the modelled table serves. The order of the steps in `serve` is that of `Act.act` and
`Act._attempt`; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from random import Random
from typing import Any

from bench.crowd.clock import Clock
from bench.crowd.dynamo import Table, Taken
from chalicelib.domain.actions import Action, Ask
from chalicelib.domain.errors import SoldOut, Unavailable
from chalicelib.domain.member import Member, Snapshot
from chalicelib.domain.outcome import Outcome, StockKey, Take
from chalicelib.domain.receipt import Receipt
from chalicelib.services.act import Act
from chalicelib.services.case import Case, Request
from chalicelib.services.reasons import spend_attempt
from chalicelib.store.backoff import THROTTLED_SECONDS, full_jitter
from chalicelib.store.commit import Fault
from chalicelib.store.members import Current, Loaded
from chalicelib.store.reader import PAGE, TRIES
from chalicelib.store.stock import Stock
from chalicelib.store.table import Key

STOCK = StockKey("monthly-gifts", "redemptions/gift/tea", "2026-07-20")

MEMBER = Loaded(Current(Snapshot("member", 1, 0, Member())), {})
"""Anyone: each request is another member's, so that nobody meets anybody but at the stock."""

REQUEST = Request("member", "key", b"", Action())

Wait = Callable[["Container"], Generator[float, None, None]]
Steps = Generator[float, None, None]


class Waits:
    """What the shipped code waited for while no time passed, to be played afterwards, in that order."""

    def __init__(self) -> None:
        self._noted: list[Wait] = []

    def note(self, wait: Wait) -> None:
        self._noted.append(wait)

    def sleep(self, seconds: float) -> None:
        def sleeping(container: Container) -> Steps:
            yield seconds

        self.note(sleeping)

    def taken(self) -> list[Wait]:
        noted, self._noted = self._noted, []
        return noted


class ModelMembers:
    """Serves `Recall`: the member that is read is always the same; the read costs its time and units."""

    def __init__(self, waits: Waits) -> None:
        self._waits = waits

    def load(self, member_id: str, receipt_ids: Collection[str] = (), *_: Any, **__: Any) -> Loaded:
        self._waits.note(lambda container: container.read_member())
        return MEMBER


class NotYet(Exception):
    """A survey asks for these keys: first the read takes its time."""

    def __init__(self, keys: list[Key]) -> None:
        self.keys = keys


class ModelReader:
    """Serves `Stock.survey`: refuses the first asking with NotYet, and answers once the pages were read."""

    def __init__(self) -> None:
        self.pages: dict[Key, Taken] | None = None

    def read(self, keys: Iterable[Key], consistent: bool = True) -> dict[Key, Taken]:
        if self.pages is None:
            raise NotYet(list(keys))
        pages, self.pages = self.pages, None
        return pages


class ModelCatalogue:
    """A copy of the live list that is always fresh."""

    def definitions(self, now: int) -> None:
        return None

    def stale(self) -> bool:
        return False


class Rules:
    """Decides as a redemption would: one unit, as long as there may be one."""

    def __init__(self, quota: int, shards: int) -> None:
        take = Take(STOCK, 1, quota, shards)
        self._quota = quota
        self._granted = Outcome(Member(), (Receipt(REQUEST.id, 2, 0, "redeem"),), (take,))
        self._refused = Outcome(Member(), (SoldOut("All gone."),))

    def __call__(
        self,
        definitions: Any,
        member: Snapshot,
        asks: Sequence[Ask],
        now: int,
        entropy: bytes,
        at_most: Mapping[StockKey, int],
        recipient: Snapshot | None,
    ) -> Outcome:
        return self._granted if at_most.get(STOCK, self._quota) > 0 else self._refused


class Container(Act):
    """One container, which serves one request at a time and remembers the stock between them. It starts cold."""

    def __init__(self, table: Table, clock: Clock, rules: Rules, rng: Random, stock: type[Stock] = Stock) -> None:
        self._table, self._clock, self._chance = table, clock, rng
        self._waits = Waits()
        self._knows_it_is_gone = False
        self._reader = ModelReader()
        super().__init__(
            members=ModelMembers(self._waits),  # type: ignore[arg-type]
            stock=stock(self._reader, rng),  # type: ignore[arg-type]
            catalogue=ModelCatalogue(),  # type: ignore[arg-type]
            entropy=bytes,
            sleep=self._waits.sleep,
            monotonic=lambda: clock.now,
            rng=rng,
            decide=rules,
        )

    def serve(self, case: Case) -> Steps:
        """Answer a case: `Act.act`, with the seconds of each wait yielded. Its commits are left in `case.commits`."""
        self._partition = self._table.any_partition()
        try:
            if self._knows_it_is_gone:  # full is final, so `Stock` would say the same: asking it again costs only CPU
                yield from self.read_member()
                case.answer_all(SoldOut("All gone."))
                return
            self._recall.read(case)
            yield from self._played()
            while case.open:
                yield from self._tried(case)
        except Unavailable as error:
            case.answer_all(error)

    def _tried(self, case: Case) -> Steps:
        """`Act._attempt`, where the commit takes its time."""
        outcome, portions = self._decided(case, case.moment)
        if not outcome.receipts:
            self._knows_it_is_gone = True
            case.conclude(outcome, {})
            return
        spend_attempt(case, self._clock.now - case.started)
        seconds, faults = self._table.transact(self._clock.now, self._partition, portions[0])
        yield seconds
        if not faults:
            case.conclude(outcome, {REQUEST.id: b""})
        else:
            yield from self._remedied(case, outcome, faults)

    def _remedied(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> Steps:
        """The remedy; where it surveys the stock, the second half of that comes once the shards were read."""
        try:
            self._remedies.apply(case, outcome, faults)
        except NotYet as survey:
            yield from self._read_shards(survey.keys)
            case.at_most |= self._stock.survey(outcome.takes)
        yield from self._played()

    def _played(self) -> Steps:
        for wait in self._waits.taken():
            yield from wait(self)

    def read_member(self) -> Steps:
        """The member and the receipt, strongly consistent."""
        yield from self._page(lambda: self._table.read_member(self._clock.now, self._partition))

    def _read_shards(self, keys: Sequence[Key]) -> Steps:
        """All pages, one after the other."""
        found: dict[Key, Taken] = {}
        for start in range(0, len(keys), PAGE):
            page = keys[start : start + PAGE]
            yield from self._page(lambda page=page: self._table.read_shards(self._clock.now, page))
            found |= self._table.seen(self._clock.now, page)
        self._reader.pages = found

    def _page(self, read: Callable[[], bool]) -> Steps:
        """One call of `Reader`, with its tries and its pauses. read: whether all keys were processed."""
        for tried in range(TRIES):
            whole = read()
            yield self._table.read_seconds()
            if whole:
                return
            yield full_jitter(self._chance, THROTTLED_SECONDS, tried)
        raise Unavailable("The table is busy: try again.")

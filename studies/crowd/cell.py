"""A cell: one crowd on one stock under one rule, run to its end, and the figures that it gives."""

import math
from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from random import Random
from unittest.mock import patch

from chalicelib.domain.record.outcome import Take
from chalicelib.domain.words.errors import SoldOut
from chalicelib.services import reasons
from chalicelib.services.act import Act, ActionAnswer, Answered
from chalicelib.store.stock import StockShards
from chalicelib.store.table import shard_key
from studies.crowd.clock import Clock
from studies.crowd.container import REQUEST, STOCK, Model, Rules, container
from studies.crowd.dynamo import GRANT_UNITS, Table

SECONDS = 10.0
"""How long the crowd keeps coming."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One crowd on one stock under one rule."""

    rate: int
    """Requests a second, each of another member."""
    stock: int
    """Units that there are in all."""
    shards: int
    """Over how many shards these are spread."""
    warm_writes: int
    """Write units a second that the table is warmed up for."""
    warm_reads: int
    """Read units a second that the table is warmed up for."""
    seconds: float = SECONDS
    """Seconds for which the crowd keeps coming."""
    seed: int = 20
    """The number from which all chance is made; the same one gives the same figures."""
    stock_class: type[StockShards] = StockShards
    """The class that chooses shards."""
    constants: dict[str, float] = field(default_factory=dict)
    """Constants of `services.reasons` that differ from the shipped ones."""
    label: str = ""
    """The difference from the shipped rule, in words."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one cell."""

    cell: Cell
    """The cell that was run."""
    requests: int
    """How many requests came; each has an answer."""
    granted: int
    """How many were given a unit."""
    sold_out: int
    """How many were answered "sold out", rightly or not."""
    busy: int
    """How many were answered anything else: to try again later."""
    wrong: int
    """How many were answered "sold out" while units were left."""
    commits: int
    """Transactions that were sent, with those that wrote nothing."""
    charged_writes: int
    """Write units that are charged, with those of cancelled transactions and lists of full shards."""
    charged_reads: float
    """Read units that are charged; throttled reads cost nothing."""
    last: float
    """Seconds from the opening to the last grant."""
    p50: float
    """Seconds to any answer, the median."""
    p99: float
    """Seconds to any answer, the 99th percentile."""
    containers: int
    """The most containers that were busy at once."""
    taken: int
    """Units that the shards say were taken."""

    @property
    def gone(self) -> bool:
        return self.granted == self.cell.stock

    @property
    def granted_a_second(self) -> float:
        return self.granted / self.last if self.granted else 0.0

    @property
    def attempts_a_grant(self) -> float:
        return self.commits / self.granted if self.granted else math.nan

    @property
    def wasted_units(self) -> int:
        """Write units charged for what was not granted."""
        return self.charged_writes - GRANT_UNITS * self.granted

    @property
    def busy_share(self) -> float:
        return self.busy / self.requests


class Unsurveyed(StockShards):
    """A stock whose shards are never read: each full one is met by itself."""

    def look(self, take: Take, now: int) -> int:
        return self.left(take)


def run(cell: Cell) -> Figures:
    """Run one cell; the same one gives the same figures."""
    crowd = _Crowd(cell)
    with _constants(cell.constants), crowd.model.serving():
        crowd.clock.run(crowd.arrivals())
    return crowd.figures()


class _Crowd:
    """Everybody who comes, the containers that serve them, and what they were told."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.rng = Random(cell.seed)
        self.clock = Clock()
        self.table = Table(cell.warm_writes, cell.warm_reads, self.rng)
        self.table.create([shard_key(STOCK, index) for index in range(cell.shards)])
        self.model = Model(self.table, self.clock, self.rng)
        self.rules = Rules(cell.stock, cell.shards)
        self.idle: list[Act] = []
        self.visits = self.containers = self.granted = self.sold_out = self.busy = self.wrong = 0
        self.last = 0.0
        self.times = array("d")

    def arrivals(self) -> Iterator[tuple[float, Callable[[], None]]]:
        """Independent people: the gaps between them are exponential."""
        at = self.rng.expovariate(self.cell.rate)
        while at < self.cell.seconds:
            yield at, self.visit
            at += self.rng.expovariate(self.cell.rate)

    def visit(self) -> None:
        """One request, from its arrival to its answer."""
        arrived, chosen = self.clock.now, self._container()
        self.visits += 1
        [answer] = chosen.act(f"{self.visits}", (REQUEST,), 0)
        self.idle.append(chosen)
        self._note(answer, self.clock.now - arrived)

    def _container(self) -> Act:
        """Any idle one (which one Lambda takes isn't documented), or one more."""
        if not self.idle:
            self.containers += 1
            return container(self.model, self.rules, self.cell.stock_class)
        chosen = int(self.rng.random() * len(self.idle))
        self.idle[chosen], self.idle[-1] = self.idle[-1], self.idle[chosen]
        return self.idle.pop()

    def _note(self, answer: ActionAnswer, seconds: float) -> None:
        self.times.append(seconds)
        if isinstance(answer, Answered):
            self.granted += 1
            self.last = self.clock.now
        elif isinstance(answer, SoldOut):
            self.sold_out += 1
            # Nobody may hear it before the last unit is somebody's; once all are, they stay so.
            if self.granted < self.cell.stock and self.table.committed(self.clock.now) < self.cell.stock:
                self.wrong += 1
        else:
            self.busy += 1

    def figures(self) -> Figures:
        times = sorted(self.times)
        return Figures(
            cell=self.cell,
            requests=len(times),
            granted=self.granted,
            sold_out=self.sold_out,
            busy=self.busy,
            wrong=self.wrong,
            commits=self.model.commits,
            charged_writes=self.table.charged_writes,
            charged_reads=self.table.charged_reads,
            last=self.last,
            p50=_percentile(times, 0.50),
            p99=_percentile(times, 0.99),
            containers=self.containers,
            taken=sum(self.table.shards.taken),
        )


def _percentile(ordered: list[float], share: float) -> float:
    """The value that this share of all does not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


@contextmanager
def _constants(changed: dict[str, float]) -> Iterator[None]:
    """Put other constants into `services.reasons` while a cell runs."""
    with ExitStack() as shipped:
        for name, value in changed.items():
            shipped.enter_context(patch.object(reasons, name, value))
        yield

"""Which made-up orders come back, when, and how much of each.

All of it follows from the order's own id and the seed, and takes nothing from the chance by which members come and
choose: the same visits and orders are played with and without refunds.
"""

from collections.abc import Iterator
from hashlib import sha256
from heapq import heappop, heappush
from random import Random
from typing import Any

from chalicelib.domain.file.phrases import money
from chalicelib.domain.file.programme import EventType, Programme
from chalicelib.domain.record.actions import Happened
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.values import Money
from cli.simulation.pick import Pick
from cli.simulation.population import Population
from cli.simulation.ranges import delay, part
from cli.simulation.values import text_of

LARGEST = 10**12
"""A number in an event is smaller."""


def refund_types(programme: Programme) -> dict[str, str]:
    """The type of event that takes each type of order back, by the order's; the first one declared."""
    found: dict[str, str] = {}
    for name, declared in programme.events.items():
        if declared.takes_back is not None:
            found.setdefault(declared.takes_back.event, name)
    return found


class Refunds:
    """The refunds that are still to come, of the orders of one half of a crowd."""

    def __init__(self, programme: Programme, population: Population, luck: str) -> None:
        """luck: the seed and the run."""
        self._programme, self._luck = programme, luck
        self._types = refund_types(programme) if population.refunds else {}
        self._share, self._after = float(population.refunds), delay(population.after)
        self._parts = Pick(population.parts)
        self._coming: list[tuple[int, str, Happened]] = []
        self._orders: set[str] = set()

    def ordered(self, order: Happened) -> None:
        """Let an event come back some day, where it is an order and its luck says so."""
        name = self._types.get(order.type)
        rng = self._rng(order.id)
        if name is None or rng.random() >= self._share:
            return
        at = order.time + rng.randint(*self._after)
        data = self._data(name, order, rng)
        if data is not None:
            refund = Happened(f"{order.id}-back", "simulation", name, at, data)
            heappush(self._coming, (at, order.id, refund))
            self._orders.add(order.id)

    def due(self, until: int) -> Iterator[Happened]:
        """The refunds that come before a moment (epoch ms), in order; each once."""
        while self._coming and self._coming[0][0] < until:
            yield heappop(self._coming)[2]

    def needs(self, receipt: Receipt) -> bool:
        """Whether a receipt is of an order that comes back, or of the payment of its bill, which is made before it."""
        if receipt.does == "pay":
            return bool(self._types) and self._rng(receipt.asked["payment"]).random() < self._share
        return receipt.asked.get("id") in self._orders

    def _rng(self, order: str) -> Random:
        """The luck of an order, by its id."""
        return Random(f"{self._luck}/{order}")

    def _data(self, name: str, order: Happened, rng: Random) -> dict[str, Any] | None:
        """The fields of a refund; None where nothing of the order can come back."""
        declared, paid = self._programme.events[name], self._programme.events[order.type]
        back = self._back(order.data.get(str(paid.spends)), rng)
        if declared.takes_back is None or back is None:
            return None
        own = {key: order.data[key] for key in declared.takes_back.by if key in order.data}
        return own | different(declared, own, f"{order.id}-back") | {str(paid.spends): text_of(back)}

    def _back(self, paid: object, rng: Random) -> Money | None:
        if not isinstance(paid, str):
            return None
        least, most = part(self._parts(rng))
        amount, share = money(paid), least + (most - least) * rng.randrange(1001) / 1000
        return Money(max(1, int(amount.minor * share)), amount.currency) if amount.minor > 0 else None


def different(declared: EventType, known: dict[str, Any], id: str) -> dict[str, Any]:
    """A value of its own for each unique field that is needed and not known. id: of the event."""
    names = (key.field for key in declared.unique if key.field in declared.fields and not key.or_none)
    number = int.from_bytes(sha256(id.encode()).digest()[:6], "big") % LARGEST
    return {name: number if declared.fields[name] == "number" else id for name in names if name not in known}

"""The cash of a simulation: a part of those who redeem for points and cash pay it, and some of that is undone later.

Whether somebody pays, when, and whether it is undone follows from the redemption's own id and the seed, and takes
nothing from the chance by which members come and choose. Whoever doesn't pay does nothing more: the domain lets go
what is kept.
"""

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from random import Random

from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.record.actions import Ask
from chalicelib.domain.record.cash import PAID_CASH
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.record.redemption_actions import PayCash, Undo
from cli.simulation.counting_cash import CountingCash
from cli.simulation.people import Person
from cli.simulation.population import Population
from cli.simulation.ranges import delay

Act = Callable[[Person, Sequence[Ask], int], AskResult]
"""Decides and commits asks of a member at a moment (epoch ms), and gives what became of the last one."""


class CashPayments:
    """The payments of one half of a crowd, and the redemptions that it will undo."""

    def __init__(self, act: Act, counting: CountingCash, population: Population, luck: str) -> None:
        """luck: the seed and the run."""
        self._act, self._counting, self._luck = act, counting, luck
        self._pays, self._undone = float(population.cash), float(population.undone)
        self._after = delay(population.after)
        self._coming: list[tuple[int, str, str, Person, Receipt]] = []

    def redeemed(self, person: Person, receipt: Receipt) -> None:
        """Pay what was redeemed for cash, or let it lapse."""
        if receipt.cash is None:
            return
        self._counting.redeemed(receipt)
        rng = Random(f"{self._luck}/{person.id}/{receipt.id}")
        if rng.random() >= self._pays:
            return
        at = rng.randrange(receipt.at, receipt.cash.until)
        payment = PayCash(receipt.id, receipt.cash.amount, f"{person.id}-{receipt.id}")
        paid = self._act(person, [Ask(receipt_id(PAID_CASH, receipt.id), payment)], at)
        if not isinstance(paid, Receipt):
            return
        self._counting.paid(receipt, paid)
        if rng.random() < self._undone:
            heappush(self._coming, (at + rng.randint(*self._after), person.id, receipt.id, person, receipt))

    def undo(self, until: int) -> None:
        """Undo what comes back before a moment (epoch ms)."""
        while self._coming and self._coming[0][0] < until:
            at, _, _, person, redeemed = heappop(self._coming)
            undone = self._act(person, [Ask(person.next_id(), Undo(redeemed.id))], at)
            if isinstance(undone, Receipt):
                self._counting.undone(redeemed, undone)

    def needs(self, receipt: Receipt) -> bool:
        """Whether a receipt may be looked at again: of a redemption for cash, or of its payment."""
        return self._undone > 0 and receipt.cash is not None

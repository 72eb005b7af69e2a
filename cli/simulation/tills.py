"""The tills of a simulation: coupons and points pay a part of some bills, and the order is reported with what was left.

Whether they want to follows from the order's own id and the seed alone: the same visits and orders are played whatever
the shares are, as far as what they earn is the same.
"""

from collections.abc import Mapping
from fractions import Fraction
from random import Random

from msgspec.structs import replace

from chalicelib.domain.decide.in_memory import InMemoryStore
from chalicelib.domain.decide.quotes import CouponQuote, quote
from chalicelib.domain.file.campaign import Campaign, Prize
from chalicelib.domain.file.phrases import money
from chalicelib.domain.file.programme import OF_A_BILL, Programme
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Action, Happened
from chalicelib.domain.record.bill_actions import Deduct, PayBill
from chalicelib.domain.record.order import OrderSnapshot
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.values import Money
from cli.simulation.people import Person
from cli.simulation.population import Population
from cli.simulation.values import text_of

USUAL_COUPONS = Fraction(60, 100)
"""The chance that a bill takes a coupon, where nothing else is said."""


class Tills:
    """The tills to which one half of a crowd goes."""

    def __init__(
        self, store: InMemoryStore, programme: Programme, campaign: Campaign, population: Population, luck: str
    ) -> None:
        """luck: the seed and the run."""
        self._store, self._campaign, self._luck = store, campaign, luck
        self._billed, self._pays = programme.billed, programme.points.pays is not None
        self._field = str(programme.events[self._billed].spends) if self._billed else ""
        self._coupons = float(USUAL_COUPONS if population.coupons is None else population.coupons)
        self._points = float(population.spends)

    def bills(self, action: Action) -> bool:
        """Whether an action is an order with a bill: one that says of its channel and its number."""
        if not isinstance(action, Happened) or not self._billed or action.type != self._billed:
            return False
        return all(action.data.get(field) for field in OF_A_BILL)

    def payment(self, person: Person, order: Happened, now: int) -> PayBill | None:
        """The coupons and points with which a member pays a part of an order; None: none of these. now: epoch ms."""
        rng, document = Random(f"{self._luck}/{order.id}"), person.document
        coupons = rng.random() < self._coupons and bool(document.coupons)
        points = rng.random() < self._points and self._pays and document.points > 0
        if not (coupons or points):
            return None
        amount = money(str(order.data[self._field]))
        asked = Deduct(str(order.data["channel"]), str(order.data["order"]), amount)
        turn = self._store.settled(person.id, now)
        chosen = self._chosen(turn, asked) if coupons else ()
        paid = quote(turn, replace(asked, coupons=chosen), OrderSnapshot()).points if points else 0
        if not (chosen or paid):
            return None
        return PayBill(asked.channel, asked.order, amount, chosen, paid, payment=order.id)

    def _chosen(self, turn: Turn, asked: Deduct) -> tuple[str, ...]:
        """The coupon that takes off most, and those that may share the bill with it."""
        chosen: tuple[str, ...] = ()
        while True:
            told = quote(turn, replace(asked, coupons=chosen), OrderSnapshot())
            free = [one for one in told.coupons if one.why is None and one.code not in chosen]
            if not free:
                return chosen
            chosen += (max(free, key=lambda one: _gain(one, self._campaign.prizes)).code,)

    def reported(self, order: Happened, paid: Receipt) -> Happened:
        """The order as it is reported once its bill was paid: with what was left to pay."""
        left = paid.bill.to_pay if paid.bill else Money(0, "")
        return replace(order, data=order.data | {self._field: text_of(left)})


def _gain(one: CouponQuote, prizes: Mapping[str, Prize]) -> tuple[int, int]:
    """Say what a coupon saves a member, of goods their value; of two alike the one that ends first saves more."""
    off = one.off.minor if one.off else 0
    prize = prizes.get(one.prize)
    worth = prize.value.minor if prize and prize.value else 0
    return off or worth, -one.expires if one.expires else -(1 << 62)

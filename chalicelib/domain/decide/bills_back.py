"""Gives back what a bill took: because it is cancelled, or because its order comes back, whole or in part."""

from collections.abc import Sequence

from msgspec.structs import replace

from chalicelib.domain.play.bills import give_back_coupon, give_back_points
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.bill import BillPaid
from chalicelib.domain.record.bill_sum import BillSum
from chalicelib.domain.record.journal import BILL, POINTS
from chalicelib.domain.record.order import Order, OrderSnapshot, payer
from chalicelib.domain.record.purse import Lot, lot
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Conflict
from chalicelib.domain.words.values import Money


def require_payer(turn: Turn, order: Order) -> None:
    """Conflict (`already_claimed`) for an order whose bill another member has paid: it is that member's."""
    if order.bill is not None and payer(order) != turn.member_id:
        raise Conflict("Another member has paid the bill of this order.", "already_claimed")


def come_back(turn: Turn, had: OrderSnapshot, after: Order) -> Order:
    """Give back what a bill took, for the part of its order that came back: points in proportion, coupons with all of
    it. Gives the order with what has come back noted."""
    bill, total = after.bill, had.billed.bill if had.billed else None
    if bill is None or bill.member != turn.member_id or bill.all_back or had.billed is None or total is None:
        return after
    part, whole = _part_back(after, total.to_pay)
    if not part:
        return after
    back = give_back(turn, had.billed, bill, part, whole)
    return replace(after, bill=replace(bill, points_back=max(bill.points_back, back), all_back=part == whole))


def less_what_came_back(total: BillSum, order: Order) -> BillSum:
    """The sum of a bill with what is not taken for it, as much of its order came back before it was paid."""
    part, whole = _part_back(order, total.to_pay)
    return replace(total, points_back=total.points * part // whole, all_back=part == whole) if part else total


def _part_back(order: Order, to_pay: Money) -> tuple[int, int]:
    """How much of an order came back, and of how much, in minor units.

    to_pay: the amount that its bill left to pay. It stands for that of an order that has not come, or gave nothing and
    was not kept.
    """
    if order.paid:
        return order.minor - order.left, order.minor
    if order.currency != to_pay.currency:
        return 0, to_pay.minor
    return min(to_pay.minor, sum(order.refunds.values())), to_pay.minor


def give_back(turn: Turn, paid: Receipt, bill: BillPaid, part: int, whole: int) -> int:
    """Give back so great a part of the points, those that end last before the others; with all of it, the coupons too.

    Gives how many points have come back by now.
    """
    legs = [leg for leg in paid.legs if leg.why == BILL and (leg.campaign, leg.asset) == (PROGRAMME, POINTS)]
    lots = [lot(name, -n) for leg in legs for name, n in leg.lots.items()][::-1]
    never = paid.bill.points_back if paid.bill else 0  # these were not taken
    back = (sum(one.n for one in lots) + never) * part // whole
    give_back_points(turn, _between(lots, bill.points_back - never, back - never))
    if part == whole and paid.bill is not None:
        for one in paid.bill.coupons:
            give_back_coupon(turn, one.coupon)
    return back


def _between(lots: Sequence[Lot], start: int, end: int) -> list[Lot]:
    """The points of lots from one of them on to another, counted through all."""
    found, before = [], 0
    for one in lots:
        n = min(before + one.n, end) - max(before, start)
        if n > 0:
            found.append(Lot(one.kind, one.month, n))
        before += one.n
    return found

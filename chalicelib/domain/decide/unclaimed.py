"""Orders and refunds that name no member: whose they are, or what is noted in the order alone."""

from msgspec.structs import replace

from chalicelib.domain.file.programme import Programme
from chalicelib.domain.play.events import AHEAD, typed_fields
from chalicelib.domain.play.orders import arrived, refund_of, require_order_key
from chalicelib.domain.record.actions import Happened
from chalicelib.domain.record.order import Order, claimants, payer, refunded
from chalicelib.domain.words.errors import BadEvent, Conflict


def whose(programme: Programme, order: Order, event: Happened, receipt: str, now: int) -> list[str]:
    """The members for whom an event is to be decided, each if it is not for the one before: the one whom its order
    counted for, who paid its bill, or who waits for it. A refund is also for the guest who bought.

    order: as it was read. receipt: the id of the event's request.
    """
    back = programme.events[event.type].takes_back is not None
    if back and not order.counted and (paid_by := payer(order)):
        return [paid_by]  # what its bill took comes back, whichever guest bought it
    if order.member and (back or (order.counted and (order.receipt == receipt or order.event != receipt))):
        return [order.member]
    if not back and not order.paid and (paid_by := payer(order)):
        return [paid_by]
    if back or order.counted or order.paid:
        return []
    return claimants(arrived(programme, require_order_key(programme, event), order, event), now)


def noted(programme: Programme, order: Order, event: Happened, receipt: str, now: int) -> Order | None:
    """The order after an event that is nobody's yet; None where it is known already.

    Raises BadEvent, and Conflict (`already_claimed`) for an order that came by another event.
    """
    if order.event == receipt:
        return None
    declared = programme.events[event.type]
    typed_fields(declared, event.data)
    key = require_order_key(programme, event)
    if event.time > now + AHEAD:
        raise BadEvent("The event's time lies in the future.", "event_in_future")
    if declared.takes_back is not None:
        return refunded(order, *refund_of(programme, event, receipt))
    if order.counted or order.paid:
        raise Conflict("This order is known already.", "already_claimed")
    return replace(arrived(programme, key, order, event), event=receipt)

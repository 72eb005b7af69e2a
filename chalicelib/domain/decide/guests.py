"""Orders of guests: each is noted in the record of who bought it, and counts for nobody until a member claims it.

Then it is no more among what the guest bought, in the transaction in which it becomes the member's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from chalicelib.domain.decide.purchases import moved, sold
from chalicelib.domain.decide.unclaimed import noted
from chalicelib.domain.play.orders import arrived, require_order_key, takes_back
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Action, Happened
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.record.order import OrderSnapshot, OrderStep, claimants
from chalicelib.domain.record.outcome import GuestStep
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.record.sales import Sales
from chalicelib.domain.words.errors import Unavailable, Unknown


def note(turn: Turn, action: Action, born: bool) -> None:
    """Note an order as bought by this guest, or a refund of one; it moves nothing else. born: there is such a record.

    Raises Unknown (`unknown_member`) for anything else, and for a refund where there is no record any more; what
    `noted` raises; and Unavailable where the order has become somebody else's meanwhile.
    """
    programme, back = turn.definitions.programme, takes_back(turn.definitions.programme, action)
    if not isinstance(action, Happened) or not (born if back else action.type in programme.orders):
        raise Unknown("member", turn.member_id)
    key = require_order_key(programme, action)
    had = turn.orders.get(key, OrderSnapshot())
    order = noted(programme, had.order, action, turn.receipt, turn.now)
    if order is None:
        return
    if had.order.member != turn.member_id if back else claimants(arrived(programme, key, had.order, action), turn.now):
        raise Unavailable("This order has just become somebody else's: try again.")
    turn.orders[key] = replace(
        had, order=order if back else replace(order, member=turn.member_id, receipt=turn.receipt)
    )
    turn.draft.order = key.spelled


def taken_over(
    guests: Mapping[str, Snapshot], steps: Sequence[OrderStep], now: int, month_of: Callable[[int], int]
) -> Iterator[GuestStep]:
    """The guests without the orders that become somebody else's by these steps. month_of: of a moment (epoch ms)."""
    for guest in guests.values():
        document, receipts = guest.document, list[Receipt]()
        for step in steps:
            before, after = step.before.order, step.order
            if before.member != guest.id or after.member == guest.id:
                continue
            month, had = month_of(before.paid), document.bought
            document = replace(document, bought=moved(had, guest.id, before, after, month))
            sales = Sales(sold(had, document.bought, guest.id, before, after, month), guest=True)
            number = guest.version + len(receipts) + 1
            of_order = receipt_id("claimed", f"{step.key.spelled} {after.receipt}")
            receipts.append(Receipt(of_order, number, now, "claimed", order=step.key.spelled, sales=sales))
        if receipts and guest.version and not document.erased:
            yield GuestStep(guest, document, tuple(receipts))

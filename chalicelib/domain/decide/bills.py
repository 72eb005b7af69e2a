"""Bills: what a till holds, takes and gives back for one order.

A bill is one order by its channel and number, and stands in the order's own item: of all who want to pay it one does.
Coupons and points are the member's: two tills that want the same ask for the same version of it, and the second one
decides again, and hears why not.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from chalicelib.domain.decide.bills_back import give_back, less_what_came_back
from chalicelib.domain.decide.happened import require_happened
from chalicelib.domain.play import bills
from chalicelib.domain.play.deductions import add_up
from chalicelib.domain.play.orders import bill_key
from chalicelib.domain.play.turn import Handlers, Raised, Turn
from chalicelib.domain.play.wallet import expire, over_from
from chalicelib.domain.record.bill import HOLD_MS, MOST_PASSES, PASS_KEPT_MS, PASS_MS, BillPaid, PassTaken
from chalicelib.domain.record.bill_actions import Deduct, Hold, OnBill, PayBill, Release, Reverse
from chalicelib.domain.record.bill_sum import BillSum
from chalicelib.domain.record.member import Coupon, PastCoupon
from chalicelib.domain.record.order import OrderKey, OrderSnapshot
from chalicelib.domain.record.purse import in_order
from chalicelib.domain.words.errors import Conflict, LimitReached, NotEnough, NotOffered, Refused, Unknown

USED: Final = "coupon.used"


def hold(turn: Turn, action: Hold) -> None:
    """Keep coupons and points for a bill, for a quarter of an hour; what was kept for it before is free."""
    key, _ = unpaid(turn, action)
    at = moment_of(turn, action)
    take_pass(turn, action, key, at)
    bills.let_go(turn, lambda one: one.bill == key.spelled)
    _end(turn)
    bills.require_room_for_hold(turn.member)
    total = _added_up(turn, action, key, at, ())
    bills.keep(turn, key.spelled, turn.now + HOLD_MS, _codes(total), total.points)
    turn.draft.order, turn.draft.bill = key.spelled, replace(total, until=turn.now + HOLD_MS)


def pay(turn: Turn, action: PayBill) -> None:
    """Take coupons and points for a bill. What was kept for it in time is good until then, even past its own end.

    What came back of its order before a till reported the payment is not taken: it would only have to be given back.
    """
    key, had = unpaid(turn, action)
    at = moment_of(turn, action)
    take_pass(turn, action, key, at)
    kept = bills.release(turn.member, lambda one: one.bill == key.spelled)
    total = less_what_came_back(_added_up(turn, action, key, at, kept), had.order)
    bills.pay_points(turn, total.points - total.points_back)
    bills.pay_owed(turn)
    for one in () if total.all_back else total.coupons:
        bills.use(turn, one.coupon)
        said = {"campaign": one.coupon.campaign, "coupon": one.coupon.prize, "channel": action.channel}
        turn.raised.append(Raised(USED, said, turn.now))
    paid = BillPaid(turn.member_id, turn.receipt, turn.now, total.points_back, total.all_back)
    turn.orders[key] = replace(had, order=replace(had.order, bill=paid))
    turn.draft.order, turn.draft.bill = key.spelled, total


def free(turn: Turn, action: Release) -> None:
    """Let go what is kept for a bill."""
    key = require_key(turn, action)
    bills.let_go(turn, lambda one: one.bill == key.spelled)


def reverse(turn: Turn, action: Reverse) -> None:
    """Undo the payment of a bill: coupons return with their old end, and points to their lots.

    Raises Conflict (`receipt_gone`) where the receipt that says of which is kept no more.
    """
    key = require_key(turn, action)
    had = turn.orders.get(key, OrderSnapshot())
    bill = had.order.bill
    if bill is None or bill.member != turn.member_id or action.paid_by not in ("", bill.receipt) or bill.all_back:
        return
    if had.billed is None:
        raise Conflict("This bill was paid so long ago that its receipt is gone.", "receipt_gone")
    give_back(turn, had.billed, bill, 1, 1)
    turn.orders[key] = replace(had, order=replace(had.order, bill=None))
    turn.draft.order = key.spelled


def _added_up(turn: Turn, action: Deduct, key: OrderKey, at: int, kept: Sequence[str]) -> BillSum:
    coupons = [usable(turn, code, key, at, kept) for code in dict.fromkeys(action.coupons)]
    total = add_up(turn, action.amount, coupons, action.points)
    if total.points > turn.member.points:
        raise NotEnough(f"This takes {total.points} points; {turn.member.points} are free.")
    return total


def usable(turn: Turn, code: str, key: OrderKey, at: int, kept: Sequence[str]) -> Coupon:
    """The coupon of a code, good at a moment (epoch ms), or kept for this bill in time.

    Raises Refused (`coupon_held`, `coupon_used`, `coupon_ended`), and Unknown (`unknown_coupon`).
    """
    coupon = next((one for one in (*turn.member.coupons, *turn.member.past) if one.code == code), None)
    if coupon is None or not code:
        raise Unknown("coupon", code)
    if isinstance(coupon, PastCoupon) and coupon.used:
        raise Refused(f"The coupon {code} was used.", "coupon_used")
    if coupon.bill and coupon.bill != key.spelled:
        raise Refused(f"The coupon {code} is kept for another bill: cancel that, or wait.", "coupon_held")
    if coupon.expires and coupon.expires <= at and code not in kept:
        raise Refused(f"The coupon {code} has ended.", "coupon_ended")
    return bills.plain(coupon)


def unpaid(turn: Turn, action: OnBill) -> tuple[OrderKey, OrderSnapshot]:
    """The order of a bill that is still to be paid, by this member."""
    key = require_key(turn, action)
    had = turn.orders.get(key, OrderSnapshot())
    if had.order.bill is not None and had.order.bill.all_back:
        raise Refused("This bill was paid, and its order came back: a new order needs a new number.", "bill_settled")
    if had.order.bill is not None:
        raise Refused("This bill was paid: cancel that payment before you pay it anew.", "bill_settled")
    if had.order.counted and had.order.member != turn.member_id:
        raise Conflict("This order counted for another member.", "already_claimed")
    return key, had


def require_key(turn: Turn, action: OnBill) -> OrderKey:
    key = bill_key(turn.definitions.programme, action)
    if key is None:
        message = "There are no bills here: let an event that `spends` say `unique: [channel, order]`."
        raise NotOffered(message)
    return key


def moment_of(turn: Turn, action: Deduct) -> int:
    """The moment that counts, in epoch milliseconds. Raises BadEvent (`event_in_future`)."""
    require_happened(turn, action.time)
    return min(action.time or turn.now, turn.now)


def take_pass(turn: Turn, action: Deduct, key: OrderKey, at: int) -> None:
    """Take a pass for a bill: it stays good for this one, and is for no other. Raises Refused."""
    until = action.pass_until
    if not until:
        return
    known = next((one for one in turn.member.passes if one.until == until), None)
    if known is not None and known.bill != key.spelled:
        raise Refused("This pass was used for another bill: ask the member for a new one.", "pass_used")
    if known is None and not until - 2 * PASS_MS <= at < until:  # a till's own clock may be a minute behind
        raise Refused("This pass was not good at that time: ask the member for a new one.", "pass_expired")
    if known is None and _may_have_been_used(turn, until):
        raise Refused("This pass is over: ask the member for a new one.", "pass_expired")
    if known is None:
        turn.member.passes = [*_with_room(turn.member.passes, turn.now), PassTaken(until, key.spelled)]


def _may_have_been_used(turn: Turn, until: int) -> bool:
    """Whether a pass may have been taken and forgotten since, so that a late till's report of it counts no more."""
    known = turn.member.passes
    oldest = min((one.until for one in known), default=0) if len(known) >= MOST_PASSES else 0
    return until <= max(oldest, turn.now - PASS_KEPT_MS)


def _with_room(passes: Sequence[PassTaken], now: int) -> Sequence[PassTaken]:
    """The passes that are remembered, with room for one more: the first that is over is forgotten.

    Raises LimitReached where none is over: a pass that is forgotten in its minute would be good for another bill.
    """
    if len(passes) < MOST_PASSES:
        return passes
    first = min(passes, key=lambda one: one.until)
    if first.until > now:
        raise LimitReached(f"{MOST_PASSES} passes of this member were used within a minute: wait for the next.")
    return [one for one in passes if one is not first]


def _end(turn: Turn) -> None:
    """Let points end that were kept for a bill over their end: a new hold keeps them no longer."""
    while (first := next(iter(in_order(turn.member.lots)), None)) and (over := over_from(turn, first)):
        if over > turn.now:
            return
        turn.due = over
        expire(turn, over)
        turn.due = 0


def _codes(total: BillSum) -> list[str]:
    return [one.coupon.code for one in total.coupons]


HANDLERS: Handlers = {Hold: hold, PayBill: pay, Release: free, Reverse: reverse}

"""Keeps what members and guests bought, by what becomes of orders, and tells what changed for the report of value.

It moves whenever an order does: one becomes a member's or a guest's, comes back, or is the guest's no more; and when
two records of one person become one.
"""

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.bought import Bought, added, by_month, started, together
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.order import Order, OrderSnapshot
from chalicelib.domain.record.purse import end_of_month, first_of_month, month_number, month_text
from chalicelib.domain.record.receipt import counted_by
from chalicelib.domain.record.sales import (
    AMOUNT,
    BUYERS,
    FIRST,
    ORDERS,
    REFUNDED,
    REFUNDS,
    SECOND,
    Numbers,
    Sales,
    added_up,
)
from chalicelib.domain.time.localtime import midnight


class _Share(NamedTuple):
    """The part of an order that is of what somebody bought."""

    orders: int = 0
    minor: int = 0
    refunds: int = 0
    refunded: int = 0


def note_sales(turn: Turn, before: Order, after: OrderSnapshot) -> None:
    """Note in the document and the receipt what an order that is another one now changes in what is bought."""
    member, whose, month = turn.member, turn.member_id, turn.month_of(after.order.paid)
    had, member.bought = member.bought, moved(member.bought, whose, before, after.order, month)
    months = sold(had, member.bought, whose, before, after.order, month)
    if not months:
        return
    campaigns = dict.fromkeys(counted_by(after.given) if after.given else ())
    noted = turn.draft.sales
    if noted is not None:
        months, campaigns = added_up(noted.months, months), dict.fromkeys((*noted.campaigns, *campaigns))
    turn.draft.sales = Sales(months, is_guest(whose), _cohort(turn), tuple(campaigns))


def note_before(turn: Turn, month: int, n: int, minor: int, currency: str) -> None:
    """Note n orders of a month that were another system's: the receipt says how much more is bought, as of any order.

    month: its number, not ahead. minor: their amount together.
    """
    zone, had = turn.definitions.programme.zone, turn.member.bought or Bought()
    first = midnight(first_of_month(month), zone)
    last = min(midnight(end_of_month(month), zone), turn.now)
    sums = had.sums | {currency: added(had.sums.get(currency, []), month, n, minor)}
    starts = sorted((*had.starts, *[month] * min(n, 2)))[:2]
    has = Bought(min(had.first or first, first), max(had.last, last), sums, starts)
    turn.member.bought = has
    buyers = (by_month(sums)[month] > 0) - (by_month(had.sums)[month] > 0)
    here = {f"{ORDERS}{currency}": n, BUYERS: buyers, f"{AMOUNT}{currency}": minor}
    months = added_up(added_up(_starts(had, -1), _starts(has, 1)), {month_text(month): here})
    noted = turn.draft.sales
    if noted is not None:
        months = added_up(noted.months, months)
    turn.draft.sales = Sales(months, cohort=_cohort(turn)) if months else None


def note_merged(turn: Turn, other: Turn) -> None:
    """Join what two records of one person bought, and note it in both receipts: what is counted of the other one is
    counted of who stays, who is one buyer of a month, with one first order and one second.

    Months of the other one that are not told apart any more stay as they were counted.
    """
    own, absorbed = turn.member.bought, other.member.bought
    both = together(own, absorbed)
    turn.member.bought = both
    if absorbed is None:
        return
    left = _negative(_whole(absorbed))
    own_months = by_month((own or Bought()).sums)
    twice = {month_text(month): {BUYERS: -1} for month in by_month(absorbed.sums) if own_months[month]}
    came = added_up(_negative(left), twice)
    for bought, n in ((own, -1), (absorbed, -1), (both, 1)):
        came = added_up(came, _starts(bought, n))
    for one, months in ((turn, came), (other, left)):
        if months:
            one.draft.sales = Sales(months, cohort=_cohort(one))


def _whole(bought: Bought) -> dict[str, Numbers]:
    """All that is told apart by month of what somebody bought."""
    found = added_up(_starts(bought, 1), {month_text(month): {BUYERS: 1} for month in by_month(bought.sums)})
    for currency, (_, _, first, *numbers) in bought.sums.items():
        for month, (n, minor) in enumerate(zip(numbers[::2], numbers[1::2], strict=True), first):
            found = added_up(found, {month_text(month): {f"{ORDERS}{currency}": n, f"{AMOUNT}{currency}": minor}})
    return found


def _negative(months: dict[str, Numbers]) -> dict[str, Numbers]:
    return {month: {name: -n for name, n in numbers.items()} for month, numbers in months.items()}


def _starts(bought: Bought | None, n: int) -> dict[str, Numbers]:
    """The first order and the second, n times."""
    found: dict[str, Numbers] = {}
    for name, month in zip((FIRST, SECOND), bought.starts if bought else (), strict=False):
        found = added_up(found, {month_text(month): {name: n}})
    return found


def _cohort(turn: Turn) -> str:
    """The month in which the member joined; empty: one of before that was kept."""
    joined = turn.member.joined
    return month_text(month_number(date.fromordinal(joined))) if joined else ""


def moved(bought: Bought | None, whose: str, before: Order, after: Order, month: int) -> Bought | None:
    """Give what somebody has bought once an order is another one; None: nothing.

    whose: the id of the member or guest. month: the number of the month in which the order was paid. Who has no order
    left, because others have them all, has bought nothing.
    """
    had, was, has = bought or Bought(), _share(before, whose), _share(after, whose)
    n, minor = has.orders - was.orders, has.minor - was.minor
    leaves = before.member == whose != after.member
    sums, currency = had.sums, _currency(whose, before, after)
    if n or minor:
        sums = sums | {currency: added(sums.get(currency, []), month, n, minor)}
    if leaves and not any(one[0] for one in sums.values()):
        return None
    if sums is had.sums:
        return bought
    starts = started(had.starts, month, n, sums)
    if n <= 0:
        return replace(had, sums=sums, starts=starts)
    return Bought(min(had.first or after.paid, after.paid), max(had.last, after.paid), sums, starts)


def sold(
    before: Bought | None, after: Bought | None, whose: str, order: Order, order_after: Order, month: int
) -> dict[str, Numbers]:
    """Give what an order that is another one changed in what somebody has bought, by month; empty where nothing.

    before, after: what was bought then. The rest: as for `moved`.
    """
    had, has = before or Bought(), after or Bought()
    was, now = _share(order, whose), _share(order_after, whose)
    currency = _currency(whose, order, order_after)
    here = {
        f"{ORDERS}{currency}": now.orders - was.orders,
        BUYERS: (by_month(has.sums)[month] > 0) - (by_month(had.sums)[month] > 0) if now.orders != was.orders else 0,
        f"{AMOUNT}{currency}": now.minor - was.minor,
        f"{REFUNDS}{currency}": now.refunds - was.refunds,
        f"{REFUNDED}{currency}": now.refunded - was.refunded,
    }
    found = added_up({}, {month_text(month): here})
    return added_up(added_up(found, _starts(had, -1)), _starts(has, 1))


def _currency(whose: str, before: Order, after: Order) -> str:
    return (before if before.member == whose != after.member else after).currency


def _share(order: Order, whose: str) -> _Share:
    """The part of an order that is of what somebody bought: no order once all of it came back."""
    if order.member != whose or not order.paid:
        return _Share()
    return _Share(int(order.left > 0 or not order.minor), order.left, len(order.refunds), sum(order.refunds.values()))

"""An order: one item over all members, in whichever order it is reported, claimed, waited for and refunded.

Each of these may come first, and each finds what the others left. It counts for one member at most, and for good.
"""

from collections.abc import Collection
from typing import Final, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from chalicelib.domain.record.bill import BillPaid
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import BadEvent, Conflict, Full, LimitReached
from chalicelib.domain.words.values import Money, money_text

MOST_WAITING: Final = 3
"""Members who may wait for one order: a wrong guess can't keep the right one out."""

MOST_REFUNDS: Final = 200
"""Refunds of one order."""


class OrderKey(NamedTuple):
    """The name of an order over all members, as that of a claim is."""

    kind: str
    """The type of the event and its unique fields: `order.paid.channel+order`."""
    value: str
    """Their values: `DOUYIN/77`."""

    @property
    def spelled(self) -> str:
        """As a receipt has it."""
        return f"{self.kind}/{self.value}"


class Waiting(Struct, frozen=True, array_like=True):
    """A member who waits for an order that has not come yet."""

    member: str
    """The member's id."""
    until: int
    """How long, epoch ms."""
    matching: str = ""
    """The hash that the order must have; empty: any."""


class Order(Struct, frozen=True, omit_defaults=True):
    """All that is known of an order. On the wire names are short, and the member and the receipt are attributes."""

    member: str = field(default="", name="m")
    """The member for whom it counted, or the guest who bought it; empty: nobody yet, or one who was erased."""
    receipt: str = field(default="", name="r")
    """The id of the receipt that counted it, or noted it in the record of the guest."""
    counted: bool = field(default=False, name="c")
    """Whether it counted: then it never does again."""
    minor: int = field(default=0, name="a")
    """The amount that was paid, in minor units."""
    currency: str = field(default="", name="u")
    """The currency of the amount and of the refunds."""
    paid: int = field(default=0, name="t")
    """When it was paid, epoch ms; 0: it has not come yet."""
    event: str = field(default="", name="e")
    """The id of the request that brought it while it was nobody's, so that the same one is answered alike."""
    data: dict[str, object] = field(default_factory=dict, name="d")
    """The event's data, until it counted."""
    matching: tuple[str, ...] = field(default=(), name="h")
    """The hashes of what only its buyer knows."""
    refunds: dict[str, int] = field(default_factory=dict, name="b")
    """The refunds by their ids, in minor units."""
    too_much: dict[str, int] = field(default_factory=dict, name="x")
    """The refunds that came before it and found too little left when it came, by their ids, in minor units."""
    waiting: tuple[Waiting, ...] = field(default=(), name="w")
    """Who waits for it, the first first."""
    bill: BillPaid | None = field(default=None, name="p")
    """The payment of its bill by coupons and points; None: there is none, or it was reversed."""

    @property
    def left(self) -> int:
        """The amount that is left of it, in minor units."""
        return max(0, self.minor - sum(self.refunds.values()))

    def arrived(self, money: Money, paid: int) -> "Order":
        """The order once it comes (paid: epoch ms), with those of the refunds before it that it covers, as they came.

        Refunds in another currency were of no such order.
        """
        taken: dict[str, int] = {}
        for known_by, n in self.refunds.items() if self.currency in ("", money.currency) else ():
            if n <= money.minor - sum(taken.values()):
                taken[known_by] = n
        too_much = self.too_much | {known_by: n for known_by, n in self.refunds.items() if known_by not in taken}
        come = replace(self, minor=money.minor, currency=money.currency, paid=paid)
        return replace(come, refunds=taken, too_much=too_much)


class OrderSnapshot(Struct, frozen=True):
    """An order as it was read."""

    version: int = 0
    """0: there is none yet; or only the claim of a release that knew no orders, which has counted."""
    order: Order = Order()
    """All that is known of it; an empty one where there is none yet."""
    given: Receipt | None = None
    """The receipt that counted it, where it was read."""
    billed: Receipt | None = None
    """The receipt that paid its bill, where it was read."""


class OrderStep(Struct, frozen=True):
    """A change of an order, to be made if it still is what was read."""

    key: OrderKey
    """The name of the order over all members."""
    before: OrderSnapshot
    """The order as it was read, which it still has to be."""
    order: Order
    """The order as it is to be."""


def refunded(order: Order, known_by: str, money: Money) -> Order | None:
    """The order after a refund (`known_by` its id); None where this very one is known.

    Raises BadEvent for nothing, for another currency (`bad_event_field`), for more than is left (`more_than_paid`), and
    Conflict (`already_claimed`) for a known id with another amount.
    """
    known = order.refunds | order.too_much
    if known_by in known:
        if known[known_by] == money.minor:
            return None
        raise Conflict("This refund was reported with another amount.", "already_claimed")
    if money.minor <= 0:
        raise BadEvent("A refund is of more than nothing.", "bad_event_field")
    if order.currency and order.currency != money.currency:
        raise BadEvent(f"The order is in {order.currency}, and not in {money.currency}.", "bad_event_field")
    if order.paid and money.minor > order.left:
        told = money_text(order.left, order.currency)
        raise BadEvent(f"No more than {told} of this order can come back.", "more_than_paid")
    if len(order.refunds) >= MOST_REFUNDS:
        raise Full(f"An order has {MOST_REFUNDS} refunds at most.", "record_full")
    return replace(order, refunds=order.refunds | {known_by: money.minor}, currency=money.currency)


def waited_for(order: Order, one: Waiting, now: int) -> Order:
    """The order with one more member who waits for it, in the place that this member had.

    Raises LimitReached where as many others wait as may.
    """
    still = [one if had.member == one.member else had for had in order.waiting if had.until > now]
    if one not in still:
        if len(still) >= MOST_WAITING:
            message = f"{MOST_WAITING} others wait for this order: try again once it has come."
            raise LimitReached(message)
        still.append(one)
    return replace(order, waiting=tuple(still))


def claimants(order: Order, now: int) -> list[str]:
    """The members who wait for an order that has come, and know of it what they must, the first first."""
    return [
        one.member for one in order.waiting if one.until > now and (not one.matching or one.matching in order.matching)
    ]


def counted_for(order: Order, member: str, receipt: str) -> Order:
    """The order once it counted: what was only needed to count it is forgotten."""
    return replace(order, member=member, receipt=receipt, counted=True, data={}, waiting=())


def is_about(order: Order, member: str) -> bool:
    """Whether an order tells of a member: it counted for this one, is waited for, or this one paid its bill."""
    return member in (order.member, payer(order)) or any(one.member == member for one in order.waiting)


def of_one(order: Order, member: str, absorbed: Collection[str]) -> Order:
    """The order as it is of a member who absorbed other records: what was theirs is the member's."""
    if not absorbed:
        return order
    if order.bill is not None and order.bill.member in absorbed:
        order = replace(order, bill=replace(order.bill, member=member))
    waiting = tuple(replace(one, member=member) if one.member in absorbed else one for one in order.waiting)
    return replace(order, member=member if order.member in absorbed else order.member, waiting=waiting)


def payer(order: Order) -> str:
    """The member whose coupons and points paid the bill; empty: nobody."""
    return order.bill.member if order.bill else ""


def anonymous_order(order: Order, member: str) -> Order:
    """The order without a member who was erased: amounts stay, and it never counts for anybody else."""
    waiting = tuple(one for one in order.waiting if one.member != member)
    if order.bill is not None and order.bill.member == member:
        order = replace(order, bill=replace(order.bill, member="", receipt=""))
    if order.member != member:
        return replace(order, waiting=waiting)
    return replace(order, member="", receipt="", counted=True, event="", data={}, matching=(), waiting=waiting)

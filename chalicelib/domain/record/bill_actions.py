"""The actions on a member's record that a till asks for: coupons and points are held for a bill, pay it, come back."""

from typing import Final

from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.domain.words.values import Money

PAID: Final = "bill/pay"
"""The scope of the keys of payments (`payment_key`)."""


def payment_key(channel: str, payment: str) -> str:
    """Give the key of what is asked about a payment: each channel has its own numbers."""
    return f"{len(channel)}:{channel}{payment}"


class OnBill(Action, frozen=True):
    """An action on the bill of one order."""

    channel: str
    """The channel of the order."""
    order: str
    """The number of the order in it."""


class Deduct(OnBill, frozen=True):
    """Coupons and points are named for a bill."""

    amount: Money
    """The amount before deductions."""
    coupons: tuple[str, ...] = ()
    """The codes of the member's coupons, in the order in which they are taken off."""
    points: int = 0
    """How many points pay a part of it."""
    time: int = 0
    """When the till did it, epoch ms; 0: when it is decided."""
    pass_until: int = 0
    """The end of the pass by which the till knows the member, epoch ms; 0: it knows the member's id."""


class Hold(Deduct, frozen=True, tag="hold"):
    """Coupons and points are kept for a bill."""

    payment: str = ""
    """The shop's id of the payment."""


class PayBill(Deduct, frozen=True, tag="pay"):
    """Coupons and points pay a bill."""

    payment: str = ""
    """The shop's id of the payment."""


class Release(OnBill, frozen=True, tag="cancel"):
    """Coupons and points that are kept for a bill are free again."""

    payment: str = ""
    """The shop's id of the payment."""


class Reverse(OnBill, frozen=True, tag="cancel"):
    """The payment of a bill is undone: its coupons and points return."""

    payment: str = ""
    """The shop's id of the payment; empty: whichever paid it."""

    @property
    def paid_by(self) -> str:
        """The id of the receipt of that payment."""
        return receipt_id(PAID, payment_key(self.channel, self.payment)) if self.payment else ""

"""Points and cash: a redemption that waits until the shop's server says that its cash was paid."""

from typing import Final

from msgspec import Struct

from chalicelib.domain.record.used_up import UsedUp
from chalicelib.domain.words.errors import Refused
from chalicelib.domain.words.values import Bag, Money

PAID_CASH: Final = "redemption/pay"
"""The scope of the keys of payments: the ids of the redemptions' receipts, as a redemption is paid once."""


class CashDue(Struct, frozen=True, omit_defaults=True):
    """The cash of a redemption."""

    amount: Money
    """How much it is."""
    points: int = 0
    """How many points go with it."""
    until: int = 0
    """Until when points and stock are kept for it, epoch ms; 0: it was paid."""


class WaitsForCash(Struct, frozen=True, array_like=True):
    """A redemption that waits for its cash, with what was taken for the member already."""

    campaign: str
    """The campaign's id."""
    redemption: str
    """The redemption's name."""
    offer: str
    """The offer's name."""
    cash: Money
    """The cash that it waits for."""
    gives: Bag
    """The bag that it will give: of prizes, those that were there when it was redeemed."""
    used_up: UsedUp | None = None
    """The stock and the limits that it used up."""

    @property
    def block(self) -> str:
        """The offer, as postings name it."""
        return f"redemptions/{self.redemption}/{self.offer}"


_HOLD: Final = "redeem/"
"""How the name of a redemption's hold begins. No order's does: its kind has a full stop in it."""


def hold_of(receipt: str) -> str:
    """The name of the hold of a redemption (`bill.HoldKept.bill`), by the id of its receipt."""
    return f"{_HOLD}{receipt}"


def redeemed_by(hold: str) -> str:
    """The id of the receipt of a redemption, by the name of its hold."""
    return hold.removeprefix(_HOLD)


def no_longer_waits() -> Refused:
    """The refusal of a payment for a redemption that waits for none."""
    message = "This redemption waits for no cash: it was paid, undone, or its time is over. Give the cash back."
    return Refused(message, "not_waiting")

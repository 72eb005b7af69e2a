"""The actions by which a shop's server answers a redemption: its cash was paid, or it is undone."""

from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.cash import PAID_CASH
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.domain.words.values import Money


class PayCash(Action, frozen=True, tag="pay_cash"):
    """The cash of a redemption was paid."""

    receipt: str
    """The id of the receipt of the redemption."""
    amount: Money
    """How much was paid."""
    payment: str
    """The shop's id of the payment."""


class Undo(Action, frozen=True, tag="undo"):
    """A redemption is undone: its payment failed, or its goods came back."""

    receipt: str
    """The id of the receipt of the redemption."""

    @property
    def paid_by(self) -> str:
        """The id of the receipt of the payment of its cash."""
        return receipt_id(PAID_CASH, self.receipt)

    @property
    def undoes(self) -> tuple[str, ...]:
        """The receipt of the redemption, and that of its payment."""
        return self.receipt, self.paid_by

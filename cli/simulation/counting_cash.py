"""Counts redemptions for points and cash: of a crowd while it plays."""

from collections.abc import Callable

from chalicelib.domain.record.journal import POINTS, is_returned
from chalicelib.domain.record.receipt import Receipt
from cli.simulation.tally import CashTally


class CountingCash:
    """Makes the tally of redemptions for cash of one half of a run."""

    def __init__(self, day: Callable[[int], int]) -> None:
        """day: gives the number of the day of a moment."""
        self._day = day
        self.tally = CashTally()

    def redeemed(self, receipt: Receipt) -> None:
        """Count a redemption that waits for its cash."""
        self.tally.redeemed[_offer(receipt)] += 1

    def paid(self, redeemed: Receipt, receipt: Receipt) -> None:
        """Count the payment of a redemption."""
        self.tally.paid[_offer(redeemed)] += 1
        self.tally.points[self._day(receipt.at)] += receipt.cash.points if receipt.cash else 0
        self._take(redeemed, 1, receipt.at)

    def undone(self, redeemed: Receipt, receipt: Receipt) -> None:
        """Count that a redemption was undone after it was paid."""
        back = sum(leg.n for leg in receipt.legs if leg.asset == POINTS and is_returned(leg))
        self.tally.undone[_offer(redeemed)] += 1
        self.tally.points_back[self._day(receipt.at)] += back
        self._take(redeemed, -1, receipt.at)

    def _take(self, redeemed: Receipt, times: int, at: int) -> None:
        money = times * redeemed.cash.amount.minor if redeemed.cash else 0
        self.tally.money[_offer(redeemed)] += money
        self.tally.money_by_day[self._day(at)] += money


def _offer(redeemed: Receipt) -> str:
    """The offer that a receipt of a redemption is of: `december/bag`."""
    return f"{redeemed.asked['redemption']}/{redeemed.asked['offer']}"

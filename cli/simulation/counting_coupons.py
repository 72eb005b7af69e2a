"""Counts what becomes of a campaign's coupons, and what tills take off: of a crowd while it plays."""

from collections import Counter
from collections.abc import Iterable

from chalicelib.domain.record.journal import BILL, EXPIRED, POINTS, PRIZES, Leg
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.order import OrderStep
from chalicelib.domain.record.receipt import Receipt
from cli.simulation.tally import CouponTally


class CountingCoupons:
    """Makes the tally of coupons and tills of one half of a run."""

    def __init__(self, campaign: str) -> None:
        self._id = campaign
        self._off: dict[str, Counter[str]] = {}
        self.tally = CouponTally()

    def receipt(self, receipt: Receipt, day: int) -> None:
        """Count a receipt of a day."""
        for leg in receipt.legs:
            if leg.campaign == self._id and leg.asset.startswith(PRIZES):
                self._coupon(leg, receipt.does == "pay")
            elif leg.asset == POINTS and leg.why == BILL:
                (self.tally.paid if leg.n < 0 else self.tally.paid_back)[day] += abs(leg.n)
        if receipt.does == "pay" and receipt.bill is not None:
            self.tally.bills += 1
            self.tally.currencies[receipt.bill.amount.currency] += 1
            self._off[receipt.order] = Counter()
            for one in receipt.bill.coupons:
                self._off[receipt.order][one.coupon.prize] += one.off.minor
            self._take_off(self._off[receipt.order], day)

    def came_back(self, orders: Iterable[OrderStep], day: int) -> None:
        """Forget what was taken off the bills of orders that came back as a whole."""
        for step in orders:
            if step.order.bill is not None and step.order.bill.all_back:
                off = self._off.pop(step.key.spelled, Counter())
                self._take_off(Counter({name: -n for name, n in off.items()}), day)

    def hold(self, document: Member) -> None:
        """Count what a member holds in the end."""
        self.tally.left.update(one.prize for one in document.coupons if one.campaign == self._id)

    def _take_off(self, off: Counter[str], day: int) -> None:
        self.tally.off.update(off)
        self.tally.off_by_day[day] += off.total()

    def _coupon(self, leg: Leg, paying: bool) -> None:
        prize = leg.asset.removeprefix(PRIZES)
        if leg.why == EXPIRED:
            self.tally.ended[prize] -= leg.n
        elif leg.why == BILL and leg.n < 0:
            self.tally.used[prize] -= leg.n
        elif leg.why == BILL and not paying:  # in a payment one comes back only to be used late
            self.tally.returned[prize] += leg.n

"""Adds up what is taken off a bill: by each coupon in the order in which it is named, and then by points.

No bill comes below zero: a coupon takes off no more than is left to pay, and one that takes off nothing stays with the
member. A minimum counts the amount before deductions, and so does the share of a bill that points may pay.
"""

from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct

from chalicelib.domain.file.phrases import PhraseError
from chalicelib.domain.file.phrases import coupon as read_terms
from chalicelib.domain.file.programme import PointsTerms
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.bill_sum import BillSum, TakenOff
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.words.errors import NotOffered, Refused, Unknown
from chalicelib.domain.words.values import CouponTerms, Money

GOODS = ("free", "price")
"""Coupons for goods: the till rings these up itself, at nothing or at the coupon's price."""


def add_up(turn: Turn, amount: Money, coupons: Sequence[Coupon], points: int) -> BillSum:
    """The sum of a bill with coupons in this order, and points.

    Raises Refused: `one_coupon_an_order`, `below_minimum`, `other_currency`, `points_over_share`; NotOffered where
    points are no money; Unknown (`unknown_campaign`) where nothing tells any more what a coupon takes off.
    """
    _require_together(coupons)
    left, taken = amount.minor, []
    for one in coupons:
        terms = _terms(turn, one)
        less = _off(terms, amount, left)
        if less or terms.kind in GOODS:
            taken.append(TakenOff(one, Money(less, amount.currency)))
        left -= less
    worth = 0
    if points:
        worth = _paid(turn.definitions.programme.points, amount, left, points)
        points = needed(turn.definitions.programme.points, worth)
    off = Money(amount.minor - left, amount.currency)
    rest = Money(left - worth, amount.currency)
    return BillSum(amount, off, points, Money(worth, amount.currency), rest, tuple(taken))


class Payable(Struct, frozen=True):
    """How much points may pay."""

    points: int
    """How many, of those that are free."""
    worth: Money
    """The amount that they pay."""


def payable(turn: Turn, amount: Money, left: int) -> Payable:
    """How many points may pay a part of a bill of which so much (in minor units) is left after coupons."""
    terms, none = turn.definitions.programme.points, Money(0, amount.currency)
    price = terms.pays
    if price is None or price.money.currency != amount.currency or not price.money.minor:
        return Payable(0, none)
    most = ((_most(terms, amount, left) + 1) * price.points - 1) // price.money.minor  # one more would be worth more
    worth = min(most, turn.member.points) * price.money.minor // price.points
    return Payable(needed(terms, worth), Money(worth, amount.currency))


def needed(terms: PointsTerms, worth: int) -> int:
    """How many points pay so much, in minor units: those that pay no whole unit stay with the member."""
    price = terms.pays
    return -(-worth * price.points // price.money.minor) if price and worth else 0


def _paid(terms: PointsTerms, amount: Money, left: int, points: int) -> int:
    price = terms.pays
    if price is None or not price.money.minor:
        raise NotOffered("Points are worth no money here.")
    if price.money.currency != amount.currency:
        raise Refused(f"Points pay in {price.money.currency}, and not in {amount.currency}.", "other_currency")
    worth, most = points * price.money.minor // price.points, _most(terms, amount, left)
    if worth > most:
        raise Refused(f"Points may pay {Money(most, amount.currency).spelled} of this bill.", "points_over_share")
    return worth


def _most(terms: PointsTerms, amount: Money, left: int) -> int:
    """The most that points may pay, in minor units."""
    return left if terms.at_most is None else min(left, int(amount.minor * terms.at_most))


def _require_together(coupons: Sequence[Coupon]) -> None:
    for one, other in combinations(coupons, 2):
        named = one.prize in other.together and other.prize in one.together
        if one.campaign != other.campaign or not named:
            message = f"The coupons {one.prize} and {other.prize} don't share a bill: use one of them."
            raise Refused(message, "one_coupon_an_order")


def _off(terms: CouponTerms, amount: Money, left: int) -> int:
    """How much a coupon takes off, in minor units, of a bill of which so much is left."""
    for money in (terms.amount, terms.minimum):
        if money is not None and money.currency != amount.currency:
            raise Refused(f"This coupon is in {money.currency}, and not in {amount.currency}.", "other_currency")
    if terms.minimum is not None and amount.minor < terms.minimum.minor:
        raise Refused(f"This coupon is for bills from {terms.minimum.spelled}.", "below_minimum")
    if terms.kind in GOODS:
        return 0
    if terms.percent is not None:
        return int(left * terms.percent)
    return min(left, terms.amount.minor if terms.amount else 0)


def _terms(turn: Turn, coupon: Coupon) -> CouponTerms:
    """The terms with which a coupon was given; of an old one that has none, those of its campaign.

    A pool's code is used at the partner's: no till knows it.
    """
    if coupon.pool:
        raise Unknown("coupon", coupon.code)
    if coupon.terms:
        try:
            return read_terms(coupon.terms)
        except PhraseError as error:  # of a release that knew more kinds
            raise Unknown("coupon", coupon.code) from error
    definitions = turn.definitions
    published = definitions.campaigns.get(coupon.campaign) or definitions.settling.get(coupon.campaign)
    prize = published.campaign.prizes.get(coupon.prize) if published else None
    if prize is None or prize.coupon is None:
        raise Unknown("campaign", coupon.campaign)
    return prize.coupon

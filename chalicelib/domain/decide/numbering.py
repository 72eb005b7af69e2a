"""Which code of a pool each coupon is, once it is known which codes a decision takes."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.outcome import Outcome, StockKey, pool_key
from chalicelib.domain.record.receipt import Receipt


def numbered(outcome: Outcome, codes: Mapping[StockKey, Iterable[str]]) -> Outcome:
    """The outcome with the number of its code in each new coupon of a pool: in the receipt, and where it is held.

    codes: of each pool, the numbers of all that are taken, `SHARD-NUMBER`. Raises RuntimeError where these are not as
    many as the coupons: a code without a receipt could never be found again, nor a coupon without a code be read.
    """
    if not codes:
        return outcome
    left = {key: iter(numbers) for key, numbers in codes.items()}
    results = tuple(_numbered(one, left) if isinstance(one, Receipt) else one for one in outcome.results)
    received = outcome.recipient_receipt and _numbered(outcome.recipient_receipt, left)
    if any(next(numbers, None) for numbers in left.values()):
        raise RuntimeError("more codes are taken than coupons are given")
    receipts = [one for one in (*results, received) if isinstance(one, Receipt)]
    given = {coupon.code: coupon for one in receipts for coupon in one.coupons}
    held = [given.get(coupon.code, coupon) if _waits(coupon) else coupon for coupon in outcome.member.coupons]
    return replace(outcome, results=results, member=replace(outcome.member, coupons=held), recipient_receipt=received)


def _numbered(receipt: Receipt, left: Mapping[StockKey, Iterator[str]]) -> Receipt:
    coupons = tuple(replace(one, number=_next(one, left)) if _waits(one) else one for one in receipt.coupons)
    return replace(receipt, coupons=coupons)


def _next(coupon: Coupon, left: Mapping[StockKey, Iterator[str]]) -> str:
    number = next(left.get(pool_key(coupon.pool), iter(())), None)
    if number is None:
        raise RuntimeError("more coupons are given than codes are taken")
    return number


def _waits(coupon: Coupon) -> bool:
    return bool(coupon.pool) and not coupon.number

"""The phrase for what a coupon is good for."""

from chalicelib.domain.file.phrases.numbers import MONEY, money, percent
from chalicelib.domain.file.phrases.phrase import phrase
from chalicelib.domain.words.values import CouponTerms, Money

_SKU = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
_PERCENT = r"[0-9]{1,3}(?:\.[0-9]+)?%"
_TERMS = (
    f"(?P<off>{MONEY}|{_PERCENT}) off(?: (?P<minimum>{MONEY}))?"
    f"|free (?P<free>{_SKU})"
    f"|(?P<sku>{_SKU}) for (?P<price>{MONEY})"
    f"|(?P<unclear>{_PERCENT})"
)


@phrase(
    "a coupon",
    _TERMS,
    "20.00 CNY off 148.00 CNY",
    "10% off",
    "free towel",
    "towel for 9.90 CNY",
    guess="meant_coupons.coupon",
)
def coupon(
    off: str | None, minimum: str | None, free: str | None, sku: str | None, price: str | None, unclear: str | None
) -> CouponTerms:
    """The terms of a coupon: 20.00 CNY off (from a minimum, off 148.00 CNY), 10% off, free SKU, or SKU for 9.90 CNY."""
    if unclear:
        raise ValueError("say what is taken away with `off`: 10% off leaves 90% to pay")
    if free:
        return CouponTerms("free", sku=free)
    if sku and price:
        return CouponTerms("price", money(price), sku=sku)
    least = money(minimum) if minimum else None
    taken = str(off)
    if taken.endswith("%"):
        if float(taken[:-1]) > 100:
            raise ValueError("nobody can take off more than all, which is 100%")
        return CouponTerms("percent_off", percent=percent(taken), minimum=least)
    return _money_off(money(taken), least)


def _money_off(taken: Money, least: Money | None) -> CouponTerms:
    if least and least.currency != taken.currency:
        raise ValueError("both amounts must be in one currency")
    return CouponTerms("money_off", taken, minimum=least)

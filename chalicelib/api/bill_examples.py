"""One request and one answer of each route of bills, as OpenAPI shows them."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.api.examples import MEMBER, NOW, receipt
from chalicelib.api.shapes import Done
from chalicelib.domain.decide.quotes import CouponQuote, Quote
from chalicelib.domain.record.bill_sum import BillSum, TakenOff
from chalicelib.domain.record.journal import Posting
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.words.values import Money

PASS: Final = f"{MEMBER}.mpux1wo0.Zk3vQ9y1TnB4xR7s"

_TERMS: Final = "20.00 CNY off 148.00 CNY"
_COUPON: Final = Coupon("K7QXM2TRW4ZB3NFA", "kids-atelier", "tee-coupon", NOW + 30 * 86_400_000, _TERMS)
_PAYMENT: Final = "pos-3-20260601-0042"


def _cny(minor: int) -> Money:
    return Money(minor, "CNY")


_SUM: Final = BillSum(_cny(17_800), _cny(2_000), 500, _cny(500), _cny(15_300), (TakenOff(_COUPON, _cny(2_000)),))
_QUOTE: Final = Quote(
    member=MEMBER,
    amount=_cny(17_800),
    coupons=(
        CouponQuote(_COUPON.code, _COUPON.campaign, _COUPON.prize, _COUPON.terms, _COUPON.expires, _cny(2_000), None),
    ),
    off=_cny(2_000),
    points=8_900,
    worth=_cny(8_900),
    to_pay=_cny(15_300),
)


def _done(does: str, total: BillSum | None, *postings: Posting) -> Done:
    made = receipt(does, "", {})
    asked = {"channel": "pos", "order": "20260601-0042", "payment": _PAYMENT}
    return Done(server_time=NOW, receipt=replace(made, asked=asked, versions={}, bill=total, postings=postings))


_TOOK: Final = (
    Posting("programme", "bill", 0, took={"points": 500}, lots={"2026-05+24": -500}),
    Posting("kids-atelier", "bill", took={"prizes/tee-coupon": 1}),
)
_RETURNED: Final = (
    Posting("programme", "bill", 0, gave={"points": 500}, lots={"2026-05+24": 500}),
    Posting("kids-atelier", "bill", gave={"prizes/tee-coupon": 1}),
)

ANSWERS: Final[Mapping[str, Struct | dict[str, Any]]] = {
    "quote": {"server_time": NOW, "quote": _QUOTE},
    "hold": _done("hold", replace(_SUM, until=NOW + 900_000)),
    "pay": _done("pay", _SUM, *_TOOK),
    "cancel": _done("cancel", None, *_RETURNED),
}

_DEDUCT: Final = {"pass": PASS, "amount": "178.00 CNY", "coupons": (_COUPON.code,), "points": 500}

ASKED: Final[Mapping[str, dict[str, Any]]] = {
    "quote": _DEDUCT,
    "hold": {**_DEDUCT, "payment": _PAYMENT},
    "pay": {**_DEDUCT, "payment": _PAYMENT},
    "cancel": {"member": MEMBER, "payment": _PAYMENT},
}

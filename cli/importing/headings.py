"""Whether the first line of a file of codes is a heading or a code: where it may be both, nobody guesses."""

import re
from collections.abc import Sequence
from typing import Final

HEADINGS: Final = frozenset(
    (
        *("code", "codes", "coupon", "coupons", "voucher", "vouchers", "ticket", "tickets", "gift", "card", "cards"),
        *("promo", "promotion", "discount", "serial", "number", "numbers", "no", "nr", "id", "key", "pin", "token"),
        *("redeem", "redemption", "activation", "partner", "value", "name", "title", "date", "status"),
        *("码", "券码", "编码", "卡号", "卡密", "序列号", "兑换码", "优惠码", "激活码", "优惠券码", "代码", "编号"),
        *("コード", "番号", "クーポン", "クーポンコード", "シリアル", "코드", "번호", "쿠폰", "쿠폰번호", "쿠폰코드"),
    )
)
"""The words of which headings of such files are made."""

_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[^\W\d_a-z]+")
_DIGIT: Final = re.compile(r"\d")


def is_heading(line: str) -> bool:
    """Whether a line is made of the words of headings alone: `code`, `Voucher Code`, `couponCode`, `no;code`."""
    words = _WORD.findall(line)
    return bool(words) and not _DIGIT.search(line) and all(word.lower() in HEADINGS for word in words)


def is_unlike(line: str, others: Sequence[str]) -> bool:
    """Whether a line looks unlike all that follow it: no digit where they have some, or they are of one length."""
    lengths = {len(other) for other in others}
    if not others or _DIGIT.search(line) or len(line) in lengths:
        return False
    return len(lengths) == 1 or all(_DIGIT.search(other) for other in others)

"""Answers what no coupon can say: shipping, second pieces, a number of pieces, goods without one, unknown words."""

import re

from chalicelib.domain.file.phrases import meant_numbers as meant
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import Meant

_SHIPPING = re.compile(r"\b(?:shipping|delivery|postage|freight)\b|包邮|免邮|免运费|运费", re.IGNORECASE)
_FREE = re.compile(r"^free |^(?:免费|赠送?|送)")
_ONE_MORE = re.compile(
    r"\bbuy\b.+\bget\b|\d ?(?:for|\+) ?\d$|买.+送|\bbogo\b|第\d+[件个杯份瓶只]|\b(?:2nd|second|3rd|third)\b",
    re.IGNORECASE,
)
_PIECES = re.compile(
    r"\d ?(?:items?|pieces?|pcs|units?|products?|articles?|goods)\b|\b(?:each|every|per) (?:item|piece|unit|product)\b"
    r"|\d ?[件个杯份瓶只款]|每[件个杯份瓶只款]",
    re.IGNORECASE,
)
_BY_SKU = (
    "what is given is named by the number that the till knows it by (its SKU, in Latin letters and digits): write "
    "free TOWEL-01, and the words in the prize's title"
)
_NO_SHIPPING = "a coupon takes nothing off shipping itself: write what shipping costs, such as 10.00 CNY off"
_NO_PAIRS = (
    "a coupon knows no second piece: write what is given by its SKU, free TOWEL-01, or what it costs, "
    "TOWEL-01 for 9.90 CNY"
)
_NO_PIECES = (
    "a coupon asks for an amount of money, never for a number of pieces: write, for example, 20% off 148.00 CNY"
)
_KNOWN = re.compile(
    r"\b(?:or|and) (?:more|above|over|up)\b|\b(?:an?|the|of|on|off|over|for|from|above|at least|min|minimum|more than"
    r"|when|your?|any|all|orders?|purchases?|spend(?:ing)?|saved?|discount|coupon|voucher|less|get|take|with|worth"
    r"|value|total|everything|sitewide|storewide|cash|flat|by|is|if|each|every|per|up ?to"
    r"|at ?most|max|no more than|not more than"
    r"|capped(?: at)?|cap|limit(?:ed)?(?: to)?|under|below|to|or)\b"
    r"|以[上下内]|最多|最高|至多|封顶|上限|不超过"
    r"|[满减立打折优惠券代金抵用扣现购物消费全场店无门槛即可使享省直订单笔起达超过实付每至到或]",
    re.IGNORECASE,
)
"""Words that the guess at a coupon understands, or that say nothing more."""


def not_of_a_coupon(text: str) -> Meant:
    """Say what to write instead of what no coupon can be; nothing where it may be one."""
    if found := re.fullmatch(r"(\S+) for free|(\S+) free", text, re.IGNORECASE):
        return Meant((f"free {found[1] or found[2]}",), "" if (found[1] or found[2]).isascii() else _BY_SKU)
    if _SHIPPING.search(text):
        return Meant(says=_NO_SHIPPING)
    if _FREE.search(text):
        return Meant(says=_BY_SKU)
    digits = in_digits(text)
    if _ONE_MORE.search(digits):
        return Meant(says=_NO_PAIRS)
    return Meant(says=_NO_PIECES) if _PIECES.search(digits) else Meant()


def unknown(text: str) -> str:
    """The words of a text that no coupon says; empty where there are none."""
    left = meant.without_money(_KNOWN.sub(" ", text))
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*|\+(?= ?\d)", left)
    first, last = (words[0], words[-1]) if words else ("", "")
    return text[text.index(first) : text.rindex(last) + len(last)].strip() if words else ""

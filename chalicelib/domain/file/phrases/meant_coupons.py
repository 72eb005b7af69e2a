"""Guesses at coupons that are written in another form: `满148减20`, `8折`, `buy 1 get 1`."""

import re

from chalicelib.domain.file.phrases import meant_numbers as meant
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import Meant

_PERCENT_OFF = re.compile(r"(?P<kept>\d(?:\.\d)?|\d\d)折|(?P<half>half price|half off|半价|5折)")
_OFF = re.compile(
    r"\boff\b|\bsave\b|\bdiscount\b|\bless\b|\bover\b|\bspend\b|[减满抵券省]|^-|^[\d., ]+-[\d., ]+$", re.IGNORECASE
)
_SHIPPING = re.compile(r"\b(?:shipping|delivery|postage|freight)\b|包邮|免邮|免运费|运费", re.IGNORECASE)
_FREE = re.compile(r"^free |^(?:免费|赠送?|送)")
_ONE_MORE = re.compile(r"\bbuy\b.+\bget\b|\d ?(?:for|\+) ?\d$|买.+送|\bbogo\b", re.IGNORECASE)
_BY_SKU = (
    "what is given is named by the number that the till knows it by (its SKU, in Latin letters and digits): write "
    "free TOWEL-01, and the words in the prize's title"
)
_NO_SHIPPING = "a coupon takes nothing off shipping itself: write what shipping costs, such as 10.00 CNY off"
_NO_PAIRS = (
    "a coupon knows no second piece: write what is given by its SKU, free TOWEL-01, or what it costs, "
    "TOWEL-01 for 9.90 CNY"
)
_NO_MONEY_OFF = re.compile(r"\b(?:buy|get|for)\b|[买送]", re.IGNORECASE)


def coupon(text: str) -> Meant:
    """The terms that are meant: of two amounts the smaller one is off, and the larger one the least to pay."""
    if found := re.fullmatch(r"(\S+) for free|(\S+) free", text, re.IGNORECASE):
        return Meant((f"free {found[1] or found[2]}",), "" if (found[1] or found[2]).isascii() else _BY_SKU)
    if _SHIPPING.search(text):
        return Meant(says=_NO_SHIPPING)
    if _FREE.search(text):
        return Meant(says=_BY_SKU)
    if _ONE_MORE.search(in_digits(text)):
        return Meant(says=_NO_PAIRS)
    digits = in_digits(text)
    if found := _PERCENT_OFF.search(digits):
        kept = float(found["kept"] or 5)
        share = f"{100 - (kept if kept >= 10 else kept * 10):g}%"
        return _off(share, digits.replace(found[0], " "))
    if found := re.search(r"[\d.,]+ ?(?:%|percent\b)", digits):
        return _off(_first(meant.percent(found[0])), digits.replace(found[0], " "))
    if _NO_MONEY_OFF.search(digits):
        return Meant()
    amounts = _amounts(digits)
    if len(amounts) == 1:
        return Meant(tuple(f"{one} off" for one in amounts[0].spellings), amounts[0].says)
    if len(amounts) != 2 or not _OFF.search(digits):
        return Meant()
    return _two(*amounts)


def _two(one: Meant, other: Meant) -> Meant:
    """An amount off another one, in each currency that both may have."""
    spelled = []
    for taken in one.spellings:
        currency = taken.split()[1]
        for least in (least for least in other.spellings if least.endswith(currency)):
            low, high = sorted((taken, least), key=lambda amount: float(amount.split()[0]))
            spelled.append(f"{low} off {high}")
    return Meant(tuple(spelled), one.says and other.says)


def _off(share: str, rest: str) -> Meant:
    least = _amounts(rest)
    return Meant((f"{share} off {_first(least[0])}" if least else f"{share} off",))


_BETWEEN_AMOUNTS = re.compile(r"(?<=[^\d.,\s])\s+(?=\D*\d)|(?<=[^\d.,\s¥$€£])(?=[\d¥$€£])|\s*[-/]\s*")


def _amounts(text: str) -> list[Meant]:
    """Every amount of money in a text; one that names no currency has that of another one."""
    found = [one for one in map(meant.money, _BETWEEN_AMOUNTS.split(text)) if one.spellings]
    sure = {one.split()[1] for amount in found if not amount.says for one in amount.spellings}
    return [
        Meant(tuple(one for one in amount.spellings if one.split()[1] in sure)) if sure and amount.says else amount
        for amount in found
    ]


def _first(guessed: Meant) -> str:
    return guessed.spellings[0] if guessed.spellings else ""

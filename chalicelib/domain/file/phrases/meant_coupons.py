"""Guesses at coupons that are written in another form: `满148减20`, `8折`, `20 CNY off orders over 148 CNY`."""

import re
from decimal import Decimal

from chalicelib.domain.file.phrases import meant_numbers as meant
from chalicelib.domain.file.phrases.meant_coupon_words import not_of_a_coupon, unknown
from chalicelib.domain.file.phrases.meant_shares import percent
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import Meant

_JOINED = r" ?(?P<by>-|~|/|\bto\b|\bor\b|至|到|或) ?"
_SHARES = re.compile(rf"(?:(?P<low>\d+(?:\.\d+)?) ?[%折]?{_JOINED})?(?P<share>\d[\d.,]*) ?(?P<of>%|percent\b|折)")
_HALF = re.compile(r"half[- ]price|half off|半价", re.IGNORECASE)
_RANGE = re.compile(rf"(?P<low>\d[\d.,]*)[^\d]{{0,5}}?{_JOINED}[^\d]{{0,3}}?(?P<high>\d[\d.,]*)")
_OFF = re.compile(
    r"\boff\b|\bsave\b|\bdiscount\b|\bless\b|\bover\b|\bspend\b|[减满抵券省]|^-|^[\d., ]+-[\d., ]+$", re.IGNORECASE
)
_TAKEN = re.compile(r"\b(?:off|save|discount|less|voucher|coupon)\b|[减抵券省惠]", re.IGNORECASE)
_FROM = re.compile(r"\b(?:over|above|from|spend|min|minimum|at least|more than)\b|满|以上|\+", re.IGNORECASE)
_CAPPED = re.compile(
    r"\b(?:up ?to|at ?most|max(?:imum)?|no more than|not more than|cap(?:ped)?|limit(?:ed)?|under|below)\b"
    r"|最多|最高|至多|封顶|上限|不超过|以下|以内",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:each|every|per)\b|每", re.IGNORECASE)
_NO_MONEY_OFF = re.compile(r"\b(?:buy|get|for)\b|[买送]", re.IGNORECASE)


def coupon(text: str) -> Meant:
    """The terms that are meant: of two amounts the smaller one is off, and the larger one the least to pay."""
    if (says := not_of_a_coupon(text)).advice():
        return says
    digits = re.sub(r"百分之(\d[\d.]*)", r"\1%", in_digits(text))
    shares, rest = _shares(digits)
    if not shares and _NO_MONEY_OFF.search(digits):
        return Meant()
    meant_terms = _of_shares(shares, rest) if shares else _of_amounts(digits)
    if (words := unknown(rest)) and meant_terms.spellings:
        only = shares if len(shares) == 1 else ()
        without = f": without it, write {only[0]} off" if only else "; write, for example, 20.00 CNY off 148.00 CNY"
        return Meant(says=f'what does "{words}" say? A coupon takes an amount or a share off{without}')
    return meant_terms


def _shares(digits: str) -> tuple[tuple[str, ...], str]:
    """Every share that is off, `20%` for 8折, and the text without them."""
    found: list[str] = []
    for one in _SHARES.finditer(digits):
        for number in (one["low"], one["share"]):
            found += _share(number, one["of"]) if number else ()
    rest = _SHARES.sub(" ", digits)
    return tuple(dict.fromkeys([*found, *(["50%"] if _HALF.search(rest) else [])])), _HALF.sub(" ", rest)


def _share(number: str, of: str) -> tuple[str, ...]:
    if of != "折":
        return percent(f"{number}%").spellings[:1]
    kept = Decimal(number if re.fullmatch(r"\d+(\.\d+)?", number) else 0)
    each = (kept, kept * 10) if 0 < kept < 1 else (kept,)  # 0.8折 may be 8折
    return tuple(f"{100 - float(one if one > 10 else one * 10):g}%" for one in each)


def _of_shares(shares: tuple[str, ...], rest: str) -> Meant:
    if "0%" in shares:
        return Meant(says="that is the whole price: write what is off, such as 10% off for 9折")
    amounts = _amounts(rest)
    if len(amounts) > 1 or len(re.findall(r"\boff\b|减", rest)) > 1:
        return Meant(says=_ONE_OF_BOTH)
    if "100%" in shares:
        return Meant(says="that leaves nothing to pay: write what is off, such as 10% off for 9折")
    if len(shares) > 1:
        return Meant(tuple(f"{one} off" for one in shares), "one share is wanted: which is it?")
    if _CAPPED.search(rest) and not amounts:
        return Meant((f"{shares[0]} off",), _ALWAYS)
    if _CAPPED.search(rest):
        both = (f"{shares[0]} off", *(f"{one} off" for amount in amounts for one in amount.spellings))
        return Meant(both, "a share knows no most that it takes off: is it without one, or the amount itself?")
    if not amounts:
        return Meant((f"{shares[0]} off",))
    return Meant(tuple(f"{shares[0]} off {one}" for one in amounts[0].spellings), amounts[0].says or _asks_once(rest))


_ALWAYS = "a coupon always takes the same off: is it this?"
_ONE_OF_BOTH = (
    "a coupon takes one share or one amount off, from one amount on: write, for example, 10% off 99.00 CNY or "
    "20.00 CNY off 148.00 CNY"
)


def _of_amounts(digits: str) -> Meant:
    amounts = _amounts(digits)
    if len(amounts) == 1:
        if _FROM.search(digits) and not _TAKEN.search(digits):
            return Meant(says="how much is off? Write, for example, 20.00 CNY off 148.00 CNY")
        asks = _ALWAYS if _CAPPED.search(digits) else amounts[0].says
        return Meant(tuple(f"{one} off" for one in amounts[0].spellings), asks)
    if len(amounts) != 2 or not _OFF.search(digits):
        return Meant()
    if _CAPPED.search(digits):
        return Meant(says=_NO_MOST)
    return (
        _one_of(amounts, found["by"])
        if (found := _rising(digits))
        else _two(amounts[0], amounts[1], _asks_once(digits))
    )


_NO_MOST = "a coupon knows a least amount to pay, and no most: write, for example, 20.00 CNY off 148.00 CNY"


def _rising(digits: str) -> re.Match[str] | None:
    """A range of two amounts; none where the larger one stands first, as in 148-20."""
    found = _RANGE.search(digits)
    return found if found and float(_plain(found["low"])) < float(_plain(found["high"])) else None


def _plain(number: str) -> str:
    return (meant.numbers(number.rstrip(".,")) or ("0",))[0]


def _one_of(amounts: list[Meant], by: str) -> Meant:
    """Either of two amounts, or one off the other: 20-50 CNY off."""
    both = _two(amounts[0], amounts[1], "")
    each = tuple(f"{one} off" for amount in amounts for one in amount.spellings)
    if by in ("or", "或"):
        return Meant(each, "one amount is wanted: which is it?")
    return Meant((*each, *both.spellings), "is it one of the two, or the first off the second?")


def _asks_once(text: str) -> str:
    return "a coupon is used once, however much is bought: is it this?" if _EACH.search(text) else ""


def _two(one: Meant, other: Meant, asks: str) -> Meant:
    """An amount off another one, in each currency that both may have."""
    spelled = []
    for taken in one.spellings:
        currency = taken.split()[1]
        for least in (least for least in other.spellings if least.endswith(currency)):
            low, high = sorted((taken, least), key=lambda amount: float(amount.split()[0]))
            spelled.append(f"{low} off {high}")
    unsure = [amount.says for amount in (one, other) if amount.says and amount.says != meant.WHICH_CURRENCY]
    nowhere = meant.WHICH_CURRENCY if one.says == other.says == meant.WHICH_CURRENCY else ""
    return Meant(tuple(dict.fromkeys(spelled)), next(iter(unsure), "") or asks or nowhere)


_BETWEEN_AMOUNTS = re.compile(r"(?<=[^\d.,\s])\s+(?=\D*\d)|(?<=[^\d.,\s¥$€£])(?=[\d¥$€£])|\s*[-/]\s*")


def _amounts(text: str) -> list[Meant]:
    """Every amount of money in a text; one that names no currency has that of another one."""
    found = [one for one in map(meant.money, _BETWEEN_AMOUNTS.split(text)) if one.spellings]
    sure = {one.split()[1] for amount in found if amount.says != meant.WHICH_CURRENCY for one in amount.spellings}
    return [
        Meant(tuple(one for one in amount.spellings if one.split()[1] in sure))
        if sure and amount.says == meant.WHICH_CURRENCY
        else amount
        for amount in found
    ]

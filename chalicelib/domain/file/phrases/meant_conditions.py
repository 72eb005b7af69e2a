"""Guesses at comparisons that are written in another form: `18+`, `>= 100 CNY`, `满18岁`, `under 5`."""

import re
from decimal import Decimal
from itertools import product

from chalicelib.domain.file.phrases import meant_numbers as meant
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import Meant
from chalicelib.domain.words.values import DECIMALS

_VALUE = r"(?P<value>\S+(?: [A-Za-z¥]{1,6})?)"
_APART = r"(?:(?<=[a-z])(?= |\d)|(?<![a-z])) ?"
"""A word has a blank or a digit after it, a sign need not."""

_WORDS = {
    "at least": (
        r">=|=>|≥|at ?least|from|min\.?|minimum|not under|not below|no less than|至少|不少于|不低于|大于等于|满",
        r"\+|(?:or|and) (?:more|above|over|older|up|higher|better)|(?:岁|周岁)?(?:及|或)?以上|或更多",
    ),
    "at most": (
        r"<=|=<|≤|at ?most|up to|max\.?|maximum|not over|not above|no more than|最多|不超过|不高于|不多于|小于等于",
        r"(?:or|and) (?:less|below|under|younger|down|lower)|(?:岁|周岁)?(?:及|或)?以下",
    ),
    "above": (r">|over|above|more than|older than|greater than|大于|超过|高于|多于", ""),
    "below": (r"<|under|below|less than|younger than|fewer than|小于|低于|少于|不满|未满", ""),
    "not": (r"!=|<>|≠|not|except|without|no|anything but|不是|非|除了", ""),
}
_SIGNED = re.compile(r"^(?:at least|at most|not):\s*", re.IGNORECASE)
_FORMS = [
    (op, re.compile(pattern, re.IGNORECASE))
    for op, (before, after) in _WORDS.items()
    for pattern in (rf"(?:{before}){_APART}{_VALUE}", rf"{_VALUE} ?(?:{after})" if after else "")
    if pattern
]
_BETWEEN = re.compile(
    r"(?:between |from )?(?P<low>[\d.]+[^\d~-]*?) ?(?:-|~|\.\.\.?|\band\b|\bto\b|–|至|到) ?(?P<high>[\d.]+\D*)"
)


_DAYS = r" ?(?:days?|d|天|日)"
_WITHIN = re.compile(
    rf"(?:in |within |at most )?(?:the )?(?:last |past |近|最近|过去)?(?P<n>\d+)(?:{_DAYS})?(?:以?内)?", re.IGNORECASE
)
_AGO = re.compile(
    rf"(?:(?:over|more than|older than|>|超过|大于) ?(?P<over>\d+)|(?:at least|>=|≥|至少) ?(?P<least>\d+))"
    rf"(?:{_DAYS})?(?: ago|以?前)?",
    re.IGNORECASE,
)
_FROM_TO_DAYS = re.compile(rf"(?P<low>\d+) ?(?:-|~|to|至|到) ?(?P<high>\d+)(?:{_DAYS})?(?: ago|以?前)?", re.IGNORECASE)


def days_ago(text: str) -> Meant:
    """How many days ago, in the words of the file: `within 90 days` for `last 90 days`; nothing for another text."""
    digits = in_digits(text).strip()
    if found := _FROM_TO_DAYS.fullmatch(digits):
        return Meant((f"{found['low']} to {found['high']} days ago",))
    if found := _AGO.fullmatch(digits):
        more = int(found["over"]) if found["over"] else int(found["least"]) - 1
        return Meant((f"more than {max(0, more)} days ago",))
    found = _WITHIN.fullmatch(digits)
    return Meant((f"within {found['n']} days",)) if found else Meant()


def condition(text: str, in_parts: bool = True) -> Meant:
    """A comparison in the words of the file: `at least 18` for `18+`; nothing where a text is none.

    in_parts: whether there are values between two whole numbers, so that above 3 is not from 4.
    """
    digits = _SIGNED.sub(lambda found: found[0].replace(":", "").rstrip() + " ", in_digits(text))
    if found := _BETWEEN.fullmatch(digits):
        lows, highs = _values(found["low"], found["high"]), _values(found["high"])
        alike = zip(lows, highs, strict=True) if len(lows) == len(highs) else product(lows, highs)
        return Meant(tuple(f"{low} to {high}" for low, high in alike), _which_sign(digits))
    for op, pattern in _FORMS:
        if found := pattern.fullmatch(digits):
            return _compared(op, found["value"], in_parts)
    alone = [f"{op}{one}" for op in ("", "at least ", "at most ") for one in _values(digits.strip("-~ "))]
    return Meant(tuple(alone), "how does it compare?") if alone else Meant()


def _compared(op: str, text: str, in_parts: bool) -> Meant:
    values = _values(text) or ((text,) if not any(sign.isdigit() for sign in text) else ())
    if op not in ("above", "below"):
        return Meant(tuple(f"{op} {one}" for one in values), _which_sign(text) if len(values) > 1 else "")
    each = [_beside(op, one, in_parts) for one in values if one[0].isdigit()]
    asks = _which_sign(text) if len(each) > 1 else ""
    return Meant(tuple(right for one in each for right in one.spellings), asks or (each[0].says if each else ""))


def _beside(op: str, value: str, in_parts: bool) -> Meant:
    """The value next to one that does not count itself."""
    number, _, currency = value.partition(" ")
    step = Decimal(1).scaleb(-DECIMALS[currency]) if currency else Decimal(1)
    if not currency and Decimal(number) % 1:
        step = Decimal("0.001")
    next_one = Decimal(number) + (step if op == "above" else -step)
    words = f"at {'least' if op == 'above' else 'most'}"
    spelled = f"{words} {next_one}{' ' if currency else ''}{currency}"
    if step < 1 or currency or not in_parts:
        return Meant((spelled,))
    part = Decimal(number) + Decimal("0.001") * (1 if op == "above" else -1)
    return Meant((spelled, f"{words} {part}"), "are there parts of one?")


def _values(text: str, beside: str = "") -> tuple[str, ...]:
    """Each number that a text may be, without its unit, or amount of money with its currency.

    beside: a text that may have the currency.
    """
    spelled = meant.money(text)
    if spelled.spellings and spelled.says != meant.WHICH_CURRENCY:
        return spelled.spellings
    found = re.fullmatch(r"(\d[\d.,]*)(?: ?[^\W\d]+)?", text)
    if not found:
        return ()
    of = meant.money(beside)
    if of.spellings and of.says != meant.WHICH_CURRENCY:
        return meant.money(f"{found[1]} {of.spellings[0].split()[1]}").spellings
    return meant.numbers(found[1])


def _which_sign(text: str) -> str:
    """The question for the first number of a text whose dot or comma may be one of thousands; empty for none."""
    return next((asks for one in re.findall(r"[\d.,]+", text) if (asks := meant.which_sign(one))), "")

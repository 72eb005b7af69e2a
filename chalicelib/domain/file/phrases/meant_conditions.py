"""Guesses at comparisons that are written in another form: `18+`, `>= 100 CNY`, `满18岁`, `under 5`."""

import re
from decimal import Decimal

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


def condition(text: str, in_parts: bool = True) -> Meant:
    """A comparison in the words of the file: `at least 18` for `18+`; nothing where a text is none.

    in_parts: whether there are values between two whole numbers, so that above 3 is not from 4.
    """
    digits = _SIGNED.sub(lambda found: found[0].replace(":", "").rstrip() + " ", in_digits(text))
    if found := _BETWEEN.fullmatch(digits):
        low, high = _value(found["low"], found["high"]), _value(found["high"])
        return Meant((f"{low} to {high}",)) if low and high else Meant()
    for op, pattern in _FORMS:
        if found := pattern.fullmatch(digits):
            return _compared(op, found["value"], in_parts)
    alone = _value(digits.strip("-~ "))
    return Meant((alone, f"at least {alone}", f"at most {alone}"), "how does it compare?") if alone else Meant()


def _compared(op: str, text: str, in_parts: bool) -> Meant:
    value = _value(text) or (text if not any(sign.isdigit() for sign in text) else "")
    if op not in ("above", "below"):
        return Meant((f"{op} {value}",)) if value else Meant()
    if not value or not value[0].isdigit():
        return Meant()
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


def _value(text: str, beside: str = "") -> str:
    """A number without its unit, or an amount of money with its currency. beside: a text that may have the currency."""
    spelled = meant.money(text)
    if spelled.spellings and spelled.says != meant.WHICH_CURRENCY:
        return spelled.spellings[0]
    found = re.fullmatch(r"(\d[\d.,]*)(?: ?[^\W\d]+)?", text)
    number = meant.numbers(found[1])[:1] if found else ()
    if number and beside and not (of := meant.money(beside)).says and of.spellings:
        return meant.money(f"{number[0]} {of.spellings[0].split()[1]}").spellings[0]
    return number[0] if number else ""

"""Whether a field's value meets a condition of a file. The field's declared kind types both sides, once each text."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from chalicelib.domain.file.phrases import money
from chalicelib.domain.words.values import Condition, Money

BIRTHDAYS: Final = ("today", "this week", "this month")
"""The times at which a member's birthday may be asked for."""

Value = str | int | bool | Money | Sequence[str]
"""A typed value: text and date as str, number in thousandths, money, flag as bool, texts as a sequence."""


def holds(condition: Condition, kind: str, value: Value) -> bool:
    """Whether the value meets the condition; `texts` meets `is` when any of its elements does, `not` when none.

    `has` is met by a text in which any of its words is, in large letters or small.
    """
    if condition.op == "has":
        texts = (value,) if isinstance(value, str) else value
        return any(word.casefold() in text.casefold() for text in texts for word in condition.values)  # type: ignore[union-attr]
    if kind == "texts":
        found = any(text in condition.values for text in value)  # type: ignore[union-attr]
        return found if condition.op == "is" else not found
    wanted = [typed(kind, text) for text in condition.values]
    if condition.op in ("is", "not"):
        return (value in wanted) == (condition.op == "is")
    return _within(condition.op, value, wanted)


def least_of(condition: Condition, currency: str) -> int:
    """The smallest amount, in minor units of a currency, that still may meet a condition on money; 0: any."""
    if condition.op in ("at_most", "not"):
        return 0
    return min((one.minor for one in map(money, condition.values) if one.currency == currency), default=0)


def ranked(condition: Condition, name: str, order: Sequence[str]) -> bool:
    """The same for a name with a declared order (tiers rise); a name outside of the order meets only `not`."""
    if condition.op in ("is", "not"):
        return (name in condition.values) == (condition.op == "is")
    if name not in order or any(text not in order for text in condition.values):
        return False
    return _within(condition.op, order.index(name), [order.index(text) for text in condition.values])


@lru_cache(maxsize=4096)
def typed(kind: str, text: str) -> str | int | bool | Money:
    """A file's or an event's text as the value that its field's kind declares; ValueError where it is none."""
    if kind == "number":
        return thousandths(text)
    if kind == "money":
        return money(text)
    if kind == "flag":
        if text not in ("true", "false"):
            raise ValueError(f"{text!r} is neither true nor false")
        return text == "true"
    return text


def thousandths(text: str) -> int:
    """A decimal number as an integer of thousandths; finer digits are cut off."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a number") from None
    if not number.is_finite() or abs(number) > 10**12:
        raise ValueError(f"{text!r} is not a number between -10^12 and 10^12")
    return int(number * 1000)


def _within(op: str, value: Value, wanted: Sequence[Value]) -> bool:
    plain = _comparable(value)
    bounds = [_comparable(one) for one in wanted]
    if any(type(plain) is not type(bound) for bound in bounds):
        return False
    if isinstance(value, Money) and any(isinstance(one, Money) and one.currency != value.currency for one in wanted):
        return False
    if op == "at_least":
        return bool(plain >= bounds[0])  # type: ignore[operator]
    if op == "at_most":
        return bool(plain <= bounds[0])  # type: ignore[operator]
    return bool(bounds[0] <= plain <= bounds[1])  # type: ignore[operator]


def _comparable(value: Value) -> object:
    return value.minor if isinstance(value, Money) else value

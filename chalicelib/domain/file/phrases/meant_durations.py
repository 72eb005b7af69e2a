"""Guesses at durations that are written in another form: `30d`, `a week`, `1.5 days`, `半天`."""

import re
from decimal import Decimal

from chalicelib.domain.file.phrases.meant_numbers import COUNT, which_sign
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import Meant

UNITS = {
    "ms": "ms|millis(?:econds?)?|毫秒",
    "seconds": "s|secs?|seconds?|秒",
    "minutes": "m|mins?|minutes?|分|分钟",
    "hours": "h|hrs?|hours?|小时|个小时",
    "days": "d|days?|天|日",
    "weeks": "w|wks?|weeks?|周|星期|个星期",
    "months": "mo|mos|mths?|months?|月|个月",
    "years": "y|yrs?|years?|年",
}
"""How people write each unit of time."""


def unit(text: str) -> str:
    """The unit of time that a word names, in the plural; empty where it names none."""
    return next((name for name, forms in UNITS.items() if re.fullmatch(forms, text, re.IGNORECASE)), "")


_SPAN = re.compile(rf"(?P<n>{COUNT}|\d+\.\d+|half an?|半) ?个?(?P<unit>[^\W\d]+)", re.IGNORECASE)
_AROUND_SPAN = re.compile(
    r"^(?:for|within|about|after|in) |,| and |(?: ?(?:after|long|later|before|earlier|后|内|之内)\b.*)$", re.IGNORECASE
)
_SMALLER = {
    "seconds": (1000, "ms"),
    "minutes": (60, "seconds"),
    "hours": (60, "minutes"),
    "days": (24, "hours"),
    "weeks": (7, "days"),
    "years": (12, "months"),
}
_FOREVER = re.compile(r"forever|always|no end|never(?: expires| ends)?|永久.*|永远|长期.*", re.IGNORECASE)


_NONE = re.compile(r"none|no|nothing|without|never mind|zero|off|false|n/a|无|没有|零", re.IGNORECASE)

_MOST = 10**12
"""A count that no file can write: numbers have at most twelve digits."""


def is_forever(text: str) -> bool:
    """Whether a text says that something never ends."""
    return bool(_FOREVER.fullmatch(text))


def duration(text: str) -> Meant:
    """The duration that is meant: parts are told in the next smaller unit."""
    if is_forever(text):
        return Meant(says="without the line nothing ends it: leave it out")
    if _NONE.fullmatch(text):
        return Meant(("0 days",), "is it none at all?")
    if text.startswith("-") and (below := duration(text.removeprefix("-"))).spellings:
        return Meant(below.spellings, "it is never below 0: is it without the minus?")
    plain = _AROUND_SPAN.sub(" ", in_digits(text))
    parts = [(found["n"], unit(found["unit"])) for found in _SPAN.finditer(plain)]
    if not parts or _SPAN.sub("", plain).strip() or not all(of for _, of in parts):
        return Meant((f"{text} days", f"{text} hours")) if text.isdecimal() else Meant()
    spans = [(_count(n), of) for n, of in parts]
    if any(n > _MOST for n, _ in spans):
        return Meant()
    while len({of for _, of in spans}) > 1 or spans[0][0] % 1:
        largest = next((of for of in reversed(_SMALLER) if any(of == one for _, one in spans)), None)
        if largest is None:
            return Meant()
        times, smaller = _SMALLER[largest]
        spans = [(n * times, smaller) if of == largest else (n, of) for n, of in spans]
        spans = [
            (sum((n for n, one in spans if one == of), Decimal()), of) for of in dict.fromkeys(of for _, of in spans)
        ]
    n, of = spans[0]
    spelled = f"{n:.0f} {of if n != 1 or of == 'ms' else of[:-1]}"
    if len(parts) == 1 and (asks := which_sign(parts[0][0])):
        return Meant((f"{parts[0][0].replace('.', '')} {parts[0][1]}", spelled), asks)
    return Meant((spelled,))


def _count(text: str) -> Decimal:
    return Decimal("0.5") if text.lower().startswith(("half", "半")) else Decimal(text if text[0].isdigit() else 1)

"""The cells of a table as an event says them: amounts, moments, numbers, flags, lists.

Each function takes a cell's text and raises ValueError, whose message says what is wrong and what would be right.
Nothing is guessed: where a text may mean two things, it is refused.
"""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.time.localtime import instant
from chalicelib.domain.words.values import DECIMALS

MOST_DIGITS = 12
"""Digits of an amount before its decimals."""

FLAGS = {**dict.fromkeys(("true", "yes", "1"), True), **dict.fromkeys(("false", "no", "0"), False)}

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d{1,6})?)?( ?([Zz]|[+-]\d\d:?\d\d))?)?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def amount(text: str, currency: str, comma: bool) -> str:
    """`1234.5` as `1234.50 CNY`. comma: whether a comma separates the decimals."""
    if currency not in DECIMALS:
        raise ValueError(f"{currency!r} is no currency that is known: {', '.join(sorted(DECIMALS))}")
    whole, part = _decimal(text, comma)
    decimals = DECIMALS[currency]
    if part[decimals:].strip("0"):
        raise ValueError(f"{text!r} has more decimals than {currency} has, {decimals}")
    if len(whole) > MOST_DIGITS:
        raise ValueError(f"{text!r} has more than {MOST_DIGITS} digits before the decimals")
    minor = part[:decimals].ljust(decimals, "0")
    return f"{whole}.{minor} {currency}" if decimals else f"{whole} {currency}"


def number(text: str, comma: bool) -> int | float:
    """`3`, `3.5`, and `3,5` where a comma separates the decimals."""
    whole, part = _decimal(text.removeprefix("-"), comma)
    size = float(f"{whole}.{part}") if part.strip("0") else int(whole)
    return -size if text.startswith("-") else size


def moment(text: str, zone: ZoneInfo, form: str | None) -> str:
    """A moment with its offset, from the time that the clock of a timezone showed; one that has an offset keeps it.

    A time that the clock showed twice is the first of both, one that it skipped is later by the gap, and a day alone is
    its beginning: as in campaigns. form: as strptime takes it; None: `2026-06-01 12:30`, with seconds or without.
    """
    try:
        wall = _wall(text) if form is None else datetime.strptime(text, form)  # noqa: DTZ007 - the zone comes below
        ms = instant(wall, zone) if wall.tzinfo is None else (wall - _EPOCH) // _MS
        return (_EPOCH + ms * _MS).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        wanted = f"of the form {form}" if form else "like 2026-06-01 12:30 (--time-format says another form)"
        raise ValueError(f"{text!r} is no moment {wanted}") from None


def flag(text: str) -> bool:
    """`yes` or `no`, `true` or `false`, `1` or `0`."""
    if text.lower() not in FLAGS:
        raise ValueError(f"{text!r} is neither yes nor no")
    return FLAGS[text.lower()]


def texts(text: str, sign: str) -> list[str]:
    """A list whose parts a sign separates; empty parts are left out."""
    return [part.strip() for part in text.split(sign) if part.strip()]


def _wall(text: str) -> datetime:
    if not _MOMENT.fullmatch(text):
        raise ValueError
    return datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))


def _decimal(text: str, comma: bool) -> tuple[str, str]:
    """The digits before and after the decimal sign."""
    found = re.fullmatch(rf"([0-9]+)(?:[{',' if comma else '.'}]([0-9]+))?", text)
    if found is None:
        raise ValueError(f"{text!r} {_why(text, comma)}")
    return found[1].lstrip("0") or "0", found[2] or ""


def _why(text: str, comma: bool) -> str:
    if text.startswith(("-", "(", "−")):
        return "is less than nothing: what comes back stands in a file of refunds (--refunds), without a minus"
    if not re.fullmatch(r"[0-9.,' _’\u00a0\u2009\u202f]+", text):
        return "is no plain number: write digits alone, such as 1234.50, and no currency"
    if re.fullmatch(r"[0-9]+,[0-9]+", text) and not comma:
        return "has a comma: --decimal-comma says that it separates decimals; for thousands, leave it out"
    if re.fullmatch(r"[0-9]+\.[0-9]+", text):
        return "has a point where --decimal-comma was said: for thousands, leave it out"
    return "has a sign for thousands: leave it out"

"""Last year's campaign for this year: its files with all dates moved, and its new name."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

Move = Callable[[date], date]
"""Gives the new date of an old one."""

_DATE = re.compile(r"(?<![\w/-])(\d{4}-\d\d-\d\d)(?![\d/-])")
"""A date that stands for itself, not one in the address of a picture."""


def move_between(before: date, after: date) -> Move:
    """A move that brings one first day to another.

    From one day of a month to the same day of another month, all dates move by months, and a month's last day stays a
    last day: the end of June becomes the end of July. Between other days all dates move by as many days.
    """
    if before.day != after.day:
        return lambda one: one + (after - before)
    months = (after.year - before.year) * 12 + after.month - before.month
    return lambda one: _later(one, months)


def moved(text: str, move: Move) -> str:
    """A file's text with every date moved; what is no date of the calendar stays, for the lint to name it."""

    def other(found: re.Match[str]) -> str:
        try:
            return move(date.fromisoformat(found[1])).isoformat()
        except (ValueError, OverflowError):
            return found[1]

    return _DATE.sub(other, text)


def renamed(text: str, name: str) -> str:
    """A campaign's file under another name."""
    return re.sub(r"^campaign:.*$", f"campaign: {name}", text, count=1, flags=re.MULTILINE)


def _later(one: date, months: int) -> date:
    year, month = divmod(one.year * 12 + one.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    ends_its_month = (one + timedelta(days=1)).day == 1
    return date(year, month + 1, last if ends_its_month else min(one.day, last))

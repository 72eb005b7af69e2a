"""Periods: the days, weeks, months and years that limits and rounds count by, and the ids they are kept under.

A member's counters are keyed by these ids, so they are short, and most tell by themselves when they may be dropped:
`d260603` a day · `w260601` the week that starts then · `m2606` a month · `y26` a year · `oHEX` one opening, by the
minute in which it began · `c` the whole campaign. An opening's end is no part of its id: one that is closed later than
was said first is the same opening, with the same limits and stocks.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from chalicelib.domain.time.localtime import local, midnight
from chalicelib.domain.time.windows import Window

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTE = 60_000


class Period(Struct, frozen=True):
    """One day, week, month, year, or opening: its id and when it is."""

    id: str
    """The id under which counters keep it: `d260603`."""
    window: Window
    """The time from its first moment until just before the next period."""


def period(per: Literal["day", "week", "month", "year"], zone: ZoneInfo, at: int, week_starts: str = "Mon") -> Period:
    """The calendar period that contains `at`."""
    return _period(per, zone, local(at, zone).date(), week_starts)


@lru_cache(maxsize=64)  # a campaign's limits and rounds ask for the same few
def periods_in(window: Window, per: Literal["day", "week", "month", "year"], zone: ZoneInfo, week_starts: str) -> int:
    """How many calendar periods lie in a window, those that it has only a part of included."""
    times, at = 0, window.opens
    while at < window.closes:
        times, at = times + 1, period(per, zone, at, week_starts).window.closes
    return times


def opening_id(window: Window) -> str:
    """The id of one opening of a block, or of the campaign, whenever it closes."""
    return f"o{window.opens // _MINUTE:x}"


def began(id: str) -> int | None:
    """When the opening began that an id names, in epoch ms, to the minute; None for the ids of other periods."""
    return int(id[1:], 16) * _MINUTE if id.startswith("o") else None


def period_closes(id: str, zone: ZoneInfo) -> int | None:
    """When the period that an id names has ended, in epoch ms; None for an opening, whose end may still be moved, and
    for the campaign, which has no end of its own. Raises ValueError for what is not the id of a period.
    """
    if id == "c" or began(id) is not None:
        return None
    kind, rest = id[:1], id[1:]
    match kind:
        case "d" | "w" | "m" | "y":
            first = date.fromisoformat("20" + rest + {"m": "01", "y": "0101"}.get(kind, ""))
            return midnight(_day_after(kind, first), zone)
    raise ValueError(f"{id!r} names no period")


@lru_cache(maxsize=1024)
def _period(per: str, zone: ZoneInfo, day: date, week_starts: str) -> Period:
    match per:
        case "week":
            first = day - timedelta(days=(day.weekday() - _WEEKDAYS.index(week_starts)) % 7)
        case "month":
            first = day.replace(day=1)
        case "year":
            first = day.replace(month=1, day=1)
        case _:
            first = day
    kind = per[0]
    digits = {"m": "%y%m", "y": "%y"}.get(kind, "%y%m%d")
    return Period(kind + first.strftime(digits), Window(midnight(first, zone), midnight(_day_after(kind, first), zone)))


def _day_after(kind: str, first: date) -> date:
    """The first day after the period of that kind (`d`, `w`, `m`, `y`) that starts with `first`."""
    match kind:
        case "m":
            return (first + timedelta(days=31)).replace(day=1)
        case "y":
            return first.replace(year=first.year + 1)
        case _:
            return first + timedelta(days=7 if kind == "w" else 1)

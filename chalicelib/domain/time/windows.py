"""Moments, windows and periods: a campaign's calendar.

A window is a half-open interval [opens, closes) of epoch milliseconds; the calendar is that of the campaign's IANA
timezone, whose clock changes `localtime` resolves. A day that a month lacks is its last day.

A recurring window opens at most once in each day, week, month or year. These are numbered, so the few windows near a
moment are computed from their numbers, however long the campaign has run. One of which the clock skips so much that
nothing is left (`02:00` to `03:00` in the night to summer time) opens at the first moment after, for as long as ever.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from chalicelib.domain.time.localtime import DAY, after_gap, instant, local, nearest_day

Every = Literal["once", "day", "week", "month", "year"]

_LONGEST_PAUSE = 8  # years from one Feb 29 to the next, over 2100: the most numbers in a row without a window


class Moment(Struct, frozen=True):
    """`20th 10:00`, `end of month`, `2026-06-01 00:00`: a moment, and how often it recurs."""

    every: Every
    """Needed for `once`: year, month, day; for `week`: weekday; for `month`: day; for `year`: month, day."""
    year: int = 0
    """The year of a dated moment; 0: it recurs."""
    month: int = 0
    """The month, from 1; 0: it recurs more often than once a year."""
    day: int = 0
    """31 is "end of month", and in a year the end of that month."""
    weekday: int = 0
    """0 is Monday."""
    clock: int = 0
    """Milliseconds after midnight by the wall clock."""
    end: bool = False
    """The first moment after that day, whatever the clock ("end of" includes its day)."""
    bare: bool = False
    """A bare date was written, without clock."""


class Window(Struct, frozen=True):
    """The time from `opens` until just before `closes`."""

    opens: int
    """The first moment, epoch ms."""
    closes: int
    """The first moment after it, epoch ms."""

    def __contains__(self, at: int) -> bool:
        return self.opens <= at < self.closes


@lru_cache(maxsize=1024)  # one request asks for the same few again and again
def first_moment(moment: Moment, zone: ZoneInfo) -> int:
    """A dated moment in epoch ms. Raises ValueError for one that recurs, and for a date that does not exist."""
    if moment.every != "once":
        raise ValueError(f"a moment of every {moment.every} has no date")
    return _occurrence(moment, zone, 0)


@lru_cache(maxsize=1024)
def window_at(opens: Moment, closes: Moment, zone: ZoneInfo, at: int) -> Window | None:
    """The window from `opens` to `closes` that contains `at`.

    Both moments are of one kind, which is the recurrence. `closes` is the first one after `opens`, so that a window may
    wrap into the next period (`22:00` to `06:00`); the same moment twice is the whole period. Where clamped days leave
    nothing between the two, there is no window; where they or DST let it reach the next opening, it closes there.
    """
    return next((w for w in _windows(opens, closes, zone, at, at) if at in w), None)


def last_window(opens: Moment, closes: Moment, zone: ZoneInfo, at: int) -> Window | None:
    """The last window that had opened by `at`, be it closed again or not; None before the first of a dated one."""
    return next((w for w in reversed(list(_windows(opens, closes, zone, at, at))) if w.opens <= at), None)


@lru_cache(maxsize=1024)
def next_window(opens: Moment, closes: Moment, zone: ZoneInfo, after: int) -> Window | None:
    """The first window that opens later than `after`; None when there will be none (a dated one that has opened)."""
    return next((w for w in _windows(opens, closes, zone, after, after, _LONGEST_PAUSE) if w.opens > after), None)


def windows_within(opens: Moment, closes: Moment, zone: ZoneInfo, outer: Window) -> Iterator[Window]:
    """All windows that overlap `outer`, in order, each cut to it."""
    for window in _windows(opens, closes, zone, outer.opens, outer.closes):
        cut = Window(max(window.opens, outer.opens), min(window.closes, outer.closes))
        if cut.opens < cut.closes:
            yield cut


def skipped_within(opens: Moment, closes: Moment, zone: ZoneInfo, outer: Window) -> Iterator[Window]:
    """The windows inside `outer`, in order, that the clock skips, as they are opened after it."""
    for number in _numbers(opens, zone, outer.opens, outer.closes):
        if opens.every != "once" and (window := _after_the_gap(opens, closes, zone, number)) and window.opens in outer:
            yield window


def _windows(opens: Moment, closes: Moment, zone: ZoneInfo, start: int, end: int, ahead: int = 0) -> Iterator[Window]:
    """In order, all windows that may overlap [start, end], and those of so many periods ahead."""
    for number in _numbers(opens, zone, start, end, ahead):
        if window := _window(opens, closes, zone, number):
            yield window


def _numbers(opens: Moment, zone: ZoneInfo, start: int, end: int, ahead: int = 0) -> range:
    """The periods whose windows may overlap [start, end], and so many more."""
    # Two periods before: "end of" opens a period late, and so does a 23:30 that DST moves past midnight.
    first = _number(opens.every, local(start, zone).date()) - 2
    return range(first, _number(opens.every, local(end, zone).date()) + ahead + 1)


@lru_cache(maxsize=4096)
def _window(opens: Moment, closes: Moment, zone: ZoneInfo, number: int) -> Window | None:
    """The window that opens in the period of that number, if there is one; a dated window has the number 0."""
    start = _occurrence(opens, zone, number)
    if opens.every == "once":
        end = _occurrence(closes, zone, number)
        return Window(start, end) if number == 0 and start < end else None
    end = _occurrence(closes, zone, number + periods_later(opens, closes))
    end = min(end, _occurrence(opens, zone, number + 1))  # `31st` to `end of 30th` would run into itself in February
    return Window(start, end) if start < end else _after_the_gap(opens, closes, zone, number)


def _after_the_gap(opens: Moment, closes: Moment, zone: ZoneInfo, number: int) -> Window | None:
    """The window of that number where the clock skips its opening and leaves nothing of it; None where it does not."""
    wall = _wall(opens, number)
    closing = number + periods_later(opens, closes)
    written = (_wall(closes, closing) - wall) // timedelta(milliseconds=1)
    start = after_gap(wall, zone)
    if start is None or written <= 0 or _occurrence(closes, zone, closing) > _occurrence(opens, zone, number):
        return None
    end = min(start + written, _occurrence(opens, zone, number + 1))
    return Window(start, end) if start < end else None


def _occurrence(moment: Moment, zone: ZoneInfo, number: int) -> int:
    return instant(_wall(moment, number), zone)


def _wall(moment: Moment, number: int) -> datetime:
    """The time on the wall clock of a moment in the period of that number, as written."""
    start = datetime.combine(_day(moment, number), time())
    return start + (timedelta(days=1) if moment.end else timedelta(milliseconds=moment.clock))


def _number(every: Every, day: date) -> int:
    """The number of the period that holds a day. Days and weeks count from 0001-01-01, which was a Monday."""
    match every:
        case "once":
            return 0
        case "day":
            return day.toordinal()
        case "week":
            return (day.toordinal() - 1) // 7
        case "month":
            return day.year * 12 + day.month - 1
        case "year":
            return day.year


def _day(moment: Moment, number: int) -> date:
    """The day of a moment in the period of that number: the inverse of `_number`."""
    match moment.every:
        case "once":
            return date(moment.year, moment.month, moment.day)
        case "day":
            return date.fromordinal(number)
        case "week":
            return date.fromordinal(number * 7 + 1 + moment.weekday)
        case "month":
            return nearest_day(number // 12, number % 12 + 1, moment.day)
        case "year":
            return nearest_day(number, moment.month, moment.day)


def periods_later(opens: Moment, closes: Moment) -> int:
    """How many periods after `opens` the first later `closes` falls, as written: as if no month were short."""
    length = {"day": 1, "week": 7, "month": 31, "year": 12 * 31}[opens.every] * DAY
    return (_place(opens) - _place(closes)) // length + 1


def _place(moment: Moment) -> int:
    """Milliseconds from the start of the moment's period, where each month has 31 days."""
    month_day = moment.day - 1
    days = {"day": 0, "week": moment.weekday, "month": month_day, "year": (moment.month - 1) * 31 + month_day}
    return (days[moment.every] + 1) * DAY if moment.end else days[moment.every] * DAY + moment.clock

"""Moments and the wall clock: `2026-06-01 00:00`, `20th 10:00`, `end of month`."""

import re
from calendar import monthrange
from datetime import date

from msgspec import structs

from chalicelib.domain.file.phrases.phrase import phrase
from chalicelib.domain.time.windows import Moment

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_LEAP_YEAR = 2024
_ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}

CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{3})?)?"
_DATE = "2[0-9]{3}-[0-9]{2}-[0-9]{2}"
_NTH = "(?:(?:1|21|31)st|(?:2|22)nd|(?:3|23)rd|(?:[4-9]|1[0-9]|20|2[4-9]|30)th)"
_DAY = "(?:[1-9]|[12][0-9]|3[01])"
_WEEKDAY, _MONTH = (f"(?:{'|'.join(words)})" for words in (WEEKDAYS, MONTHS))

_START = f"(?P<start>daily|{_WEEKDAY}|{_NTH}|{_MONTH} {_DAY}|{_DATE}) (?P<at>{CLOCK})"
_END = f"end of (?P<end>day|month|{_WEEKDAY}|{_NTH}|{_MONTH}(?: {_DAY})?|{_DATE})"


@phrase("a clock time", f"(?P<text>{CLOCK})", "10:00", "23:59:59.999", guess="meant_moments.clock")
def clock(text: str) -> int:
    """A time of day from 00:00, as HH:MM[:SS[.mmm]]."""
    hours, minutes, seconds = (*text.split(":"), "0")[:3]
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


@phrase(
    "a moment",
    f"{_START}|{_END}|(?P<bare>{_DATE})",
    "2026-06-01 10:00",
    "20th 10:00",
    "end of 2026-06-30",
    guess="meant_moments.moment",
)
def parse_moment(start: str | None, at: str | None, end: str | None, bare: str | None) -> Moment:
    """A moment, once or recurring: 2026-06-01 10:00, daily 10:00, Wed 10:00, 20th 10:00 or Dec 1 10:00; or the end of a
    day: end of 2026-06-18, end of day, end of Wed, end of 25th, end of month, end of Dec."""
    if start and at:
        return structs.replace(_day(start), clock=clock(at))
    if end:
        return structs.replace(_day(end), end=True)
    return structs.replace(_day(str(bare)), bare=True)


def moment_text(moment: Moment) -> str:
    """The moment as a file has it: `20th 10:00`, `end of 2026-06-30`."""
    last = moment.end and moment.day == 31
    match moment.every:
        case "once":
            day = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
        case "day":
            day = "day" if moment.end else "daily"
        case "week":
            day = WEEKDAYS[moment.weekday]
        case "month":
            day = "month" if last else f"{moment.day}{_ORDINALS.get(moment.day, 'th')}"
        case "year":
            day = MONTHS[moment.month - 1] + ("" if last else f" {moment.day}")
    if moment.end:
        return f"end of {day}"
    return day if moment.bare else f"{day} {_clock_text(moment.clock)}"


def _clock_text(clock: int) -> str:
    minutes, left = divmod(clock, 60_000)
    seconds = f":{left // 1000:02}" + (f".{left % 1000:03}" if left % 1000 else "") if left else ""
    return f"{minutes // 60:02}:{minutes % 60:02}{seconds}"


def _day(text: str) -> Moment:
    if re.fullmatch(_DATE, text):
        return _day_of_calendar(text)
    if text in ("day", "daily"):
        return Moment("day")
    if text == "month":
        return Moment("month", day=31)
    if text in WEEKDAYS:
        return Moment("week", weekday=WEEKDAYS.index(text))
    if text[:3] in MONTHS:
        return _day_of_year(text)
    return Moment("month", day=int(text[:-2]))


def _day_of_calendar(text: str) -> Moment:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError("there is no such day") from None
    return Moment("once", day.year, day.month, day.day)


def _day_of_year(text: str) -> Moment:
    """`Dec 1`; the month alone is its last day."""
    name, _, day = text.partition(" ")
    month = MONTHS.index(name) + 1
    longest = monthrange(_LEAP_YEAR, month)[1]
    if day and int(day) > longest:
        raise ValueError(f"{name} has no {day}, it ends with {longest}")
    return Moment("year", month=month, day=int(day) if day else 31)

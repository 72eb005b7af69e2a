"""Guesses at days that are written in another order or form: `2026/04/06`, `4 June`, `every Tuesday`, `月底`."""

import re
from calendar import monthrange
from datetime import date

from msgspec import Struct

from chalicelib.domain.file.phrases.moments import MONTHS, WEEKDAYS

_EARLIEST_YEAR = 2020
"""Of two digits that may be a year, those before it are a day."""

_LEAP_YEAR = 2024

_NAME = rf"(?P<name>{'|'.join(MONTHS)})[a-z]*\.?"
_YEAR = r"(?:,? ?'?(?P<y>2\d{3}|\d\d(?=$| \d{1,2}[:.h点])))?"
_YEAR_FIRST = re.compile(r"(?P<y>2\d{3})(?P<sep> ?[-/.年] ?)(?P<m>\d{1,2}) ?[-/.月] ?(?P<d>\d{1,2}) ?[日号]?(?!\d)")
_SOLID = re.compile(r"(?<!\d)(?P<y>2\d{3})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?P<a>\d{1,2}) ?[-/.] ?(?P<b>\d{1,2}) ?[-/.] ?(?P<y>2\d{3}|\d\d)(?!\d)")
_YEAR_NAME_DAY = re.compile(rf"(?<!\d)(?P<y>2\d{{3}})[ ,]+{_NAME} (?P<d>\d{{1,2}})(?![:\d])", re.IGNORECASE)
_DAY_OF_NAME = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_NAME}{_YEAR}(?![:\d])", re.IGNORECASE)
_NAME_OF_DAY = re.compile(rf"\b{_NAME} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![:\d]){_YEAR}", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(
    rf"\b{_NAME},?(?: of)? ?(?P<y>2\d{{3}})\b"
    r"|(?P<y2>2\d{3})(?:-|/|年|\.)(?P<m>\d{1,2})月?(?![\d-])"
    rf"|(?P<y3>2\d{{3}}) {_NAME.replace('name', 'name3')}",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(r"(?P<y>2\d{3})年?(?! ?\d)")
_MONTH_AND_DAY = re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?")
_NO_YEAR = re.compile(r"(?<![\d/.:-])(?P<a>\d{1,2})[-/](?P<b>\d{1,2})(?![\d/.:-])")
_NTH = re.compile(
    r"(?:每月|every month |monthly )?(?<!\d)(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th|[日号])"
    r"(?: of (?:the|each|every) month)?"
)
_WEEKDAY = re.compile(
    r"(?:每|every )?(?:\b(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
    r"|(?:周|星期|礼拜)(?P<sign>[一二三四五六日天]))",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"{_NAME}|(?P<m>\d{{1,2}})月", re.IGNORECASE)
_BARE_DAY = re.compile(r"(?P<d>\d{1,2}) (?=\d{1,2}:)")
_PERIODS = {
    "day": r"每天|每日|\b(?:every ?day|daily|each day)\b|^(?:the )?day$",
    "work": r"工作日|\b(?:weekdays?|work(?:ing )?days?)\b",
    "weekend": r"周末|\bweekends?\b",
    "week": r"每个?(?:周|星期)|\b(?:every |each |the |once a )?week(?:ly)?\b",
    "month": r"每个?月|^月$|\b(?:every |each |the |once a )?month(?:ly)?\b",
    "year": r"每年|^年$|\b(?:every |each |the |once a )?year(?:ly)?\b",
}
_PERIOD = re.compile("|".join(f"(?P<{name}>{forms})" for name, forms in _PERIODS.items()), re.IGNORECASE)


class NamedDay(Struct, frozen=True):
    """A day, once or recurring, or the first and the last of some days."""

    start: str
    """As it stands before a clock time: `Mon`, `Jun 1`."""
    end: str
    """As it stands after `end of`: `Sun`, `Jun`, `month`."""


class NamedDays(Struct, frozen=True):
    """The days that a text may name."""

    days: tuple[NamedDay, ...] = ()
    """Each one that it may be; none where it names none, or one that no month has."""
    rest: str = ""
    """The text without it."""
    asks: str = ""
    """A question for what the text does not say; empty where it says all."""


_WHICH = {of: f"on which day of the {of}?" for of in ("week", "month", "year")}
_OF_PERIOD = {
    "day": NamedDay("daily", "day"),
    "work": NamedDay("Mon", "Fri"),
    "weekend": NamedDay("Sat", "Sun"),
    "week": NamedDay("Mon", "Sun"),
    "month": NamedDay("1st", "month"),
    "year": NamedDay("Jan 1", "Dec"),
}


def last_day(day: NamedDay) -> str:
    """The last day of a time, as it stands before a clock time: `Jun 30` of June, `31st` of a month."""
    if day.end in MONTHS:
        return f"{day.end} {monthrange(_LEAP_YEAR, MONTHS.index(day.end) + 1)[1]}"
    return {"day": "daily", "month": "31st"}.get(day.end, day.end)


def recurring(text: str) -> str | None:
    """`weekly` for every week, 1 week and 每周; None where a text is no such word."""
    every = re.sub(r"^(?:1|one) +(?=[a-z])", "every ", re.sub(r"^[1一] ?个?(?=[天日周月年星])", "每", text.strip()))
    found = _PERIOD.fullmatch(every)
    period = found.lastgroup if found else None
    return {"day": "daily", "week": "weekly", "month": "monthly", "year": "yearly"}.get(period or "")


def weekday(text: str) -> str | None:
    """`Tue` for Tuesday, tues, 周二; None where a text is no day of the week."""
    found = _WEEKDAY.fullmatch(text.strip())
    return _weekday(found) if found else None


def days_in(text: str, last: bool) -> NamedDays:
    """Every day that a text may name. last: whether the end of a time is wanted, so that a year alone is one."""
    text = re.sub(rf"(?<=\d)[-/.](?={_NAME})|(?<=[a-z])[-/.](?=\d)", " ", text, flags=re.IGNORECASE)
    for pattern, dated in _DATES:
        if found := pattern.search(text):
            days = dated(found)
            rest = _without_weekday(_cut(text, found)) if days.days else text
            return NamedDays(days.days, rest, days.asks)
    if last and (found := _WHOLE_YEAR.search(text)):
        return NamedDays((NamedDay(f"{found['y']}-01-01", f"{found['y']}-12-31"),), _cut(text, found))
    if found := _WEEKDAY.search(text):
        name = _weekday(found)
        return NamedDays((NamedDay(name, name),), _cut(text, found))
    if found := _NTH.search(text) or _BARE_DAY.match(text):
        nth_day = nth(int(found["d"]))
        return NamedDays((NamedDay(nth_day, nth_day),), _cut(text, found))
    if found := _MONTH.fullmatch(text.strip()):
        month = int(found["m"]) if found["m"] else _number(found["name"])
        return (
            NamedDays((NamedDay(f"{MONTHS[month - 1]} 1", MONTHS[month - 1]),))
            if 1 <= month <= 12
            else NamedDays(rest=text)
        )
    if found := _PERIOD.search(text):
        period = str(found.lastgroup)
        asks = "" if last and period in ("month", "year") else _WHICH.get(period, "")
        return NamedDays((_OF_PERIOD[period],), _cut(text, found), asks)
    return NamedDays(rest=text)


def nth(day: int) -> str:
    """`22nd`: a day of the month as files write it."""
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _year_first(found: re.Match[str]) -> NamedDays:
    month, day = (found["d"], found["m"]) if int(found["m"]) > 12 else (found["m"], found["d"])
    return _asked(_dated((found["y"], month, day)))


def _year_last(found: re.Match[str]) -> NamedDays:
    """Day and month can't be told apart, nor, of two digits, day and year."""
    a, b, year = found["a"], found["b"], found["y"]
    if len(year) == 4:
        return _asked(_dated((year, b, a), (year, a, b)))
    orders = [(f"20{year}", b, a), (f"20{year}", a, b), *([(f"20{a}", b, year)] if len(a) == 2 else [])]
    likely = _dated(*(one for one in orders if int(one[0]) >= _EARLIEST_YEAR))
    return NamedDays(likely, asks=_is_it(likely))


def _named(found: re.Match[str]) -> NamedDays:
    return _in_month(found["y"], _number(found["name"]), int(found["d"]))


def _month_of_year(found: re.Match[str]) -> NamedDays:
    year = int(found["y"] or found["y2"] or found["y3"])
    month = int(found["m"]) if found["m"] else _number(found["name"] or found["name3"])
    if not 1 <= month <= 12:
        return NamedDays()
    last = monthrange(year, month)[1]
    return NamedDays((NamedDay(f"{year}-{month:02}-01", f"{year}-{month:02}-{last:02}"),))


def _month_and_day(found: re.Match[str]) -> NamedDays:
    return _in_month(None, int(found["m"]), int(found["d"]))


def _no_year(found: re.Match[str]) -> NamedDays:
    """`12-01` is a day of each year, of one month or of the other."""
    orders = dict.fromkeys([(int(found["a"]), int(found["b"])), (int(found["b"]), int(found["a"]))])
    days = tuple(day for month, number in orders for day in _in_month(None, month, number).days)
    once = " or ".join(f"YYYY-{MONTHS.index(day.start[:3]) + 1:02}-{int(day.start[4:]):02}" for day in days)
    return NamedDays(days, asks=f"in which year? Once it is {once}, and each year:" if days else "")


_DATES = (
    (_YEAR_FIRST, _year_first),
    (_SOLID, _year_first),
    (_YEAR_LAST, _year_last),
    (_YEAR_NAME_DAY, _named),
    (_DAY_OF_NAME, _named),
    (_NAME_OF_DAY, _named),
    (_MONTH_OF_YEAR, _month_of_year),
    (_MONTH_AND_DAY, _month_and_day),
    (_NO_YEAR, _no_year),
)


def _asked(days: tuple[NamedDay, ...]) -> NamedDays:
    return NamedDays(days, asks=_is_it(days) if len(days) > 1 else "")


def _is_it(days: tuple[NamedDay, ...]) -> str:
    return f"is it {' or '.join(day.start for day in days)}?" if days else ""


def _dated(*orders: tuple[str, str, str]) -> tuple[NamedDay, ...]:
    """The days that exist, for each order of year, month and day; of a 31st that there is not, the day before."""
    numbers = [(int(year), int(month), int(day)) for year, month, day in orders if 1 <= int(month) <= 12]
    lasts = [(year, month, day, monthrange(year, month)[1]) for year, month, day in dict.fromkeys(numbers)]
    there = [(year, month, day) for year, month, day, last in lasts if 1 <= day <= last]
    found = there or [(year, month, last) for year, month, day, last in lasts if last < day <= 31]
    return tuple(NamedDay(spelled, spelled) for spelled in (date(*one).isoformat() for one in found))


def _in_month(year: str | None, month: int, day: int) -> NamedDays:
    if year:
        return NamedDays(_dated((year if len(year) == 4 else f"20{year}", str(month), str(day))))
    spelled = f"{MONTHS[month - 1]} {day}" if 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1] else ""
    return NamedDays((NamedDay(spelled, spelled),) if spelled else ())


def _number(name: str) -> int:
    return [one.lower() for one in MONTHS].index(name.lower()) + 1


def _weekday(found: re.Match[str]) -> str:
    if found["name"]:
        return found["name"][:3].capitalize()
    return WEEKDAYS["一二三四五六日".index(found["sign"].replace("天", "日"))]


def _without_weekday(text: str) -> str:
    """The text without the day of the week that people write beside a date."""
    return _WEEKDAY.sub(" ", text).replace("( )", " ").replace("()", " ")


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"

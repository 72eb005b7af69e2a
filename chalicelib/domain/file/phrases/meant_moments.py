"""Guesses at dates and times that are written in another order or form: `2026/04/06`, `10:00 AM`, `every Tuesday`."""

import re
from calendar import monthrange
from datetime import date

from msgspec import Struct

from chalicelib.domain.file.phrases.phrase import Meant

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MIDNIGHT = "24:00"
_OF_MONTHS = "|".join(MONTHS)

_DAYTIMES = {"上午": "am", "早上": "am", "凌晨": "am", "下午": "pm", "晚上": "pm", "中午": "pm", "正午": "pm"}
_TIME = re.compile(
    r"(?P<half>am|pm)? ?(?<![\d/.-])(?P<hour>[0-2]?\d)"
    r"(?:[:.h点时](?P<minute>[0-5]\d)?分?(?::(?P<second>[0-5]\d))?)?"
    r" ?(?P<after>a\.?m\.?(?!\w)|p\.?m\.?(?!\w))?(?: ?(?:h|hrs|o'?clock|uhr)\b)?(?![\d/.-])",
    re.IGNORECASE,
)
_SOLID_TIME = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_OFFSET = re.compile(r"(?<=:\d\d)(?:\.\d+)? ?(?:Z|UTC|GMT|[A-Z]{2,4}T|[+-]\d\d:?\d\d)$")
_UNTIL = re.compile(r"^(?:the )?(?:end of|until|till|through)\b|结束", re.IGNORECASE)

_YEAR_FIRST = re.compile(r"(?P<y>2\d{3})(?P<sep> ?[-/.年] ?)(?P<m>\d{1,2}) ?[-/.月] ?(?P<d>\d{1,2}) ?日?")
_SOLID = re.compile(r"(?<!\d)(?P<y>2\d{3})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?P<a>\d{1,2}) ?[-/.] ?(?P<b>\d{1,2}) ?[-/.] ?(?P<y>2\d{3}|\d\d)(?!\d)")
_DAY_OF_NAME = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<name>{_OF_MONTHS})[a-z]*\.?(?:,? (?P<y>2\d{{3}}))?(?!\d)",
    re.IGNORECASE,
)
_NAME_OF_DAY = re.compile(
    rf"\b(?P<name>{_OF_MONTHS})[a-z]*\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![:\d])(?:,? (?P<y>2\d{{3}}))?",
    re.IGNORECASE,
)
_MONTH_AND_DAY = re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]")
_NTH = re.compile(
    r"(?:每月|every month )?(?<!\d)(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th|[日号])(?: of (?:the|each|every) month)?"
)
_WEEKDAY = re.compile(
    r"(?:每|every )?(?:\b(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
    r"|(?:周|星期|礼拜)(?P<sign>[一二三四五六日天]))",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"(?P<name>{_OF_MONTHS})[a-z]*", re.IGNORECASE)
_BARE_DAY = re.compile(r"(?P<d>\d{1,2}) (?=\d{1,2}:)")
_DAILY = re.compile(r"每天|每日|\b(?:every ?day|daily|each day)\b", re.IGNORECASE)


class _Day(Struct, frozen=True):
    """A day, once or recurring: `start` as it stands before a clock time, `end` as it stands after `end of`."""

    start: str
    end: str


def weekday(text: str) -> str | None:
    """`Tue` for Tuesday, tues, 周二; None where a text is no day of the week."""
    found = _WEEKDAY.fullmatch(text.strip())
    return _weekday(found) if found else None


def moment(text: str) -> Meant:
    """The moment that is meant; both, with a question, where day and month can't be told apart."""
    rest = _in_english(text)
    if found := _OFFSET.search(rest):
        here = " or ".join(moment(rest[: found.start()]).spellings)
        says = "a moment is a clock time of the campaign's own timezone, without Z or an offset"
        return Meant(says=f"{says}: where it is that there, write {here}" if here else says)
    whole = bool(_UNTIL.search(rest))
    days, rest = _days(" ".join(_UNTIL.sub(" ", rest).split()))
    time, rest = _time(rest)
    if rest.strip():
        return Meant()
    if days is None:
        return Meant(("end of day" if time == _MIDNIGHT else f"daily {time}",)) if time else Meant()
    ask = f"is it {' or '.join(day.start for day in days)}?" if len(days) > 1 else ""
    if whole or time == _MIDNIGHT:
        return Meant(tuple(f"end of {day.end}" for day in days), ask)
    if time or ask:
        return Meant(tuple(f"{day.start} {time or '00:00'}" for day in days), ask)
    return Meant(tuple(spelled for day in days for spelled in (f"{day.start} 00:00", f"end of {day.end}")))


def clock(text: str) -> Meant:
    """The clock time that is meant."""
    time, rest = _time(_in_english(text))
    return Meant((time,)) if time and not rest.strip() else Meant()


def calendar_day(text: str) -> Meant:
    """The date that is meant, without a time."""
    days, _ = _days(_in_english(text))
    ask = "which of the two is it?" if days and len(days) > 1 else ""
    return Meant(tuple(day.start for day in days or ()), ask)


def _in_english(text: str) -> str:
    """The text with am and pm for the words of other languages, without the T and the words between date and time."""
    english = re.sub("|".join(_DAYTIMES), lambda found: f" {_DAYTIMES[found[0]]} ", text)
    return " ".join(re.sub(r"(?<=\d)T(?=\d)|\b(?:at|on|weekly|monthly|yearly)\b|,", " ", english).split())


def _days(text: str) -> tuple[list[_Day] | None, str]:
    """Every day that a text may name, and the text without it; None where it names none, or one that no month has."""
    if found := _YEAR_FIRST.search(text) or _SOLID.search(text):
        month, day = (found["d"], found["m"]) if int(found["m"]) > 12 else (found["m"], found["d"])
        return _dated(found["y"], (month, day)), _cut(text, found)
    if found := _YEAR_LAST.search(text):
        year = found["y"] if len(found["y"]) == 4 else f"20{found['y']}"
        orders = dict.fromkeys([(found["b"], found["a"]), (found["a"], found["b"])])
        return _dated(year, *orders), _cut(text, found)
    if found := _DAY_OF_NAME.search(text) or _NAME_OF_DAY.search(text):
        month = [name.lower() for name in MONTHS].index(found["name"].lower()) + 1
        return _in_month(found["y"], month, int(found["d"])), _cut(text, found)
    if found := _MONTH_AND_DAY.search(text):
        return _in_month(None, int(found["m"]), int(found["d"])), _cut(text, found)
    if found := _WEEKDAY.search(text):
        name = _weekday(found)
        return [_Day(name, name)], _cut(text, found)
    if found := _NTH.search(text):
        return [_Day(nth(int(found["d"])), nth(int(found["d"])))], _cut(text, found)
    if found := _MONTH.fullmatch(text.strip()):
        month = found["name"].capitalize()
        return [_Day(f"{month} 1", month)], ""
    if (found := _BARE_DAY.match(text)) and 1 <= int(found["d"]) <= 31:
        return [_Day(nth(int(found["d"])), nth(int(found["d"])))], _cut(text, found)
    if found := _DAILY.search(text):
        return [_Day("daily", "day")], _cut(text, found)
    return None, text


def nth(day: int) -> str:
    """`22nd`: a day of the month as files write it."""
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _dated(year: str, *orders: tuple[str, str]) -> list[_Day]:
    """The days of a year that exist, for each order of month and day; of a 31st that there is not, the day before."""
    orders_of_numbers = [(int(month), int(day)) for month, day in orders if 1 <= int(month) <= 12]
    lasts = [(month, day, monthrange(int(year), month)[1]) for month, day in orders_of_numbers]
    there = [(month, day) for month, day, last in lasts if 1 <= day <= last]
    found = there or [(month, last) for month, day, last in lasts if last < day <= 31]
    return [_Day(spelled, spelled) for spelled in (date(int(year), month, day).isoformat() for month, day in found)]


def _in_month(year: str | None, month: int, day: int) -> list[_Day]:
    if year:
        return _dated(year, (str(month), str(day)))
    spelled = f"{MONTHS[month - 1]} {day}" if 1 <= month <= 12 else ""
    return [_Day(spelled, spelled)] if spelled else []


def _weekday(found: re.Match[str]) -> str:
    if found["name"]:
        return found["name"][:3].capitalize()
    return WEEKDAYS["一二三四五六日".index(found["sign"].replace("天", "日"))]


def _time(text: str) -> tuple[str, str]:
    """`14:00` for 2 pm, 24:00 where it is written so, empty where a text has none; and the text without it."""
    if solid := _SOLID_TIME.fullmatch(text.strip()):
        return f"{solid[1]}:{solid[2]}", ""
    found = _TIME.search(text)
    if found is None or not (found["minute"] or found["half"] or found["after"] or re.search("[点时]", found[0])):
        return "", text
    hour, minute = int(found["hour"]), found["minute"] or "00"
    half = (found["half"] or found["after"] or "").lower().replace(".", "")
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "pm")
    if hour > 24 or (hour == 24 and minute != "00"):
        return "", text
    second = f":{found['second']}" if found["second"] and found["second"] != "00" else ""
    return f"{hour:02}:{minute}{second}", _cut(text, found)


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"

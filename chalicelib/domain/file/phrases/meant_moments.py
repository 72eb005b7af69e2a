"""Guesses at dates and times that are written in another order or form: `2026/04/06`, `10:00 AM`, `1-30 June`."""

import re
from datetime import date, timedelta

from chalicelib.domain.file.phrases.meant_days import NamedDay, days_in, last_day
from chalicelib.domain.file.phrases.moments import MONTHS, WEEKDAYS
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import Meant

_MIDNIGHT = "24:00"

_DAYTIMES = {"上午": "am", "早上": "am", "凌晨": "am", "下午": "pm", "晚上": "pm"}
_NAMED_TIMES = {"中午12点": "12:00", "正午": "12:00", "中午": "12:00", "noon": "12:00", "midday": "12:00"}
_NAMED_TIME = re.compile("|".join(_NAMED_TIMES), re.IGNORECASE)
_EITHER_MIDNIGHT = re.compile(r"\bmidnight\b|午夜|半夜", re.IGNORECASE)
_TIME = re.compile(
    r"(?P<half>am|pm)? ?(?<![\d/.-])(?P<hour>[0-2]?\d)"
    r"(?:[:.h点时](?P<minute>[0-5]\d|半)?分?(?::(?P<second>[0-5]\d))?)?"
    r" ?(?P<after>a\.?m\.?(?!\w)|p\.?m\.?(?!\w))?(?: ?(?:h|hrs|o'?clock|uhr)\b)?(?![\d/.:-])",
    re.IGNORECASE,
)
_NO_TIME = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")
_SOLID_TIME = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_OFFSET = re.compile(r"(?<=:\d\d)(?:\.\d+)? ?(?:Z|UTC|GMT|[A-Z]{2,4}T|[+-]\d\d:?\d\d)$")
_UNTIL = re.compile(
    r"^(?:the )?(?:end of|until|till|through|up to|last day (?:of|in)|to the end of)\b(?: the\b)?"
    r"|结束|(?<=[月年])[底末]|最后一天",
    re.IGNORECASE,
)
_END_OF = re.compile(r"\bend of\b|\blast day\b|[底末]|最后一天", re.IGNORECASE)
_RANGE = re.compile(
    r" ?(?:~|–|—|至|到|\bto\b|\buntil\b|\btill\b|\bthrough\b| - |(?<=[a-z])-(?=[a-z])) ?", re.IGNORECASE
)
_DAYS_OF_MONTH = re.compile(
    r"(?<![\d:/.-])(\d{1,2})(?:st|nd|rd|th|日|号)? ?(?:[-~–至到]|to) ?(\d{1,2})(?:st|nd|rd|th|日|号)?(?![\d:/.月-])"
)
_HAS_MONTH = re.compile(rf"月|{'|'.join(MONTHS)}", re.IGNORECASE)
_TIMES_OF_DAY = re.compile(r"(\d{1,2}:\d\d) ?- ?(\d{1,2}:\d\d)$")
_RELATIVE = re.compile(
    r"\b(?:today|tomorrow|tonight|next|this|now|immediately)\b|今天|明天|后天|现在|下周|本周|下个?月|本月",
    re.IGNORECASE,
)


def moment(text: str) -> Meant:
    """The moment that is meant; both, with a question, where day and month can't be told apart."""
    rest = _in_english(text)
    if _RELATIVE.search(rest):
        return Meant(says="a file is read on any day: write the date itself, year, month and day, and a clock time")
    if (both := _two_moments(rest)).spellings:
        return both
    if found := _OFFSET.search(rest):
        here = " or ".join(moment(rest[: found.start()]).spellings)
        says = "a moment is a clock time of the campaign's own timezone, without Z or an offset"
        return Meant(says=f"{says}: where it is that there, write {here}" if here else says)
    return _one_moment(rest)


def clock(text: str) -> Meant:
    """The clock time that is meant."""
    time, rest = _time(_in_english(text))
    return Meant((time,)) if time and not rest.strip() else Meant()


def calendar_day(text: str) -> Meant:
    """The date that is meant, without a time."""
    english = _in_english(text)
    last = bool(_UNTIL.search(english))
    found = days_in(" ".join(_UNTIL.sub(" ", english).split()), last)
    dated = [one for day in found.days for one in ((day.end,) if last else (day.start, day.end)) if one[:1] == "2"]
    if not dated and (found.days or _RELATIVE.search(english)):
        return Meant(says="on which date? Write year, month and day, such as 2026-06-01")
    spelled = tuple(dict.fromkeys(dated))
    return Meant(spelled, found.asks or ("which of the two is it?" if len(spelled) > 1 else ""))


def _one_moment(text: str) -> Meant:
    whole, midnight = bool(_UNTIL.search(text)), bool(_EITHER_MIDNIGHT.search(text))
    said = text
    text = _EITHER_MIDNIGHT.sub(" ", _UNTIL.sub(" ", text))
    found = days_in(" ".join(text.split()), whole)
    days, (time, rest) = found.days, _time(found.rest)
    if left := " ".join(rest.split()).strip(" -,.()"):
        return _not_understood(days, time, left)
    if midnight:
        days = days or (NamedDay("daily", "day"),)
        spelled = tuple(spelled for day in days for spelled in (f"{day.start} 00:00", f"end of {day.end}"))
        return Meant(spelled, "the day's beginning or its end?")
    if not days:
        return Meant(("end of day" if time == _MIDNIGHT else f"daily {time}",)) if time else Meant()
    if whole and time and time != _MIDNIGHT:
        at_time, at_end = (tuple(f"{last_day(day)} {time}" for day in days), tuple(f"end of {day.end}" for day in days))
        exact = not _END_OF.search(said)
        return Meant(
            at_time if exact else (*at_time, *at_end), found.asks or ("" if exact else f"at {time}, {_OR_END}")
        )
    if whole or time == _MIDNIGHT:
        return Meant(tuple(f"end of {day.end}" for day in days), found.asks)
    if time and not found.asks and len(days) == 1 and (last := last_day(days[0])) != days[0].start:
        each = (f"daily {time}",) if last in WEEKDAYS else ()
        return Meant((f"{days[0].start} {time}", f"{last} {time}", *each), _ONE_OF_SEVERAL)
    if time or (found.asks and all(day.start == day.end for day in days)):
        return Meant(tuple(f"{day.start} {time or '00:00'}" for day in days), found.asks)
    return Meant(tuple(one for day in days for one in (f"{day.start} 00:00", f"end of {day.end}")), found.asks)


_OR_END = "or when the day ends?"
_ONE_OF_SEVERAL = "one moment is wanted, and these are several days: on which of them?"


def _not_understood(days: tuple[NamedDay, ...], time: str, left: str) -> Meant:
    """Give what hour 25 may be, or a question for the part of a text that says nothing here."""
    if late := re.fullmatch(r"(2[4-9]):([0-5]\d)", left):
        dates = [date.fromisoformat(day.start) for day in days if day.start[:1] == "2"]
        spelled = tuple(f"{day + timedelta(days=1)} {int(late[1]) - 24:02}:{late[2]}" for day in dates)
        return Meant(spelled, "a day ends at 24:00: is it the day after?" if spelled else _NO_SUCH_TIME)
    if _NO_TIME.fullmatch(left):
        return Meant(says=f"there is no {left}: {_NO_SUCH_TIME}")
    if not days or days[0].start[:1] != "2":
        return Meant()
    both = [[f"{day.start} {time}"] if time else [f"{day.start} 00:00", f"end of {day.end}"] for day in days]
    without = " or ".join(spelled for of_day in both for spelled in of_day)
    return Meant(says=f'what does "{left}" say? Without it, write {without}')


_NO_SUCH_TIME = "write a clock time from 00:00 to 23:59"


def _two_moments(text: str) -> Meant:
    """The two moments of a range, `1-30 June` or `2026-06-01 to 2026-06-30`, where one is wanted."""
    if (found := _DAYS_OF_MONTH.search(text)) and _HAS_MONTH.search(text):
        sides = [f"{text[: found.start()]}{day}{text[found.end() :]}" for day in found.groups()]
    elif (found := _TIMES_OF_DAY.search(text)) and found[1].zfill(5) < found[2].zfill(5):
        sides = [f"{text[: found.start()]}{found[1]}", f"{text[: found.start()]}{found[2]}"]
    else:
        sides = _RANGE.split(text, maxsplit=1)
        if len(sides) < 2 or not sides[0].strip():
            return Meant()
        if year := re.search(r"(?<!\d)2\d{3}(?!\d)", sides[0] + " " + sides[1]):
            sides = [side if year[0] in side else _with_year(side, year[0]) for side in sides]
    first, last = (_one_moment(side.strip()) for side in sides)
    if not first.spellings or not last.spellings:
        return Meant()
    one, other = first.spellings[0], last.spellings[-1]
    return Meant((one, other), "one moment is wanted here, not a range: is it the first or the last?")


def _with_year(side: str, year: str) -> str:
    """A day with the year that the other side of a range says."""
    return f"{year}年{side}" if "月" in side else f"{side} {year}" if re.search("[a-z]", side, re.IGNORECASE) else side


def _in_english(text: str) -> str:
    """The text in digits, with am and pm for the words of other languages, without the words between date and time."""
    english = re.sub(
        "|".join(_NAMED_TIMES), lambda found: f" {_NAMED_TIMES[found[0].lower()]} ", text, flags=re.IGNORECASE
    )
    english = re.sub("|".join(_DAYTIMES), lambda found: f" {_DAYTIMES[found[0]]} ", english)
    english = re.sub(r"half past (\d{1,2})\b", r"\1:30", in_digits(english), flags=re.IGNORECASE)
    return " ".join(re.sub(r"(?<=\d)T(?=\d)|\b(?:at|on)\b|,", " ", english).split())


def _time(text: str) -> tuple[str, str]:
    """`14:00` for 2 pm, 24:00 where it is written so, empty where a text has none; and the text without it."""
    if solid := _SOLID_TIME.fullmatch(text.strip()):
        return f"{solid[1]}:{solid[2]}", ""
    found = _TIME.search(text)
    if found is None or not (found["minute"] or found["half"] or found["after"] or re.search("[点时]", found[0])):
        return "", text
    hour, minute = int(found["hour"]), (found["minute"] or "00").replace("半", "30")
    half = (found["half"] or found["after"] or "").lower().replace(".", "")
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "pm")
    if hour > 24 or (hour == 24 and minute != "00"):
        return "", text
    second = f":{found['second']}" if found["second"] and found["second"] != "00" else ""
    return f"{hour:02}:{minute}{second}", f"{text[: found.start()]} {text[found.end() :]}"

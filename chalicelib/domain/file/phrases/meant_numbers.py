"""Guesses at numbers that are written in another form: `1,288.00 CNY`, `¥50`, `0,5%`, `1 in 144`, `a week`."""

import re

from chalicelib.domain.file.phrases.phrase import Meant
from chalicelib.domain.words.values import DECIMALS

_NUMBER = r"\d[\d.,'_ ]*\d|\d"
_SIGNS = {
    **dict.fromkeys(("元", "块", "人民币", "rmb", "yuan", "cny", "¥", "￥"), "CNY"),
    **dict.fromkeys(("円", "yen"), "JPY"),
    **dict.fromkeys(("€", "euro", "euros"), "EUR"),
    **dict.fromkeys(("$", "dollar", "dollars", "us$"), "USD"),
    **dict.fromkeys(("hk$", "港币", "港元"), "HKD"),
    **dict.fromkeys(("nt$", "ntd", "台币"), "TWD"),
    "£": "GBP",
    "₩": "KRW",
    "฿": "THB",
    "₫": "VND",
}
_MONEY = re.compile(rf"(?P<before>[^\d\s.,-]*) ?(?P<number>{_NUMBER}) ?(?P<after>[^\d\s.,]*)")

_ONES = {"a": 1, "an": 1, "one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "thrice": 3, "four": 4, "five": 5}
_ONES |= {"six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "一": 1, "两": 2, "二": 2, "三": 3}
WORD_OR_DIGITS = rf"{'|'.join(sorted(_ONES, key=len, reverse=True))}|\d+"

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


def counted(text: str) -> int:
    """`3`, `three`, `once` as a number."""
    return int(text) if text.isdecimal() else _ONES[text.lower()]


def unit(text: str) -> str:
    """The unit of time that a word names, in the plural; empty where it names none."""
    return next((name for name, forms in UNITS.items() if re.fullmatch(forms, text, re.IGNORECASE)), "")


def numbers(text: str) -> tuple[str, ...]:
    """Every number that digits with separators may be, the likeliest first: thousands before decimals."""
    digits = re.sub(r"[ '_]", "", text)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        whole = digits.replace(",", "")
        return (whole, digits.replace(",", ".")) if digits.count(",") == 1 and "." not in digits else (whole,)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", digits):
        return (digits.replace(".", "").replace(",", "."),)
    if re.fullmatch(r"\d+,\d+", digits):
        return (digits.replace(",", "."),)
    return (re.sub(r"^0+(?=\d)", "", digits),) if re.fullmatch(r"\d+(\.\d+)?", digits) else ()


def whole(text: str) -> Meant:
    """The whole number that is meant."""
    if found := re.fullmatch(r"([1-9])e(\d)", text, re.IGNORECASE):
        return Meant((found[1] + "0" * int(found[2]),))
    found = re.match(rf"\+?({_NUMBER})(?: ?[^\W\d]+)?$", text)
    return Meant(tuple(re.sub(r"\.0+$", "", one) for one in numbers(found[1])[:1])) if found else Meant()


def money(text: str) -> Meant:
    """The amount that is meant, with the decimals of its currency."""
    found = _MONEY.fullmatch(text)
    if not found or not (found["before"] or found["after"]):
        return Meant()
    sign = (found["before"] or found["after"]).lower()
    currencies = ("CNY", "JPY") if sign in ("¥", "￥") else (_SIGNS.get(sign, sign.upper()),)
    return Meant(tuple(_fitted(numbers(found["number"]), one) for one in currencies if one in DECIMALS))


def _fitted(values: tuple[str, ...], currency: str) -> str:
    """The first of the numbers that can have the currency's decimals, with these; empty where none can."""
    for value in values:
        before, _, after = value.partition(".")
        after = after.rstrip("0").ljust(DECIMALS[currency], "0")
        if len(after) == DECIMALS[currency]:
            return f"{before}.{after} {currency}" if after else f"{before} {currency}"
    return ""


def amount(text: str) -> Meant:
    """How much is meant."""
    how, bracket, rest = text.partition(" (")
    if bracket:
        rest = re.sub(rf"(?:at most|max\.?|up to) ({WORD_OR_DIGITS}) (?:per|an?|each) (\w+)", _at_most, rest)
        meant = amount(how)
        return Meant(tuple(f"{one} ({rest}" for one in meant.spellings or (how,)), meant.says)
    if found := re.fullmatch(r"(?P<sum>.+?) of (?P<field>[\w-]+)", text):
        of_money = money(found["sum"]).spellings
        inner = of_money or numbers(found["sum"])
        ask = "is the comma one of thousands or of decimals?" if len(inner) > 1 and not of_money else ""
        return Meant(tuple(f"{one} of {found['field']}" for one in inner), ask)
    if found := re.fullmatch(rf"({WORD_OR_DIGITS}) ?(?:x|times?|tims|次)?", text, re.IGNORECASE):
        n = counted(found[1])
        return Meant((f"{n} time{'s' * (n != 1)}",))
    if found := re.fullmatch(r"(\d+) (?:consecutive days|days? running|days? straight)|连续(\d+)[天日]", text):
        return Meant((f"{found[1] or found[2]} days in a row",))
    if found := re.fullmatch(rf"({WORD_OR_DIGITS}) ?(?:days?|[天日])( in a row)?", text, re.IGNORECASE):
        return Meant((f"{counted(found[1])} days{found[2] or ''}",))
    spelled = money(text).spellings or ((text,) if re.fullmatch(r"[\d.]+ [A-Z]{3}", text) else ())
    return Meant(tuple(f"{one} of FIELD" for one in spelled), "which of the event's fields adds up?" if spelled else "")


def _at_most(found: re.Match[str]) -> str:
    return f"at most {counted(found[1])} a {found[2]}"


def percent(text: str) -> Meant:
    """The percentage that is meant."""
    if found := re.fullmatch(rf"({_NUMBER}) ?(?:%|percent|per cent)", text, re.IGNORECASE):
        return Meant(tuple(f"{one}%" for one in numbers(found[1])))
    values = numbers(text)
    if len(values) != 1:
        return Meant()
    if float(values[0]) < 1:
        return Meant((f"{values[0]}%", f"{float(values[0]) * 100:.6g}%"))
    return Meant((f"{values[0]}%",))


def chance(text: str) -> Meant:
    """The chance that is meant."""
    if found := re.fullmatch(r"(\d+) ?(?:/|:|in|of|out of) ?(\d+)", text, re.IGNORECASE):
        return Meant((f"{found[1]}/{found[2]}",))
    if re.fullmatch(r"(the )?(rest|remainder|remaining|others?|else)|其余|剩余", text, re.IGNORECASE):
        return Meant(("rest",))
    return percent(text)


def duration(text: str) -> Meant:
    """The duration that is meant."""
    if found := re.fullmatch(rf"({WORD_OR_DIGITS}) ?(\D+)", text, re.IGNORECASE):
        n, of = counted(found[1]), unit(found[2].strip())
        return Meant((f"{n} {of if n != 1 or of == 'ms' else of[:-1]}",)) if of else Meant()
    return Meant((f"{text} days", f"{text} hours")) if text.isdecimal() else Meant()

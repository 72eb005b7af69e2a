"""Guesses at numbers that are written in another form: `1,288.00 CNY`, `¥50`, `1万`, `a week`."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from chalicelib.domain.file.phrases.numbers import ordinal_ending
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import Meant
from chalicelib.domain.words.values import DECIMALS

NUMBER = r"\d[\d.,'_ ]*\d|\d"
_SIGNS = {
    **dict.fromkeys(("元", "块", "人民币", "rmb", "yuan", "cny", "¥", "￥"), "CNY"),
    **dict.fromkeys(("円", "yen"), "JPY"),
    **dict.fromkeys(("€", "euro", "euros"), "EUR"),
    **dict.fromkeys(("$", "dollar", "dollars", "us$"), "USD"),
    **dict.fromkeys(("hk$", "港币", "港元"), "HKD"),
    **dict.fromkeys(("nt$", "ntd", "台币"), "TWD"),
    "cn¥": "CNY",
    "jp¥": "JPY",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "nz$": "NZD",
    "s$": "SGD",
    "£": "GBP",
    "₩": "KRW",
    "฿": "THB",
    "₫": "VND",
}
_MARKS = sorted({*_SIGNS, *map(str.lower, DECIMALS)}, key=len, reverse=True)
_MARK = re.compile("|".join(map(re.escape, _MARKS)))
WHICH_CURRENCY = "in which currency?"

_NUMBERS = re.compile(rf"(?<![A-Za-z\d.,])-?(?:{NUMBER})(?!x\d)")
_OF_DECIMALS_OR_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?P<sign>[.,])\d{3}")
"""A number that a factor of 1000 may part from what is meant: 90.000 is 90 to one writer, 90,000 to another."""
_OF_TIME = "days?|weeks?|months?|years?|hours?|minutes?|seconds?|天|日|周|星期|月|年|小时"
_BESIDE = re.compile(
    rf"(?:\b(?:a|an|per|each|every)\b|[/每]) ?个?(?:{_OF_TIME})"
    r"|\b(?:per|each|every) [^\W\d][\w ]*|\b(?:daily|weekly|monthly|yearly|annual(?:ly)?|hourly)\b"
    r"|(?<=\d) ?(?:%|‰|percent\b|(?:day|week|month|hour|minute)s?\b|天|周|个?月|小时)",
    re.IGNORECASE,
)
"""A time or a share beside a number, without which it would be another one."""
_NO_END = re.compile(r"unlimited|infinite|endless|no limit|无限|不限.*", re.IGNORECASE)
LEFT_OUT = "without the line there is no limit: leave it out"

COUNT = r"an?\b|\d+"
"""A whole number in a text in digits, or an article."""


def counted(text: str) -> int:
    """`3` or `a` as a number."""
    return int(text) if text.isdecimal() else 1


def is_endless(text: str) -> bool:
    """Whether a text says that there is no limit."""
    return bool(_NO_END.fullmatch(text))


def numbers(text: str) -> tuple[str, ...]:
    """Every number that digits with separators may be: thousands first with a comma, decimals first with a dot."""
    digits = re.sub(r"[ '_]", "", text)
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", digits):
        whole = digits.replace(".", "")
        return (digits, whole) if digits.count(".") == 1 else (whole,)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        whole = digits.replace(",", "")
        return (whole, digits.replace(",", ".")) if digits.count(",") == 1 and "." not in digits else (whole,)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", digits):
        return (digits.replace(".", "").replace(",", "."),)
    if re.fullmatch(r"\d+,\d+", digits):
        return (digits.replace(",", "."),)
    return (re.sub(r"^0+(?=\d)", "", digits),) if re.fullmatch(r"\d+(\.\d+)?", digits) else ()


def whole(text: str) -> Meant:
    """The whole number that is meant: the only one in the text, or a question where there are two."""
    if found := re.fullmatch(r"([1-9])e(\d)", text, re.IGNORECASE):
        return Meant((found[1] + "0" * int(found[2]),))
    if is_endless(text):
        return Meant(says=LEFT_OUT)
    if times := re.fullmatch(r"[x×*] ?(\d+(?:\.\d+)?)", text):
        return Meant(says=f"for so many times as many points, write boosts: [{{points: x{times[1]}}}]")
    every: list[str] = _NUMBERS.findall(in_digits(text, letters=True).replace("+", " "))
    if len(every) == 1 and (more := _BESIDE.search(text)):
        return _asked_beside(whole(_without(text, more)), more)
    if len(every) == 1 and "." in every[0] and (asks := which_sign(every[0])):
        return Meant(tuple(near for one in numbers(every[0])[::-1] for near in _whole(one)), asks)
    spelled = [number for one in every for number in numbers(one.removeprefix("-"))[:1]]
    if len(spelled) != 1:
        return Meant(tuple(spelled), "one number is wanted: which is it?") if len(spelled) == 2 else Meant()
    if every[0].startswith("-"):
        return Meant((spelled[0],), "it is never below 0: is it without the minus?")
    near = _whole(spelled[0])
    return Meant(near, "it is a whole number: which is it?" if len(near) > 1 else "")


def _whole(number: str) -> tuple[str, ...]:
    """A number without decimals; the two beside it where it has some."""
    value = Decimal(number)
    return (f"{value // 1}", f"{value // 1 + 1}") if value % 1 else (f"{value:.0f}",)


def which_sign(number: str) -> str:
    """The question whether a dot or a comma is one of thousands; empty where that is sure."""
    found = _OF_DECIMALS_OR_THOUSANDS.fullmatch(number)
    return f"is the {'dot' if found['sign'] == '.' else 'comma'} one of thousands or of decimals?" if found else ""


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _asked_beside(alone: Meant, found: re.Match[str]) -> Meant:
    """Tell what a number means alone, which is advised with a question only for what stands beside it."""
    right = alone.advice()
    return Meant(says=f'what does "{found[0].strip()}" say here? Without it, {right}') if right else Meant()


def money(text: str) -> Meant:
    """The amount that is meant, with the decimals of its currency; a question where it names none."""
    apart = re.sub(r"(?<=[A-Za-z])(?=\d)", " ", in_digits(text, letters=True))
    digits = re.sub(r"(\d)[块元](\d)(?=角?$)", r"\1.\2元", apart)
    if more := _BESIDE.search(digits):
        return _asked_beside(money(_without(digits, more)), more)
    found = _NUMBERS.findall(digits)
    if len(found) != 1:
        return Meant()
    marks = set(_MARK.findall(digits.replace(found[0], " ").lower()))
    if strange := re.search(r"\b(?!CNY)[A-Z]{3}\b", digits) if not marks else None:
        return Meant((f"{found[0]} {strange[0]}",))
    currencies = ("CNY", "JPY") if not marks or marks <= {"¥"} else {_SIGNS.get(one, one.upper()): 0 for one in marks}
    number = found[0].removeprefix("-")
    asks = "it is never below 0: is it without the minus?" if number != found[0] else ""
    either = "." in number or any(DECIMALS[one] == 3 for one in currencies)
    if either and (which := which_sign(number)):
        spelled = tuple(one for of in currencies for value in numbers(number)[::-1] for one in _fitted((value,), of))
        asks = f"it is never below 0, and {which}" if asks else which
        return Meant(spelled, asks if marks else WHICH_CURRENCY)
    spelled = tuple(amount for one in currencies for amount in _fitted(numbers(number), one))
    return Meant(spelled, asks if marks else WHICH_CURRENCY)


def without_money(text: str) -> str:
    """A text without the names and signs of currencies."""
    marks = "|".join(
        rf"(?<![A-Za-z]){re.escape(one)}(?![A-Za-z])" if one.isascii() else re.escape(one) for one in _MARKS
    )
    return re.sub(marks, " ", text, flags=re.IGNORECASE)


def rate(text: str) -> Meant:
    """How many a second are meant."""
    alone = re.sub(r" ?(?:/|per|each|every|a|每) ?(?:s|secs?|seconds?|秒)$", "", text, flags=re.IGNORECASE)
    return whole(alone) if re.fullmatch(r"[^A-Za-z]*[kw]?", alone) else Meant()


def nth_draw(text: str) -> Meant:
    """The draw that is meant, by the only number in the text."""
    found = re.fullmatch(r"\D*([1-9]\d{0,3})(?:st|nd|rd|th)?\D*", in_digits(text))
    return Meant((f"{found[1]}{ordinal_ending(int(found[1]))} draw",) if found else ())


def threshold(text: str) -> Meant:
    """How far a milestone is meant to be."""
    of_money = money(text)
    return of_money if of_money.spellings and of_money.says != WHICH_CURRENCY else whole(text)


def _fitted(values: tuple[str, ...], currency: str) -> tuple[str, ...]:
    """The first of the numbers that can have the currency's decimals, with these; else the nearest ones that can."""
    step = Decimal(1).scaleb(-DECIMALS[currency])
    for value in map(Decimal, values):
        if value % step == 0:
            return (f"{value.quantize(step)} {currency}",)
    near = [Decimal(one).quantize(step, to) for one in values[:1] for to in (ROUND_FLOOR, ROUND_CEILING)]
    return tuple(f"{one} {currency}" for one in near if DECIMALS[currency])


_BEFORE = re.compile(
    r"^(?:at least|min\.?|minimum|every|each|per|>=|≥|total|累计|至少|每满|每|满)\s*(?=\S)", re.IGNORECASE
)
_IN_A_ROW = re.compile(
    r"(?:连续|for )?(\d+) ?(?:consecutive days|days?,? (?:running|straight|consecutively)|天连续)|连续(\d+)[天日]",
    re.IGNORECASE,
)


def amount(text: str) -> Meant:
    """How much is meant."""
    text = _BEFORE.sub("", in_digits(text))
    how, bracket, rest = text.partition(" (")
    if bracket:
        rest = re.sub(rf"(?:at most|max\.?|up to) ({COUNT}) (?:per|an?|each) (\w+)", _at_most, rest)
        meant = amount(how)
        return Meant(tuple(f"{one} ({rest}" for one in meant.spellings or (how,)), meant.says)
    if found := re.fullmatch(r"(?P<sum>.+?) of (?P<field>[\w-]+)", text):
        of_number = numbers(found["sum"])
        of_money = Meant() if (spelled := money(found["sum"])).says == WHICH_CURRENCY else spelled
        inner = of_number or of_money.spellings or numbers(in_digits(found["sum"], letters=True))
        ask = which_sign(found["sum"]) if of_number else of_money.says
        return Meant(tuple(f"{one} of {found['field']}" for one in inner), ask)
    if found := _IN_A_ROW.fullmatch(text):
        return Meant((f"{found[1] or found[2]} days in a row",))
    if found := re.fullmatch(rf"({COUNT})\+? ?(?:x|times?|tims|次)?", text, re.IGNORECASE):
        n = counted(found[1])
        return Meant((f"{n} time{'s' * (n != 1)}",))
    if found := re.fullmatch(rf"({COUNT})\+? ?(?:days?|[天日])( in a row)?", text, re.IGNORECASE):
        return Meant((f"{counted(found[1])} days{found[2] or ''}",))
    if found := re.fullmatch(rf"({COUNT}) (?:distinct|unique|kinds? of|various) ([\w-]+)", text, re.IGNORECASE):
        return Meant((f"{counted(found[1])} different {found[2]}",))
    if found := re.fullmatch(rf"({COUNT}) ?(?:times|x|次)? ?(?:a|per|each|every|/) ?(?:day|week|month)", text):
        return Meant((f"{counted(found[1])} times",), "how often it begins anew is said by `repeats` of the challenge.")
    if (spelled := money(text)).spellings and spelled.says != WHICH_CURRENCY:
        return Meant(tuple(f"{one} of FIELD" for one in spelled.spellings), "which of the event's fields adds up?")
    if found := re.fullmatch(r"([\d.]+) ?([A-Za-z][\w-]*)", text):
        ask = "does it count how often, or add up a field of the event?"
        return Meant((f"{found[1]} times", *(f"{one} of {found[2]}" for one in numbers(found[1]))), ask)
    return Meant()


def _at_most(found: re.Match[str]) -> str:
    return f"at most {counted(found[1])} a {found[2]}"

"""Guesses at numbers that are written in another form: `1,288.00 CNY`, `¥50`, `1万`, `5‰`, `1 in 144`, `a week`."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from chalicelib.domain.file.phrases.numerals import in_digits
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
_MARK = re.compile("|".join(map(re.escape, sorted({*_SIGNS, *map(str.lower, DECIMALS)}, key=len, reverse=True))))
WHICH_CURRENCY = "in which currency?"

_NUMBERS = re.compile(rf"(?<![A-Za-z\d.,])-?(?:{_NUMBER})(?!x\d)")
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
    """The whole number that is meant: the only one in the text, or a question where there are two."""
    if found := re.fullmatch(r"([1-9])e(\d)", text, re.IGNORECASE):
        return Meant((found[1] + "0" * int(found[2]),))
    if is_endless(text):
        return Meant(says=LEFT_OUT)
    if times := re.fullmatch(r"[x×*] ?(\d+(?:\.\d+)?)", text):
        return Meant(says=f"for so many times as many points, write boosts: [{{points: x{times[1]}}}]")
    every: list[str] = _NUMBERS.findall(in_digits(text, letters=True).replace("+", " "))
    spelled = [number for one in every for number in numbers(one.removeprefix("-"))[:1]]
    if len(spelled) != 1:
        return Meant(tuple(spelled), "one number is wanted: which is it?") if len(spelled) == 2 else Meant()
    if every[0].startswith("-"):
        return Meant((spelled[0],), "it is never below 0: is it without the minus?")
    value = Decimal(spelled[0])
    if value % 1:
        return Meant((f"{value // 1}", f"{value // 1 + 1}"), "it is a whole number: which is it?")
    return Meant((f"{value:.0f}",))


def money(text: str) -> Meant:
    """The amount that is meant, with the decimals of its currency; a question where it names none."""
    apart = re.sub(r"(?<=[A-Za-z])(?=\d)", " ", in_digits(text, letters=True))
    digits = re.sub(r"(\d)[块元](\d)(?=角?$)", r"\1.\2元", apart)
    found = _NUMBERS.findall(digits)
    if len(found) != 1:
        return Meant()
    marks = set(_MARK.findall(digits.replace(found[0], " ").lower()))
    if strange := re.search(r"\b(?!CNY)[A-Z]{3}\b", digits) if not marks else None:
        return Meant((f"{found[0]} {strange[0]}",))
    currencies = ("CNY", "JPY") if not marks or marks <= {"¥"} else {_SIGNS.get(one, one.upper()): 0 for one in marks}
    values = numbers(found[0].removeprefix("-"))
    spelled = tuple(amount for one in currencies for amount in _fitted(values, one))
    minus = "it is never below 0: is it without the minus?" if found[0].startswith("-") else ""
    return Meant(spelled, minus if marks else WHICH_CURRENCY)


def rate(text: str) -> Meant:
    """How many a second are meant."""
    alone = re.sub(r" ?(?:/|per|each|every|a|每) ?(?:s|secs?|seconds?|秒)$", "", text, flags=re.IGNORECASE)
    return whole(alone) if re.fullmatch(r"[^A-Za-z]*[kw]?", alone) else Meant()


def nth_draw(text: str) -> Meant:
    """The draw that is meant, by the only number in the text."""
    found = re.fullmatch(r"\D*([1-9]\d{0,3})(?:st|nd|rd|th)?\D*", in_digits(text))
    return Meant((f"{found[1]}{ordinal_ending(int(found[1]))} draw",) if found else ())


def ordinal_ending(n: int) -> str:
    """The ending of an ordinal number: 1st, 2nd, 3rd, 4th, 11th, 21st."""
    return "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


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
        of_money = () if (spelled := money(found["sum"])).says == WHICH_CURRENCY else spelled.spellings
        inner = of_number or of_money or numbers(in_digits(found["sum"], letters=True))
        ask = "is the comma one of thousands or of decimals?" if len(of_number) > 1 else ""
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
        return Meant((f"{found[1]} times", f"{found[1]} of {found[2]}"), ask)
    return Meant()


def _at_most(found: re.Match[str]) -> str:
    return f"at most {counted(found[1])} a {found[2]}"


_PARTS = {"%": 0, "percent": 0, "per cent": 0, "‰": 1, "per mille": 1, "permille": 1, "per mil": 1}
_PART_OF = {"百分之": 0, "千分之": 1, "万分之": 2}
_PERCENTAGE = re.compile(
    rf"(?P<of>{'|'.join(_PART_OF)})?(?P<number>{_NUMBER}) ?(?P<part>{'|'.join(_PARTS)})?(?: chance)?", re.IGNORECASE
)


def percent(text: str) -> Meant:
    """The percentage that is meant."""
    found = _PERCENTAGE.fullmatch(re.sub(r"^(?:~|about |around |ca\.? |约|-|\+) ?", "", in_digits(text)))
    values = numbers(found["number"]) if found else ()
    if found and (found["part"] or found["of"]):
        smaller = _PART_OF.get(found["of"], 0) or _PARTS.get((found["part"] or "%").lower(), 0)
        spelled = tuple(f"{Decimal(one).scaleb(-smaller).normalize() if smaller else one}%" for one in values)
        over = spelled and Decimal(spelled[0][:-1]) > 100
        return Meant(says="it is at most 100%: write so much, or less") if over else Meant(spelled)
    if len(values) != 1:
        return Meant()
    if float(values[0]) < 1:
        return Meant((f"{values[0]}%", f"{float(values[0]) * 100:.6g}%"))
    return Meant((f"{values[0]}%",))


def chance(text: str) -> Meant:
    """The chance that is meant."""
    odds = re.sub(r" ?(?:chance|odds|probability)$", "", in_digits(text))
    if found := re.fullmatch(r"(\d+) ?(?:/|:|in|of|out of) ?(\d+)|(\d+)分之(\d+)", odds, re.IGNORECASE):
        return Meant((f"{found[1] or found[4]}/{found[2] or found[3]}",))
    if re.fullmatch(r"(the )?(rest|remainder|remaining|others?|else)|其余|剩余|其他|其它|剩下.*", text, re.IGNORECASE):
        return Meant(("rest",))
    return percent(text)

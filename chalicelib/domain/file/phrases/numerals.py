"""Numbers as people write them, in plain digits: `10000` for `1万`, `1k` and `ten thousand`, `20` for `二十`.

The rest of a text stays as it is, so that whoever guesses what a text means has only digits to look for.
"""

import re
from decimal import Decimal

_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_WORDS = {word: n for n, word in enumerate((*_UNITS, *_TEENS))}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_OFTEN = {"once": "1", "twice": "2", "thrice": "3"}
_ENGLISH = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<unit>{'|'.join(_UNITS[1:])}))?|(?P<word>{'|'.join(_WORDS)})"
    rf"|(?P<often>{'|'.join(_OFTEN)}))\b",
    re.IGNORECASE,
)

_SIGNS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_DIGIT = f"[{''.join(_SIGNS)}]"
_CHINESE = re.compile(rf"(?<![周期拜\d])(?:{_DIGIT}|十)(?:{_DIGIT}|[十百千万])*")
"""Not the day of 周三, and not the 万 of 5万, which multiplies digits."""

_TIMES = {"hundred": 100, "thousand": 1000, "million": 10**6, "百": 100, "千": 1000, "万": 10_000, "亿": 10**8}
_LETTERS = {"k": 1000, "w": 10_000, "m": 10**6}
"""Letters after digits; `w` is 万."""

_MULTIPLIED, _LETTERED = (
    re.compile(rf"(?<![A-Za-z\d.,])(?P<number>\d[\d.,]*) ?(?P<times>{'|'.join(words)}){end}", re.IGNORECASE)
    for words, end in ((_TIMES, ""), ({**_LETTERS, **_TIMES}, r"(?![A-Za-z\d])"))
)


def in_digits(text: str, letters: bool = False) -> str:
    """The text with each of its numbers in plain digits.

    letters: whether `1k` and `2w` are thousands, and not units of time.
    """
    text = _ENGLISH.sub(_english, text)
    text = _CHINESE.sub(lambda found: str(_chinese(found[0])), text)
    for pattern in (_LETTERED, _MULTIPLIED) if letters else (_MULTIPLIED,):
        while (more := pattern.sub(_multiplied, text)) != text:
            text = more
    return text


def _english(found: re.Match[str]) -> str:
    if often := found["often"]:
        return _OFTEN[often.lower()]
    if word := found["word"]:
        return str(_WORDS[word.lower()])
    return str(_TENS[found["tens"].lower()] + _WORDS[(found["unit"] or "zero").lower()])


def _chinese(text: str) -> int | str:
    """`二十五` and `一万二千` by their powers of ten, 二零二六 digit by digit."""
    if not any(sign in _POWERS for sign in text):
        return "".join(str(_SIGNS[sign]) for sign in text)
    whole = part = digit = 0
    for sign in text:
        power = _POWERS.get(sign, 0)
        if power == 10_000:
            whole, part, digit = (part + digit) * power, 0, 0
        elif power:
            part, digit = part + (digit or 1) * power, 0
        else:
            digit = _SIGNS[sign]
    return whole + part + digit


def _multiplied(found: re.Match[str]) -> str:
    number, times = found["number"].rstrip("."), found["times"].lower()
    if re.fullmatch(r"\d{1,3}(,\d{3})+", number):
        number = number.replace(",", "")
    if not re.fullmatch(r"\d+([.,]\d+)?", number):
        return found[0]
    value = Decimal(number.replace(",", ".")) * (_TIMES | _LETTERS)[times]
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"

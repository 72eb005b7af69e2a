"""Guesses at percentages and chances that are written in another form: `5‰`, `百分之1.5`, `1 in 144`."""

import re
from decimal import Decimal

from chalicelib.domain.file.phrases.meant_numbers import NUMBER, numbers
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import Meant

_PARTS = {"%": 0, "percent": 0, "per cent": 0, "‰": 1, "per mille": 1, "permille": 1, "per mil": 1}
_PART_OF = {"百分之": 0, "千分之": 1, "万分之": 2}
_PERCENTAGE = re.compile(
    rf"(?P<of>{'|'.join(_PART_OF)})?(?P<number>{NUMBER}) ?(?P<part>{'|'.join(_PARTS)})?(?: chance)?", re.IGNORECASE
)


def percent(text: str) -> Meant:
    """The percentage that is meant."""
    found = _PERCENTAGE.fullmatch(re.sub(r"^(?:~|about |around |ca\.? |约|-|\+) ?", "", in_digits(text)))
    values = numbers(found["number"]) if found else ()
    values = tuple(one for one in values if Decimal(one) <= 100) or values[:1]
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

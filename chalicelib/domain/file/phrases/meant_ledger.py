"""Guesses at what is earned and kept that is written in another form: `2 yrs`, `300 points a year`, `double`."""

import re
from decimal import Decimal

from chalicelib.domain.file.phrases import meant_numbers as meant
from chalicelib.domain.file.phrases.meant_durations import duration, is_forever
from chalicelib.domain.file.phrases.meant_words import listed
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import Meant

_END_OF_YEAR = re.compile(
    r"(?:until |to |by )?(?:the )?(?:end|last day) of (?P<next>(?:the )?next |the following )?(?:(?:the|this) )?year"
    r"|(?:until |to |by )?(?:year[- ]end|年底|当年年底|本年底)|(?:until |to )?(?P<later>次年年?底|明年年?底)",
    re.IGNORECASE,
)
_ONLY_MONTHS = "it is counted in whole months or years"


def age(text: str) -> Meant:
    """How long something is good that is meant: in months or years, or to the end of one."""
    if is_forever(text):
        return Meant(says="without the line it never ends: leave it out")
    if found := _END_OF_YEAR.fullmatch(text):
        return Meant((f"end of {'next ' if found['next'] or found['later'] else ''}year",))
    if text.isdecimal():
        return Meant((f"{int(text)} months", f"{int(text)} years"), "of what?")
    spans = [_in_months(one) for one in duration(text).spellings]
    return Meant(tuple(spans), _ONLY_MONTHS + "." if spans and spans[0] not in duration(text).spellings else "")


def _in_months(span: str) -> str:
    """`3 months` for `90 days`; the span itself where it is no number of months, or is one already."""
    count, _, unit = span.partition(" ")
    days = int(count) * {"day": 1, "week": 7}.get(unit.removesuffix("s"), 0)
    if days >= 365 and days % 365 in (0, 1):
        return _counted(days // 365, "year")
    return _counted(days // 30, "month") if days and not days % 30 else span


def _counted(n: int, unit: str) -> str:
    return f"{n} {unit}{'s' * (n != 1)}"


_STARS = re.compile(
    r"(?P<n>[\d.,]+) ?(?P<what>stars?|points?|pts?|星|颗星|积分|分)?"
    r"(?: ?(?:,? ?(?:within|in|over|per|a|an|each|every|during|for|/|the last|in the last|last|past)) ?"
    r"(?P<span>(?:the )?(?:last |past |one |a |calendar )?.+))?",
    re.IGNORECASE,
)
_BY_STARS = "a tier is reached by stars, which tasks give: {stars: 1}"


def stars(text: str) -> Meant:
    """How many stars are meant, and of which time."""
    plain = in_digits(text)
    found = _STARS.fullmatch(plain)
    count = meant.numbers(found["n"])[:1] if found else ()
    if found is None or not count or "." in count[0]:
        return Meant(says=f"{_BY_STARS}; write, for example, 300 stars in 12 months")
    if count[0] == "0":
        return Meant(says="a tier that everybody has takes none: leave the line out")
    of = f"{count[0]} star{'s' * (count[0] != '1')}"
    says = f"{_BY_STARS}." if (found["what"] or "s")[0] not in "sS星颗" else ""
    if found["what"] is None and found["span"] is None:
        return Meant((of, f"{of} in 12 months", f"{of} in a year"), "of which time?")
    return Meant(tuple(f"{of}{within}" for within in _within(found["span"] or "")), says)


def _within(span: str) -> tuple[str, ...]:
    """The time in which stars count, in the words of the file."""
    if not span:
        return ("",)
    plain = re.sub(r"^(?:the )?(?:last|past|calendar) ?", "", span, flags=re.IGNORECASE)
    if re.fullmatch(r"(?:a |one |1 |calendar )?years?|年", plain, re.IGNORECASE):
        return (" in 12 months", " in a year") if re.match(r"(?:one|1) ", plain) else (" in a year",)
    spans = [_in_months(one) for one in duration(plain).spellings]
    return tuple(" in 12 months" if one == "1 year" else f" in {one}" for one in spans)


_TIMES_WORDS = {"double": "2", "twice": "2", "triple": "3", "thrice": "3", "两倍": "2", "双倍": "2", "三倍": "3"}
_TIMES = re.compile(r"[x×*]? ?(?P<n>\d+(?:\.\d+)?) ?(?:[x×*倍]|times|-?fold)?(?: (?:as many|the points|points))?")


def factor(text: str) -> Meant:
    """How many times as many are meant."""
    plain = in_digits(text.lower())
    word = next((n for name, n in _TIMES_WORDS.items() if name in text.lower()), None)
    if word:
        return Meant((f"x{word}",))
    if found := re.fullmatch(r"\+ ?(?P<more>\d+) ?%", plain):
        return Meant((_factor(1 + Decimal(found["more"]) / 100),))
    if found := re.fullmatch(r"(?P<share>\d+) ?%", plain):
        return Meant((_factor(Decimal(found["share"]) / 100),)) if int(found["share"]) >= 100 else Meant(says=_NO_LESS)
    if found := re.fullmatch(r"\+ ?(?P<n>\d+)(?: points?)?", plain):
        return Meant(says="it multiplies the points of the task: for more on top, write a task of its own, or x2")
    found = _TIMES.fullmatch(plain)
    if found and Decimal(found["n"]) >= 100:
        return Meant(says="it is below x100: give more points by the task itself")
    if found and Decimal(found["n"]) < 1:
        return Meant(says=_NO_LESS)
    return Meant((_factor(Decimal(found["n"])),)) if found else Meant()


_NO_LESS = "a boost never gives less: write x1.5, for example, or lower what the task gives"


def _factor(n: Decimal) -> str:
    return f"x{n.normalize():f}"


_WORTH = re.compile(
    r"(?P<points>\d[\d.,]*) ?(?:points?|pts?|积分|分)? ?(?:=|for|:|(?:are|is)(?: worth)?|per|to|->|抵|换) ?"
    r"(?P<money>.+)"
)


def points_price(text: str) -> Meant:
    """How much money so many points are meant to be worth."""
    if found := _WORTH.fullmatch(in_digits(text)):
        amounts, counts = meant.money(found["money"]), meant.whole(found["points"])
        points = [f"{n} point{'s' * (n != '1')}" for n in counts.spellings]
        exact = (found["money"],) if not amounts.spellings else amounts.spellings
        return Meant(tuple(f"{n} for {one}" for n in points for one in exact), counts.says or amounts.says)
    return Meant()


_SHARE = re.compile(
    r"(?:up to |at most |max(?:imum)? )?(?P<share>half|一半|\d+(?:\.\d+)?(?: ?(?:%|percent|per cent))?)"
    r"(?: ?(?:of |off )?(?:the |a |each |every |one |any )?(?:bill|order|total|amount|price|purchase|账单|订单)s?)?",
    re.IGNORECASE,
)


def bill_share(text: str) -> Meant:
    """Which part of a bill is meant."""
    found = _SHARE.fullmatch(in_digits(text))
    if found is None:
        return Meant()
    share = found["share"].removesuffix("percent").removesuffix("per cent").rstrip(" %")
    if share in ("half", "一半"):
        return Meant(("50% of a bill",))
    of = Decimal(share) * (100 if share.startswith("0.") else 1)
    if not 0 < of <= 100:
        return Meant(says="a share is above 0% and up to 100%")
    return Meant((f"{of.normalize():f}% of a bill",))


_OLDER = re.compile(
    r"(?P<n>\d[\d.,]*)?(?: points?)?,? ?(?:older th[ae]n|over|more than|at least|after|>=?|from before"
    r"|not from the last) ?(?P<age>.+?)(?: old| ago)?",
    re.IGNORECASE,
)


def aged_points(text: str) -> Meant:
    """How many points are meant, and how old."""
    found = _OLDER.fullmatch(in_digits(text))
    if found is None:
        return meant.whole(text)
    told = age(found["age"])
    ages = [one for one in told.spellings if not one.startswith("end of")]
    if found["n"] is None and ages:
        return Meant(says=f"say how many points: write, for example, 100 older than {ages[0]}")
    counts = meant.whole(found["n"] or "")
    return Meant(tuple(f"{n} older than {one}" for n in counts.spellings for one in ages), counts.says or told.says)


_BY = re.compile(r"(?P<event>[a-z]\w*\.[\w.]+) ?(?:,? ?(?:by|with|via|through|on|per|:) (?P<fields>.+?))?")
_MATCHING = re.compile(r",? ?(?:and )?(?:match(?:ing|es)?|checked by|with) (?P<field>[\w-]+)$")


def event_by(text: str) -> Meant:
    """By which fields an event is meant to be found."""
    found = _BY.fullmatch(text)
    if found is None:
        right = "write, for example, order.paid by [channel, order]"
        return Meant(says=f"name the event, and the fields by which it is found: {right}")
    if found["fields"] is None:
        right = f"{found['event']} by order"
        return Meant(says=f"say by which of its `unique` fields it is found: write, for example, {right}")
    return Meant((f"{found['event']} by {_fields(found['fields'])}",))


def event_match(text: str) -> Meant:
    """The event that is meant to be claimed, its fields, and the one that only the right person knows."""
    matching = _MATCHING.search(text)
    by = event_by(text[: matching.start()] if matching else text)
    rest = f", matching {matching['field']}" if matching else ""
    if by.spellings:
        return Meant(tuple(f"{one}{rest}" for one in by.spellings))
    return Meant(says=f"{by.says}{rest}" if by.says.endswith("by order") else by.says)


def _fields(text: str) -> str:
    return listed(text) or text.strip("[]() ")

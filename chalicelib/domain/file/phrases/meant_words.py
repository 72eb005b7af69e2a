"""Guesses at names, limits, coupons and conditions that are written in another form: `3 per day`, `18+`, `yes`."""

import re
import unicodedata

from chalicelib.domain.file.phrases import meant_numbers as meant
from chalicelib.domain.file.phrases.phrase import Meant

_LATIN = (
    "names are Latin letters, digits and hyphens, such as spring-tea; the words go into its title, "
    "{title: 春茶} or {title: {zh-CN: 春茶, en: Spring tea}}"
)
_PER = {"days": "day", "weeks": "week", "months": "month", "years": "year"}
_TIMES = rf"(?P<n>{meant.WORD_OR_DIGITS}) ?(?:times?|x|次|个|pieces|pcs)?"
_EACH = r"(?:per|a|an|each|every|in a|/)"
_ONE_OF = r"(?P<per>[^\W\d]+)"
_LIMIT = re.compile(
    rf"{_TIMES} ?{_EACH} ?{_ONE_OF}|{_TIMES.replace('n>', 'm>')} ?(?P<ly>daily|weekly|monthly|yearly)", re.IGNORECASE
)
_LIMIT_IN_CHINESE = re.compile(
    r"[每一]个?(?P<per>[天日周月年]) ?(?P<n>\d+) ?[次个]?|(?P<m>\d+) ?[次个]?/?[每一]?(?P<of>[天日周月年])"
)

_AT_LEAST = re.compile(
    r"(?:>=|=>|≥|from|min\.?|minimum|not under|not below) ?(?P<a>\S+(?: [A-Z]{3})?)|(?P<b>\S+(?: [A-Z]{3})?) ?\+"
    r"|满?(?P<c>\d+)[岁周]*(?:以上|及以上)|满(?P<d>\d+)岁"
    r"|(?P<e>\S+(?: [A-Z]{3})?) (?:or|and) (?:more|above|over|older|up|higher|better)",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:<=|=<|≤|up to|max\.?|maximum|not over|not above) ?(?P<a>\S+(?: [A-Z]{3})?)"
    r"|(?P<b>\S+(?: [A-Z]{3})?) (?:or|and) (?:less|below|under|younger|down|lower)",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"(?P<sign>>|<|over|above|more than|older than|under|below|less than|younger than) ?(?P<n>\d+)", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:between )?(?P<low>\d[\d.]*) ?(?:-|~|\.\.\.?|and|–) ?(?P<high>\d[\d.]*)")


def name(text: str) -> Meant:
    """The name that is meant; words of other letters belong into a title."""
    if any(sign.isalpha() and "LATIN" not in unicodedata.name(sign, "") for sign in text):
        return Meant(says=_LATIN)
    latin = "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isascii())
    spelled = re.sub(r"[^A-Za-z0-9]+", "-", latin).strip("-")
    return Meant((spelled,)) if spelled else Meant(says=_LATIN)


def event_name(text: str) -> Meant:
    """The type of event that is meant."""
    words = text.lower() if "." in text else re.sub(r"[ _/:-]+", ".", text.lower())
    return Meant((re.sub(r"[ -]+", "_", words),))


def flag(text: str) -> Meant:
    """true or false, as is meant."""
    word = text.lower()
    yes, no = word in ("true", "yes", "y", "on", "1", "是", "对"), word in ("false", "no", "n", "off", "0", "否")
    return Meant(("true",) if yes else ("false",) if no else ())


def limit(text: str) -> Meant:
    """How often one member may, as is meant."""
    if found := _LIMIT.fullmatch(text) or _LIMIT_IN_CHINESE.fullmatch(text):
        parts = found.groupdict()
        per = parts.get("per") or parts.get("of") or ""
        if of := parts.get("ly"):
            per = "day" if of.lower() == "daily" else of.lower().removesuffix("ly")
        per = _PER.get(meant.unit(per), per.lower())
        return Meant((f"{meant.counted(parts.get('n') or parts.get('m') or '1')} a {per}",))
    if found := re.fullmatch(_TIMES, text, re.IGNORECASE):
        return Meant(tuple(f"{meant.counted(found['n'])} a {per}" for per in ("day", "campaign")))
    return Meant()


def stock(text: str) -> Meant:
    """How many there are, as is meant."""
    alone = re.sub(r" ?(a campaign|in all|in total|pieces|pcs|units|件|个|份)$", "", text)
    return Meant((*meant.whole(alone).spellings, *(() if alone.isdecimal() else limit(text).spellings[:1])))


def coupon(text: str) -> Meant:
    """The terms that are meant."""
    if found := re.fullmatch(r"(\d(?:\.\d)?)折", text):
        return Meant((f"{100 - float(found[1]) * 10:g}% off",))
    words = r"-?(?P<taken>.+?) ?(?:off|discount|less)?(?: (?:off|from|over|on) (?P<least>.+))?"
    if found := re.fullmatch(words, text, re.IGNORECASE):
        kind = meant.percent if "%" in found["taken"] else meant.money
        least = f" {_first(meant.money(found['least']))}" if found["least"] else ""
        return Meant((f"{_first(kind(found['taken']))} off{least}",))
    return Meant()


def _first(guessed: Meant) -> str:
    return guessed.spellings[0] if guessed.spellings else ""


def condition(text: str) -> str:
    """A comparison in the words of the file: `at least 18` for `18+`; empty where a text is none."""
    if found := _BETWEEN.fullmatch(text):
        return f"{found['low']} to {found['high']}"
    for words, pattern in ("at least", _AT_LEAST), ("at most", _AT_MOST):
        if found := pattern.fullmatch(text):
            return f"{words} {next(value for value in found.groups() if value)}"
    if found := _BEYOND.fullmatch(text):
        over = found["sign"].lower() in (">", "over", "above", "more than", "older than")
        return f"at least {int(found['n']) + 1}" if over else f"at most {int(found['n']) - 1}"
    return ""


def listed(text: str) -> str:
    """`[silver, gold]` for `silver or gold`; empty where a text is no list."""
    parts = [part for part in re.split(r" ?(?:,|/|\||;|、| or | and |或) ?", text) if part]
    return f"[{', '.join(parts)}]" if len(parts) > 1 else ""

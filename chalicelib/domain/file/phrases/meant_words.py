"""Guesses at names, limits, flags and events that are written in another form: `3 per day`, `yes`, `birthday`."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.domain.file.phrases import meant_numbers as meant
from chalicelib.domain.file.phrases.meant_durations import UNITS
from chalicelib.domain.file.phrases.meant_durations import unit as unit_of
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import Meant

_LATIN = (
    "names are Latin letters, digits and hyphens, such as spring-tea; the words go into its title, "
    "{title: 春茶} or {title: {zh-CN: 春茶, en: Spring tea}}"
)
_PER = {"days": "day", "weeks": "week", "months": "month", "years": "year"}
_TIMES = rf"(?P<n>{meant.COUNT}) ?(?:times?|x|次|个|份|抽|draws|pieces|pcs)?"
_EACH = r"(?:per|a|an|each|every|in a|/|\\)"
_ONE_OF = r"(?P<per>[^\W\d]+)"
_LIMIT = re.compile(
    rf"{_TIMES} ?{_EACH} ?{_ONE_OF}|{_TIMES.replace('n>', 'm>')} ?(?P<ly>daily|weekly|monthly|yearly)", re.IGNORECASE
)
_NOUN = re.compile(
    rf"(?<=\d) ?(?!(?:{'|'.join(UNITS.values())}|per|an?|each|every|in|of|k|w|m|[A-Z]{{3}})\b)[^\W\d]+"
    rf"(?= ?(?:{_EACH}) ?[^\W\d]+$| ?(?:daily|weekly|monthly|yearly)$|/?[每1]个?[天日周月年]$)"
)
"""The word for what there are so many of: 200 mugs a week."""
_AT_LEAST = re.compile(
    r"^(?:at least|min\.?|minimum|no less than|not less than|>=|≥|至少|不少于) ?|(?<=\d)\+(?! ?\d)", re.IGNORECASE
)
_FROM_TO = re.compile(
    r"(?:between |from )?\d+ ?(?:[-–~]|to|and|至|到) ?(?=\d)|(?<=[天日周月])\d+ ?[-–~至到] ?(?=\d)", re.IGNORECASE
)
_LIMIT_IN_CHINESE = re.compile(
    r"[每1]个?(?P<per>[天日周月年]) ?(?P<n>\d+) ?[次个抽份]?|(?P<m>\d+) ?[次个抽份]?/?[每1]?(?P<of>[天日周月年])"
)
_ALONE = re.compile(r"(?:every|each|per|a|once a) (?P<per>[a-z]+)", re.IGNORECASE)
_IN_ALL = re.compile(r" ?(?:in all|in total|overall|altogether|总共|一共|共)$", re.IGNORECASE)
_AROUND_LIMIT = re.compile(
    r"^(?:at most|max\.?|maximum|up to|no more than|最多|限|上限|不超过) ?"
    r"|每人(?:限|最多)? ?| ?(?:per|a|each|for each|/) ?(?:person|member|user|customer|head)\b| each$",
    re.IGNORECASE,
)
_OWN_EVENTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("birthday", "birthdays", "生日"), "member.birthday"),
        **dict.fromkeys(("up", "upgrade", "upgraded", "level up", "tier up", "reach", "promoted"), "tier.reached"),
        **dict.fromkeys(("down", "downgrade", "downgraded", "level down", "tier down", "demoted"), "tier.lost"),
    }
)
"""Words that people write for the events that come about by themselves."""

_EVERYBODY = re.compile(
    r"all(?: members)?|every(?:one|body)|members?|any(?:one|body)?|全部|所有(?:人|会员)?|全体会员", re.IGNORECASE
)
_SEVERAL = re.compile(r" ?(?:,|，|/|\||;|；|、|&|\+|\bor\b|\band\b|或|和|及) ?")


def name(text: str) -> Meant:
    """The name that is meant; words of other letters belong into a title."""
    if several := several_names(text):
        return Meant(says=f"several names are a list: write {several}")
    if re.fullmatch(r"[\d.,]+ ?[A-Z]{3}", text):
        return Meant(says="this is an amount of money: write the name of the field that holds it")
    if any(sign.isalpha() and "LATIN" not in unicodedata.name(sign, "") for sign in text):
        return Meant(says=_LATIN)
    latin = "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isascii())
    spelled = re.sub(r"[^A-Za-z0-9]+", "-", latin).strip("-")
    return Meant((spelled,)) if spelled else Meant(says=_LATIN)


def several_names(text: str) -> str:
    """The list of the names in a text; empty where it is one name, however written."""
    return listed(text) if re.search(r"[,;|、；，]|\b(?:and|or)\b", text) else ""


def event_name(text: str) -> Meant:
    """The type of event that is meant."""
    if own := own_event(text):
        return Meant((own,))
    if found := re.fullmatch(r"(?P<event>tier\.(?:reached|lost)) (?P<tier>[A-Za-z0-9-]+)", text):
        return Meant(says=f"write {found['event']}, and below it where: {{tier: {found['tier']}}}")
    words = text.lower() if "." in text else re.sub(r"[ _/:-]+", ".", text.lower())
    return Meant((re.sub(r"[ -]+", "_", words),))


def own_event(text: str) -> str:
    """The event of Tessera's own that is meant; empty where none is."""
    return _OWN_EVENTS.get(text.lower().rpartition(".")[2].replace("_", " "), "")


def is_everybody(text: str) -> bool:
    """Whether a text means all members."""
    return bool(_EVERYBODY.fullmatch(text))


def audience(node: object) -> str:
    """Say what to write instead of a text or a list, where the members are wanted whom something is for."""
    if isinstance(node, str) and is_everybody(node):
        return "for everybody, leave the line out"
    if isinstance(node, list):
        tiers = ", ".join(one for one in node if isinstance(one, str))
        return f"write {{tier: [{tiers}]}} or {{tag: [{tiers}]}}"
    return f"write {{tier: {node}}} or {{tag: {node}}}"


def flag(text: str) -> Meant:
    """true or false, as is meant."""
    word = text.lower()
    yes, no = word in ("true", "yes", "y", "on", "1", "是", "对"), word in ("false", "no", "n", "off", "0", "否")
    return Meant(("true",) if yes else ("false",) if no else ())


def names(text: str) -> Meant:
    """The names with counts that are meant: `{tea: 2}` for `2 tea` and `tea x2`, a list for several."""
    if found := re.fullmatch(r"(?P<n>\d+) ?[x×*]? ?(?P<name>[A-Za-z][\w/-]*)", text) or re.fullmatch(
        r"(?P<name>[A-Za-z][\w/-]*?)(?: ?[x×*] ?|: ?| )(?P<n>\d+)", text
    ):
        return Meant(says=f"write {{{found['name']}: {found['n']}}}")
    fragment = "; a fragment is COLLECTION/NAME"
    meant_name = name(text)
    right = f"write {meant_name.spellings[0]}" if meant_name.spellings else meant_name.says
    return Meant(says=right if right.startswith("several") else f"{right}{fragment}")


def limit(text: str) -> Meant:
    """How often one member may, as is meant; each limit counts for one member by itself."""
    text = _AROUND_LIMIT.sub("", in_digits(text)).strip()
    if _AT_LEAST.search(text) or _FROM_TO.search(text):
        most = _AT_LEAST.sub("", _FROM_TO.sub("", text))
        spellings = limit(most).spellings
        return Meant(spellings, "a limit is the most that one member may: is it this?" if spellings else "")
    if found := _LIMIT.fullmatch(text) or _LIMIT_IN_CHINESE.fullmatch(text):
        return _by_period(found.groupdict())
    if found := re.fullmatch(_TIMES, _IN_ALL.sub("", text), re.IGNORECASE):
        pers = ("campaign",) if _IN_ALL.search(text) else ("day", "campaign")
        return Meant(tuple(f"{meant.counted(found['n'])} a {per}" for per in pers))
    if (found := _ALONE.fullmatch(text)) and unit_of(found["per"]) in _PER:
        return Meant((f"1 a {_PER[unit_of(found['per'])]}",))
    if len(parts := [part for part in _SEVERAL.split(text) if part]) > 1:
        each = [limit(part).spellings for part in parts]
        if all(len(one) == 1 for one in each):
            return Meant(says=f"several limits are a list: write [{', '.join(one[0] for one in each)}]")
    return Meant(says=meant.LEFT_OUT if meant.is_endless(text) else "")


def _by_period(parts: Mapping[str, str | None]) -> Meant:
    per = parts.get("per") or parts.get("of") or ""
    if of := parts.get("ly"):
        per = "day" if of.lower() == "daily" else of.lower().removesuffix("ly")
    unit = unit_of(per)
    if unit and unit not in _PER:
        return Meant(says="write for how long: a day, week, month, year, round, window or campaign")
    return Meant((f"{meant.counted(parts.get('n') or parts.get('m') or '1')} a {_PER.get(unit, per.lower())}",))


def stock(text: str) -> Meant:
    """How many there are, as is meant."""
    text = _NOUN.sub("", in_digits(text, letters=True))
    alone = re.sub(r" ?(a campaign|in all|in total|pieces|pcs|units|件|个|份|张)$", "", text)
    if meant.is_endless(alone):
        return Meant(says=meant.LEFT_OUT)
    by_period = () if alone.isdecimal() else limit(text).spellings[:1]
    return Meant(by_period) if by_period else meant.whole(alone)


def listed(text: str) -> str:
    """`[silver, gold]` for `silver or gold`, `(silver, gold)` and `silver、gold`; empty where a text is no list."""
    parts = [part.strip() for part in _SEVERAL.split(text.strip("()[] ")) if part.strip()]
    return f"[{', '.join(parts)}]" if len(parts) > 1 else ""

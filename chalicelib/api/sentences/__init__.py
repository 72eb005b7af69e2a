"""The sentences of problems in the languages of members: a file a language, chosen by Accept-Language.

A sentence is filled from the problem's params; a clause of which one is missing is left out. Names that only programs
know (of campaigns, blocks, prizes, fragments) stay in the params, and never stand in a sentence. Another language is
another file beside these, and its name in `LANGUAGES`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from chalicelib.api.sentences import en, zh_cn
from chalicelib.api.sentences.language import ProblemLanguage
from chalicelib.domain.words.errors import Params

LANGUAGES: Final[tuple[ProblemLanguage, ...]] = (en.LANGUAGE, zh_cn.LANGUAGE)
"""All of them; whoever asks for none of them reads the first."""

MOMENTS: Final = ("opens", "again")
"""The params that are moments, epoch ms: a sentence says how long it is until then."""


def language_of(accepted: str | None) -> ProblemLanguage:
    """The language that an Accept-Language header likes best; of `zh-HK` one of the same first part."""
    for wanted in sorted(_wanted(accepted or ""), key=lambda one: -one[1]):
        tag = wanted[0].lower()
        exact = (one for one in LANGUAGES if one.tag.lower() == tag)
        alike = (one for one in LANGUAGES if one.tag.lower().partition("-")[0] == tag.partition("-")[0])
        if found := next(exact, None) or next(alike, None):
            return found
    return LANGUAGES[0]


def said(language: ProblemLanguage, code: str, params: Params, now: int) -> tuple[str, str]:
    """The title and the detail of a problem. now: epoch ms."""
    sentences = language.sentences
    title, *clauses = sentences.get(code) or sentences["unknown" if code.startswith("unknown_") else "refused"]
    words = {name: text for name, value in params.items() if (text := _word(language, name, value, now))}
    return title, language.between.join(_filled(clauses, words)) or title


def _filled(clauses: Sequence[str], words: Mapping[str, str]) -> Iterator[str]:
    for clause in clauses:
        try:
            yield clause.format_map(words)
        except KeyError:
            continue


def _word(language: ProblemLanguage, name: str, value: object, now: int) -> str:
    """A param as a sentence shows it; empty: it shows nothing of it."""
    if value is None:
        return ""
    if name in MOMENTS and isinstance(value, int):
        return _until(language, value - now)
    if name == "asset":
        return language.assets.get(str(value).partition("/")[0], "")
    if name == "per":
        return language.periods.get(str(value), "")
    return str(value)


def _until(language: ProblemLanguage, ms: int) -> str:
    """A time that is still to pass, in its largest unit, rounded up; empty where it has passed."""
    if ms <= 0:
        return ""
    size, one, many = next((unit for unit in language.units if ms >= unit[0]), language.units[-1])
    n = -(-ms // size)
    return (one if n == 1 else many).format(n=n)


def _wanted(accepted: str) -> Iterator[tuple[str, float]]:
    """The languages of an Accept-Language header, each with how much it is liked; those that are refused left out."""
    for one in accepted.split(","):
        tag, _, quality = one.partition(";")
        try:
            liked = float(quality.strip().removeprefix("q=") or 1)
        except ValueError:
            liked = 0.0
        if tag.strip() and liked > 0:
            yield tag.strip(), liked

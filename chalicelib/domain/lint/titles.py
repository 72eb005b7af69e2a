"""Titles: for languages that there are, and without quotes that members would see."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from chalicelib.domain.file.annotations import struct_fields
from chalicelib.domain.file.blocks import Block, Placed, blocks, stated
from chalicelib.domain.file.phrases.phrase import sign_name
from chalicelib.domain.lint.subject import Rule, Subject, error, warning
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Options, Title

_BY_FIRST_LETTER = (
    "aabefkmnrsvyz baeghimnors caehorsuvy daevz eelnostu fafijory gadlnuv haeiortuyz iadegikostu jav "
    "kagijklmnorsuvwy labginotuv mghiklnrsty nabdeglnorvy ocjmrs pailst qu rmnouw sacdegiklmnoqrstuvw "
    "taeghiklnorstwy ugkrz veio wao xh yio zahu"
)
_LANGUAGES = frozenset(row[0] + letter for row in _BY_FIRST_LETTER.split() for letter in row[1:])
"""The languages of two letters (ISO 639-1)."""

_REGIONS_BY_FIRST_LETTER = (
    "ADEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR GABDEFGHILMNPQRSTUWY "
    "HKMNRTU IDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY "
    "QA REOSUW SABCDEGHIJKLMNORSTVXYZ TCDFGHJKLMNORTVWZ UAGMSYZ VACEGINU WFS XK YET ZAMW"
)
_REGIONS = frozenset(row[0] + letter for row in _REGIONS_BY_FIRST_LETTER.split() for letter in row[1:])
"""The countries of two letters (ISO 3166-1), and Kosovo."""

_WORDS = (
    "zh-CN cn chs chi chinese zh-chs, zh-TW cht zh-cht, zh-HK hk, zh-MO mo, en us eng english, en-GB gb, ja jp jap, "
    "ko korean, vi vn, uk ua, cs cz, da dk, el gr, de ger german, de-AT at, es-MX mx, fr fre french, ja japanese"
)
_COUNTRIES = {word: row.split()[0] for row in _WORDS.split(",") for word in row.split()[1:]}
"""Countries and other words that people write for a language."""

_DOUBTFUL = {"kr": ("Kanuri", "ko"), "tw": ("Twi", "zh-TW"), "ch": ("Chamorro", "zh-CN")}
"""Countries whose codes are also those of other languages."""

_LOCALE = re.compile(r"(?P<language>[A-Za-z]{2,3})(-[A-Za-z]{4})?(-(?P<region>[A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})*")
_NO_REGIONS = {"UK": "GB", "EN": "GB", "ZH": "CN", "JA": "JP", "KO": "KR"}

_QUOTES = re.compile(r"[“”„‟\"].*[“”„‟\"]|[‘’‚].*[‘’]")


_JOINED = "[ -\u02af\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]"
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028-\u202e\u2060-\u206f\ufeff]"
    f"|(?:(?<={_JOINED})|^)[\u200c\u200d]|[\u200c\u200d](?={_JOINED}|$)"
)
"""Signs that show nothing in any script; joiners are such only beside letters that never join."""


def locales(placed: Iterable[Placed]) -> Iterator[Finding]:
    """An error for each title whose key names no language, so that no member would ever read it."""
    for path, title in (text for one in placed for text in texts_of(one)):
        for locale in title if isinstance(title, dict) else ():
            yield from _locale((*path, locale), locale)


def _locale(path: Path, locale: str) -> Iterator[Finding]:
    if right := _right(locale):
        yield error(path, "unknown-locale", f'"{locale}" is no language, so nobody reads this title: write {right}')
    elif locale in _DOUBTFUL:
        language, right = _DOUBTFUL[locale]
        yield warning(path, "doubtful-locale", f'"{locale}" is the language {language}: is {right} meant?')


def texts_of(placed: Placed) -> Iterator[tuple[Path, Title]]:
    """Every text of a block for members, in one language or several, with its place: its words, and what is chosen
    from."""
    for attribute in ("title", "text"):
        if text := getattr(placed.block, attribute, None):
            kind: Any = type(placed.block)
            yield (*placed.path, key_of(kind, attribute)), text
    for options in stated(placed, Options):
        yield from (((*options.path, name), text) for name, text in options.value.items())


@cache
def key_of(kind: type[Block], attribute: str) -> str:
    """The key under which words of a block stand: of a question, its title is `ask`."""
    return next(key for key, field in struct_fields(kind).items() if field.name == attribute)


def _titles(subject: Subject) -> Iterator[Finding]:
    yield from locales(blocks(subject.campaign))


def _quotes(subject: Subject) -> Iterator[Finding]:
    """Quotes of a word processor are no YAML, so members see them around the whole title."""
    for path, text in _texts(subject):
        if _QUOTES.fullmatch(text.strip()):
            message = f"members see the quotes of {text}: leave them out, where they are not part of the name"
            yield warning(path, "quoted-title", message)


def _right(locale: str) -> str:
    """The locale to write for one that is none; empty for one that is."""
    if meant := _COUNTRIES.get(locale.lower()):
        return meant
    found = _LOCALE.fullmatch(locale)
    language = found["language"].lower() if found else ""
    if found is None or (len(language) == 2 and language not in _LANGUAGES):
        return "a language, and its country where it matters, like en or zh-CN"
    region = (found["region"] or "").upper()
    if region in _NO_REGIONS:
        return f"{language}-{_NO_REGIONS[region]}"
    is_one = not region or region.isdecimal() or region in _REGIONS
    return "" if is_one else f"{language}, or with a country that there is, as in zh-CN"


def _hidden(subject: Subject) -> Iterator[Finding]:
    """Signs that nobody sees break a search for the title, or turn it round; emoji and some scripts need joiners."""
    for path, text in _texts(subject):
        if found := _HIDDEN.search(text):
            at = f'after "{text[: found.start()][-20:]}"' if found.start() else "at its beginning"
            message = f"an invisible character stands in this title, {sign_name(found[0])}, {at}: type it anew"
            yield warning(path, "hidden-sign", message)


def _texts(subject: Subject) -> Iterator[tuple[Path, str]]:
    """Every text that members read, with its place."""
    for path, title in (text for one in blocks(subject.campaign) for text in texts_of(one)):
        for key, text in title.items() if isinstance(title, dict) else [("", title)]:
            yield ((*path, key) if key else path), text


RULES: tuple[Rule, ...] = (_titles, _quotes, _hidden)

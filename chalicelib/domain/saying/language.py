"""A language: its sentences with blanks, and which of a block's titles its readers understand."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

from msgspec import Struct

from chalicelib.domain.words.errors import InvalidBody
from chalicelib.domain.words.values import Title

CATALOGUES: Final[Mapping[str, str]] = {"en": "en", "zh-CN": "zh_cn"}
"""The file of each language that there is. The first is for whoever reads none of them."""

OTHERWISE: Final = next(iter(CATALOGUES))

_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
_BLANK = re.compile(r"\{(?P<name>\w+)(?P<forms>(?:\|[^{}|]*)*)\}")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x1f\x7f\u2028\u2029]+")
"""Signs that turn the text after them, or break its line: a title could turn a figure's digits round with them."""


class Language(Struct, frozen=True):
    """The words of one catalogue, for readers of one locale."""

    locale: str
    """The catalogue's locale."""
    asked: str
    """The locale that was asked for, whose titles are preferred."""
    words: Mapping[str, str]
    """The sentences of the catalogue by their keys, with blanks."""
    form: Callable[[int], int]
    """Which of a blank's forms goes with a number, counted from 0: the plural of the language."""
    ordinal: Callable[[int], str]
    """Spells a number as a place in an order: `20th`."""

    def say(self, key: str, /, **values: Any) -> str:
        """The sentence of a key, with its blanks filled."""

        def filled(blank: re.Match[str]) -> str:
            value = values[blank["name"]]
            forms = blank["forms"].split("|")[1:]
            return forms[self.form(int(value))] if forms else str(value)

        return _BLANK.sub(filled, self.words[key])

    def key(self, *keys: str) -> str | None:
        """The first of some keys that the catalogue has."""
        return next((key for key in keys if key in self.words), None)

    def listed(self, parts: Iterable[str], joined: str = "and") -> str:
        """Some parts as a list: `a, b and c`. joined: the key of what stands before the last, `and` or `or`."""
        *most, last = [*parts] or [""]
        between, before_last = self.words[self.key(f"between.{joined}") or "between"], self.words[joined]
        return f"{between.join(most)}{before_last}{last}" if most else last

    def read(self, title: Title | None, otherwise: str) -> str:
        """A title for readers of the locale that was asked for: in it, in its language, in the catalogue's, in English,
        or the first; otherwise the id."""
        if isinstance(title, dict):
            near = (name for name in title if _tongue(name) == _tongue(self.asked))
            wanted = (self.asked, *near, self.locale, OTHERWISE, *title)
            title = next((title[name] for name in wanted if title.get(name)), None)
        return " ".join(_TURNS.sub(" ", title or "").split()) or otherwise

    def quoted(self, title: Title | None, otherwise: str) -> str:
        """The same in quotation marks."""
        return self.say("quoted", title=self.read(title, otherwise))


def language(asked: str | None) -> Language:
    """The language for a locale: its own, one of the same tongue (`zh` is zh-CN), or English.

    Raises InvalidBody (`invalid_query`) for a text that is no locale.
    """
    if asked is not None and not _LOCALE.fullmatch(asked):
        raise InvalidBody("A locale is a language, and a country where it matters: en, or zh-CN.", "invalid_query")
    wanted = asked or OTHERWISE
    same = (name for name in CATALOGUES if name.casefold() == wanted.casefold())
    near = (name for name in CATALOGUES if _tongue(name) == _tongue(wanted))
    return _language(next(iter((*same, *near, OTHERWISE))), wanted)


@lru_cache(maxsize=16)
def _language(locale: str, asked: str) -> Language:
    """The catalogue is loaded when somebody reads rules, and never at a start."""
    catalogue = import_module(f"chalicelib.domain.saying.catalogues.{CATALOGUES[locale]}")
    return Language(locale, asked, catalogue.WORDS, catalogue.form, catalogue.ordinal)


def _tongue(locale: str) -> str:
    return locale.partition("-")[0].casefold()

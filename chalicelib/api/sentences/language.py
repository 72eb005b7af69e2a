"""The type of a language: all that it says to members."""

from collections.abc import Mapping

from msgspec import Struct

TimeUnit = tuple[int, str, str]
"""A unit of time in ms, and how one of it and `n` of it are said."""


class ProblemLanguage(Struct, frozen=True, kw_only=True):
    """A language of members."""

    tag: str
    """Its BCP 47 tag: `zh-CN`."""
    between: str
    """The text between two clauses."""
    units: tuple[TimeUnit, ...]
    """The units of time, the longest first."""
    assets: Mapping[str, str]
    """The kinds of assets, by the first part of their names; one that is absent is not named."""
    periods: Mapping[str, str]
    """The periods of limits."""
    sentences: Mapping[str, tuple[str, ...]]
    """By code, the title of a problem and the clauses of its detail. `unknown` is that of all codes which begin so and
    are not here, and `refused` of whatever else is not here."""

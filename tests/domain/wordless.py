"""Small definitions of tests say no words: what the lint finds beside that."""

from collections.abc import Iterable

from chalicelib.domain.words.findings import Finding

OF_WORDS = ("no-title", "no-locale")


def but_words(found: Iterable[Finding]) -> list[Finding]:
    """The findings without those on words that are missing."""
    return [one for one in found if one.code not in OF_WORDS]

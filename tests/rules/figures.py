"""The figures of a file and of sentences, each read for itself: nothing here knows how either is made."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTH = re.compile(r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b")
_FIGURE = re.compile(r"\d+:\d\d(?::\d\d(?:\.\d+)?)?|\d+/\d+|\d+(?:\.\d+)?")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def of_sentences(sentences: Iterable[str]) -> set[str]:
    """The figures of sentences, without those of titles; months by their numbers."""
    text = re.sub("“[^”]*”", "“”", "\n".join(sentences))
    return _figures(_MONTH.sub(lambda found: str(MONTHS.index(found[0][:3]) + 1), text))


def of_file(node: Any) -> set[str]:
    """The figures of a part of a file: words of which one begins with a digit or is a factor, and months."""
    found: set[str] = set()
    for leaf in _leaves(node):
        if leaf == "1 time":  # each time, once
            continue
        for word in re.split(r"[ ,()\[\]]+", _DATE.sub(r"\1 \2 \3", leaf)):
            if re.fullmatch(r"x?\d+(\.\d+)?(st|nd|rd|th|%)?|\d+:\d\d\S*|\d+/\d+", word):
                found |= _figures(word)
            elif word in MONTHS:
                found.add(str(MONTHS.index(word) + 1))
        if years := re.search(r"(\d+) years?\b", leaf):
            found = found - {years[1]} | {str(int(years[1]) * 12)}
        if more := re.fullmatch(r"more than (\d+) days ago", leaf):
            found.add(more[1])
    return found


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from _leaves(value)
    elif isinstance(node, list):
        for one in node:
            yield from _leaves(one)
    elif node is not None:
        yield str(node)


def _figures(text: str) -> set[str]:
    """Decimals without zeros at their ends, whole numbers without such before them."""
    return {_plain(figure) for figure in _FIGURE.findall(text)}


def _plain(figure: str) -> str:
    if ":" in figure or "/" in figure:
        return figure
    whole, _, part = figure.partition(".")
    part = part.rstrip("0")
    return str(int(whole)) + (f".{part}" if part else "")

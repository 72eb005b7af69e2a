"""Phrases of boards: what members are ranked by, and the places that are paid."""

from typing import Any

from chalicelib.domain.file.phrases.numbers import COUNT
from chalicelib.domain.file.phrases.phrase import phrase
from chalicelib.domain.file.phrases.words import NAME
from chalicelib.domain.words.values import Ranks, Scoring


@phrase(
    "a score",
    f"count|(?P<measure>sum|best) of (?P<field>{NAME})",
    "count",
    "sum of amount",
    "best of points",
)
def scoring(measure: Any, field: str | None) -> Scoring:
    """The measure by which members are ranked: how many events, the sum of FIELD, or the best single FIELD."""
    return Scoring(measure or "count", field)


@phrase("ranks", f"(?P<first>{COUNT})(?: to (?P<last>{COUNT}))?", "1", "2 to 10", least=1)
def ranks(first: str, last: str | None) -> Ranks:
    """One place, or the places from one to another, both included: 1 is the first."""
    read = Ranks(int(first), int(last or first))
    if read.last < read.first:
        raise ValueError(f"the better place comes first: write {read.last} to {read.first}")
    return read

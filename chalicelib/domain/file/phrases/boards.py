"""Phrases of boards and forms: what members are ranked by, the places that are paid, how many options are chosen."""

from typing import Any

from chalicelib.domain.file.phrases.numbers import COUNT, INT
from chalicelib.domain.file.phrases.phrase import phrase
from chalicelib.domain.file.phrases.words import NAME
from chalicelib.domain.words.values import HowMany, Ranks, Scoring


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


@phrase("how many are chosen", f"(?P<least>{INT})(?: to (?P<most>{INT}))?", "2", "0 to 3", least=0)
def how_many(least: str, most: str | None) -> HowMany:
    """So many options, or from so many to so many, both included."""
    read = HowMany(int(least), int(most or least))
    if read.most < read.least:
        raise ValueError(f"the smaller number comes first: write {read.most} to {read.least}")
    return read

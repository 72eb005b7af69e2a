"""The picture of a ranking: who stands where as of one moment. Pure, and made anew each time, so that nothing drifts.

More is better; of two alike who was there first; and of those by a hash of their ids. The first thousand and all places
that are paid are told apart so; below, equal scores share a rank.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from msgspec import Struct

TOLD_APART: Final = 1000
"""Places that are told apart where fewer are paid; and as many beyond those that are paid, which may close up."""

CHUNK: Final = 1000
"""Places, or distinct scores, that are stored together."""

_EARLIER: Final = 1 << 52
"""More than any moment (epoch ms)."""


class Ranked(NamedTuple):
    """One score that is ranked."""

    score: int
    """The score, more than 0."""
    at: int
    """When it was reached, epoch ms."""
    member: str
    """Whose it is."""


class Level(NamedTuple):
    """One score that somebody has."""

    score: int
    """The score."""
    above: int
    """How many have more."""


class Struck(Struct, frozen=True):
    """A member who was taken off a frozen ranking."""

    member: str
    """The member's id."""
    score: int
    """The score that the member had."""
    place: int = 0
    """The place among those told apart, from 1; 0: below them."""


class Picture(Struct, frozen=True):
    """A ranking as of one moment."""

    entries: int
    """How many are ranked."""
    first: tuple[Ranked, ...]
    """The places that are told apart, the best first."""
    levels: tuple[Level, ...]
    """Every score that somebody has, the highest first."""
    hash: str
    """The SHA-256 of all that is ranked, in order, in hex."""


def told_apart(paid: int) -> int:
    """How many places are told apart, of which so many are paid."""
    return paid + TOLD_APART if paid else TOLD_APART


def picture(entries: Iterable[Ranked], paid: int) -> Picture:
    """Rank what is given, in any order. paid: how many places are paid."""
    ranked = in_order(entries)
    levels, above = [], 0
    for score, alike in groupby(ranked, key=_score):
        levels.append(Level(score, above))
        above += sum(1 for _ in alike)
    return Picture(len(ranked), tuple(ranked[: told_apart(paid)]), tuple(levels), _hash(ranked))


def in_order(entries: Iterable[Ranked]) -> list[Ranked]:
    """The best first."""
    ranked = sorted((one for one in entries if one[0] > 0), key=_key)
    # few are alike to the millisecond: a hash of each id would take longer than the rest
    alike = [at for at, (one, other) in enumerate(pairwise(ranked)) if one[1] == other[1] and one[0] == other[0]]
    done = 0
    for at in alike:
        if at < done:
            continue
        done = at + 1
        while done < len(ranked) and ranked[done][:2] == ranked[at][:2]:
            done += 1
        ranked[at:done] = sorted(ranked[at:done], key=lambda one: id_hash(one[2]))
    return ranked


def id_hash(member: str) -> bytes:
    """The hash by which members are told apart who were equal to the millisecond."""
    return sha256(member.encode()).digest()


def standing(first: Iterable[Ranked], struck: Sequence[Struck]) -> list[Ranked]:
    """The places that are told apart without who was struck off: the others close up."""
    gone = {one.member for one in struck}
    return [one for one in first if one.member not in gone]


def shared_rank(score: int, levels: Sequence[Level], entries: int, last: Ranked | None, apart: int) -> int:
    """The rank of a score of somebody who is not among those told apart; who is equal shares it.

    levels: the part of the table in which the score belongs. entries: how many are ranked. last: the last one who is
    told apart, None where nobody is. apart: how many are.
    """
    at = bisect_left(levels, -score, key=lambda level: -level.score)
    above = levels[at].above if at < len(levels) else entries
    return (max(above, apart) if last is not None and score <= last.score else above) + 1


def _score(one: Ranked) -> int:
    return one[0]


def _key(one: Ranked) -> int:
    """The higher the score and the earlier it was reached, the less: one number compares faster than two."""
    return one[1] - one[0] * _EARLIER


def _hash(ranked: Sequence[Ranked]) -> str:
    made = sha256()
    for at in range(0, len(ranked), CHUNK):
        lines = (f"{score} {reached} {member}\n" for score, reached, member in ranked[at : at + CHUNK])
        made.update("".join(lines).encode())
    return made.hexdigest()

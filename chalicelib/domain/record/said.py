"""The words of the brand on a member, field by field, each with its own time.

The word of the latest time holds, in whichever order the words arrive; of two of one time, the one that arrives later.
The earlier words on tier and tags are kept for a while, so that an event that comes late is judged by those of its own
time. A birth date and a consent are kept as the last word has them: a date of birth was true all along.
"""

from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import msgspec

from chalicelib.domain.record.member import Member, Profile, Word

MOST_WORDS: Final = 8
"""Words that are kept of one field."""

MOST_CHARACTERS: Final = 4096
"""Characters of the words on one field, beyond which only the last one is kept."""

KEPT_FOR: Final = 40 * 24 * 3_600_000
"""How long a word is kept that a later one replaced, in ms: longer than events may come late in any usual grace."""

CHANGING: Final = ("tier", "tags")
"""The fields whose earlier words are kept."""


def say(member: Member, words: Mapping[str, Any], time: int, now: int) -> None:
    """Take in the words of one time (epoch ms), by field: each holds unless a later one on the same field is known."""
    for name, value in words.items():
        had = member.said.get(name) or [Word(0, getattr(member.profile, name))]
        at = bisect_right(had, time, key=lambda one: one.since)
        same = at > 0 and had[at - 1].since == time
        said = _without_repetitions([*had[: at - same], Word(time, value), *had[at:]])
        member.said[name] = _worth_keeping(said, now) if name in CHANGING else said[-1:]
    last = {name: member.said[name][-1].value for name in words}
    member.profile = msgspec.structs.replace(member.profile, **last)


def as_of(member: Member, moment: int) -> Profile:
    """The member's profile as it was at a moment, as far as it is known; the first that is known of, before that."""
    then = {
        name: had[max(0, bisect_right(had, moment, key=lambda one: one.since) - 1)].value
        for name in CHANGING
        if (had := member.said.get(name))
    }
    return msgspec.structs.replace(member.profile, **then) if then else member.profile


def _without_repetitions(said: list[Word]) -> list[Word]:
    """Of words in a row that say the same, the first and the last: since when it is true, and when it was last said."""
    edges = (0, len(said) - 1)
    return [
        one
        for place, one in enumerate(said)
        if place in edges or not said[place - 1].value == one.value == said[place + 1].value
    ]


def _worth_keeping(said: list[Word], now: int) -> list[Word]:
    """The words that were in force lately, the last one among them."""
    lately = [one for one, after in pairwise(said) if after.since > now - KEPT_FOR]
    worth = [*lately, said[-1]][-MOST_WORDS:]
    while len(worth) > 1 and len(repr(worth)) > MOST_CHARACTERS:
        del worth[0]
    return worth

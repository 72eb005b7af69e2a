"""Makes one of what the brand knows of two records of one person.

The member who stays is whom the brand meant; what nobody said of her is known by the other record. Of two tiers the
higher one is kept, with the time for which it is sure; nobody is told that it was reached, since it was before. Tags
are those of both.
"""

from typing import Any

from chalicelib.domain.decide.membership import MOST_TAGS
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.member import Member, TierHeld
from chalicelib.domain.record.said import say


def know(turn: Turn, other: Member) -> None:
    """Take in what is known of another record of the same person; a later word of the brand holds as ever."""
    member, tiers = turn.member, list(turn.definitions.programme.tiers)
    own, theirs = member.profile, other.profile
    told: dict[str, Any] = {}
    if _place(tiers, theirs.tier) > _place(tiers, own.tier):
        told["tier"], member.standing = theirs.tier, other.standing
    elif theirs.tier == own.tier:
        member.standing = _surer(member.standing, other.standing)
    told["tags"] = tuple(dict.fromkeys((*own.tags, *theirs.tags)))[:MOST_TAGS]
    told["guardian"] = own.guardian or theirs.guardian
    if theirs.born and not own.born:
        told["born"] = theirs.born
        member.born_counts, member.born_before = other.born_counts, other.born_before
    for name, value in told.items():
        if value != getattr(own, name):
            say(member, {name: value}, max(_last(member, name), _last(other, name)), turn.now)


def _surer(own: TierHeld | None, other: TierHeld | None) -> TierHeld | None:
    """The same tier, as it is sure for longer; None: the brand gave it for ever."""
    if own is None or other is None:
        return None
    return other if own.until and (not other.until or other.until > own.until) else own


def _place(tiers: list[str], tier: str) -> int:
    return tiers.index(tier) if tier in tiers else -1


def _last(member: Member, name: str) -> int:
    """The time of the last word on a field, epoch ms; 0: nothing was said of it."""
    said = member.said.get(name)
    return said[-1].since if said else 0

"""Merging: two records of one person become one. The older one stays, and the other is a signpost to it from then on.

Whatever either record has is treated by one of the tables here, each field by name: sums add up, counters of what was
used do too, and what either had once is had once. It can't be undone.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from chalicelib.domain.decide.bring_in import MOST_LINKED, link
from chalicelib.domain.decide.merge_profiles import know
from chalicelib.domain.decide.purchases import note_merged
from chalicelib.domain.decide.settle import settle
from chalicelib.domain.decide.touches import MOST_GRANTS
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.bills import MOST_PAST
from chalicelib.domain.play.merging import move_coupons, move_holdings, move_points, move_stars, move_tags
from chalicelib.domain.play.turn import Handlers, Player, Turn
from chalicelib.domain.record import touched
from chalicelib.domain.record.actions import LinkId, Merge
from chalicelib.domain.record.arrival import Came, together
from chalicelib.domain.record.bill import MOST_PASSES
from chalicelib.domain.record.member import FormSent, Member, OtherIds, Played, signpost
from chalicelib.domain.record.receipt import Draft
from chalicelib.domain.record.scores import Scored
from chalicelib.domain.words.errors import Full, Refused, Unknown

MOST_ABSORBED: Final = 5
"""Records that one member absorbs at most."""

Combines = Callable[[Any, Any], Any]
"""The value of a field of the record that stays, from its own and that of the other one."""


def merge(turn: Turn, action: Merge) -> None:
    """Take in another record of the same person, all of it.

    Raises Unknown for one that is not there, Refused (`same_member`, `on_hold`), and Full.
    """
    other = turn.recipient
    if action.absorbs == turn.member_id:
        raise Refused("These are the same member: name two.", "same_member")
    if other is None:
        raise Unknown("member", action.absorbs)
    other.takes, other.units = turn.takes, turn.units
    other.archives = settle(other, other.member.settled)
    if other.member.holds:
        raise Refused("A bill or a redemption holds something of it: merge once that is over.", "on_hold")
    ids = _both(turn.member.ids, action.absorbs, other.member.ids)
    move_points(turn, other)
    move_stars(turn, other)
    move_coupons(turn, other)
    move_tags(turn, other)
    _join_campaigns(turn, other)
    turn.member.arrival = together(_came(turn.member), _came(other.member))
    note_merged(turn, other)
    for name, combines in COMBINED.items():
        setattr(turn.member, name, combines(getattr(turn.member, name), getattr(other.member, name)))
    know(turn, other.member)
    turn.member.ids = ids
    other.member = signpost(turn.member_id)


def _both(own: OtherIds, absorbs: str, other: OtherIds) -> OtherIds:
    """The other ids of both. Raises Full."""
    absorbed, linked = (*own.absorbed, absorbs, *other.absorbed), own.linked + other.linked
    if len(absorbed) > MOST_ABSORBED:
        raise Full(f"A member absorbs {MOST_ABSORBED} records at most.")
    if linked > MOST_LINKED:
        raise Full(f"At most {MOST_LINKED} ids of other systems lead to a member.")
    return OtherIds(absorbed=absorbed, linked=linked)


def _came(member: Member) -> Came:
    return Came(member.arrival, member.bought is not None, member.joined)


def _join_campaigns(turn: Turn, other: Turn) -> None:
    for campaign, absorbed in other.member.played.items():
        published = turn.definitions.owing(campaign)
        took_part = campaign in turn.member.played
        played = turn.member.played.setdefault(campaign, Played())
        move_holdings(turn, other, campaign, played, absorbed)
        for name, combines in COMBINED_IN_CAMPAIGN.items():
            setattr(played, name, combines(getattr(played, name), getattr(absorbed, name)))
        if published is None:  # nothing of it counts any more: what is there is only kept
            played.rounds, played.due = absorbed.rounds | played.rounds, [*played.due, *absorbed.due]
            continue
        for mechanic in MECHANICS:
            if mechanic.absorbs is not None:
                mechanic.absorbs(Player(turn, published, played), absorbed)
        if took_part:
            turn.draft.versions[campaign] = published.label
            turn.draft.both.append(campaign)
    _leave_boards(turn.draft, other.draft)


def _leave_boards(came: Draft, left: Draft) -> None:
    """The scores that came to the one left the other."""
    left.scores += [Scored(o.campaign, o.board, o.window, o.measure, -o.n, 0, o.until) for o in came.scores]


def _earlier(one: int, other: int) -> int:
    """The earlier of two moments; 0: not."""
    return min(filter(None, (one, other)), default=0)


def _summed(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {**one, **{key: one.get(key, 0) + n for key, n in other.items()}}


def _first_times(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {**other, **{key: min(at, other.get(key, at)) for key, at in one.items()}}


def _nearer(one: Mapping[str, list[int]], other: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Draws go on where the one that stays stopped; a guarantee is as near as the nearer, and what is owed is owed."""
    found = dict(one)
    for block, (_, *memory) in other.items():
        drawn, *own = one.get(block, [0])
        size = max(len(own), len(memory))
        own, memory = ([*each, *[0] * (size - len(each))] for each in (own, memory))
        found[block] = [drawn, *map(max, own, memory)]
    return found


def _sent(one: Mapping[str, FormSent], other: Mapping[str, FormSent]) -> dict[str, FormSent]:
    """Forms were sent as often as by both, and what either gave of tags is theirs."""
    found = dict(one)
    for name, more in other.items():
        had = found.get(name, FormSent())
        found[name] = FormSent(had.times + more.times, tuple(dict.fromkeys((*had.tags, *more.tags))))
    return found


COMBINED_IN_CAMPAIGN: Final[Mapping[str, Combines]] = {
    "joined": _earlier,
    "counts": _summed,
    "chance": _nearer,
    "forms": _sent,
    "contents": lambda one, other: list(dict.fromkeys((*one, *other))),
}
"""How the fields of `Played` are combined."""

MOVED_IN_CAMPAIGN: Final = ("has", "owed")
"""Those that move by postings."""

OF_MECHANICS: Final = ("rounds", "due", "scores")
"""Those that mechanics combine."""

COMBINED: Final[Mapping[str, Combines]] = {
    "joined": min,
    "kept": _first_times,
    "tries": _summed,
    "sent": _summed,
    "grants": lambda one, other: {name: min(MOST_GRANTS, n) for name, n in _summed(one, other).items()},
    "consents": _first_times,
    "touches": touched.together,
    "past": lambda one, other: sorted([*one, *other], key=lambda past: past.until)[-MOST_PAST:],
    "passes": lambda one, other: sorted([*one, *other], key=lambda taken: taken.until)[-MOST_PASSES:],
}
"""How the fields of `Member` are combined."""

MOVED: Final = ("lots", "owed", "stars", "coupons", "played", "given_tags")
"""Those that move by postings."""

OF_ORDERS: Final = ("bought",)
"""Those of which both receipts tell: `purchases`."""

OF_ARRIVAL: Final = ("arrival",)
"""That by which the one or the other came: `record.arrival`."""

OF_PERSON: Final = ("profile", "said", "standing", "born_counts", "born_before")
"""Those that tell of the person: `merge_profiles`."""

OWN: Final = ("epoch", "holds", "settled", "erased", "ids")
"""Those in which the member who stays keeps its own: of the other there is none, or nobody needs it any more."""


def _link(turn: Turn, action: LinkId) -> None:
    """Let another id of the person lead to the member: the store keeps which. Raises Full."""
    link(turn, 1)


HANDLERS: Handlers = {Merge: merge, LinkId: _link}

"""When a member has to be settled next: in this order members stand in the index of who is due.

There are three causes. A thing with a moment of its own: the very list by which `settle` lets things happen is asked,
so that nothing of it can be missing here. Time alone, where something opens or a member comes to belong to an audience:
`MOMENTS` is the list, and whatever time brings about without a moment in the document has its line there. New
definitions: these call for everybody to be looked at (`live.everybody_since`), and need no moment.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain
from typing import Final, Literal, NamedTuple

from chalicelib.domain.decide.attempts import settled
from chalicelib.domain.decide.settle import dated
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.decide.touch_times import next_try
from chalicelib.domain.file.blocks import has
from chalicelib.domain.file.campaign import Opens, Repeats
from chalicelib.domain.play.birthdays import next_birthday
from chalicelib.domain.play.segment_days import first_change
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.publishing.definitions import Definitions, Listener, Published
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.time.localtime import DAY, birthday, local, midnight
from chalicelib.domain.time.periods import period

PERIODS: Final[tuple[Literal["day", "week", "month"], ...]] = ("day", "week", "month")

FAR: Final = 366 * DAY
"""Who has nothing that falls due is looked at after a year (ms) all the same."""


class FallsDue(NamedTuple):
    """Where a member stands in the index after an action."""

    at: int
    """The moment, epoch ms."""
    moves_on: bool = False
    """Whether a later moment takes the place of the one before: a sweep has looked. Else only an earlier one does."""


def falls_due(definitions: Definitions, member: Snapshot, now: int, merged: bool = False) -> int:
    """The earliest moment (epoch ms) at which settling does something for a member by these definitions, or before it.

    member: as it is from now on. Where something is due already, it is now, or earlier, and else it never is.
    merged: whether the record has just absorbed another one: what both reach together is due without a moment.
    """
    turn = Turn(definitions=definitions, member_id=member.id, member=member.document, now=now, moment=now)
    first = _first(turn, member.document.settled or member.at)
    if (
        not merged
        and first > now
        and not any(_waits(turn, name) for name in turn.member.played)
        and not any(_earlier(turn))
    ):
        return first
    after, moved = settled(Situation(definitions=definitions, member=member, now=now))  # tried out: it is rare
    return min(first, now) if moved else _first(after, now)


def _first(turn: Turn, last: int) -> int:
    """The first moment of all, be it over or to come. last: until when it was settled, epoch ms."""
    by_time = chain.from_iterable(moments(turn) for moments in MOMENTS)
    return min(chain((one.at for one in dated(turn, last, last)), by_time, (turn.now + FAR,)))


def _waits(turn: Turn, campaign: str) -> bool:
    """Whether a campaign may owe something by now, or have left the member's part behind."""
    over = turn.definitions.owing(campaign) is None or campaign in turn.definitions.leaving
    return over or any(one.due <= turn.now for one in turn.member.played[campaign].due)


def _openings(turn: Turn) -> Iterator[int]:
    """When a block opens that counts what the member did before; of one that repeats, each day is counted."""
    for listener in _earlier(turn):
        published = listener.published
        if turn.now < published.window.opens:
            yield published.window.opens
        for block in (*listener.placed.around, listener.placed.block):
            if has(block, Opens) and (coming := published.next_opening(turn.now, block)):
                yield coming.opens
            if has(block, Repeats) and block.repeats and turn.now < published.window.closes:
                yield midnight(local(turn.now + DAY, published.zone).date(), published.zone)


def _audiences(turn: Turn) -> Iterator[int]:
    """When the member's age changes, or a birthday is today, this week or this month, or no more.

    What was counted by other terms, or before a campaign, may be paid then.
    """
    if not turn.member.profile.born:
        return
    listening = (one.published.id for one in _earlier(turn))
    for name in {*turn.member.played, *listening} & turn.definitions.by_birthday:
        if published := turn.definitions.owing(name):
            yield from (at for at in _turns(turn, published) if at > turn.now)


def _purchases(turn: Turn) -> Iterator[int]:
    """When so many days have passed since an order, or since joining, that another audience may be the member's."""
    asked = turn.definitions.by_purchases
    listening = (one.published.id for one in _earlier(turn)) if asked else ()
    for name in {*turn.member.played, *listening} & asked.keys():
        if (at := first_change(turn, turn.now, asked[name])) is not None:
            yield at


def _turns(turn: Turn, published: Published) -> Iterator[int]:
    """The edges of the days, weeks and months of a birthday that is lately over, and of the one to come."""
    zone, born = turn.definitions.programme.zone, turn.member.profile.born
    at = next_birthday(turn, turn.now - 40 * DAY)
    while at is not None:
        for per in PERIODS:
            window = period(per, zone, at, published.campaign.week_starts).window
            yield from (window.opens, window.closes)
        day = birthday(born, local(at, zone).year)
        for one in (day, day + timedelta(days=1)):  # of 29 February the age is a day later than the birthday
            yield midnight(one, published.zone)
        at = next_birthday(turn, at) if at <= turn.now else None


def _earlier(turn: Turn) -> Iterator[Listener]:
    """The blocks that count what the member did before."""
    for kind in turn.member.kept:
        yield from turn.definitions.already.get(kind, ())


def _touches(turn: Turn) -> Iterator[int]:
    """When something that waits may be sent; what falls due in between has its own moment."""
    if (at := next_try(turn)) is not None:
        yield at


MOMENTS: Final[tuple[Callable[[Turn], Iterator[int]], ...]] = (_openings, _audiences, _purchases, _touches)
"""The moments to come at which time alone brings something about."""

"""Settling: what fell due since the member was last touched. Nothing else ever touches a member by itself.

What has a moment of its own happens in the order of these, each as of its own: whoever comes daily and whoever comes at
the end of the year hold the same. So do coupons, points and tags end; and then come rewards earned during a pause,
tasks that count earlier events, what a closed campaign leaves behind, and counters of periods that are over. The
movements belong to the receipt of the action that follows; a home screen shows them without writing. For a member who
does not come, `Settle` is that action.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from chalicelib.domain.decide.entering import enter, holding
from chalicelib.domain.decide.happened import come_about, settle_already
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.bills import forget
from chalicelib.domain.play.birthdays import raise_one
from chalicelib.domain.play.dated import Due, another_day, coming, ending
from chalicelib.domain.play.limits import is_over
from chalicelib.domain.play.touches import drop, forget_periods
from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.actions import Settle
from chalicelib.domain.record.journal import CLOSED
from chalicelib.domain.record.member import Played
from chalicelib.domain.record.outcome import Archive
from chalicelib.domain.time.periods import began, period_closes

HOUR = 3_600_000
V = TypeVar("V")


def settle(turn: Turn, last: int) -> tuple[Archive, ...]:
    """Let due things happen in the turn, in the order of their moments; gives the parts that move out of the member.

    last: the moment of the member's last receipt, in epoch milliseconds. A gift that came was such a receipt, and
    settled nothing.
    """
    last, turn.member.settled = turn.member.settled or last, 0
    turn.last = last
    moment = turn.moment
    birthdays_done = days_done = last
    segments = holding(turn, last)
    while due := min(_over(turn, birthdays_done, days_done), key=lambda one: one.at, default=None):
        turn.due = turn.moment = due.at
        due.happen(turn)
        come_about(turn)
        segments = enter(turn, segments, due.at)
        if due.happen is raise_one:
            birthdays_done = due.at
        if due.happen is another_day:
            days_done = due.at
    turn.due, turn.moment = turn.now, moment
    for happen in _undated(last):
        happen(turn)
        come_about(turn)
    enter(turn, segments, turn.now)
    forget(turn.member, turn.now)
    drop(turn)
    closed = tuple(Archive(name, part) for name, part in turn.member.played.items() if _is_over_for_good(turn, name))
    for archive in closed:
        _archive(turn, archive)
    turn.due = 0
    if turn.now // HOUR != last // HOUR:
        _forget_periods(turn)
    return closed


def _is_over_for_good(turn: Turn, name: str) -> bool:
    """Whether nothing of a campaign is paid any more. A part to which something is owed stays, rather than lose it."""
    definitions = turn.definitions
    return (definitions.owing(name) is None or name in definitions.leaving) and not turn.member.played[name].due


def _over(turn: Turn, birthdays_done: int, days_done: int) -> Iterator[Due]:
    """Things that have fallen due by now: asked for again after each, because one brings about another, as points that
    are released may end at once.
    """
    return (one for one in dated(turn, birthdays_done, days_done) if one.at <= turn.now)


def dated(turn: Turn, birthdays_done: int, days_done: int) -> Iterator[Due]:
    """Things that have moments of their own, past and to come; of one moment the first listed happens first.

    By the same list it is known when a member has to be settled next (`falls_due`), so that nothing is forgotten.
    birthdays_done, days_done: as in `play.dated.coming`.
    """
    yield from ending(turn)
    for mechanic in MECHANICS:
        if mechanic.falls_due is not None and mechanic.releases is not None:
            for at in set(mechanic.falls_due(turn)):
                yield Due(at, mechanic.releases)
    yield from coming(turn, birthdays_done, days_done)


def _undated(last: int) -> Iterator[Callable[[Turn], None]]:
    """Things that fall due with the definitions in force now, in their order."""
    yield from (mechanic.settles for mechanic in MECHANICS if mechanic.settles is not None)
    yield partial(settle_already, last=last)


def _archive(turn: Turn, archive: Archive) -> None:
    """All that a closed campaign owed was paid: its part leaves the member, points and coupons stay."""
    del turn.member.played[archive.campaign]
    turn.draft.archived.append(archive.campaign)
    if archive.part.has or archive.part.owed:
        turn.use(archive.campaign, CLOSED)
    for asset, n in archive.part.has.items():
        turn.post(archive.campaign, asset, -n, CLOSED)
    for asset, n in archive.part.owed.items():  # nothing of its kind can come any more
        turn.post(archive.campaign, asset, n, CLOSED, owed=-n)


def _forget_periods(turn: Turn) -> None:
    zone = turn.definitions.programme.zone
    turn.member.tries = {
        key: n for key, n in turn.member.tries.items() if (period_closes(key.rpartition("@")[2], zone) or 0) > turn.now
    }
    forget_periods(turn)
    for name, played in turn.member.played.items():
        published = turn.definitions.campaigns.get(name)
        if published is not None:
            _prune(turn, published, played)


def _prune(turn: Turn, published: Published, played: Played) -> None:
    ever = [one.published for one in turn.definitions.versions(published)]  # a ranking ends as was said when it closed
    played.counts = _current(turn, ever, played.counts)
    played.rounds = _current(turn, [published], played.rounds)
    played.scores = _current(turn, ever, played.scores)
    for one in played.rounds.values():
        for progress in one.tasks.values():
            progress.counted = {k: n for k, n in progress.counted.items() if not is_over(published, k, turn.now)}


def _current(turn: Turn, versions: Sequence[Published], kept: Mapping[str, V]) -> dict[str, V]:
    """The counters that a version may still need: of a block's openings the last one that counted anything."""
    last: dict[str, int] = {}
    for key in kept:
        block, _, period_id = key.rpartition("@")
        last[block] = max(last.get(block, 0), began(period_id) or 0)
    return {
        key: value
        for key, value in kept.items()
        for block, _, period_id in [key.rpartition("@")]
        if not all(is_over(one, period_id, turn.now) for one in versions)
        and (began(period_id) or last[block]) >= last[block]
    }


def _nothing_more(turn: Turn, action: Settle) -> None:
    """All that is due was settled before any action is handled."""


HANDLERS: Handlers = {Settle: _nothing_more}

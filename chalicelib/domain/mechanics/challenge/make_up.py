"""Days that are made up: a member adds a day that was missed to a task of days in a row, and is paid what that reaches.

A day may be made up while its round runs, from the day after it on, for as long as the task says: one on which the task
was open, on which nothing counted yet, and not one before the member joined. Days are those of the campaign's calendar.
A late event of a day that was made up adds nothing, and gives nothing back.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta

from chalicelib.domain.mechanics.challenge import progress
from chalicelib.domain.mechanics.challenge.block import Challenge, MakeUp
from chalicelib.domain.mechanics.challenge.play import (
    PERIODS,
    ListeningTask,
    is_paid,
    pay_challenge,
    round_of,
    take_over,
)
from chalicelib.domain.mechanics.challenge.terms import terms_of
from chalicelib.domain.play.audience import block, enter, require_open, require_who
from chalicelib.domain.play.limits import Scope, remaining, use
from chalicelib.domain.play.rewards import spend
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.record.actions import Action, NameText
from chalicelib.domain.record.journal import MADE_UP
from chalicelib.domain.record.member import Progress, Round
from chalicelib.domain.time.localtime import coupon_end, day_index, local, midnight
from chalicelib.domain.time.periods import period
from chalicelib.domain.words.errors import NotOffered, Refused
from chalicelib.domain.words.values import END

DayText = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}" + END)]


class MakeUpDay(Action, frozen=True, tag="make_up"):
    """Make up a day that was missed of a task of days in a row."""

    campaign: NameText
    """The campaign's id."""
    challenge: NameText
    """The challenge's name."""
    task: NameText
    """The task's name."""
    date: DayText
    """The day, as an ISO date of the campaign's calendar."""


def make_up(turn: Turn, action: MakeUpDay) -> None:
    """Add the day, for its cost, and pay what is then reached.

    Window, audience, day, limit and cost are checked first, in this order.
    """
    player = enter(turn, action.campaign)
    challenge = block(player.published.campaign.blocks(Challenge), "challenge", action.challenge)
    task = block(challenge.tasks, "task", action.task)
    window = require_open(player, challenge, task)
    require_who(player, challenge.who)
    require_who(player, task.who)
    if task.make_up is None:
        raise NotOffered(f"No day of the task {action.task!r} can be made up.")
    listener = ListeningTask(player.published, action.challenge, challenge, action.task, task)
    if action.date not in days_to_make_up(player, listener):
        message = f"The day {action.date} can't be made up: see the days that the home screen shows."
        raise Refused(message, DAY_NOT_OPEN, {"day": action.date})
    round_id = round_of(player, challenge)
    use(player, _path(listener), task.make_up.limit, Scope(window, round_id, of=(challenge, task)))
    spend(player.on(f"challenges/{action.challenge}/{action.task}{MADE_UP}"), task.make_up.costs)
    this_round = player.played.rounds.get(f"{action.challenge}@{round_id}") or Round()
    state, terms = this_round.tasks.get(action.task) or Progress(), terms_of(player, task)
    progress.add_day(state, _number(player, date.fromisoformat(action.date)))
    take_over(player, listener, this_round, state, round_id, 1, terms)
    pay_challenge(player, action.challenge, challenge, this_round)


def days_to_make_up(player: Player, listener: ListeningTask) -> list[str]:
    """The days that may be made up now, as ISO dates, the earliest first; none where nothing is left to be reached."""
    task, make_up = listener.task, listener.task.make_up
    if make_up is None or player.published.opening(player.turn.moment, listener.challenge, task) is None:
        return []
    round_id = round_of(player, listener.challenge)
    this_round = player.played.rounds.get(f"{listener.challenge_name}@{round_id}") or Round()
    state = this_round.tasks.get(listener.task_name) or Progress()
    if is_paid(player, listener, state):
        return []
    counted = set(progress.days_of(state))
    return [
        day.isoformat()
        for day in reversed([*_past_days(player, make_up)])
        if _number(player, day) not in counted and _is_open(player, listener, day, round_id)
    ]


def left(player: Player, listener: ListeningTask, make_up: MakeUp) -> int:
    """How many more days the limit allows now."""
    window = player.published.opening(player.turn.moment, listener.challenge, listener.task)
    scope = Scope(window, round_of(player, listener.challenge))
    return remaining(player, _path(listener), make_up.limit, scope)


DAY_NOT_OPEN = "day_not_open"


def _path(listener: ListeningTask) -> str:
    return f"make_up/{listener.challenge_name}/{listener.task_name}"


def _past_days(player: Player, make_up: MakeUp) -> Iterator[date]:
    """The days before this one that are not too long ago, nor before the member joined, the latest first."""
    published, turn = player.published, player.turn
    zone, joined = published.zone, player.played.joined if published.campaign.opt_in else 0
    first = local(max(published.window.opens, joined), zone).date()
    day = local(turn.moment, zone).date() - timedelta(days=1)
    within = make_up.within
    while day >= first:
        ends = midnight(day + timedelta(days=1), zone)
        if coupon_end(within.count, within.unit, zone, ends - 1) <= turn.moment:
            return
        yield day
        day -= timedelta(days=1)


def _is_open(player: Player, listener: ListeningTask, day: date, round_id: str) -> bool:
    """Whether the task was open on a day, in the round that runs now."""
    published = player.published
    begins, ends = midnight(day, published.zone), midnight(day + timedelta(days=1), published.zone)
    repeats = listener.challenge.repeats
    if repeats and period(PERIODS[repeats], published.zone, begins, published.campaign.week_starts).id != round_id:
        return False
    return published.last_open(begins, ends - 1, listener.challenge, listener.task) is not None


def _number(player: Player, day: date) -> int:
    return day_index(player.published.zone, 0, midnight(day, player.published.zone))

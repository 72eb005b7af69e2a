"""Challenges: events count for tasks, by their own time; tasks, milestones and completion pay once a round each."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from chalicelib.domain.file.blocks import Placed
from chalicelib.domain.file.conditions import Value
from chalicelib.domain.mechanics.challenge import progress
from chalicelib.domain.mechanics.challenge.block import Challenge, Task
from chalicelib.domain.mechanics.challenge.due import ALL_DONE, COMPLETE, pay
from chalicelib.domain.mechanics.challenge.milestones import Terms, given_by, noted, owed, places
from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.mechanics.challenge.terms import EventTerms, terms_of
from chalicelib.domain.mechanics.challenge.traces import trace
from chalicelib.domain.mechanics.mechanic import Fate
from chalicelib.domain.play.audience import belonged
from chalicelib.domain.play.limits import WHOLE_CAMPAIGN, Scope, count, period_id, remaining
from chalicelib.domain.play.turn import Player
from chalicelib.domain.play.where import meets
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.member import Progress, Round
from chalicelib.domain.time.localtime import add, day_index

PERIODS: dict[str, Literal["day", "week", "month"]] = {"daily": "day", "weekly": "week", "monthly": "month"}


class ListeningTask(Struct, frozen=True):
    """A task that listens to a type of event, with its challenge."""

    published: Published
    """The campaign of the challenge."""
    challenge_name: str
    """The challenge's name in the campaign."""
    challenge: Challenge
    """The challenge of the task."""
    task_name: str
    """The task's name in the challenge."""
    task: Task
    """The task for which events count."""


def heard(player: Player, placed: Placed, values: Mapping[str, Value]) -> Fate:
    """Count one event for a task that listens to it."""
    challenge_name, challenge = str(placed.path[1]), placed.around[0]
    return count_event(
        player, ListeningTask(player.published, challenge_name, challenge, placed.name, placed.block), values
    )


def count_event(player: Player, listener: ListeningTask, values: Mapping[str, Value]) -> Fate:
    """Count one event for one task, if it is for that task, adds to it, and came within the grace."""
    moment, published, task = player.turn.moment, player.published, listener.task
    if published.opening(moment, listener.challenge, task) is None:
        return "passed"
    if not _counts(player, listener, values):
        return "passed"
    if not player.turn.due and _is_late(player):
        return "late"
    round_id = round_of(player, listener.challenge)
    key = f"{listener.challenge_name}@{round_id}"
    this_round = player.played.rounds.get(key) or Round()
    state = this_round.tasks.get(listener.task_name) or Progress()
    counted, terms = sum(progress.runs(state, progress.measured(task))), terms_of(player, task)
    if is_paid(player, listener, state) or not _advance(player, listener, state, values, round_id):
        return "passed"
    counted = sum(progress.runs(state, progress.measured(task))) - counted
    take_over(player, listener, this_round, state, round_id, counted, terms)
    pay_challenge(player, listener.challenge_name, listener.challenge, this_round)
    return "counted"


def take_over(
    player: Player,
    listener: ListeningTask,
    this_round: Round,
    state: Progress,
    round_id: str,
    counted: int,
    terms: EventTerms,
) -> None:
    """Note the progress of a task, of which so much was counted just now, and pay what it reaches."""
    task = listener.task
    player.keep().rounds[f"{listener.challenge_name}@{round_id}"] = this_round
    player.turn.draft.count(player.published.id, f"{listener.challenge_name}/{listener.task_name}@{round_id}", counted)
    if listener.task_name not in this_round.tasks:
        player.turn.draft.started.append(_path(listener))
    this_round.tasks[listener.task_name] = state
    if player.turn.traces is not None:
        name = (listener.challenge_name, listener.task_name)
        player.turn.traces.append(trace(player, name, listener.challenge, task, round_id, terms))
    pay_task(player, listener, state, round_id, terms)


def _is_late(player: Player) -> bool:
    """Whether the grace after an event is over; of an order that is claimed, the one after the campaign."""
    turn, published = player.turn, player.published
    since = max(published.window.closes, turn.moment) if turn.claimed else turn.moment
    grace = published.campaign.grace
    return add(grace.count, grace.unit, published.zone, since) <= turn.now


def round_of(player: Player, challenge: Challenge) -> str:
    """The id of the round in which the turn counts."""
    if challenge.repeats is None:
        return WHOLE_CAMPAIGN
    return period_id(player, PERIODS[challenge.repeats], Scope())


def is_done(state: Progress) -> bool:
    """Whether a task has reached its target in this round."""
    return TARGET in state.paid


def _counts(player: Player, listener: ListeningTask, values: Mapping[str, Value]) -> bool:
    task = listener.task
    return belonged(player, listener.challenge.who, task.who) and meets(player.turn, task.where, task.when, values)


def is_paid(player: Player, listener: ListeningTask, state: Progress) -> bool:
    """Whether a task of `reach` has paid all it can pay: then it counts no more, and its events write nothing.

    Orders go on counting: an earlier one may still come back.
    """
    task = listener.task
    if player.turn.traces is not None or task.each is not None or not is_done(state):
        return False
    lengths = progress.runs(state, progress.measured(task))
    return all(progress.earned(task, lengths, key.amount) for key in task.milestones)


def _advance(
    player: Player, listener: ListeningTask, state: Progress, values: Mapping[str, Value], round_id: str
) -> bool:
    amount = progress.measured(listener.task)
    if amount.at_most is not None:
        within = period_id(player, amount.at_most.per, Scope(round_id=round_id))
        if state.counted.get(within, 0) >= amount.at_most.count:
            return False
    day = day_index(player.published.zone, 0, player.turn.moment)
    value = values.get(amount.field) if amount.field else None
    is_spent = amount.field == player.turn.spends and player.turn.traces is not None
    if not progress.advance(state, listener.task, day, value, is_spent):
        return False
    if amount.at_most is not None:
        state.counted[within] = state.counted.get(within, 0) + 1
    return True


def pay_task(
    player: Player, listener: ListeningTask, state: Progress, round_id: str, terms: EventTerms | None = None
) -> None:
    """Pay what the task's target and its milestones give now, as far as it is not yet paid.

    terms: of the event that earned it, or of when no event did; None: it is given at once, as it stands.
    """
    task = listener.task
    due = _target_due(task, state)
    if due > 0:
        _pay_target(player, listener, state, round_id, due, terms)
    if task.milestones:
        _pay_milestones(player, listener, state, terms)


def owes_nothing(task: Task, state: Progress) -> bool:
    """Whether nothing is to be paid for a task: told at once, as most often there is not."""
    return not task.milestones and _target_due(task, state) <= 0


def _target_due(task: Task, state: Progress) -> int:
    """How often `gives` is still to be paid, or the task still to be noted as done."""
    if not task.gives and is_done(state):
        return 0
    amount = progress.measured(task)
    return progress.earned(task, progress.runs(state, amount), amount.target) - state.paid.get(TARGET, 0)


def _pay_milestones(player: Player, listener: ListeningTask, state: Progress, terms: EventTerms | None) -> None:
    """Pay what the milestones of a task give that are reached, as far as it is not yet paid."""
    task = listener.task
    standing, lengths = places(task), progress.runs(state, progress.measured(task))
    reached = {place: progress.earned(task, lengths, place) for place in standing}
    given = given_by(state, standing)
    more = owed(given, standing, reached)
    if more:
        player.keep()
        state.given = noted(given, more)
        state.paid |= {str(one.at): reached[one.at] for one in more}
    for one in more:
        pay(player, f"{listener.challenge_name}/{listener.task_name}/{one.at}", one.bag, one.times, terms)


def _pay_target(
    player: Player, listener: ListeningTask, state: Progress, round_id: str, due: int, terms: EventTerms | None
) -> None:
    """Pay `gives` so many times; what the task's limit cuts off is lost."""
    task = listener.task
    player.keep()
    if not is_done(state):
        player.turn.draft.done.append(_path(listener))
    if not task.gives:
        state.paid[TARGET] = 0  # reached: what a later version gives for it is still to be paid
        return
    state.paid[TARGET] = state.paid.get(TARGET, 0) + due
    path, scope = f"task/{listener.challenge_name}/{listener.task_name}", Scope(round_id=round_id)
    given = min(due, remaining(player, path, task.limit, scope))
    # what was earned, so that what comes back may free what a limit cut off; of several limits none uses up another
    count(player, path, task.limit, scope, due if len(task.limit) == 1 else given)
    if len(task.limit) > 1:
        state.gave += given
    if given:
        pay(player, f"{listener.challenge_name}/{listener.task_name}/{TARGET}", task.gives, given, terms)


def pay_challenge(player: Player, name: str, challenge: Challenge, this_round: Round) -> None:
    """Pay what the milestones that are reached give, and `gives` for all tasks, as far as it is not yet paid."""
    done = sum(task in this_round.tasks and is_done(this_round.tasks[task]) for task in challenge.tasks)
    if challenge.milestones:
        _pay_places(player, name, challenge.milestones, this_round, done)
    if done == len(challenge.tasks):
        _complete(player, name, this_round)
        if challenge.gives and ALL_DONE not in this_round.paid:
            player.keep()
            this_round.paid.append(ALL_DONE)
            pay(player, f"{name}//{ALL_DONE}", challenge.gives)


def _pay_places(player: Player, name: str, terms: Terms, this_round: Round, done: int) -> None:
    """Pay what the milestones give that so many tasks reach, as far as it is not yet paid."""
    given = given_by(this_round, terms)
    more = owed(given, terms, {n: int(n <= done) for n in terms})
    if more:
        player.keep()
        this_round.given = noted(given, more)
        this_round.paid += [one.at for one in more if one.at not in this_round.paid]
    for one in more:
        pay(player, f"{name}//{one.at}", one.bag, one.times)


def is_complete(this_round: Round) -> bool:
    """Whether all tasks were done in this round, with a reward or without."""
    return ALL_DONE in this_round.paid or COMPLETE in this_round.paid


def _complete(player: Player, name: str, this_round: Round) -> None:
    if not is_complete(this_round):
        player.keep()
        player.turn.draft.done.append(f"{player.published.id}/{name}")
        this_round.paid.append(COMPLETE)


def _path(listener: ListeningTask) -> str:
    """The task, as receipts name it."""
    return f"{listener.published.id}/{listener.challenge_name}/{listener.task_name}"

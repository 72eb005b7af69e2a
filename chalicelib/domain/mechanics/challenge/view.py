"""A challenge as a member sees it: the round, each task's progress, what is still to win."""

from msgspec import Struct

from chalicelib.domain.mechanics.challenge import progress
from chalicelib.domain.mechanics.challenge.block import Challenge, MakeUp
from chalicelib.domain.mechanics.challenge.make_up import days_to_make_up, left
from chalicelib.domain.mechanics.challenge.play import PERIODS, ListeningTask, is_complete, is_done, round_of
from chalicelib.domain.play.allowance import left_of
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.turn import Player
from chalicelib.domain.record.member import Progress, Round
from chalicelib.domain.time.periods import period
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Bag, Price


class MilestoneView(Struct, frozen=True):
    """A milestone of a task or a challenge."""

    at: int
    """Where it stands: in tasks done, or in the task's own units."""
    gives: Bag
    """The reward."""
    times: int
    """How often it was reached in this round."""


class MakeUpView(Struct, frozen=True):
    """How missed days of a task are made up."""

    days: tuple[str, ...]
    """The days that may be made up now, as ISO dates, the earliest first."""
    costs: Price
    """The price of one day."""
    left: int | None
    """How many more days the limit allows; null: no limit."""


class TaskView(Struct, frozen=True):
    """A task with the member's progress in this round."""

    when: str
    """The type of the event that it listens to."""
    for_me: bool
    """Whether the member belongs to those whom it is for."""
    amount: int
    """How much is done, in `unit`; of an order's task it may be more than the target, because one may still come back.
    """
    target: int
    """How much it takes, in `unit`."""
    unit: str
    """times, days, streak (days in a row), different (values), thousandths, or a currency such as `CNY`: its minor
    units.
    """
    each: bool
    """Whether it pays again with each further target."""
    times: int
    """How often the target was reached in this round."""
    gives: Bag
    """The reward for the target."""
    milestones: tuple[MilestoneView, ...]
    """The rewards on the way."""
    make_up: MakeUpView | None
    """How missed days are made up; null where they can't be."""


class ChallengeView(Struct, frozen=True):
    """A challenge with the member's progress in this round."""

    for_me: bool
    """Whether the member belongs to those whom it is for."""
    round: Window | None
    """The round that runs now; null while the challenge is closed."""
    next_opens: int | None
    """When a closed challenge opens next, epoch ms; null while it is open, and where it never opens again."""
    tasks: dict[str, TaskView]
    """The tasks, by their names."""
    done: int
    """How many tasks have reached their targets in this round."""
    milestones: tuple[MilestoneView, ...]
    """The rewards for so many tasks done."""
    gives: Bag
    """The reward for all tasks."""
    complete: bool
    """Whether all tasks were done in this round."""


def view(player: Player, name: str, challenge: Challenge) -> ChallengeView:
    """The challenge in the round that runs now."""
    opening = player.published.opening(player.turn.moment, challenge)
    this_round = player.played.rounds.get(f"{name}@{round_of(player, challenge)}", Round())
    states = {task_name: this_round.tasks.get(task_name, Progress()) for task_name in challenge.tasks}
    coming = player.published.next_opening(player.turn.moment, challenge) if opening is None else None
    done = sum(map(is_done, states.values()))
    return ChallengeView(
        for_me=in_audience(player, challenge.who),
        round=_round(player, challenge, opening),
        next_opens=coming.opens if coming else None,
        tasks={
            task_name: _task(
                player, ListeningTask(player.published, name, challenge, task_name, task), states[task_name]
            )
            for task_name, task in challenge.tasks.items()
        },
        done=done,
        milestones=tuple(
            MilestoneView(n, bag, int(n in this_round.paid or n <= done))
            for n, bag in sorted(challenge.milestones.items())
        ),
        gives=challenge.gives,
        complete=is_complete(this_round),
    )


def _task(player: Player, listener: ListeningTask, state: Progress) -> TaskView:
    task, amount = listener.task, progress.measured(listener.task)
    lengths = progress.runs(state, amount) or (0,)
    return TaskView(
        when=task.when,
        for_me=in_audience(player, task.who),
        amount=max(lengths),
        target=amount.target,
        unit=amount.currency or ("thousandths" if amount.measure == "sum" else amount.measure),
        each=task.each is not None,
        times=max(state.paid.get(progress.TARGET, 0), progress.earned(task, lengths, amount.target)),
        gives=task.gives,
        milestones=tuple(
            MilestoneView(
                key.amount, bag, max(state.paid.get(str(key.amount), 0), progress.earned(task, lengths, key.amount))
            )
            for key, bag in task.milestones.items()
        ),
        make_up=_make_up(player, listener, task.make_up) if task.make_up else None,
    )


def _make_up(player: Player, listener: ListeningTask, terms: MakeUp) -> MakeUpView:
    return MakeUpView(
        days=tuple(days_to_make_up(player, listener)),
        costs=terms.costs,
        left=left_of(left(player, listener, terms)),
    )


def _round(player: Player, challenge: Challenge, opening: Window | None) -> Window | None:
    if opening is None or challenge.repeats is None:
        return opening
    published = player.published
    calendar = period(
        PERIODS[challenge.repeats], published.zone, player.turn.moment, published.campaign.week_starts
    ).window
    return Window(max(opening.opens, calendar.opens), min(opening.closes, calendar.closes))

"""Paying what was earned: at once, or later where the campaign is paused, or the receipt or the record is full.

A paused campaign goes on counting and grants nothing. What was earned meanwhile is noted by where it stands in the
definition, so that what is given afterwards is what the definition then says. What was earned before it was paused is
shown already, and paid all the same: also what is left of an earlier pause.
"""

from collections.abc import Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.challenge.block import Challenge, Task
from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.play.capacity import fitting
from chalicelib.domain.play.rewards import amounts, give
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.record.journal import Leg
from chalicelib.domain.words.values import Bag

ALL_DONE = 0
"""The milestone under which a challenge's own `gives` is noted."""

COMPLETE = -1
"""The milestone under which it is noted that all tasks are done, whatever that gives."""


def pay(player: Player, source: str, bag: Bag, times: int = 1) -> None:
    """Give what was earned from a source: `CHALLENGE/TASK/LABEL`, or `CHALLENGE//MILESTONE`."""
    turn = player.turn
    withheld = player.withholds(turn.moment if turn.due else turn.now)
    given = 0 if withheld else _give(player, source, bag, times)
    if given < times:
        _owe(player, source, times - given)


def settle_due(turn: Turn) -> None:
    """Give what was earned before, as far as it fits, where no pause withholds it any more."""
    for player in _owing(turn):
        waiting = []
        for source, times, earned in player.played.due:
            left = times
            if not player.withholds(earned):
                left -= _give(player, source, _bag_of(player.published.campaign, source), times)
            if left:
                waiting.append((source, left, earned))
        player.played.due = waiting


def waits(turn: Turn) -> Iterator[Leg]:
    """List what was earned and is still to be given, as the definitions in force say it."""
    for player in _owing(turn):
        for source, times, _ in player.played.due:
            for asset, n in amounts(_bag_of(player.published.campaign, source)).items():
                yield Leg(player.published.id, asset, n * times, _block_of(source))


def _owing(turn: Turn) -> Iterator[Player]:
    """The member in each campaign that may still owe something, closed or not."""
    for name in turn.member.played:
        published = turn.definitions.owing(name)
        if published is not None:
            yield turn.player(published)


def _give(player: Player, source: str, bag: Bag, times: int) -> int:
    """Give a bag as many times as it fits; returns how many."""
    fits = fitting(player, bag, times)
    if fits and bag:
        give(player.on(_block_of(source), fits), bag, fits)
    return fits


def _owe(player: Player, source: str, times: int) -> None:
    """Note what is still to be given, beside what is owed of the same source, where the same pause withholds both."""
    now = player.turn.now
    due = player.keep().due
    for place, (what, n, earned) in enumerate(due):
        if what == source and player.withholds(earned) == player.withholds(now):
            due[place] = (what, n + times, earned)
            return
    due.append((source, times, now))


def by_label(task: Task) -> dict[str, Bag]:
    """Give the bags of a task at each threshold, by the label under which it is noted as paid."""
    return {TARGET: task.gives} | {str(key.amount): bag for key, bag in task.milestones.items()}


def _block_of(source: str) -> str:
    """The source as receipts name it: `challenges/CHALLENGE/TASK`, or `challenges/CHALLENGE`, with `:LABEL` for a
    milestone."""
    challenge, task, label = source.split("/")
    block = f"challenges/{challenge}/{task}" if task else f"challenges/{challenge}"
    return block if label in (TARGET, str(ALL_DONE)) else f"{block}:{label}"


def _bag_of(campaign: Campaign, source: str) -> Bag:
    """Give the bag of a source now; nothing where a newer version is without it."""
    challenge_name, task_name, label = source.split("/")
    challenge = campaign.blocks(Challenge).get(challenge_name)
    if challenge is None:
        return Bag()
    if not task_name:
        milestones = {ALL_DONE: challenge.gives, **challenge.milestones}
        return milestones.get(int(label), Bag())
    task = challenge.tasks.get(task_name)
    return by_label(task).get(label, Bag()) if task else Bag()

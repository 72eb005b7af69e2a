"""Paying what was earned: at once, or later where the campaign is paused or the receipt is full.

A paused campaign goes on counting and grants nothing. What was earned meanwhile is noted by where it stands in the
definition, so that what is given afterwards is what the definition then says. What was earned before it was paused is
shown already, and paid all the same: also what is left of an earlier pause.
"""

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.challenge.block import Challenge, Task
from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.play.capacity import fitting
from chalicelib.domain.play.rewards import give
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.words.values import Bag

ALL_DONE = 0
"""The milestone under which a challenge's own `gives` is noted."""

COMPLETE = -1
"""The milestone under which it is noted that all tasks are done, whatever that gives."""


def pay(player: Player, source: str, bag: Bag, times: int = 1) -> None:
    """Give what was earned from a source: `CHALLENGE/TASK/LABEL`, or `CHALLENGE//MILESTONE`."""
    turn = player.turn
    if player.withholds(turn.moment if turn.due else turn.now):
        _owe(player, source, times, turn.now)
    else:
        _give(player, source, bag, times, turn.now)


def settle_due(turn: Turn) -> None:
    """Give what was earned before, as far as it fits, where no pause withholds it any more."""
    for name, played in turn.member.played.items():
        published = turn.definitions.owing(name)
        if published is None:
            continue
        player = turn.player(published)
        due = [one for one in played.due if not player.withholds(one[2])]
        if due:
            player.keep().due = [one for one in played.due if player.withholds(one[2])]
        for source, times, earned in due:
            _give(player, source, _bag_of(published.campaign, source), times, earned)


def _give(player: Player, source: str, bag: Bag, times: int, earned: int) -> None:
    now = fitting(player, bag, times)
    if now and bag:
        give(player.on(_block_of(source), now), bag, now)
    if now < times:
        _owe(player, source, times - now, earned)


def _owe(player: Player, source: str, times: int, earned: int) -> None:
    """Note what is still to be given, beside what is owed of the same source since the same moment (epoch ms)."""
    due = player.keep().due
    before = sum(n for what, n, at in due if (what, at) == (source, earned))
    due[:] = [one for one in due if (one[0], one[2]) != (source, earned)] + [(source, before + times, earned)]


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

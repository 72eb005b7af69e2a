"""The choices of simulated members in challenges: to make up the last day that they missed."""

from collections.abc import Iterator
from functools import partial

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.challenge.make_up import MakeUpDay
from chalicelib.domain.mechanics.challenge.view import view
from chalicelib.domain.mechanics.choice import Choice, Luck
from chalicelib.domain.play.buttons import UNASKED
from chalicelib.domain.play.turn import Player


def choices(campaign: Campaign) -> Iterator[Choice]:
    """A day of each task of which days may be made up; events come as the population says."""
    for name, challenge in campaign.blocks(Challenge).items():
        for task_name, terms in ((task_name, task.make_up) for task_name, task in challenge.tasks.items()):
            if terms is not None:
                asked = partial(_make_up, name=name, challenge=challenge, task=task_name)
                free, deed = not terms.costs, f"make up {name}/{task_name}"
                yield Choice(deed, spends=not free, free=free, asked=asked)


def _make_up(player: Player, luck: Luck, name: str, challenge: Challenge, task: str) -> MakeUpDay | None:
    shown = view(player, name, challenge, UNASKED).tasks[task].make_up
    if shown is None or not shown.days or shown.left == 0 or not luck.happens("repairs"):
        return None
    has = {**player.played.has, "points": player.turn.member.points}
    if any(has.get(asset, 0) < n for asset, n in shown.costs.assets.items()):
        return None
    return MakeUpDay(player.published.id, name, task, shown.days[-1])

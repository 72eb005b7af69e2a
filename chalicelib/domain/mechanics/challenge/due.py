"""Paying what was earned: at once, or later where the campaign is paused or the receipt is full.

A paused campaign goes on counting and grants nothing. What was earned meanwhile is noted with where it stood and what
it gave then, and so is what a receipt has no room for. That is what the member gets, once, whatever a newer version
says: what members have done stays theirs, and what new terms give beyond it is owed beside it. What was earned before a
pause is shown already, and paid all the same: also what is left of an earlier pause.
"""

from msgspec.structs import replace

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import RANDOM, chain
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.challenge.milestones import places, standing
from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.play.capacity import fitting
from chalicelib.domain.play.rewards import give
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.member import Unpaid
from chalicelib.domain.words.values import Bag

ALL_DONE = 0
"""The milestone under which a challenge's own `gives` is noted."""

COMPLETE = -1
"""The milestone under which it is noted that all tasks are done, whatever that gives."""


def pay(player: Player, source: str, bag: Bag, times: int = 1) -> None:
    """Give what was earned from a source: `CHALLENGE/TASK/LABEL`, or `CHALLENGE//MILESTONE`."""
    turn = player.turn
    earned = Unpaid(source, times, turn.now, bag)
    if player.withholds(turn.moment if turn.due else turn.now):
        _owe(player, earned)
    else:
        _give(player, earned, bag)


def settle_due(turn: Turn) -> None:
    """Give what was earned before, as far as it fits, where no pause withholds it any more."""
    for name, played in turn.member.played.items():
        published = turn.definitions.owing(name)
        if published is None:
            continue
        player = turn.player(published)
        due = [one for one in played.due if not player.withholds(one.at)]
        if due:
            player.keep().due = [one for one in played.due if player.withholds(one.at)]
        for one in due:
            _give(player, one, _stated(published.campaign, one.source) if one.bag is None else one.bag)


def _give(player: Player, earned: Unpaid, bag: Bag) -> None:
    if player.turn.due:  # what falls due can't be refused: it would stand in the way of all that follows
        bag = _still_there(player.published, bag)
    now = fitting(player, bag, earned.times)
    if now and bag:
        give(player.on(_block_of(earned.source), now), bag, now)
    if now < earned.times:
        _owe(player, replace(earned, times=earned.times - now))


def _owe(player: Player, earned: Unpaid) -> None:
    """Note what is still to be given, beside what is owed of the same since the same moment."""
    due = player.keep().due
    same = [one for one in due if replace(one, times=earned.times) == earned]
    due[:] = [one for one in due if one not in same]
    due.append(replace(earned, times=earned.times + sum(one.times for one in same)))


def _block_of(source: str) -> str:
    """The source as receipts name it: `challenges/CHALLENGE/TASK`, or `challenges/CHALLENGE`, with `:LABEL` for a
    milestone."""
    challenge, task, label = source.split("/")
    block = f"challenges/{challenge}/{task}" if task else f"challenges/{challenge}"
    return block if label in (TARGET, str(ALL_DONE)) else f"{block}:{label}"


def _stated(campaign: Campaign, source: str) -> Bag:
    """Give the bag of a source now, or of the milestone that it has come to be; nothing where there is none any more.

    A record that has no bag was written when that was what is given.
    """
    challenge_name, task_name, label = source.split("/")
    challenge = campaign.blocks(Challenge).get(challenge_name)
    block = challenge.tasks.get(task_name) if challenge and task_name else challenge
    if block is None:
        return Bag()
    if label in (TARGET, str(ALL_DONE)):
        return block.gives
    terms = block.milestones if isinstance(block, Challenge) else places(block)
    place = standing(int(label), terms)
    return Bag() if place is None else terms[place]


def _still_there(published: Published, bag: Bag) -> Bag:
    """A bag without what a newer version can't give: a prize that is gone or may be out, a fragment of no odds."""
    prizes, drawables = published.campaign.prizes, published.drawables
    lasting = {name for name in bag.prizes if (last := prizes.get(chain(prizes, name)[-1])) and not last.stock}
    drawn = {name for name in bag.fragments if name.endswith(f"/{RANDOM}")}
    gone = {name for name in drawn if f"collections/{name.partition('/')[0]}" not in drawables}
    return replace(
        bag,
        prizes={name: n for name, n in bag.prizes.items() if name in lasting},
        fragments={name: n for name, n in bag.fragments.items() if name not in gone},
    )

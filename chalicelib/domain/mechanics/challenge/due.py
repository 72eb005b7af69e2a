"""Paying what was earned: at once, or later where the campaign is paused, or the receipt or the record is full.

A paused campaign goes on counting and grants nothing. What was earned meanwhile is noted with where it stood and what
it gave then, and so is what a receipt has no room for. That is what the member gets, once, whatever a newer version
says: what members have done stays theirs, and what new terms give beyond it is owed beside it. What was earned before a
pause is shown already, and paid all the same: also what is left of an earlier pause.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import RANDOM, amounts, chain
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.challenge.milestones import places, standing
from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.play.capacity import fitting
from chalicelib.domain.play.rewards import give
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.journal import Leg
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
    withheld = player.withholds(turn.moment if turn.due else turn.now)
    given = 0 if withheld else _give(player, earned, bag)
    if given < times:
        _owe(player, replace(earned, times=times - given))


def settle_due(turn: Turn) -> None:
    """Give what was earned before, as far as it fits, where no pause withholds it any more."""
    for player in _owing(turn):
        waiting = []
        for one in player.played.due:
            left = one.times
            if not player.withholds(one.at):
                left -= _give(player, one, _promised(player, one))
            if left:
                waiting.append(replace(one, times=left))
        player.played.due = waiting


def waits(turn: Turn) -> Iterator[Leg]:
    """List what was earned and is still to be given, as far as it is there to be given."""
    for player in _owing(turn):
        for one in player.played.due:
            bag = _still_there(player.published, _promised(player, one))
            for asset, n in amounts(bag).items():
                yield Leg(player.published.id, asset, n * one.times, _block_of(one.source))


def _owing(turn: Turn) -> Iterator[Player]:
    """The member in each campaign that may still owe something, closed or not."""
    for name in turn.member.played:
        published = turn.definitions.owing(name)
        if published is not None:
            yield turn.player(published)


def _give(player: Player, earned: Unpaid, bag: Bag) -> int:
    """Give a bag as many times as it fits; returns how many."""
    if player.turn.due:  # what falls due can't be refused: it would stand in the way of all that follows
        bag = _still_there(player.published, bag)
    fits = fitting(player, bag, earned.times)
    if fits and bag:
        give(player.on(_block_of(earned.source), fits), bag, fits)
    return fits


def _owe(player: Player, earned: Unpaid) -> None:
    """Note what is still to be given, beside what is owed of the same, where the same pause withholds both."""
    due = player.keep().due
    for place, one in enumerate(due):
        alike = replace(one, times=earned.times, at=earned.at) == earned
        if alike and player.withholds(one.at) == player.withholds(earned.at):
            due[place] = replace(one, times=one.times + earned.times)
            return
    due.append(earned)


def _promised(player: Player, earned: Unpaid) -> Bag:
    """The bag that was promised when it was earned; a record that has none means what the file says now."""
    return _stated(player.published.campaign, earned.source) if earned.bag is None else earned.bag


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

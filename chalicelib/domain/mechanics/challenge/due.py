"""Paying what was earned: at once, or later where the campaign is paused, or the receipt or the record is full.

A paused campaign goes on counting and grants nothing. What was earned meanwhile is noted with where it stood and what
it gave then, and so is what a receipt has no room for. That is what the member gets, once, whatever a newer version
says: what members have done stays theirs, and what new terms give beyond it is owed beside it. What was earned before a
pause is shown already, and paid all the same: also what is left of an earlier pause.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec.structs import replace

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import RANDOM, chain
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.challenge.milestones import places, standing
from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.mechanics.challenge.terms import EventTerms
from chalicelib.domain.play.capacity import fitting
from chalicelib.domain.play.rewards import give
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.play.wallet import move
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.journal import POINTS, Leg
from chalicelib.domain.record.member import Unpaid
from chalicelib.domain.record.receipt import Later
from chalicelib.domain.words.values import Bag

ALL_DONE = 0
"""The milestone under which a challenge's own `gives` is noted."""

COMPLETE = -1
"""The milestone under which it is noted that all tasks are done, whatever that gives."""


MOST_WAITING = 60
"""Rewards that wait for their days. Of more, two of one source wait for the later day together."""


def pay(player: Player, source: str, bag: Bag, times: int = 1, terms: EventTerms | None = None) -> None:
    """Give what was earned from a source: `CHALLENGE/TASK/LABEL`, or `CHALLENGE//MILESTONE`."""
    turn, terms = player.turn, terms or EventTerms()
    earned = Unpaid(source, times, turn.now, bag, terms.due, terms.more(bag.points * times))
    withheld = terms.due > 0 or player.withholds(turn.moment if turn.due else turn.now)
    moment, turn.moment = turn.moment, terms.fell_due or turn.moment  # the month is that of its day
    given = 0 if withheld else _give(player, earned, bag)
    turn.moment = moment
    if given and terms.boost and bag.points:
        turn.boost(player.published.id, block_of(source), terms.boost)
    if given < times:
        left = _rest(earned, given)
        turn.draft.later.append(
            Later(player.published.id, block_of(source), left.times, bag, left.due, left.more, terms.boost)
        )
        wait_for(player, left)


def falls_due(turn: Turn) -> Iterator[int]:
    """The moments (epoch ms) at which something is to be given that nothing withholds."""
    for player in _owing(turn):
        yield from (one.due for one in player.played.due if one.due and not player.withholds(one.at))


def release(turn: Turn) -> None:
    """Give what is to be given at the turn's moment; what does not fit stays due."""
    for player in _owing(turn):
        _settle(player, [one for one in player.played.due if one.due == turn.moment])


def settle_due(turn: Turn) -> None:
    """Give what was earned before, as far as it fits, where no pause withholds it any more."""
    for player in _owing(turn):
        _settle(player, [one for one in player.played.due if one.due <= turn.now])


def _settle(player: Player, ready: Sequence[Unpaid]) -> None:
    waiting = []
    for one in player.played.due:
        given = 0
        if one in ready and not player.withholds(one.at):
            given = _give(player, one, _promised(player, one))
            one = replace(one, due=0)  # from now on it waits for room
        if given < one.times:
            waiting.append(_rest(one, given))
    player.played.due = waiting


def _rest(earned: Unpaid, given: int) -> Unpaid:
    """The rest of a reward; what a boost adds was given with the first part."""
    return replace(earned, times=earned.times - given, more=0 if given else earned.more)


def waits(turn: Turn) -> Iterator[Leg]:
    """List what was earned and is still to be given, as far as it is there to be given."""
    for player in _owing(turn):
        for one in player.played.due:
            bag = _still_there(player.published, _promised(player, one))
            for asset, n in bag.assets.items():
                more = one.more if asset == POINTS else 0
                yield Leg(player.published.id, asset, n * one.times + more, block_of(one.source), one.due)


def _owing(turn: Turn) -> Iterator[Player]:
    """The member in each campaign that still owes something, closed or not."""
    for name, played in turn.member.played.items():
        published = turn.definitions.owing(name) if played.due else None
        if published is not None:
            yield turn.player(published)


def _give(player: Player, earned: Unpaid, bag: Bag) -> int:
    """Give a bag as many times as it fits; returns how many."""
    if player.turn.due:  # what falls due can't be refused: it would stand in the way of all that follows
        bag = _still_there(player.published, bag)
    fits = fitting(player, bag, earned.times)
    if fits and bag:
        player = player.on(block_of(earned.source), fits)
        give(player, bag, fits)
        move(player, POINTS, earned.more)
    return fits


def wait_for(player: Player, earned: Unpaid) -> None:
    """Note what is still to be given, beside what is owed of the same, where the same pause withholds both."""
    due = player.keep().due
    for place, one in enumerate(due):
        if _alike(one, earned) and player.withholds(one.at) == player.withholds(earned.at) and one.due == earned.due:
            due[place] = _together(one, earned)
            return
    due.append(earned)
    while len(due) > MOST_WAITING and (pair := _mergeable(due)):
        first, second = pair
        due[:] = [one for one in due if one not in pair] + [_together(first, second)]


def _alike(one: Unpaid, other: Unpaid) -> bool:
    return (one.source, one.bag) == (other.source, other.bag)


def _together(one: Unpaid, other: Unpaid) -> Unpaid:
    """Two alike as one, which is to be given with the later."""
    times, more = one.times + other.times, one.more + other.more
    return replace(one, times=times, due=max(one.due, other.due), more=more)


def _mergeable(due: Sequence[Unpaid]) -> tuple[Unpaid, Unpaid] | None:
    """The first two alike that wait for their days, in the order of these."""
    waiting = sorted((one for one in due if one.due), key=lambda one: one.due)
    return next(((one, other) for one, other in combinations(waiting, 2) if _alike(one, other)), None)


def _promised(player: Player, earned: Unpaid) -> Bag:
    """The bag that was promised when it was earned; a record that has none means what the file says now."""
    return _stated(player.published.campaign, earned.source) if earned.bag is None else earned.bag


def block_of(source: str) -> str:
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
    lasting = {name for name in bag.prizes if (last := prizes.get(chain(prizes, name)[-1])) and not last.runs_out}
    drawn = {name for name in bag.fragments if name.endswith(f"/{RANDOM}")}
    gone = {name for name in drawn if f"collections/{name.partition('/')[0]}" not in drawables}
    return replace(
        bag,
        prizes={name: n for name, n in bag.prizes.items() if name in lasting},
        fragments={name: n for name, n in bag.fragments.items() if name not in gone},
    )

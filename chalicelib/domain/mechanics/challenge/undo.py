"""Taking back what an event counted for a task, once less of it is true: the order comes back, the tier is put back.

It goes by what was noted when the event counted, whatever version is in force. Progress is that of the round without
what came back, and what the round has earned too much is taken back: from the list of what waits first, then from what
is held. A round that is forgotten stays as it is; days, rows of days and different things stay done.
"""

from fractions import Fraction

from msgspec.structs import replace

from chalicelib.domain.file.flow import RANDOM, chain
from chalicelib.domain.mechanics.challenge.due import ALL_DONE, COMPLETE, block_of
from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.play.wallet import take_back, take_coupon, unmake
from chalicelib.domain.play.where import what_counts
from chalicelib.domain.record.counted import CountedTask
from chalicelib.domain.record.journal import POINTS, PRIZES, STARS
from chalicelib.domain.record.member import Payment, Progress, Round
from chalicelib.domain.record.purse import by_name, in_order
from chalicelib.domain.record.receipt import Later
from chalicelib.domain.words.values import Bag


def undo(turn: Turn, counted: CountedTask, before: int, left: int) -> None:
    """Take back what a task gave for an event of which there was so much, and now is less; 0: all of it is undone.

    before, left: the amount of the order, in minor units; 1 and 0 where the event has no amount.
    """
    published = turn.definitions.owing(counted.campaign)
    part = turn.member.played.get(counted.campaign)
    this_round = part.rounds.get(f"{counted.challenge}@{counted.round}") if part else None
    state = this_round.tasks.get(counted.task) if this_round else None
    if published is None or this_round is None or state is None:
        return
    player = turn.player(published)
    before, left = what_counts(before, counted.least), what_counts(left, counted.least)
    if before == left or not _lessen(state, counted, before, left):
        return
    player.keep()
    was_done, reached = TARGET in state.paid, earned(state, counted)
    lost = state.paid.get(TARGET, 0) - reached
    if lost > 0:
        source = f"{counted.challenge}/{counted.task}/{TARGET}"
        times = _given(player, counted, state, lost, before, left)
        _reclaim(player, counted, source, counted.gives, times, _boosted(counted, times, before, left))
    if lost > 0 or not reached:
        _set_paid(state, reached)
    _take_milestones(player, counted, state)
    if was_done and TARGET not in state.paid:
        _take_challenge(player, counted, this_round)


def earned(state: Progress, counted: CountedTask) -> int:
    """How often the target is reached with what is left."""
    if counted.each:
        return state.amount // counted.target
    return int(state.amount >= counted.target)


def _lessen(state: Progress, counted: CountedTask, before: int, left: int) -> bool:
    """Take what came back off the progress; False where this changes nothing."""
    match counted.measure:
        case "sum":
            less = before - left
        case "alone" if counted.each:
            less = before // counted.target * counted.target - left // counted.target * counted.target
        case "alone":
            less = state.amount - _best_alone(state, before, left)
        case "times":
            less = int(left == 0)
        case _:
            less = 0
    state.amount = max(0, state.amount - less)
    return less > 0


def _best_alone(state: Progress, before: int, left: int) -> int:
    """The best single order, once one of so much is less."""
    if before in state.best:
        state.best.remove(before)
        state.best = sorted([*state.best, left], reverse=True)
    return max([*state.best, left]) if state.amount == before else state.amount


def _set_paid(state: Progress, reached: int) -> None:
    if reached:
        state.paid[TARGET] = reached
    else:
        state.paid.pop(TARGET, None)


def _given(player: Player, counted: CountedTask, state: Progress, lost: int, before: int, left: int) -> int:
    """How much of what is lost was given.

    One limit counts what was earned, and gave no more than it allows. Several count what was given: of that is taken
    back what is more than all that is earned now, in the member's favour.
    """
    counts = player.played.counts
    keys = {f"task/{counted.challenge}/{counted.task}@{period}": limit for limit, period in counted.limits}
    if len(keys) > 1:
        taken = min(lost, max(0, state.gave - earned(state, counted)))
        state.gave -= taken
        counts.update({key: max(0, counts[key] - taken) for key in keys if key in counts})
        return taken
    for key, limit in keys.items():
        own, given = min(lost, _of_the_event(counted, before, left)), 0
        if key in counts:
            own, given = _lower(counts, key, limit, lost)
        elif counted.times is not None:  # the period is forgotten: what the event alone would bring now is left
            alone = min(limit, left // counted.target) if counted.each and counted.measure != "times" else 0
            given = min(own, max(0, counted.times - alone))
        return given + _from_the_latest(counts, key, limit, lost - own)
    return lost


def _of_the_event(counted: CountedTask, before: int, left: int) -> int:
    """How much of what is lost the event itself had earned, where nothing else tells: the rest came about by others."""
    if counted.each and counted.measure != "times":
        return before // counted.target - left // counted.target
    return int(counted.times != 0)


def _from_the_latest(counts: dict[str, int], own: str, limit: int, lost: int) -> int:
    """How much was given of what is lost beyond the event's own period: the latest goes first."""
    path, given = own.rpartition("@")[0], 0
    for key in sorted((key for key in counts if key.rpartition("@")[0] == path and key != own), reverse=True):
        taken, of_it = _lower(counts, key, limit, lost)
        lost, given = lost - taken, given + of_it
    return given


def _lower(counts: dict[str, int], key: str, limit: int, lost: int) -> tuple[int, int]:
    """Lower what was earned in a period; returns by how much, and how much of that was given."""
    had, counts[key] = counts[key], max(0, counts[key] - lost)
    return had - counts[key], min(had, limit) - min(counts[key], limit)


def _take_milestones(player: Player, counted: CountedTask, state: Progress) -> None:
    """Take back what milestones gave that are no longer reached."""
    kept = []
    for one in state.given:
        times = _reached(state.amount, one.at, counted)
        if times < one.times:
            source, lost = f"{counted.challenge}/{counted.task}/{one.at}", one.times - times
            _reclaim(player, counted, source, one.bag, lost, int(one.bag.points * lost * _factor(counted)))
            state.paid.pop(str(one.at), None)
        if times:
            kept.append(Payment(one.at, one.bag, min(times, one.times)))
    state.given = kept


def _reached(amount: int, place: int, counted: CountedTask) -> int:
    if counted.each:
        return amount // counted.target + int(amount % counted.target >= place)
    return int(amount >= place)


def _take_challenge(player: Player, counted: CountedTask, this_round: Round) -> None:
    """Take back what the challenge gave for tasks done, where this one was among them."""
    done = sum(TARGET in state.paid for state in this_round.tasks.values())
    kept = []
    for one in this_round.given:
        if one.at > done:
            points = one.bag.points * one.times  # a boost is of a task
            _reclaim(player, counted, f"{counted.challenge}//{one.at}", one.bag, one.times, points)
            this_round.paid = [place for place in this_round.paid if place != one.at]
        else:
            kept.append(one)
    this_round.given = kept
    if ALL_DONE in this_round.paid:
        bag = counted.of_challenge
        _reclaim(player, counted, f"{counted.challenge}//{ALL_DONE}", bag, 1, bag.points)
    this_round.paid = [place for place in this_round.paid if place not in (ALL_DONE, COMPLETE)]


def _factor(counted: CountedTask) -> Fraction:
    return Fraction(counted.boost or 1)


def _boosted(counted: CountedTask, times: int, before: int, left: int) -> int:
    """The points of so many rewards: so many that the order alone has left what a smaller one would have brought."""
    points, factor = counted.gives.points, _factor(counted)
    was, will = before // counted.target, left // counted.target
    if counted.each and counted.measure != "times" and was - will == times:
        return int(points * was * factor) - int(points * will * factor)
    return int(points * times * factor)


def _reclaim(player: Player, counted: CountedTask, source: str, bag: Bag, times: int, points: int) -> None:
    """Take a bag back so many times: from what waits first, then from what is held; the rest is owed.

    points: all that it gave of them, with what a boost added.
    """
    waited, more = _from_waiting(player, counted, source, bag, times, points - bag.points * times)
    times -= waited
    if times <= 0 or not bag:
        return
    player = player.on(block_of(source), 0)
    for asset, n in bag.assets.items():
        if asset == POINTS:
            take_back(player, asset, points - n * waited - more, counted.lots or _of_month(player.turn, counted.month))
        elif asset == STARS:
            take_back(player, asset, n * times, month=counted.month)
        elif asset.startswith(PRIZES):
            _take_prize(player, counted, asset.removeprefix(PRIZES), n * times)
        elif not asset.endswith(f"/{RANDOM}"):
            take_back(player, asset, n * times)
        else:
            player.turn.keeps(player.published.id, asset, n * times)


def _of_month(turn: Turn, month: int) -> dict[str, int]:
    """The lots of a month: what came after its days is in one of them."""
    return by_name(one for one in in_order(turn.member.lots) if one.month == month)


def _from_waiting(
    player: Player, counted: CountedTask, source: str, bag: Bag, times: int, more: int
) -> tuple[int, int]:
    """Take so many times, and so much of what a boost adds, off the list of what waits, that of the event's own day
    first; returns how much of both there was.
    """
    wanted, extra, due = times, more, player.played.due
    for one in sorted((one for one in due if one.source == source), key=lambda one: (one.due != counted.due, -one.due)):
        taken = min(wanted, one.times)
        if taken:
            added = one.more if taken == one.times else min(one.more, extra)
            rest = replace(one, times=one.times - taken, more=one.more - added)
            due[due.index(one) : due.index(one) + 1] = [rest] if rest.times else []
            less = Later(player.published.id, block_of(source), -taken, one.bag or bag, one.due, -added)
            player.turn.draft.later.append(less)
            wanted, extra = wanted - taken, extra - added
    return times - wanted, more - extra


def _take_prize(player: Player, counted: CountedTask, name: str, n: int) -> None:
    """Take prizes back: of one that was made of something, that, as it was then; of others what is unused or still
    here, also of one that the campaign lost.
    """
    if made := counted.made.get(name):
        _take_contents(player, counted, name, n, made)
        return
    for link in chain(player.published.campaign.prizes, name):
        while n and take_coupon(player, link):
            n -= 1
        there = min(n, player.played.has.get(f"{PRIZES}{link}", 0))
        take_back(player, f"{PRIZES}{link}", there)
        n -= there
    if n:
        player.turn.keeps(player.published.id, f"{PRIZES}{name}", n)


def _take_contents(player: Player, counted: CountedTask, name: str, n: int, made: Bag) -> None:
    """Take back what prizes were made of; what chance gave stays, and a prize of which all stays is kept."""
    sure = {asset: each for asset, each in made.assets.items() if not asset.endswith(f"/{RANDOM}")}
    if not sure:
        player.turn.keeps(player.published.id, f"{PRIZES}{name}", n)
        return
    back = unmake(player, name, n)
    for asset, each in sure.items():
        take_back(back, asset, each * n, _of_month(player.turn, counted.month))

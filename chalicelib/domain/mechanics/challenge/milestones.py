"""Milestones owe a member what those that are reached give now, less what milestones gave before in the round.

A newer version may have moved a milestone since it gave something, or changed, merged or split it, and of the older one
nothing is at hand. So what was given is kept with its place. Asset by asset it counts for the milestone at this place
where that gives as much and more; else for those that give the same bag, wherever they stand; else for what stands at
the place and below it, because whoever had reached a place had reached all below it. What is given nowhere there any
more has moved up, and counts for what stands above: a version that is taken back gives nothing a second time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import gcd

from chalicelib.domain.file.flow import bag_of
from chalicelib.domain.mechanics.challenge.block import Task
from chalicelib.domain.record.member import Payment, Progress, Round
from chalicelib.domain.words.values import Bag

Terms = Mapping[int, Bag]
"""The milestones in force, each by its place: tasks done, or the units of the task."""


def owed(given: Sequence[Payment], terms: Terms, reached: Mapping[int, int]) -> list[Payment]:
    """List what is to be given now. reached: how often each place was reached so far."""
    if all(terms.get(one.at) == one.bag and one.times <= reached[one.at] for one in given):  # nearly always
        had = {one.at: one.times for one in given}
        more = {place: reached[place] - had.get(place, 0) for place, bag in terms.items() if bag}
        return [Payment(place, terms[place], n) for place, n in more.items() if n]
    return moved(given, terms, reached)


def moved(given: Sequence[Payment], terms: Terms, reached: Mapping[int, int]) -> list[Payment]:
    """The same, also where the terms are others than those that gave something."""
    wanted = {place: _times(bag, reached[place]) for place, bag in terms.items()}
    uncounted = []
    for one in sorted(given, key=lambda one: (_nearness(one, terms), one.at)):
        left = _times(one.bag, one.times)
        uncounted.append((one, _counted(left, one.times, _counts_for(one, terms), terms, wanted)))
    for one, left in uncounted:
        moved = _moved_up(one, left, terms)
        _counted(moved, one.times, sorted(place for place in terms if place > one.at), terms, wanted)
    return [gift for place, bag in terms.items() for gift in _gifts(place, bag, wanted[place], reached[place])]


def noted(given: Sequence[Payment], more: Sequence[Payment]) -> list[Payment]:
    """Add what is given now to what was given so far."""
    found = list(given)
    for one in more:
        before = sum(had.times for had in found if (had.at, had.bag) == (one.at, one.bag))
        found = [had for had in found if (had.at, had.bag) != (one.at, one.bag)]
        found.append(Payment(one.at, one.bag, before + one.times))
    return found


def given_by(record: Progress | Round, terms: Terms) -> list[Payment]:
    """List what milestones gave in a round, or for one task in it.

    A record that has only how often each place was paid gave there what stands there now, or else next below.
    """
    if record.given:
        return record.given
    paid = dict.fromkeys(record.paid, 1) if isinstance(record, Round) else _by_place(record.paid)
    places = [(place, n, standing(place, terms)) for place, n in paid.items() if place > 0]
    return [Payment(place, terms[now], n) for place, n, now in places if now is not None]


def places(task: Task) -> Terms:
    """The milestones of a task, by their places."""
    return {key.amount: bag for key, bag in task.milestones.items()}


def standing(place: int, terms: Terms) -> int | None:
    """The place of the milestone that once stood at a place: there, or else the next one below; None without any."""
    return max((one for one in terms if one <= place), default=None)


def _by_place(paid: Mapping[str, int]) -> dict[int, int]:
    return {int(label): n for label, n in paid.items() if label}


def _counted(
    left: Counter[str], times: int, standing: Iterable[int], terms: Terms, wanted: dict[int, Counter[str]]
) -> Counter[str]:
    """Let what was given count for milestones in this order, in place; returns what is left of it."""
    for place in standing:
        covered = left & wanted[place] & _times(terms[place], times)
        left, wanted[place] = left - covered, wanted[place] - covered
    return left


def _moved_up(one: Payment, left: Counter[str], terms: Terms) -> Counter[str]:
    """The part of something given that no milestone gives at its place or below any more."""
    here = {asset for place, bag in terms.items() if place <= one.at for asset in bag.parts}
    return Counter({asset: n for asset, n in left.items() if asset not in here})


def _nearness(one: Payment, terms: Terms) -> int:
    if one.at in terms and _times(one.bag) <= _times(terms[one.at]):
        return 0
    return 1 if one.bag in terms.values() else 2


def _counts_for(one: Payment, terms: Terms) -> Iterator[int]:
    """The milestones that something given counts for, in order; of those with the same bag the ones below first."""
    nearness = _nearness(one, terms)
    if nearness == 0:
        yield one.at
    if nearness < 2:
        alike = [place for place, bag in terms.items() if bag == one.bag]
        yield from sorted(alike, key=lambda place: (place > one.at, abs(place - one.at)))
    else:
        yield from sorted((place for place in terms if place <= one.at), reverse=True)


def _gifts(place: int, bag: Bag, wanted: Counter[str], reached: int) -> Iterator[Payment]:
    """A milestone's bag as often as it is wanted whole, and the rest in equal parts, for as many times beside these."""
    each = _times(bag)
    whole = min((wanted[asset] // n for asset, n in each.items()), default=0)
    if whole:
        yield Payment(place, bag, whole)
    if rest := wanted - _times(bag, whole):
        parts = gcd(reached - whole, *rest.values())
        yield Payment(place, bag_of({asset: n // parts for asset, n in rest.items()}), parts)


def _times(bag: Bag, times: int = 1) -> Counter[str]:
    return Counter({asset: n * times for asset, n in bag.parts.items()})

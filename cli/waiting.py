"""How many draws it takes: until a prize comes, until a set is full. Exact, by the chain of the guarantees' memories.

The waiting time from a state is one draw and the waiting times of the states that it may lead to. States of one set of
what has come are solved together by an elimination that never subtracts, as in `longrun`, so that the rarest prize is
as accurate as the most frequent; sets are solved from the full one down to the empty one.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import fsum, inf

from chalicelib.domain.chance.guarantees import Memory, after, distribution, fresh
from chalicelib.domain.chance.longrun import ceiling, saturated
from chalicelib.domain.chance.odds import Table
from chalicelib.domain.file.campaign import Guarantee

MOST_STATES = 100_000
"""How many (memory, set) pairs are looked at before giving up."""

MOST_STEPS = 300_000
"""How many of them are gone through up to the draw from which on all rows count, before giving up."""

_Leads = Sequence[tuple[str, float, int]]
"""Where a memory may lead: a row, its chance, and the number of the memory after it."""


def draws_until(
    table: Table,
    guarantees: Sequence[Guarantee],
    wanted: Sequence[str],
    wildcard: str | None = None,
    first: Mapping[str, int] | None = None,
) -> float | None:
    """The expected number of draws until every wanted row has come, by a member who has not drawn yet.

    It is inf where some never comes, and None where there are too many states to tell. wildcard: a row that stands in
    for any that is missing. first: of wanted rows that count from a later draw on, from which.
    """
    memories = _memories(table, tuple(guarantees))
    wilds = len(wanted) + 1 if wildcard in table.rows else 1
    late = {row: (first or {}).get(row, 1) for row in wanted}
    last = max(late.values(), default=1)
    pairs = 0 if memories is None else len(memories) * 2 ** len(wanted) * wilds
    if memories is None or pairs > MOST_STATES or pairs * (last - 1) > MOST_STEPS:
        return None
    known: dict[tuple[frozenset[str], int], Sequence[float]] = {}
    for size in range(len(wanted), -1, -1):
        for come in map(frozenset, combinations(wanted, size)):
            for wild in range(wilds - 1, -1, -1):
                if size + wild >= len(wanted):
                    known[come, wild] = [0.0] * len(memories)
                else:
                    onward = _Onward(come, wild, frozenset(wanted), wildcard, known)
                    known[come, wild] = _solved(memories, onward)
    before = _at(memories, late, wildcard, last)
    return last - 1 + fsum(share * known[come, wild][at] for (come, wild, at), share in before.items())


def _at(
    memories: Sequence[_Leads], first: Mapping[str, int], wildcard: str | None, draw: int
) -> dict[tuple[frozenset[str], int, int], float]:
    """The chance of what has come, of how many wildcards, and of each memory before the nth draw of a member."""
    members = {(frozenset[str](), 0, 0): 1.0}
    for number in range(1, draw):
        after_one: dict[tuple[frozenset[str], int, int], float] = {}
        for (come, wild, memory), present in members.items():
            for row, share, then in memories[memory]:
                counts = number >= first.get(row, draw)
                state = (come | {row} if counts else come, min(wild + (row == wildcard), len(first)), then)
                after_one[state] = after_one.get(state, 0.0) + present * share
        members = after_one
    return members


class _Onward:
    """Tells how long it takes after a draw that adds to a set of rows; None where the set stays as it is."""

    def __init__(
        self,
        come: frozenset[str],
        wild: int,
        wanted: frozenset[str],
        wildcard: str | None,
        known: Mapping[tuple[frozenset[str], int], Sequence[float]],
    ) -> None:
        self._come, self._wild, self._wanted, self._wildcard, self._known = come, wild, wanted, wildcard, known

    def waiting(self, row: str, memory: int) -> float | None:
        if row == self._wildcard:
            return self._known[self._come, self._wild + 1][memory]
        if row in self._wanted and row not in self._come:
            return self._known[self._come | {row}, self._wild][memory]
        return None


def _memories(table: Table, guarantees: tuple[Guarantee, ...]) -> list[_Leads] | None:
    """The memories that can be reached, each with where it leads, the fresh one first; None for too many."""
    ceilings = [ceiling(table, guarantee) for guarantee in guarantees]
    numbers = {fresh(guarantees): 0}
    found: list[_Leads] = []
    waiting: list[Memory] = list(numbers)
    for memory in waiting:
        leads = []
        for row, share in distribution(table, guarantees, memory).items():
            if share:
                then = saturated(after(guarantees, memory, row), ceilings)
                if then not in numbers:
                    numbers[then] = len(numbers)
                    waiting.append(then)
                leads.append((row, float(share), numbers[then]))
        found.append(leads)
        if len(found) > MOST_STATES:
            return None
    return found


def _solved(memories: Sequence[_Leads], onward: _Onward) -> list[float]:
    """The waiting time of each memory while one set stands."""
    steps: list[dict[int, float]] = []
    leaves: list[float] = []
    times: list[float] = []
    for leads in memories:
        stays: dict[int, float] = {}
        time, leaving = 1.0, 0.0
        for row, share, then in leads:
            beyond = onward.waiting(row, then)
            if beyond is None:
                stays[then] = stays.get(then, 0.0) + share
            else:
                time, leaving = time + share * beyond, leaving + share
        steps.append(stays)
        leaves.append(leaving)
        times.append(time)
    return _eliminated(steps, leaves, times)


def _eliminated(steps: list[dict[int, float]], leaves: list[float], times: list[float]) -> list[float]:
    """Solves `wait = time + sum(step * wait)`, where the steps and `leave` of each state add up to 1."""
    back: list[set[int]] = [set() for _ in steps]
    for state, step in enumerate(steps):
        for then in step:
            back[then].add(state)
    for state in range(len(steps) - 1, -1, -1):
        onward = {then: share for then, share in steps[state].items() if then < state}
        going = fsum((*onward.values(), leaves[state]))
        steps[state] = {then: share / going for then, share in onward.items()} if going else {}
        times[state] = times[state] / going if going else inf
        leaves[state] = leaves[state] / going if going else 0.0
        for before in back[state]:
            if before < state and (visits := steps[before].pop(state, 0.0)):
                times[before] += visits * times[state]
                leaves[before] += visits * leaves[state]
                for then, share in steps[state].items():
                    steps[before][then] = steps[before].get(then, 0.0) + visits * share
                    back[then].add(before)
    waits: list[float] = []
    for state, time in enumerate(times):
        waits.append(time + fsum(share * waits[then] for then, share in steps[state].items()))
    return waits

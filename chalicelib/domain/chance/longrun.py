"""The long-run chance: what share of a member's draws each row gets in the end, guarantees included.

A guarantee makes its prize more frequent than the published chance says: 1/144 with a guarantee at 144 is 1.10%. The
memory of the guarantees is a Markov chain whose steps are the chances in force, so the share is exact, not sampled.
"""

from collections.abc import Hashable, Iterable, Sequence
from math import ceil, fsum

from msgspec import Struct, structs

from chalicelib.domain.chance.guarantees import Memory, after, distribution, felt, fresh, holds
from chalicelib.domain.chance.odds import Table
from chalicelib.domain.file.campaign import Guarantee

MOST_STATES = 20_000

Steps = list[dict[int, float]]
"""For each state, the chance of each next one. State 0 is a member who has not drawn yet."""


class Chain(Struct, frozen=True):
    """The reachable memories of guarantees, each of them a state."""

    steps: Steps
    """The chance of each next state, by state."""
    rows: list[dict[str, float]]
    """The chance in force of each row, by state."""


def long_run(table: Table, guarantees: Sequence[Guarantee]) -> dict[str, float]:
    """The long-run share of each published row, within 1e-12.

    Raises ValueError where the guarantees together have more than 20,000 different memories.
    """
    lumps = _lumps(table, guarantees)
    lumped = Table(tuple(lumps), tuple(sum(rows.values()) for rows in lumps.values()), table.total)
    known = tuple(
        structs.replace(
            one,
            of=tuple(row for row in one.of if row in lumps),
            unchanged=tuple(row for row in one.unchanged if row in lumps),
        )
        for one in guarantees
    )
    chain = _chain(lumped, known)
    visits = _visits(chain.steps)
    shares = {lump: fsum(share * chain.rows[state][lump] for state, share in visits.items()) for lump in lumps}
    within = {
        row: shares[lump] * weight / whole
        for (lump, rows), whole in zip(lumps.items(), lumped.weights, strict=True)
        for row, weight in rows.items()
    }
    return {row: within[row] for row in table.rows}


def _lumps(table: Table, guarantees: Sequence[Guarantee]) -> dict[str, dict[str, int]]:
    """The rows by the first of those that no guarantee tells apart, with their weights.

    Such rows keep the ratio of their chances in every draw, so that a box of thousands counts as one of a few.
    """
    sets = [frozenset(rows) for one in guarantees for rows in (one.of, one.unchanged)]
    featured = {one.featured for one in guarantees}
    first: dict[Hashable, str] = {}
    lumps: dict[str, dict[str, int]] = {}
    for row, weight in zip(table.rows, table.weights, strict=True):
        kind = row if row in featured else tuple(row in of for of in sets)
        lumps.setdefault(first.setdefault(kind, row), {})[row] = weight
    return lumps


def _chain(table: Table, guarantees: tuple[Guarantee, ...]) -> Chain:
    """All memories that can be reached, nearest first."""
    ceilings = [ceiling(table, guarantee) for guarantee in guarantees]
    states = {fresh(guarantees): 0}
    chain = Chain([], [])
    known: dict[Memory, dict[str, float]] = {}  # most memories differ in counts that bind nothing yet
    for memory in (waiting := list(states)):
        if (binding := felt(guarantees, memory)) not in known:
            exact = distribution(table, guarantees, binding)
            known[binding] = {row: float(share) for row, share in exact.items()}
        shares = known[binding]
        step: dict[int, float] = {}
        for row, share in shares.items():
            if share == 0:
                continue
            then = saturated(after(guarantees, memory, row), ceilings)
            if then not in states:
                states[then] = len(states)
                waiting.append(then)
            step[states[then]] = step.get(states[then], 0.0) + share
        if len(states) > MOST_STATES:
            raise ValueError(
                f"the guarantees together have more than {MOST_STATES:,} states: use fewer guarantees, "
                "or a smaller `within`, for the long-run chance to be known"
            )
        chain.steps.append(step)
        chain.rows.append(shares)
    return chain


def ceiling(table: Table, guarantee: Guarantee) -> int:
    """The count of draws since the last hit from which on further ones change nothing."""
    if guarantee.within is not None:
        return guarantee.within - 1
    if guarantee.ramp is not None and guarantee.ramp.step > 0:
        steps_to_certain = ceil((1 - table.share(holds(guarantee))) / guarantee.ramp.step)
        return max(0, guarantee.ramp.start - 2 + steps_to_certain)
    return 0


def saturated(memory: Memory, ceilings: Sequence[int]) -> Memory:
    """The memory with each count cut at its ceiling: what is beyond plays no part."""
    then: list[int] = []
    for since, owed, most in zip(memory[::2], memory[1::2], ceilings, strict=True):
        then += (min(most, since), owed)
    return tuple(then)


def _visits(steps: Steps) -> dict[int, float]:
    """The share of all draws that are made at each state, by a member who starts at state 0.

    Guarantees whose sets exclude each other can lock a member into one of several cycles for good: each closed class
    then counts by the chance of ending in it.
    """
    classes = _closed_classes(steps)
    if len(classes) == 1:
        return _stationary(steps, classes[0])
    entered = _entered(steps, set().union(*classes))
    visits: dict[int, float] = {}
    for members in classes:
        chance = fsum(entered.get(state, 0.0) for state in members)
        visits |= {state: chance * share for state, share in _stationary(steps, members).items()}
    return visits


def _closed_classes(steps: Steps) -> list[set[int]]:
    """The sets of states that, once entered, are never left, and in which each state leads to each other."""
    back: list[set[int]] = [set() for _ in steps]
    for state, step in enumerate(steps):
        for then in step:
            back[then].add(state)
    classes: list[set[int]] = []
    unplaced = set(range(len(steps)))
    while unplaced:
        state = max(unplaced)
        while no_return := (ahead := _reach(steps, state)) - _reach(back, state):
            state = max(no_return)
        classes.append(ahead)
        unplaced -= _reach(back, state)
    return classes


def _reach(edges: Sequence[Iterable[int]], start: int) -> set[int]:
    seen = {start}
    for state in (waiting := [start]):
        for then in edges[state]:
            if then not in seen:
                seen.add(then)
                waiting.append(then)
    return seen


def _entered(steps: Steps, closed: set[int]) -> dict[int, float]:
    """The chance of each closed state to be the first one that a member who starts at state 0 comes to."""
    passing = [state for state in range(len(steps)) if state not in closed]
    left, _ = _eliminated(steps, passing)
    total = fsum(share for state, share in left[0].items() if state != 0)
    return {state: share / total for state, share in left[0].items() if state != 0}


def _stationary(steps: Steps, members: set[int]) -> dict[int, float]:
    """The stationary distribution of one closed class, periodic or not, by Grassmann, Taksar and Heyman (1985).

    Their elimination never subtracts, so each entry is accurate in itself, however rare its state. From the farthest
    state to the nearest it fills in little, because most steps of a far state lead back to a near one.
    """
    order = sorted(members)
    _, entries = _eliminated(steps, order)
    weight = {order[0]: 1.0}
    for state in order[1:]:
        weight[state] = fsum(weight[before] * share for before, share in entries[state].items())
    total = fsum(weight.values())
    return {state: w / total for state, w in weight.items()}


def _eliminated(steps: Steps, order: list[int]) -> tuple[dict[int, dict[int, float]], dict[int, dict[int, float]]]:
    """Takes the states of `order` out of the chain, the last first, all but the first.

    Gives the steps that are left, each way through a state taken out replaced by a direct one, and for each state taken
    out the expected visits to it from each state before it in `order`, between two moments spent among those.
    """
    left = {state: dict(steps[state]) for state in order}
    back: dict[int, set[int]] = {state: set() for state in order}
    for state, step in left.items():
        for then in step:
            if then in back:
                back[then].add(state)
    entries: dict[int, dict[int, float]] = {}
    for state in reversed(order[1:]):
        onward = {then: share for then, share in left.pop(state).items() if then != state}
        leaving = fsum(onward.values())
        entries[state] = {}
        for before in back[state] & left.keys():
            visits = entries[state][before] = left[before].pop(state) / leaving
            for then, share in onward.items():
                left[before][then] = left[before].get(then, 0.0) + visits * share
                if then in back:
                    back[then].add(before)
    return left, entries

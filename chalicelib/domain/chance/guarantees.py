"""Guarantees (pity): what the draws since the last hit do to the chances of the next one.

`in_force` is the one place that knows the rules. The draw lands by it, and the chance in force and the long-run chance
are computed from it, so what is published cannot drift from what is drawn.

A memory is flat: for each guarantee [draws since its last hit, 1 if its featured prize is owed].
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from chalicelib.domain.chance.odds import Table, only
from chalicelib.domain.file.campaign import Guarantee

Memory = tuple[int, ...]


class InForce(Struct, frozen=True):
    """The effect of guarantees on the very next draw.

    Due guarantees leave the rows `inside`. A ramp raises the chance of the rows `raised`: a row outside of them moves
    into them with the chance `lift`. `becomes` has the rows whose place an owed featured prize takes.
    """

    inside: Table
    raised: Table | None
    lift: Fraction
    becomes: dict[str, str]


def distribution(table: Table, guarantees: Sequence[Guarantee], memory: Sequence[int]) -> dict[str, Fraction]:
    """The chance in force: the exact chance of each published row in the very next draw at this memory."""
    force = in_force(table, tuple(guarantees), filled(guarantees, memory))
    shares = dict.fromkeys(table.rows, Fraction())
    for row, weight in zip(force.inside.rows, force.inside.weights, strict=True):
        stays = 1 - force.lift if force.raised and row not in force.raised.rows else 1
        shares[force.becomes.get(row, row)] += Fraction(weight, force.inside.total) * stays
    if force.raised:
        moves = (1 - force.inside.share(force.raised.rows)) * force.lift
        for row, weight in zip(force.raised.rows, force.raised.weights, strict=True):
            shares[force.becomes.get(row, row)] += Fraction(weight, force.raised.total) * moves
    return shares


def fresh(guarantees: Sequence[Guarantee]) -> Memory:
    """The memory of a member who has not drawn yet."""
    return (0, 0) * len(guarantees)


def filled(guarantees: Sequence[Guarantee], memory: Sequence[int]) -> Memory:
    """The memory at the length of the guarantees: a new version of a campaign may have more or fewer of them.

    What is missing counts as zero, what is beyond is dropped.
    """
    size = 2 * len(guarantees)
    return tuple(memory[:size]) + (0,) * (size - len(memory))


def after(guarantees: Sequence[Guarantee], memory: Sequence[int], row: str) -> Memory:
    """The memory once `row` was drawn: a hit counts for every guarantee whose set has the row."""
    then: list[int] = []
    for guarantee, since, owed in zip(guarantees, memory[::2], memory[1::2], strict=True):
        if row in guarantee.of:
            then += (0, int(guarantee.featured is not None and row != guarantee.featured))
        else:
            then += (since + 1, owed)
    return tuple(then)


@lru_cache(maxsize=4096)
def in_force(table: Table, guarantees: tuple[Guarantee, ...], memory: Memory) -> InForce:
    """Tell what binds the next draw at this memory, which is as long as the guarantees ask.

    1. Each due guarantee, in listed order, narrows the rows to its set. One that would leave no row waits for the next
       draw: so the first listed wins, and every other is kept too wherever it can be.
    2. Among the rows left, the first listed ramp with something to raise brings its set to its raised chance.
    3. The first listed owed featured prize takes the place of its set's rows, where due guarantees leave it.
    """
    inside = table
    for guarantee, since in zip(guarantees, memory[::2], strict=True):
        if guarantee.within is not None and since + 1 >= guarantee.within and inside.share(guarantee.of):
            inside = only(inside, guarantee.of)
    raised, lift = _raised(table, inside, guarantees, memory)
    becomes: dict[str, str] = {}
    for guarantee, owed in zip(guarantees, memory[1::2], strict=True):
        if owed and guarantee.featured is not None and guarantee.featured in inside.rows:
            becomes = dict.fromkeys(guarantee.of, guarantee.featured) | becomes
    return InForce(inside, raised, lift, becomes)


def _raised(
    table: Table, inside: Table, guarantees: tuple[Guarantee, ...], memory: Memory
) -> tuple[Table | None, Fraction]:
    """The rows whose chance goes from p up to p', and the chance (p' - p) / (1 - p) that any other row moves to them.

    p' is the published chance and one step for each draw from the ramp's start on. Moving rows in by one chance for all
    of them makes the others shrink in proportion.
    """
    for guarantee, since in zip(guarantees, memory[::2], strict=True):
        ramp = guarantee.ramp
        if ramp is None or since + 1 < ramp.start:
            continue
        wanted = min(Fraction(1), table.share(guarantee.of) + ramp.step * (since + 2 - ramp.start))
        held = inside.share(guarantee.of)
        if 0 < held < wanted:
            return only(inside, guarantee.of), (wanted - held) / (1 - held)
    return None, Fraction()

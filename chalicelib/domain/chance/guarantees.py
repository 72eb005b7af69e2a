"""Guarantees (pity): what the draws since the last hit do to the chances of the next one.

`in_force` is the one place that knows the rules. The draw lands by it, and the chance in force and the long-run chance
are computed from it, so what is published cannot drift from what is drawn.

A guarantee that names rows `unchanged` is one of a lower class: it leaves these rows the chance that they have without
it, and takes what it gives from the rows of neither class. Where a guarantee of their own raises the unchanged rows,
that is taken from the rows of neither class first, too: the lower class keeps its published chance while there are any.

A memory is flat: for each guarantee [draws since its last hit, 1 if its featured prize is owed].
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from chalicelib.domain.chance.odds import Table, only
from chalicelib.domain.file.campaign import Guarantee

Memory = tuple[int, ...]

_FINEST_LIFT = 1 << 128


class Move(Struct, frozen=True):
    """A step of a draw: a row that is none of `stays` moves, with this chance, to one of `to` by published weights."""

    stays: frozenset[str]
    """The rows that do not move."""
    to: Table
    """The rows to which the others move, with their published weights."""
    chance: Fraction
    """The exact chance with which a row moves, up to 1."""
    stage: int
    """The draw's stage that chooses among `to`; whether it moves at all is the stage before."""


class InForce(Struct, frozen=True):
    """The effect of guarantees on the very next draw: moves first, then rows whose place a featured one takes."""

    moves: tuple[Move, ...]
    """The moves, in the order in which they are made."""
    becomes: dict[str, str]
    """By row, the featured one that takes its place; rows that keep theirs are absent."""


def distribution(table: Table, guarantees: Sequence[Guarantee], memory: Sequence[int]) -> dict[str, Fraction]:
    """The chance in force: the exact chance of each published row in the very next draw at this memory."""
    force = in_force(table, tuple(guarantees), filled(guarantees, memory))
    shares = _shares(table, force.moves)
    landed = dict.fromkeys(table.rows, Fraction())
    for row, share in shares.items():
        landed[force.becomes.get(row, row)] += share
    return landed


def felt(guarantees: Sequence[Guarantee], memory: Memory) -> Memory:
    """A memory that binds the next draw as this one does: counts at which neither `within` nor a ramp holds are 0."""
    then: list[int] = []
    for guarantee, since, owed in zip(guarantees, memory[::2], memory[1::2], strict=True):
        due = guarantee.within is not None and since + 1 >= guarantee.within
        then += (since if due or _rise(guarantee, since) is not None else 0, owed)
    return tuple(then)


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
    """The memory once `row` was drawn: a hit counts for every guarantee whose set has the row.

    An unchanged row neither pays for a featured one nor makes it owed.
    """
    then: list[int] = []
    for guarantee, since, owed in zip(guarantees, memory[::2], memory[1::2], strict=True):
        if row in guarantee.of:
            owes = int(guarantee.featured is not None and row != guarantee.featured)
            then += (0, owed if row in guarantee.unchanged else owes)
        else:
            then += (since + 1, owed)
    return tuple(then)


@lru_cache(maxsize=4096)
def in_force(table: Table, guarantees: tuple[Guarantee, ...], memory: Memory) -> InForce:
    """Tell what binds the next draw at this memory, which is as long as the guarantees ask.

    1. The due guarantees leave rows, in listed order: one that would leave no row, or no hit to one before it, waits
       for the next draw. So the first listed wins, and every other is kept too wherever it can be. A row beside what
       those without unchanged rows leave moves inside.
    2. Among these rows, the first listed ramp without unchanged rows that has something to raise brings its set to its
       raised chance.
    3. Each guarantee with unchanged rows, in listed order, brings what it gives to its published, or raised, chance; or
       to all that the unchanged rows leave, where it is due or that is less. Last come those that are due where others
       leave nothing of what they give: a row that is no hit moves to any that is left.
    4. The first listed owed featured prize takes the place of its set's rows, where due guarantees leave it.
    """
    due = _due(table, guarantees, memory)
    left = _within(table, [guarantees[at] for at in due])
    inside = _within(table, [guarantees[at] for at in due if not guarantees[at].unchanged])
    moves = [Move(frozenset(inside.rows), inside, Fraction(1), 1)] if inside != table else []
    if raised := _raised(table, inside, guarantees, memory):
        moves.append(raised)
    given = {at: [row for row in gives(one) if row in left.rows] for at, one in enumerate(guarantees) if one.unchanged}
    for at, rows in sorted(given.items(), key=lambda one: not one[1]):
        chance = (
            Fraction(1) if at in due else _lift(table, guarantees[at], memory[2 * at], moves) if rows else Fraction()
        )
        if chance:
            moves.append(Move(frozenset(holds(guarantees[at])), only(table, rows or left.rows), chance, 5 + 2 * at))
    becomes: dict[str, str] = {}
    for guarantee, owed in zip(guarantees, memory[1::2], strict=True):
        if owed and guarantee.featured is not None and guarantee.featured in left.rows:
            becomes = dict.fromkeys(gives(guarantee), guarantee.featured) | becomes
    return InForce(tuple(moves), becomes)


def gives(guarantee: Guarantee) -> tuple[str, ...]:
    """The rows whose chance a guarantee raises."""
    return tuple(row for row in guarantee.of if row not in guarantee.unchanged)


def holds(guarantee: Guarantee) -> tuple[str, ...]:
    """The rows on which a draw may land while a guarantee is due."""
    return (*gives(guarantee), *guarantee.unchanged)


def _due(table: Table, guarantees: tuple[Guarantee, ...], memory: Memory) -> list[int]:
    """The places of the guarantees that are due and hold in the next draw."""
    due: list[int] = []
    for at, guarantee in enumerate(guarantees):
        if guarantee.within is not None and memory[2 * at] + 1 >= guarantee.within:
            together = [guarantees[one] for one in (*due, at)]
            left = [row for row in table.rows if all(row in holds(one) for one in together)]
            if all(any(row in one.of for row in left) for one in together):
                due.append(at)
    return due


def _within(table: Table, due: Sequence[Guarantee]) -> Table:
    """The rows that due guarantees leave."""
    for guarantee in due:
        table = only(table, holds(guarantee))
    return table


def _raised(table: Table, inside: Table, guarantees: tuple[Guarantee, ...], memory: Memory) -> Move | None:
    """The move of the first ramp that raises something: its rows go from p up to p', and (p' - p) / (1 - p) is the
    chance of any other row to move to them.

    p' is the published chance and one step for each draw from the ramp's start on. Moving rows in by one chance for all
    of them makes the others shrink in proportion.
    """
    for guarantee, since in zip(guarantees, memory[::2], strict=True):
        if guarantee.unchanged or (rise := _rise(guarantee, since)) is None:
            continue
        wanted = min(Fraction(1), table.share(guarantee.of) + rise)
        held = inside.share(guarantee.of)
        if 0 < held < wanted:
            return Move(frozenset(guarantee.of), only(inside, guarantee.of), (wanted - held) / (1 - held), 3)
    return None


def _lift(table: Table, guarantee: Guarantee, since: int, moves: Sequence[Move]) -> Fraction:
    """The chance at which rows of neither class move to what a guarantee with unchanged rows gives, after these moves.

    A ticket has 256 bits: where 128 can't hold the chance exactly, it is rounded down to those.
    """
    shares = _shares(table, moves)
    held = sum((shares.get(row, Fraction()) for row in gives(guarantee)), Fraction())
    others = 1 - held - sum((shares.get(row, Fraction()) for row in guarantee.unchanged), Fraction())
    missing = table.share(gives(guarantee)) + (_rise(guarantee, since) or 0) - held
    if missing <= 0 or not others:
        return Fraction()
    lift = min(Fraction(1), missing / others)
    return lift if lift.denominator <= _FINEST_LIFT else Fraction(int(lift * _FINEST_LIFT), _FINEST_LIFT)


def _rise(guarantee: Guarantee, since: int) -> Fraction | None:
    """The sum of the steps that a guarantee's ramp adds to its chance; None before its start."""
    ramp = guarantee.ramp
    return None if ramp is None or since + 1 < ramp.start else ramp.step * (since + 2 - ramp.start)


def _shares(table: Table, moves: Sequence[Move]) -> dict[str, Fraction]:
    """The chance of each published row after moves."""
    shares = {row: Fraction(weight, table.total) for row, weight in zip(table.rows, table.weights, strict=True)}
    for move in moves:
        moved = sum((share for row, share in shares.items() if row not in move.stays), Fraction()) * move.chance
        for row in shares.keys() - move.stays:
            shares[row] *= 1 - move.chance
        for row, weight in zip(move.to.rows, move.to.weights, strict=True):
            shares[row] += Fraction(weight, move.to.total) * moved
    return shares

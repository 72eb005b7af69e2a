"""Chances: odds and guarantees together, as published and in the long run.

A chance may only wander to what is worth more. Where it leaves a row for one that is worth no more, or whose worth
nobody has published, it is taken from members who hoped for that row: adverse, however good the rest looks. A badge is
worth nothing, and no prize is less; a fragment, whose worth is what the set still lacks, is never worth less than
another.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from msgspec import Struct

from chalicelib.domain.chance.longrun import long_run
from chalicelib.domain.chance.odds import table
from chalicelib.domain.diff import words
from chalicelib.domain.diff.change import Change, Scene, adverse, better_if, favourable, neutral
from chalicelib.domain.file.campaign import Guarantee, Prize
from chalicelib.domain.file.flow import drawables
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Chance

Number = Fraction | float

WhatIsDrawn = tuple[dict[str, Chance], tuple[Guarantee, ...]]

_WHERE = {"published": "", "long-run": " in the long run"}

_NOISE = 1e-9
"""Long-run chances are floats: what differs by less is equal."""

_NOTHING, _BADGE, _HOPE, _WORTH, _DEAR = range(5)
"""How rows rank: no prize, badges, rises of unknown worth, what has a published worth (by it), falls of such."""


class _Rows(Struct, frozen=True):
    """The chance of each row. long_run: None where it can't be known."""

    published: Mapping[str, Fraction]
    long_run: Mapping[str, float] | None


def chances(scene: Scene, path: Path, old: WhatIsDrawn, new: WhatIsDrawn) -> Iterator[Change]:
    """`odds` and `guarantees` of a block, which make its chances together."""
    place = path[:-1]
    if not old[0] or not new[0]:
        yield better_if(not old[0], (*place, "odds"), "draws begin" if new[0] else "draws end")
        return
    try:
        before, after = _rows(*old), _rows(*new)
    except ValueError as wrong:
        yield adverse((*place, "odds"), f"these odds can't be played: {wrong}")
        return
    published = list(_compared(scene, place, before.published, after.published, "published"))
    yield from published
    if not published and [*old[0]] != [*new[0]]:
        yield neutral((*place, "odds"), "the same chances in another order")
    yield from _guarantees((*place, "guarantees"), old[1], new[1])
    if any(change.kind == "adverse" for change in published):
        return
    if before.long_run is None or after.long_run is None:
        yield adverse((*place, "guarantees"), "the long-run chances can't be computed, and so not compared")
    else:
        yield from _compared(scene, place, before.long_run, after.long_run, "long-run")


def _rows(odds: dict[str, Chance], guarantees: tuple[Guarantee, ...]) -> _Rows:
    published = table(odds)
    weights = zip(published.rows, published.weights, strict=True)
    shares = {row: Fraction(weight, published.total) for row, weight in weights}
    if not guarantees:
        return _Rows(shares, {row: float(share) for row, share in shares.items()})
    try:
        return _Rows(shares, long_run(published, guarantees))
    except ValueError:
        return _Rows(shares, None)


def _compared(
    scene: Scene, place: Path, old: Mapping[str, Number], new: Mapping[str, Number], what: str
) -> Iterator[Change]:
    """Every row whose chance changes; those that fall are adverse unless all of it goes to what is worth more."""
    chances = {row: (old.get(row, 0), new.get(row, 0)) for row in {**old, **new}}
    moves: dict[str, Number] = {row: will - was for row, (was, will) in chances.items() if _differ(was, will)}
    upward = _only_upward({row: (_rank(scene, place, row, move < 0), move) for row, move in moves.items()})
    for row, move in moves.items():
        was, will = chances[row]
        rarer = "rarer" if move < 0 else "likelier"
        told = f"{row} becomes {rarer}{_WHERE[what]}: {words.percent(was)} to {words.percent(will)}"
        spot = (*place, "odds", row)
        if move > 0:
            nothing = _rank(scene, place, row, falls=False)[0] == _NOTHING
            yield neutral(spot, told) if nothing else favourable(spot, told)
        elif upward:
            yield neutral(spot, f"{told}; only what is worth more becomes likelier")
        else:
            yield adverse(spot, told)


def _differ(was: Number, will: Number) -> bool:
    """Published chances are exact; long-run ones are floats."""
    return was != will if isinstance(was, Fraction) or isinstance(will, Fraction) else abs(was - will) > _NOISE


def _only_upward(moves: Mapping[str, tuple[tuple[int, int], Number]]) -> bool:
    """Whether chance moved only from lower ranks to higher ones: from the top down, no rank has lost on balance, and
    within one rank nothing was exchanged."""
    gained: Number = 0
    for rank in sorted({rank for rank, _ in moves.values()}, reverse=True):
        here = [move for one, move in moves.values() if one == rank]
        gained += sum(here)
        lost = gained < 0 if isinstance(gained, Fraction) else gained < -_NOISE
        if lost or min(here) < 0 < max(here):
            return False
    return True


def _rank(scene: Scene, place: Path, row: str, falls: bool) -> tuple[int, int]:
    """Where a row stands among the others. What it is worth is as the version says that had it first."""
    prize: Prize | None = None
    if any(one.of_prizes for one in drawables(scene.after) if one.by.path == place):
        prize = scene.before.prizes.get(row) or scene.after.prizes.get(row)
    if prize is not None and prize.value is not None:
        return _WORTH, prize.value.minor
    if prize is not None and prize.nothing:
        return _NOTHING, 0
    if prize is not None and prize.badge:
        return _BADGE, 0
    return (_DEAR if falls else _HOPE), 0


def _guarantees(path: Path, old: tuple[Guarantee, ...], new: tuple[Guarantee, ...]) -> Iterator[Change]:
    """The promises, each against the one in its place: members' counts are kept by it."""
    for at in range(max(len(old), len(new))):
        if at >= len(new):
            yield adverse((*path, at), f"the guarantee of {', '.join(old[at].of)} is removed")
        elif at >= len(old):
            yield favourable((*path, at), f"{', '.join(new[at].of)} is guaranteed from now on")
        elif old[at] != new[at]:
            yield from _promise((*path, at), old[at], new[at])


def _promise(path: Path, old: Guarantee, new: Guarantee) -> Iterator[Change]:
    if {*old.of} != {*new.of}:
        yield adverse((*path, "of"), "something else is guaranteed")
    if old.featured != new.featured:
        yield better_if(old.featured is None, (*path, "featured"), f"{new.featured or 'nothing'} is featured")
    if {*old.unchanged} != {*new.unchanged}:
        yield from _unchanged((*path, "unchanged"), old, new)
    if old.within != new.within:
        sooner = new.within is not None and (old.within is None or new.within < old.within)
        yield better_if(sooner, (*path, "within"), f"it holds within {new.within}, not {old.within} draws")
    if old.ramp != new.ramp:
        steeper = new.ramp is not None and (
            old.ramp is None or (new.ramp.start <= old.ramp.start and new.ramp.step >= old.ramp.step)
        )
        yield better_if(steeper, (*path, "ramp"), "the chance rises sooner" if steeper else "the chance rises later")


def _unchanged(path: Path, old: Guarantee, new: Guarantee) -> Iterator[Change]:
    """The rows that a guarantee doesn't raise; the long-run chances tell who gains by it.

    One that is no hit may take the place of what is due, which comes a draw later then.
    """
    misses = {*new.unchanged} - {*new.of} - {*old.unchanged}
    if misses:
        yield adverse(path, f"{', '.join(sorted(misses))} may come in the place of what is due")
    else:
        yield neutral(path, "the guarantee raises other rows than before")

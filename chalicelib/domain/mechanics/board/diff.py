"""Whom a change of a board favours."""

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.domain.diff import allowances, audience, terms, times
from chalicelib.domain.diff.change import Change, Judges, Scene, adverse, better_if, favourable
from chalicelib.domain.diff.fields import WINDOW, WORDS
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Bag, Duration, Ranks


def _gives(scene: Scene, path: Path, old: dict[Ranks, Bag], new: dict[Ranks, Bag]) -> Iterator[Change]:
    """Each place must give as much as it did: with fewer places, some give nothing."""
    better = False
    ends = {end for ranks in (*old, *new) for end in (ranks.first - 1, ranks.first, ranks.last, ranks.last + 1)}
    for rank in sorted(ends):  # between these all places are alike
        was, will = _at(old, rank), _at(new, rank)
        less = [asset for asset, n in was.items() if will.get(asset, 0) < n]
        if less:
            yield adverse(path, f"place {rank} gives {will.get(less[0], 0)} {less[0]}, not {was[less[0]]}")
            return
        better |= was != will
    yield favourable(path, "some places give more" if better else "the same places, written otherwise")


def _at(gives: dict[Ranks, Bag], rank: int) -> dict[str, int]:
    return next((bag.parts for ranks, bag in gives.items() if ranks.first <= rank <= ranks.last), {})


def _hours(scene: Scene, path: Path, old: times.Hours, new: times.Hours) -> Iterator[Change]:
    """Who leads may lead no more where it ends later, and who is behind has less time where it ends earlier."""
    if old[1] != new[1]:
        yield adverse((*path[:-1], "closes"), "the ranking would end at another moment than was said")
    else:
        yield from times.hours(scene, path, old, new)


def _review(scene: Scene, path: Path, old: Duration, new: Duration) -> Iterator[Change]:
    yield better_if(times.no_shorter(new, old), path, times.paid_after(new, old))


JUDGES: Mapping[type[Any], Judges] = {
    Board: {
        **WORDS,
        ("when",): terms.never("something else is to be done"),
        ("score",): terms.never("members are ranked by something else"),
        ("gives",): _gives,
        ("where",): audience.conditions,
        ("who",): audience.conditions,
        ("limit",): allowances.limits,
        ("repeats",): terms.never("another ranking begins at another moment"),
        WINDOW: _hours,
        ("review",): _review,
    },
}

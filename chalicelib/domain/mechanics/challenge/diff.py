"""Whom a change of a challenge favours."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from chalicelib.domain.diff import allowances, audience, bags, terms, times, words
from chalicelib.domain.diff.change import Change, Judges, Scene, adverse, better_if, favourable
from chalicelib.domain.diff.fields import TITLE, WINDOW, named_blocks
from chalicelib.domain.mechanics.challenge.block import Boost, Challenge, Task
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Bag, Duration


def _tasks(
    scene: Scene, path: Path, old: tuple[dict[str, Task], Bag], new: tuple[dict[str, Task], Bag]
) -> Iterator[Change]:
    """Tasks, and what doing all of them gives: one task more is then one more to do for it."""
    both = {name: task for name, task in new[0].items() if name in old[0]}
    for name in new[0]:
        if name not in both:
            told = "the task is new, and one more to do for what all of them give" if old[1] else "the task is new"
            yield better_if(not old[1], (*path, name), told)
    yield from named_blocks("task")(scene, path, old[0], both)
    yield from bags.gives(scene, (*path[:-1], "gives"), old[1], new[1])


def _after(scene: Scene, path: Path, old: Duration | None, new: Duration | None) -> Iterator[Change]:
    sooner = new is None or (old is not None and old.unit == new.unit and new.count <= old.count)
    yield better_if(sooner, path, f"it is given {words.after(new)}, not {words.after(old)}")


def _boosts(scene: Scene, path: Path, old: tuple[Boost, ...], new: tuple[Boost, ...]) -> Iterator[Change]:
    """The highest boost counts, so one more takes nothing away; each of those before must be there, or a better one."""
    for boost in old:
        kept = any(
            msgspec.structs.replace(one, points=boost.points) == boost for one in new if one.points >= boost.points
        )
        if not kept:
            yield adverse(path, f"points x{float(boost.points):g} for some members, or at some times, are no more")
            return
    yield favourable(path, "more points for some members, or at some times")


JUDGES: Mapping[type[Any], Judges] = {
    Challenge: {
        **TITLE,
        ("repeats",): terms.never("it moves the rounds, and what is counted and limited in them"),
        ("tasks", "gives"): _tasks,
        ("milestones",): bags.milestones,
        ("who",): audience.conditions,
        WINDOW: times.hours,
    },
    Task: {
        **TITLE,
        ("when",): terms.never("something else is to be done"),
        ("where",): audience.conditions,
        ("who",): audience.conditions,
        ("reach", "each"): allowances.target,
        ("limit",): allowances.limits,
        ("gives",): bags.gives,
        ("after",): _after,
        ("boosts",): _boosts,
        ("milestones",): bags.milestones,
        WINDOW: times.hours,
        ("already",): terms.flag(good=True, on="earlier events count from now on", off="earlier events don't count"),
    },
}

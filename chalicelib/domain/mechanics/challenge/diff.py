"""Whom a change of a challenge favours."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from chalicelib.domain.diff import allowances, audience, bags, terms, times, words
from chalicelib.domain.diff.change import Change, Judges, Scene, adverse, better_if, favourable
from chalicelib.domain.diff.fields import WINDOW, WORDS, changed, named_blocks
from chalicelib.domain.mechanics.challenge.block import Boost, Challenge, MakeUp, Task
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


def _make_up(scene: Scene, path: Path, old: MakeUp | None, new: MakeUp | None) -> Iterator[Change]:
    if old is None or new is None:
        told = "missed days can be made up" if new else "missed days can't be made up any more"
        yield better_if(new is not None, path, told)
    else:
        yield from changed(scene, path, old, new)


def _within(scene: Scene, path: Path, old: Duration, new: Duration) -> Iterator[Change]:
    told = f"a day can be made up for {words.duration(new)}, not {words.duration(old)}"
    yield better_if(times.no_shorter(old, new), path, told)


JUDGES: Mapping[type[Any], Judges] = {
    Challenge: {
        **WORDS,
        ("repeats",): terms.never("it moves the rounds, and what is counted and limited in them"),
        ("tasks", "gives"): _tasks,
        ("milestones",): bags.milestones,
        ("who",): audience.conditions,
        WINDOW: times.hours,
    },
    Task: {
        **WORDS,
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
        ("make_up",): _make_up,
        ("already",): terms.flag(good=True, on="earlier events count from now on", off="earlier events don't count"),
    },
    MakeUp: {
        **WORDS,
        ("limit",): allowances.limits,
        ("costs",): bags.costs,
        ("within",): _within,
    },
}

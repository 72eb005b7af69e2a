"""Who judges each field of a definition. One that nobody judges is adverse, so that forgetting one hurts nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from chalicelib.domain.diff import allowances, audience, bags, chances, terms, times
from chalicelib.domain.diff.change import Change, Judge, Scene, adverse, better_if, favourable
from chalicelib.domain.file.campaign import BlindBox, Campaign, Challenge, Collection, Offer, Prize, Redemption, Task
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Bag


def changed(scene: Scene, path: Path, old: Struct, new: Struct) -> Iterator[Change]:
    """Every change between two blocks of one kind, in the order of their fields."""
    judged = FIELDS[type(old)]
    known = {field for fields in judged for field in fields}
    for fields, judge in judged.items():
        before, after = ([getattr(block, field) for field in fields] for block in (old, new))
        if repr(before) != repr(after):  # the text, in which the order of a map counts: draws land by that of odds
            alone = len(fields) == 1
            yield from judge(
                scene, (*path, fields[0]), before[0] if alone else tuple(before), after[0] if alone else tuple(after)
            )
    for field in old.__struct_fields__:
        if field not in known and getattr(old, field) != getattr(new, field):
            yield adverse((*path, field), "nobody has said yet whom a change of this favours")


def _blocks(what: str) -> Judge:
    """A judge of named blocks: new ones are more for members, and one that is gone is missed."""

    def judge(scene: Scene, path: Path, old: Mapping[str, Struct], new: Mapping[str, Struct]) -> Iterator[Change]:
        for name in {**old, **new}:
            if name not in new:
                yield adverse((*path, name), f"the {what} is removed")
            elif name not in old:
                yield favourable((*path, name), f"the {what} is new")
            else:
                yield from changed(scene, (*path, name), old[name], new[name])

    return judge


def _tasks(
    scene: Scene, path: Path, old: tuple[dict[str, Task], Bag], new: tuple[dict[str, Task], Bag]
) -> Iterator[Change]:
    """Tasks, and what doing all of them gives: one task more is then one more to do for it."""
    both = {name: task for name, task in new[0].items() if name in old[0]}
    for name in new[0]:
        if name not in both:
            told = "the task is new, and one more to do for what all of them give" if old[1] else "the task is new"
            yield better_if(not old[1], (*path, name), told)
    yield from _blocks("task")(scene, path, old[0], both)
    yield from bags.gives(scene, (*path[:-1], "gives"), old[1], new[1])


_WINDOW = ("opens", "closes")
_TITLE: dict[tuple[str, ...], Judge] = {("title",): terms.free("a title says it otherwise")}

FIELDS: Mapping[type[Any], Mapping[tuple[str, ...], Judge]] = {
    Campaign: {
        ("campaign",): terms.never("it is another campaign"),
        **_TITLE,
        ("market",): terms.market,
        ("timezone",): terms.never("it moves every day, window and limit"),
        _WINDOW: times.campaign_hours,
        ("who",): audience.conditions,
        ("opt_in",): terms.flag(good=False, on="members must join first from now on", off="nobody must join any more"),
        ("week_starts",): terms.never("it moves the limits of a week"),
        ("grace",): times.grace,
        ("crowd",): terms.free("it says how many are expected at once"),
        ("budget",): terms.free("it says what the prizes may cost the shop"),
        ("challenges",): _blocks("challenge"),
        ("collections",): _blocks("collection"),
        ("blind_boxes",): _blocks("blind box"),
        ("redemptions",): _blocks("redemption"),
        ("prizes",): _blocks("prize"),
    },
    Challenge: {
        **_TITLE,
        ("repeats",): terms.never("it moves the rounds, and what is counted and limited in them"),
        ("tasks", "gives"): _tasks,
        ("milestones",): bags.milestones,
        ("who",): audience.conditions,
        _WINDOW: times.hours,
    },
    Task: {
        **_TITLE,
        ("when",): terms.never("something else is to be done"),
        ("where",): audience.conditions,
        ("who",): audience.conditions,
        ("reach", "each"): allowances.target,
        ("limit",): allowances.limits,
        ("gives",): bags.gives,
        ("milestones",): bags.milestones,
        _WINDOW: times.hours,
        ("already",): terms.flag(good=True, on="earlier events count from now on", off="earlier events don't count"),
    },
    Collection: {
        **_TITLE,
        ("fragments",): terms.names(good_more=False, what="the full set"),
        ("gives",): bags.gives,
        ("limit",): allowances.limits,
        ("odds", "guarantees"): chances.chances,
        ("wildcard",): terms.wildcard,
        ("exchange",): terms.exchange,
        ("send",): allowances.send,
        ("cannot_send",): terms.names(good_more=False, what="what can't be sent"),
    },
    BlindBox: {
        **_TITLE,
        ("odds", "guarantees"): chances.chances,
        ("costs",): bags.costs,
        ("ten_costs",): bags.ten_costs,
        ("limit",): allowances.limits,
        ("min_age",): allowances.youngest("the least age"),
        ("guardian_under",): allowances.youngest("the age from which nobody's consent is needed"),
        ("who",): audience.conditions,
        _WINDOW: times.hours,
    },
    Redemption: {
        **_TITLE,
        _WINDOW: times.hours,
        ("offers",): _blocks("offer"),
        ("limit",): allowances.limits,
        ("who",): audience.conditions,
    },
    Offer: {
        **_TITLE,
        ("gives",): bags.gives,
        ("costs",): bags.costs,
        ("stock",): allowances.stock,
        ("limit",): allowances.limits,
        ("who",): audience.conditions,
        _WINDOW: times.hours,
    },
    Prize: {
        **_TITLE,
        ("coupon",): terms.coupon,
        ("gift",): terms.never("it is another gift"),
        ("badge",): terms.never("it is another badge"),
        ("points",): bags.points,
        ("draws",): bags.counts,
        ("fragments",): bags.counts,
        ("value",): bags.value,
        ("stock",): allowances.stock,
        ("when_out",): terms.replacement,
        ("valid",): times.valid,
    },
}
"""The judges by kind of block, in the order of the file; fields that mean something only together have one."""

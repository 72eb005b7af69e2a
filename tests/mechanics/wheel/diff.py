"""Whom a change of a wheel favours."""

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.domain.mechanics.wheel.block import Wheel

from chalicelib.domain.diff import allowances, audience, bags, chances, times
from chalicelib.domain.diff.change import Change, Judges, Scene
from chalicelib.domain.diff.fields import WINDOW, WORDS
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Chance


def _odds(scene: Scene, path: Path, old: dict[str, Chance], new: dict[str, Chance]) -> Iterator[Change]:
    return chances.chances(scene, path, (old, ()), (new, ()))


JUDGES: Mapping[type[Any], Judges] = {
    Wheel: {
        **WORDS,
        ("odds",): _odds,
        ("costs",): bags.costs,
        ("gives",): bags.gives,
        ("stock",): allowances.stock,
        ("limit",): allowances.limits,
        ("who",): audience.conditions,
        WINDOW: times.hours,
    }
}

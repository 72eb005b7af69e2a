"""Whom a change of a form favours: nobody is owed a question; what is asked for more is more to do."""

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.domain.diff import audience, terms, times
from chalicelib.domain.diff.change import Change, Judges, Scene, better_if, neutral
from chalicelib.domain.diff.fields import WINDOW, WORDS, changed
from chalicelib.domain.mechanics.form.block import Form, FormAsk
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import HowMany

Asks = Mapping[str, FormAsk]


def _asks(scene: Scene, path: Path, old: Asks, new: Asks) -> Iterator[Change]:
    for name in {**old, **new}:
        if name not in new:
            yield better_if(True, (*path, name), "a question less")
        elif name not in old:
            yield better_if(not new[name].needed, (*path, name), "a question more")
        else:
            yield from changed(scene, (*path, name), old[name], new[name])
    if [*old] != [*new] and {*old} == {*new}:
        yield neutral(path, "the same questions in another order")


def _choose(scene: Scene, path: Path, old: HowMany | None, new: HowMany | None) -> Iterator[Change]:
    was, will = old or HowMany(1, 1), new or HowMany(1, 1)
    freer = will.least <= was.least and will.most >= was.most
    yield better_if(freer, path, f"{will.spelled} options are chosen, not {was.spelled}")


def _text(scene: Scene, path: Path, old: int | None, new: int | None) -> Iterator[Change]:
    yield better_if(new is not None and new > (old or 0), path, "a text may have another length, or is none")


JUDGES: Mapping[type[Any], Judges] = {
    Form: {
        **WORDS,
        ("asks",): _asks,
        ("who",): audience.conditions,
        WINDOW: times.hours,
    },
    FormAsk: {
        **WORDS,
        ("options",): terms.free("other options are there to choose from"),
        ("tags",): terms.free("options give other tags from now on"),
        ("choose",): _choose,
        ("longest",): _text,
        ("needed",): terms.flag(good=False, on="it has to be answered", off="it may be left out"),
    },
}

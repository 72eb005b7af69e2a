"""Whom a change of a quiz favours. What was asked stays as it was; what is still to be asked may be written anew."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.domain.diff import audience, terms, times
from chalicelib.domain.diff.change import Change, Judges, Scene, adverse, better_if, favourable, neutral
from chalicelib.domain.diff.fields import WINDOW, WORDS, changed
from chalicelib.domain.mechanics.quiz.block import Question, Quiz, day_of
from chalicelib.domain.time.localtime import midnight
from chalicelib.domain.words.findings import Path

Questions = Mapping[str, Question]


def _questions(scene: Scene, path: Path, old: Questions, new: Questions) -> Iterator[Change]:
    for name in {**old, **new}:
        if name not in new:
            yield adverse((*path, name), "the question is removed")
        elif name not in old:
            yield favourable((*path, name), "the question is new")
        elif old[name] != new[name] and not _was_asked(scene, name):
            yield neutral((*path, name), "it is not asked before that")
        else:
            yield from changed(scene, (*path, name), old[name], new[name])
    if [*old] != [*new] and {*old} == {*new}:
        yield neutral(path, "the same questions in another order")


def _was_asked(scene: Scene, question: str) -> bool:
    """Whether somebody may have been asked when the change takes effect."""
    day = day_of(question)
    return times.has_opened(scene, midnight(day, ZoneInfo(scene.before.timezone)) if day else 0)


def _tries(scene: Scene, path: Path, old: int, new: int) -> Iterator[Change]:
    """Who has no try left was shown what is right, and would be paid for knowing it."""
    told = f"each question may be answered {new} times, not {old}"
    if new > old and times.has_opened(scene):
        yield adverse(path, f"{told}: who has none left has seen the answer")
    else:
        yield better_if(new > old, path, told)


JUDGES: Mapping[type[Any], Judges] = {
    Quiz: {
        **WORDS,
        ("questions",): _questions,
        ("tries",): _tries,
        ("who",): audience.conditions,
        WINDOW: times.hours,
    },
    Question: {
        **WORDS,
        ("options",): terms.never("it was asked with other options"),
        ("answer",): terms.never("another option would be right than was when it was asked"),
    },
}

"""How long something lasts: not longer than anybody means, in a campaign and in the programme."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from chalicelib.domain.file.blocks import having
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.subject import Rule, Subject, error
from chalicelib.domain.time.localtime import MOST_YEARS, is_too_long
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Age, BeforeEnd, Costs, Duration

FOR_EVER = ("valid", "keeps")
"""Keys without which something lasts for ever."""


def of_programme(programme: Programme) -> Iterator[Finding]:
    """The times of a programme that are longer than anybody means."""
    yield from _too_long((*_said(programme), *_outside_of_blocks(programme)))


def _of_campaign(subject: Subject) -> Iterator[Finding]:
    yield from _too_long(_said(subject.campaign))


def _said(definition: Struct) -> Iterator[tuple[Path, Duration]]:
    """The durations and ages that the blocks of a definition say, each with its place."""
    for one in having(definition, Duration, Age):
        if isinstance(one.value, Duration):
            yield one.path, one.value
        elif isinstance(one.value, Age):
            yield one.path, _of_age(one.value)
    for price in having(definition, Costs):
        yield (*price.path, "points"), Duration(price.value.older_than, "months")


def _outside_of_blocks(programme: Programme) -> Iterator[tuple[Path, Duration]]:
    yield ("points", "valid"), _of_age(programme.points.valid)
    for name, event in programme.events.items():
        yield ("events", name, "within"), event.within
    for name, touch in programme.touches.plan.items():
        yield ("touches", "plan", name, "waits"), touch.waits
        if isinstance(touch.when, BeforeEnd):
            yield ("touches", "plan", name, "when"), touch.when.ahead


def _of_age(age: Age) -> Duration:
    return Duration(age.months or 0, "months")


def _too_long(said: Iterable[tuple[Path, Duration]]) -> Iterator[Finding]:
    for path, time in said:
        if is_too_long(time.count, time.unit):
            right = "leave the line out, and it is for ever" if path[-1] in FOR_EVER else "write a shorter time"
            message = f"{time.count} {time.unit} is longer than {MOST_YEARS} years: {right}"
            yield error(path, "too-long", message)


RULES: tuple[Rule, ...] = (_of_campaign,)

"""Chances and guarantees, exactly: as published, and in the long run where guarantees change them."""

from collections.abc import Iterator
from functools import lru_cache

from chalicelib.domain.chance.longrun import long_run
from chalicelib.domain.chance.odds import Table, table
from chalicelib.domain.file.blocks import Placed, Stated, stated
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.saying import values
from chalicelib.domain.saying.speaker import Speaker
from chalicelib.domain.words.values import PrizeOdds

_DIGITS = 6
"""Digits after the point of a long-run percentage."""


def odds(speaker: Speaker, one: Stated) -> Iterator[str]:
    """A sentence for each row."""
    if not one.value:  # a set need not draw
        return
    promises = tuple(promise.value for promise in stated(one.by, Guarantee))
    published = table(one.value)
    over_time = _long_run(published, promises) if promises else {}
    kind = type(one.by.block).__name__
    yield speaker.say(speaker.language.key(f"odds.{kind}") or "odds")
    for row in published.rows:
        said = values.chance(speaker.language, published.share([row]))
        name, about = _named(speaker, one.by, row), f"{over_time.get(row, 0) * 100:.{_DIGITS}f}".rstrip("0").rstrip(".")
        yield speaker.say("odds.long_run" if promises else "odds.row", row=name, chance=said, about=about)


def proof(speaker: Speaker, one: Stated) -> Iterator[str]:
    """How draws can be checked."""
    if one.value:
        yield speaker.say("odds.proof")


def guarantee(speaker: Speaker, one: Stated) -> Iterator[str]:
    """A sentence for each promise of a guarantee."""
    promise: Guarantee = one.value
    language, k = speaker.language, len(promise.of)
    rows = _listed(speaker, one.by, promise.of, "or")
    if promise.within is not None:
        beside = [row for row in promise.unchanged if row not in promise.of]
        instead = speaker.say("guarantee.instead", rows=_listed(speaker, one.by, beside, "or")) if beside else ""
        yield speaker.say("guarantee.within", rows=rows, k=k, nth=language.ordinal(promise.within), instead=instead)
    if promise.ramp is not None:
        nth, step = language.ordinal(promise.ramp.start), values.chance(language, promise.ramp.step)
        yield speaker.say("guarantee.ramp", rows=rows, k=k, nth=nth, step=step)
    if promise.featured is not None:
        featured = _named(speaker, one.by, promise.featured)
        yield speaker.say("guarantee.featured", rows=rows, featured=featured)
    if promise.unchanged:
        yield speaker.say("guarantee.unchanged", rows=_listed(speaker, one.by, promise.unchanged, "and"))


def _listed(speaker: Speaker, by: Placed, rows: tuple[str, ...] | list[str], joined: str) -> str:
    return speaker.language.listed([_named(speaker, by, row) for row in rows], joined)


def _named(speaker: Speaker, by: Placed, row: str) -> str:
    """A row by its title: a prize, or a fragment of the block itself."""
    if next(stated(by, PrizeOdds), None) is not None:
        return speaker.names.prize(row)
    return speaker.names.of(f"{by.key}/{row}")


@lru_cache(maxsize=64)
def _long_run(published: Table, promises: tuple[Guarantee, ...]) -> dict[str, float]:
    return long_run(published, promises)

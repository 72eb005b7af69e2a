"""Says what any block may have, by what it has: an audience, a window, a price, chances, limits, a stock."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec import Struct

from chalicelib.domain.file.blocks import Placed, Stated, has, stated
from chalicelib.domain.file.campaign import Closes, Guarantee, Opens
from chalicelib.domain.saying import values
from chalicelib.domain.saying.chances import guarantee, odds, proof
from chalicelib.domain.saying.moments import window
from chalicelib.domain.saying.own import Own
from chalicelib.domain.saying.speaker import Speaker
from chalicelib.domain.words.values import (
    Audience,
    Bag,
    ConsentAge,
    Costs,
    Earned,
    FragmentOdds,
    Limits,
    MinAge,
    PrizeOdds,
    Receiving,
    Sending,
    Stock,
)


class Shared(Struct, frozen=True):
    """A part that any block may have."""

    kinds: tuple[Any, ...]
    """The annotations of the fields that it says."""
    says: Callable[[Speaker, Stated], Iterator[str]]
    """Says one such field of a block; nothing where the field is empty."""


def sentences(speaker: Speaker, placed: Placed, own: Own | None) -> Iterator[str]:
    """Say a block: for whom, when, what is its own, and then the parts that any block may have."""
    mine = own.fields if own else frozenset()
    yield from _shared(speaker, placed, BEFORE, mine)
    if has(placed.block, Opens) and not mine & {"opens", "closes"}:
        opens, closes = placed.block.opens, placed.block.closes
        if opens or closes:
            yield window(speaker.language, opens, closes)
    yield from own.says(speaker, placed) if own else ()
    yield from _shared(speaker, placed, AFTER, mine)


def template(speaker: Speaker, base: str, one: Stated) -> str:
    """The key of the sentence for what a block states: `BASE.KIND.FIELD`, `BASE.KIND`, `BASE.FIELD`, or the base."""
    kind, field = type(one.by.block).__name__, one.path[len(one.by.path)]
    return speaker.language.key(f"{base}.{kind}.{field}", f"{base}.{kind}", f"{base}.{field}") or base


def _shared(speaker: Speaker, placed: Placed, parts: tuple[Shared, ...], own: frozenset[str]) -> Iterator[str]:
    for part in parts:
        for one in stated(placed, *part.kinds):
            if one.path[len(placed.path)] not in own:
                yield from part.says(speaker, one)


def _who(speaker: Speaker, one: Stated) -> Iterator[str]:
    if one.value:
        yield speaker.say(template(speaker, "who", one), who=speaker.members(one.value))


def _costs(speaker: Speaker, one: Stated) -> Iterator[str]:
    if not one.value:
        yield speaker.say(template(speaker, "free", one))
        return
    yield speaker.say(template(speaker, "costs", one), bag=speaker.bag(one.value))
    if one.value.cash:
        yield speaker.say("cash")


def _gives(speaker: Speaker, one: Stated) -> Iterator[str]:
    if one.value:
        yield speaker.say(template(speaker, "gives", one), bag=speaker.bag(one.value))


def _stock(speaker: Speaker, one: Stated) -> Iterator[str]:
    yield speaker.say(f"stock.{one.value.per or 'campaign'}", n=one.value.count)
    if one.by.path[0] != "prizes":
        yield speaker.say("stock.gone")


def _years(base: str) -> Callable[[Speaker, Stated], Iterator[str]]:
    def says(speaker: Speaker, one: Stated) -> Iterator[str]:
        yield speaker.say(template(speaker, base, one), n=one.value)

    return says


def _limits(base: str) -> Callable[[Speaker, Stated], Iterator[str]]:
    def says(speaker: Speaker, one: Stated) -> Iterator[str]:
        if one.value:
            yield speaker.say(template(speaker, base, one), limits=values.limits(speaker.language, one.value))

    return says


BEFORE: Final = (Shared((Audience,), _who),)

AFTER: Final = (
    Shared((Costs,), _costs),
    Shared((MinAge,), _years("min_age")),
    Shared((ConsentAge,), _years("guardian_under")),
    Shared((PrizeOdds, FragmentOdds), odds),
    Shared((Guarantee,), guarantee),
    Shared((PrizeOdds, FragmentOdds), proof),
    Shared((Bag, Earned), _gives),
    Shared((Stock,), _stock),
    Shared((Limits,), _limits("limits")),
    Shared((Sending,), _limits("sends")),
    Shared((Receiving,), _limits("receives")),
)
"""The parts in the order in which they are said, after what is a block's own."""

SPOKEN: Final = frozenset((Opens, Closes, *(kind for part in (*BEFORE, *AFTER) for kind in part.kinds)))
"""The annotations of the fields that are said of any block."""

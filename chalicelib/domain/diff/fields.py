"""Who judges each field of a definition. One that nobody judges is adverse, so that forgetting one hurts nobody."""

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.diff import allowances, audience, bags, terms, times
from chalicelib.domain.diff.change import Change, Judge, Judges, Scene, adverse, favourable
from chalicelib.domain.words.findings import Path


def changed(scene: Scene, path: Path, old: Struct, new: Struct) -> Iterator[Change]:
    """Every change between two blocks of one kind, in the order of their fields."""
    judged = scene.judges[type(old)]
    if old is not scene.before:
        scene = replace(scene, inside=(*scene.inside, old))
    known = {field for fields in judged for field in fields}
    written = {field.name: field.encode_name for field in msgspec.structs.fields(old)}
    for fields, judge in judged.items():
        before, after = ([getattr(block, field) for field in fields] for block in (old, new))
        if repr(before) != repr(after):  # the text, in which the order of a map counts: draws land by that of odds
            was, will = (one[0] if len(fields) == 1 else tuple(one) for one in (before, after))
            yield from judge(scene, (*path, written[fields[0]]), was, will)
    for field in old.__struct_fields__:
        if field not in known and getattr(old, field) != getattr(new, field):
            yield adverse((*path, written[field]), "it can't be told whether members gain by this")


def named_blocks(what: str) -> Judge:
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


WINDOW = ("opens", "closes")
"""The fields that mean something only together, and have one judge."""

WORDS: Judges = {
    ("title",): terms.free("a title says it otherwise"),
    ("text",): terms.free("a text says it otherwise"),
    ("image",): terms.free("it shows another picture"),
    ("extra",): terms.free("front ends are told otherwise"),
}
"""The judges of what members read and see: it may say anything otherwise, since none of it is played by."""


def worded(judge: Judge) -> Judge:
    """A judge of names with their words: the names as they are judged without, and the words of those that stay."""

    def judged(scene: Scene, path: Path, old: Mapping[str, Struct], new: Mapping[str, Struct]) -> Iterator[Change]:
        if (*old,) != (*new,):
            yield from judge(scene, path, (*old,), (*new,))
        for name in old:
            if name in new:
                yield from changed(scene, (*path, name), old[name], new[name])

    return judged


HEAD: Judges = {
    ("campaign",): terms.never("it is another campaign"),
    **WORDS,
    ("market",): terms.market,
    ("timezone",): terms.never("it moves every day, window and limit"),
    WINDOW: times.campaign_hours,
    ("who",): audience.conditions,
    ("opt_in",): terms.flag(good=False, on="members must join first from now on", off="nobody must join any more"),
    ("week_starts",): terms.never("it moves the limits of a week"),
    ("grace",): times.grace,
    ("crowd",): terms.free("it says how many are expected at once"),
    ("budget",): terms.free("it says what the prizes may cost the shop"),
    ("accepts",): terms.free("it says which warnings are meant"),
}
"""The judges of a campaign's head, in the order of the file."""

PRIZE: Judges = {
    **WORDS,
    ("coupon",): terms.coupon,
    ("gift",): terms.never("it is another gift"),
    ("badge",): terms.never("it is another badge"),
    ("points",): bags.points,
    ("draws",): bags.counts,
    ("fragments",): bags.counts,
    ("pool",): terms.never("it is a code of another pool"),
    ("nothing",): terms.flag(good=False, on="it is nothing from now on", off="it is something from now on"),
    ("value",): bags.value,
    ("stock",): allowances.stock,
    ("limit",): allowances.limits,
    ("first_draw",): allowances.youngest("the first draw that may win it"),
    ("when_out",): terms.replacement,
    ("valid",): times.valid,
    ("together",): terms.names(good_more=True, what="the coupons that may share a bill with it"),
}

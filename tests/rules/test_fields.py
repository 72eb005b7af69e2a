"""Every field of every block is said in the rules, or left out for a reason that stands here."""

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec import NODEFAULT, structs

from chalicelib.domain.file.annotations import alternatives, hidden
from chalicelib.domain.file.blocks import Block, Placed, blocks, named
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Tier
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.saying.language import language
from chalicelib.domain.saying.own import Own
from chalicelib.domain.saying.parts import SPOKEN, sentences
from chalicelib.domain.saying.speaker import Speaker
from chalicelib.domain.views.sections import own
from tests.rules.whole import LOCALES, Read, every

WORDS = "the brand's own words and pictures, which nothing holds to what is played: they are shown beside the rules"
UNSAID: Mapping[tuple[str, str], str] = {
    **{("Block", field): WORDS for field in ("title", "text", "image", "extra")},
    ("Campaign", "campaign"): "an id, which the address of the rules has",
    ("Campaign", "market"): "whose law the file is checked against: no rule of the campaign",
    ("Campaign", "crowd"): "what the brand expects, by which the backend spreads stocks",
    ("Campaign", "budget"): "what the brand spends: nothing stops at it",
    ("Campaign", "accepts"): "warnings of the check that its managers mean",
}
"""Why a field is not said, by the kind of block and the field."""


def kinds_within(kind: Any) -> dict[Any, bool]:
    """Every kind of block from one on; whether members read it in no file."""
    found: dict[Any, bool] = {kind: False}
    for key, _, inner in named(kind):
        if key not in hidden(kind):
            found |= kinds_within(inner)
    return found


KINDS = (*kinds_within(CampaignFile), Tier)


def own_of(kind: type[Block]) -> Own | None:
    return next((one for of, one in own().items() if issubclass(kind, of)), None)


def said_fields(kind: type[Block]) -> set[str]:
    """The attributes that the sentences of a kind of block claim to say, and those that hold blocks of their own."""
    mine = own_of(kind)
    shared = {
        one.name for one in structs.fields(kind) if any(choice in SPOKEN for choice in alternatives(one.type))
    } | {
        one.name
        for one in structs.fields(kind)
        for choice in alternatives(one.type)
        if getattr(choice, "__args__", ())[:1] and choice.__args__[0] in SPOKEN
    }
    return shared | (set(mine.fields) if mine else set()) | {attribute for _, attribute, _ in named(kind)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_is_said_or_left_out_for_a_reason(kind: type[Block]) -> None:
    unsaid = {field for of, field in UNSAID for one in kind.__mro__ if one.__name__ == of}
    fields = {one.name for one in structs.fields(kind)}
    assert fields - unsaid - said_fields(kind) == set()
    assert not own_of(kind) or set(own_of(kind).fields) <= fields  # type: ignore[union-attr]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_field_that_is_said_changes_the_sentences(locale: str) -> None:
    """Each field of each block of each campaign is put back to what it is without the key."""
    heard: set[tuple[str, str]] = set()
    for read in every():
        speaker = Speaker(language(locale), read.campaign, read.programme)
        for placed in open_blocks(read):
            kind = kind_of(placed.block)
            before = list(sentences(speaker, placed, own_of(type(placed.block))))
            for field, without in defaults(placed.block).items():
                changed = Placed(placed.path, structs.replace(placed.block, **{field: without}), placed.around)
                if said(speaker, changed) != before:
                    heard.add((kind.__name__, field))
    wanted = {(kind_of(one).__name__, field) for one in KINDS for field in optional(one)}
    assert wanted - heard == {("Prize", "gift")}  # a prize that is nothing else is a gift


def said(speaker: Speaker, placed: Placed) -> list[str]:
    return list(sentences(speaker, placed, own_of(type(placed.block))))


def optional(kind: type[Block]) -> set[str]:
    """The attributes that are said and need not be given; those that hold blocks are said by these."""
    fields = {one.name: one for one in structs.fields(kind)}
    held = {attribute for _, attribute, _ in named(kind)}
    return {
        name
        for name in said_fields(kind) - held - {"title"}
        if fields[name].default is not NODEFAULT or fields[name].default_factory is not NODEFAULT
    }


def defaults(block: Any) -> dict[str, Any]:
    """What each optional field says where its key is left out, of those that say something else."""
    fields = {one.name: one for one in structs.fields(type(block))}
    found = {
        name: fields[name].default if fields[name].default is not NODEFAULT else fields[name].default_factory()
        for name in optional(type(block))
    }
    return {name: without for name, without in found.items() if getattr(block, name) != without}


def open_blocks(read: Read) -> list[Placed]:
    """Every block of a campaign and every tier, but questions of quizzes."""
    tiers = (one for one in blocks(read.programme) if isinstance(one.block, Tier))
    return [*(one for one in blocks(read.campaign) if type(one.block) in KINDS), *tiers]


def kind_of(one: Any) -> Any:
    """A kind of block; a whole file is a campaign."""
    kind = one if isinstance(one, type) else type(one)
    return Campaign if issubclass(kind, Campaign) else kind

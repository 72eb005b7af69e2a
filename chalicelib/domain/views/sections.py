"""The rules of a campaign in sentences, by block: from the definition that is played, in one language."""

from collections.abc import Iterator
from typing import Any

from chalicelib.domain.file.annotations import hidden
from chalicelib.domain.file.blocks import Block, Placed, blocks
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.saying import campaigns, programmes
from chalicelib.domain.saying.language import Language
from chalicelib.domain.saying.own import Own
from chalicelib.domain.saying.parts import sentences
from chalicelib.domain.saying.speaker import Speaker
from chalicelib.domain.views.rules import Section


def sections(campaign: Campaign, programme: Programme, language: Language) -> list[Section]:
    """The rules of a campaign and of the programme around it: a section for each block of which something is said."""
    speaker = Speaker(language, campaign, programme)
    placed = (*_open(campaign), *(one for one in blocks(programme) if one.path[:1] == ("tiers",)))
    said = [Section(one.key, speaker.names.heading(one), list(sentences(speaker, one, _own(one)))) for one in placed]
    for name, says in {"points": programmes.points, "orders": programmes.orders}.items():
        said.append(Section(name, language.words[f"title.{name}"], list(says(speaker, programme))))
    return [one for one in said if one.sentences or any(inner.sentences for inner in _inside(one, said))]


def _inside(outer: Section, said: list[Section]) -> Iterator[Section]:
    """The sections of the blocks inside of one: it is their heading, also where nothing is said of itself."""
    return (one for one in said if one.about.startswith(f"{outer.about}/"))


def own() -> dict[type[Block], Own]:
    """The own sentences of every kind of block."""
    of_mechanics = {kind: one for mechanic in MECHANICS for kind, one in mechanic.says().items()}
    return {**of_mechanics, **campaigns.SAYS, **programmes.SAYS}


def _own(placed: Placed) -> Own | None:
    return next((one for kind, one in own().items() if isinstance(placed.block, kind)), None)


def _open(campaign: Campaign) -> Iterator[Placed]:
    """Every block but those that members read in no file."""
    for one in blocks(campaign):
        outer: Any = type(one.around[-1]) if one.around else type(campaign)
        if len(one.path) < 2 or one.path[-2] not in hidden(outer):
            yield one

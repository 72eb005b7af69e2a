"""The rules of a campaign in sentences, by block: from the definition that is played, in one language."""

from collections.abc import Iterator, Mapping

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
    speaker, owns = Speaker(language, campaign, programme), own()
    placed = (*blocks(campaign), *(one for one in blocks(programme) if one.path[:1] == ("tiers",)))
    said = [
        Section(one.key, speaker.names.heading(one), list(sentences(speaker, one, _of(one, owns)))) for one in placed
    ]
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


def _of(placed: Placed, owns: Mapping[type[Block], Own]) -> Own | None:
    """The own sentences of a block; a whole file is a campaign."""
    return next((one for kind, one in owns.items() if isinstance(placed.block, kind)), None)

"""The rules of a campaign as anybody may read them, by each version that was ever in force."""

from typing import Any

from msgspec import Struct

from chalicelib.domain.file.annotations import hidden
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.publishing.definitions import Version
from chalicelib.domain.publishing.lifecycle import Term

PUBLIC = (
    *("campaign", "title", "timezone", "opens", "closes", "who", "opt_in", "week_starts", "grace"),
    *(mechanic.key for mechanic in MECHANICS),
    "prizes",
)
"""The keys of a file that concern members. What a brand spends, and the crowd that it expects, are its own."""


class Section(Struct, frozen=True):
    """The rules of one block, in sentences."""

    about: str
    """The block, as receipts name it; empty: the campaign; of the programme `points`, `orders` or `tiers/NAME`."""
    title: str
    """Its title in the language of the sentences, or its name where it has none."""
    sentences: list[str]
    """The sentences, in the order in which they are to be read; none where it is only the heading of those inside."""


class RulesView(Struct, frozen=True):
    """The rules of one version."""

    campaign: str
    """The campaign's id."""
    version: str
    """The version, as `NUMBER:HASH`."""
    since: int
    """The moment from which it was in force, epoch ms."""
    until: int | None
    """The moment at which another took its place, epoch ms; null where none has."""
    programme: str | None
    """The version of the programme that the sentences speak of, as `NUMBER:HASH`; null where there is none."""
    locale: str
    """The language of the sentences: the one that was asked for, or the nearest that there is."""
    sections: list[Section]
    """The rules in sentences: of the campaign, of each block, and of the programme around it."""
    file: dict[str, Any]
    """The campaign's file as its managers wrote it, without what is theirs alone: its budget, the crowd, and the
    questions of quizzes, which are shown when they are asked."""


def rules_view(version: Version, term: Term, programme: str | None, locale: str, sections: list[Section]) -> RulesView:
    """The rules of a version and the time in which it was in force; the sentences are those of `views.sections`."""
    file = {key: version.tree[key] for key in PUBLIC if key in version.tree}
    for mechanic in MECHANICS:
        kind: Any = mechanic.block
        if mechanic.key in file and (secret := hidden(kind)):
            file[mechanic.key] = {name: _without(secret, block) for name, block in file[mechanic.key].items()}
    return RulesView(version.id, version.label, term.since, term.until, programme, locale, sections, file)


def _without(keys: frozenset[str], block: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in block.items() if key not in keys}

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
    file: dict[str, Any]
    """The campaign's file as its managers wrote it, without what is theirs alone: its budget, the crowd, and the
    questions of quizzes, which are shown when they are asked."""


def rules_view(version: Version, term: Term) -> RulesView:
    """The rules of a version and the time in which it was in force."""
    file = {key: version.tree[key] for key in PUBLIC if key in version.tree}
    for mechanic in MECHANICS:
        kind: Any = mechanic.block
        if mechanic.key in file and (secret := hidden(kind)):
            file[mechanic.key] = {name: _without(secret, block) for name, block in file[mechanic.key].items()}
    return RulesView(version.id, version.label, term.since, term.until, file)


def _without(keys: frozenset[str], block: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in block.items() if key not in keys}

"""Finds versions that were in force, however long ago: a receipt names the one that it was decided by."""

from collections.abc import Mapping

from msgspec import Struct

from chalicelib.domain.mechanics.definition import prepare
from chalicelib.domain.publishing.definitions import PROGRAMME, Published, Version
from chalicelib.domain.publishing.lifecycle import Term, terms
from chalicelib.domain.words.errors import Unavailable, Unknown
from chalicelib.store.campaigns import Campaigns

MOST_KEPT = 64
"""Versions that a container keeps at hand; what is over never changes."""


class Past(Struct, frozen=True):
    """A version that is in force, or was."""

    version: Version
    published: Published
    term: Term
    seeds: Mapping[str, str]
    """Each drawing block's seed in hex, once the campaign was closed for good; nothing before."""


class PastVersions:
    """Finds versions by how they are named. Raises Unavailable where the table does not answer."""

    def __init__(self, campaigns: Campaigns, master: bytes) -> None:
        """master: the secret that all seeds derive from."""
        self._campaigns = campaigns
        self._master = master
        self._kept: dict[tuple[str, int], Published] = {}

    def find(self, campaign: str, named: str | None, now: int) -> Past:
        """Find the version `NUMBER`, `HASH` or `NUMBER:HASH` of a campaign; None: the one in force, or the final one.

        Raises Unknown: `unknown_campaign` where nothing of it was ever in force, `unknown_version` for a version that
        never was. Raises Unavailable (`definitions_unreadable`) for a text of another release.
        """
        record = self._campaigns.record(campaign)
        found = terms(record.entries, now)
        if not found or campaign == PROGRAMME:
            raise Unknown("campaign", campaign)
        closing = record.closing
        last = closing.version if closing else max(found)
        number = last if named is None else next((n for n, one in found.items() if one.is_named(named)), 0)
        if number not in found:
            raise Unknown("version", str(named))
        version = self._campaigns.versions([(campaign, number)])[campaign, number]
        return Past(version, self._ready(version), found[number], closing.seeds if closing else {})

    def _ready(self, version: Version) -> Published:
        """The version ready to be shown; made once, as long as there are not too many."""
        key = (version.id, version.number)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            try:
                self._kept[key] = prepare(version, self._master)
            except ValueError as error:
                message = f"{version.id} version {version.number} was written for another release than this server's."
                raise Unavailable(message, "definitions_unreadable") from error
        return self._kept[key]

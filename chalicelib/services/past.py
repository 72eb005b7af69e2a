"""Finds versions that were in force, however long ago: a receipt names the one that it was decided by."""

from collections.abc import Mapping

from msgspec import Struct

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import prepare
from chalicelib.domain.publishing.definitions import PROGRAMME, Published, Version
from chalicelib.domain.publishing.lifecycle import Term, terms
from chalicelib.domain.publishing.live import Live
from chalicelib.domain.words.errors import Unavailable, Unknown
from chalicelib.store.campaigns import Campaigns, Record

MOST_KEPT = 64
"""Versions that a container keeps at hand; what is over never changes."""


class Past(Struct, frozen=True):
    """A version that is in force, or was."""

    version: Version
    """The version, as it is stored."""
    published: Published
    """The same, ready to be played."""
    term: Term
    """When it was in force."""
    seeds: Mapping[str, str]
    """Each drawing block's seed in hex, once the campaign was closed for good; nothing before."""


class PastProgramme(Struct, frozen=True):
    """The programme around a version of a campaign."""

    label: str | None
    """Its version, as `NUMBER:HASH`; None: there was none."""
    programme: Programme
    """The programme, as that version says it; an empty one where there was none."""


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
        record, term = self._term(campaign, named, now)
        at = (campaign, term.number)
        return self._past(record, term, self._campaigns.versions([at])[at])

    def with_programme(self, campaign: str, named: str | None, now: int) -> tuple[Past, PastProgramme]:
        """The same, and the programme as it was in force last beside that version. Raises the same."""
        record, term = self._term(campaign, named, now)
        last = min(now, record.closing.at if record.closing else now, now if term.until is None else term.until - 1)
        of, around = (campaign, term.number), (PROGRAMME, self._programme_number(record.live, last))
        versions = self._campaigns.versions([of, around] if around[1] else [of])
        return self._past(record, term, versions[of]), _programme(versions.get(around))

    def _programme_number(self, live: Live, at: int) -> int:
        """The number of the programme's version in force at a moment (epoch ms); 0: there was none.

        The live list has the late ones; the audit trail has all.
        """
        begun = [one.number for one in live.versions.get(PROGRAMME, ()) if one.takes_effect <= at]
        if not begun:
            found = terms(self._campaigns.record(PROGRAMME).entries, at)
            begun = [one.number for one in found.values()]
        return begun[-1] if begun else 0

    def _term(self, campaign: str, named: str | None, now: int) -> tuple[Record, Term]:
        record = self._campaigns.record(campaign)
        found = terms(record.entries, now)
        if not found or campaign == PROGRAMME:
            raise Unknown("campaign", campaign)
        closing = record.closing
        last = closing.version if closing else max(found)
        number = last if named is None else next((n for n, one in found.items() if one.is_named(named)), 0)
        if number not in found:
            raise Unknown("version", str(named))
        return record, found[number]

    def _past(self, record: Record, term: Term, version: Version) -> Past:
        return Past(version, self._ready(version), term, record.closing.seeds if record.closing else {})

    def _ready(self, version: Version) -> Published:
        """The version ready to be shown; made once, as long as there are not too many."""
        key = (version.id, version.number)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            try:
                self._kept[key] = prepare(version, self._master)
            except ValueError as error:
                raise _unreadable(version) from error
        return self._kept[key]


def _programme(version: Version | None) -> PastProgramme:
    """The programme as a version says it; an empty one where there is none."""
    if version is None:
        return PastProgramme(None, Programme())
    read, _ = reading.read(version.tree, Programme)
    if read is None:
        raise _unreadable(version)
    return PastProgramme(version.label, read)


def _unreadable(version: Version) -> Unavailable:
    message = f"{version.id} version {version.number} was written for another release than this server's."
    return Unavailable(message, "definitions_unreadable")

"""What managers look at: where campaigns and their versions stand, what a version says, and who did what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, astuple

from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.publishing.calendar import calendar_of
from chalicelib.domain.publishing.definitions import Version
from chalicelib.domain.publishing.lifecycle import Phase, Standing
from chalicelib.domain.publishing.live import Live, in_force
from chalicelib.domain.publishing.trail import Entry, Flaw, entry_of, flaws
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import Unknown
from chalicelib.domain.words.findings import Checks
from chalicelib.services.dossier import phase_of, read_dossier
from chalicelib.store.campaigns import Campaigns, Record

ENDED = ("replaced", "outdated")
"""States of versions whose checks nobody asks for any more: a version by itself tells them."""


class Coming(Struct, frozen=True):
    """A published version that is yet to take effect. takes_effect: epoch ms."""

    number: int
    takes_effect: int


class CampaignLine(Struct, frozen=True):
    """A campaign, or the programme, in one line.

    live: the number of the version in force · coming: those published for later · newest: of all that were handed in ·
    window: of the version in force, or of the first that is coming.
    """

    id: str
    phase: Phase
    live: int | None
    coming: tuple[Coming, ...]
    newest: int
    window: Window | None


class VersionStatus(Standing, frozen=True, kw_only=True):
    """checks: null where the version is replaced or outdated."""

    checks: Checks | None


class VersionText(VersionStatus, frozen=True, kw_only=True):
    """What was handed in: the campaign's file and its scenarios', as trees of texts."""

    tree: dict[str, Any]
    scenarios: dict[str, Any] | None


class CampaignStatus(Struct, frozen=True):
    """versions: the newest first."""

    line: CampaignLine
    versions: tuple[VersionStatus, ...]


class Trail(Struct, frozen=True):
    """A campaign's audit trail, oldest entry first. end: the hash of the last one, as the list of campaigns names it ·
    flaws: what was changed since it was written, nothing where the trail holds.
    """

    entries: tuple[Entry, ...]
    end: str
    flaws: tuple[Flaw, ...]


class Overview:
    """Nothing here writes. Raises Unavailable where the table does not answer."""

    def __init__(self, campaigns: Campaigns) -> None:
        self._campaigns = campaigns

    def campaigns(self, now: int) -> list[CampaignLine]:
        """All that managers work on, by name; what was closed for good is left out. now: epoch ms."""
        live = self._campaigns.live()
        wanted = {(name, number) for name in live.versions if (number := _number(live, name, now))}
        known = self._campaigns.versions(wanted)
        return [_line(Record(name, live, None, ()), known.values(), now) for name in sorted(live.audit)]

    def campaign(self, id: str, now: int) -> CampaignStatus:
        """One of them with its versions, a closed one too; Unknown (`unknown_campaign`)."""
        dossier = read_dossier(self._campaigns, id, now).known()
        wanted = [number for number, one in dossier.standings.items() if one.state not in ENDED]
        known = self._campaigns.versions({(id, number) for number in wanted})
        statuses = [
            VersionStatus(**asdict(one), checks=known[id, number].checks if number in wanted else None)
            for number, one in sorted(dossier.standings.items(), reverse=True)
        ]
        return CampaignStatus(_line(dossier.record, known.values(), now), tuple(statuses))

    def version(self, id: str, number: int, now: int) -> VersionText:
        """What a version says; Unknown (`unknown_campaign`, `unknown_version`)."""
        standing = read_dossier(self._campaigns, id, now).known().standing(number)
        version = self._campaigns.versions({(id, number)})[id, number]
        return VersionText(**asdict(standing), checks=version.checks, tree=version.tree, scenarios=version.scenarios)

    def audit(self, id: str) -> Trail:
        """Who did what, verified now against the whole chain and every version; Unknown (`unknown_campaign`)."""
        record = self._campaigns.record(id)
        if not record.end.number:
            raise Unknown("campaign", id)
        hashes = self._campaigns.hashes(id, range(1, record.end.version + 1))
        entries = tuple(entry for body in record.stored if (entry := entry_of(body)))
        return Trail(entries, record.end.hash, tuple(flaws(record.stored, record.end, hashes)))


def _line(record: Record, known: Iterable[Version], now: int) -> CampaignLine:
    """known: the versions at hand, of any campaign; that by which the window goes among them."""
    live, name = record.live, record.id
    number = _number(live, name, now)
    shown = next((one for one in known if (one.id, one.number) == (name, number)), None)
    coming = tuple(Coming(*astuple(one)) for one in live.versions.get(name, ()) if one.takes_effect > now)
    window = _window(shown.tree) if shown else None
    return CampaignLine(name, phase_of(record), in_force(live, now).get(name), coming, record.end.version, window)


def _number(live: Live, name: str, now: int) -> int | None:
    """The version in force, or the first that is coming."""
    return in_force(live, now).get(name) or next((one.number for one in live.versions.get(name, ())), None)


def _window(tree: Mapping[str, Any]) -> Window | None:
    campaign, _ = reading.read(dict(tree), Campaign)
    return calendar_of(campaign).window if campaign else None

"""Shows managers where campaigns and their versions stand, the text of a version, and the audit trail."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, astuple

from chalicelib.domain.file import reading
from chalicelib.domain.mechanics.definition import CampaignFile
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
"""States of versions whose checks are left out here: each version shows its own."""


class Coming(Struct, frozen=True):
    """A published version that is yet to take effect."""

    number: int
    """Its number."""
    takes_effect: int
    """Epoch ms."""


class CampaignLine(Struct, frozen=True):
    """A campaign, or the programme, in one line."""

    id: str
    """The campaign's name, or `programme`."""
    phase: Phase
    """Where it stands. new: nothing of it was ever published; live: something is in force, or will be."""
    live: int | None
    """The number of the version in force."""
    coming: tuple[Coming, ...]
    """The versions published for later."""
    newest: int
    """The number of the last version that was handed in."""
    window: Window | None
    """Of the version in force, or of the first that is coming."""


class VersionStatus(Standing, frozen=True, kw_only=True):
    """Where a version stands."""

    checks: Checks | None
    """Null where the version is replaced or outdated."""


class VersionText(VersionStatus, frozen=True, kw_only=True):
    """A version with its text as it was handed in: the campaign's file and its scenarios', as trees of texts."""

    tree: dict[str, Any]
    """The file, as maps, lists and texts."""
    scenarios: dict[str, Any] | None
    """The file of scenarios, in the same way; null where none were handed in."""


class CampaignStatus(Struct, frozen=True):
    """A campaign with its versions."""

    line: CampaignLine
    """The campaign in one line."""
    versions: tuple[VersionStatus, ...]
    """The newest first."""


class Trail(Struct, frozen=True):
    """A campaign's audit trail."""

    entries: tuple[Entry, ...]
    """The oldest first."""
    end: str
    """The hash of the last entry, as the list of campaigns names it."""
    flaws: tuple[Flaw, ...]
    """The faults found in the trail; none where nothing was changed since it was written."""


class Overview:
    """Reads what managers look at; nothing here writes. Raises Unavailable where the table does not answer."""

    def __init__(self, campaigns: Campaigns) -> None:
        self._campaigns = campaigns

    def campaigns(self, now: int) -> list[CampaignLine]:
        """List all that managers work on, by name; what was closed for good is left out. now: epoch ms."""
        live = self._campaigns.live()
        wanted = {(name, number) for name in live.versions if (number := _number(live, name, now))}
        known = self._campaigns.versions(wanted)
        return [_line(Record(name, live, None, ()), known.values(), now) for name in sorted(live.audit)]

    def campaign(self, id: str, now: int) -> CampaignStatus:
        """Read one campaign with its versions, a closed one too. Raises Unknown (`unknown_campaign`)."""
        dossier = read_dossier(self._campaigns, id, now).known()
        wanted = [number for number, one in dossier.standings.items() if one.state not in ENDED]
        known = self._campaigns.versions({(id, number) for number in wanted})
        statuses = [
            VersionStatus(**asdict(one), checks=known[id, number].checks if number in wanted else None)
            for number, one in sorted(dossier.standings.items(), reverse=True)
        ]
        return CampaignStatus(_line(dossier.record, known.values(), now), tuple(statuses))

    def version(self, id: str, number: int, now: int) -> VersionText:
        """Read the text of a version. Raises Unknown (`unknown_campaign`, `unknown_version`)."""
        standing = read_dossier(self._campaigns, id, now).known().standing(number)
        version = self._campaigns.versions({(id, number)})[id, number]
        return VersionText(**asdict(standing), checks=version.checks, tree=version.tree, scenarios=version.scenarios)

    def audit(self, id: str) -> Trail:
        """Read the audit trail, verified now against the whole chain and every version. Raises Unknown
        (`unknown_campaign`).
        """
        record = self._campaigns.record(id)
        if not record.end.number:
            raise Unknown("campaign", id)
        hashes = self._campaigns.hashes(id, range(1, record.end.version + 1))
        entries = tuple(entry for body in record.stored if (entry := entry_of(body)))
        return Trail(entries, record.end.hash, tuple(flaws(record.stored, record.end, hashes)))


def _line(record: Record, known: Iterable[Version], now: int) -> CampaignLine:
    """Put a campaign into one line. known: versions at hand, among them the one whose window is shown."""
    live, name = record.live, record.id
    number = _number(live, name, now)
    shown = next((one for one in known if (one.id, one.number) == (name, number)), None)
    coming = tuple(Coming(*astuple(one)) for one in live.versions.get(name, ()) if one.takes_effect > now)
    window = _window(shown.tree) if shown else None
    return CampaignLine(name, phase_of(record), in_force(live, now).get(name), coming, record.end.version, window)


def _number(live: Live, name: str, now: int) -> int | None:
    """Give the number of the version in force, or of the first that is coming."""
    return in_force(live, now).get(name) or next((one.number for one in live.versions.get(name, ())), None)


def _window(tree: Mapping[str, Any]) -> Window | None:
    campaign, _ = reading.read(dict(tree), CampaignFile)
    return calendar_of(campaign).window if campaign else None

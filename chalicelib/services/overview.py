"""Shows managers where campaigns and their versions stand, the text of a version, and the audit trail."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from chalicelib.domain.file import reading
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.publishing.calendar import calendar_of
from chalicelib.domain.publishing.definitions import Version
from chalicelib.domain.publishing.lifecycle import Course, Phase, Standing, course
from chalicelib.domain.publishing.live import in_force
from chalicelib.domain.publishing.trail import Entry, Flaw, entry_of, flaws
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import Unknown
from chalicelib.domain.words.findings import Checks
from chalicelib.services.dossier import phase_of, read_dossier
from chalicelib.store.campaigns import Campaigns, Record

MOST_CLOSED = 200
"""How many closed campaigns are listed: the last ones."""

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
    course: Course
    """Where it is in its course, by the clock too: a live one is not yet open, open, or over."""
    live: int | None
    """The number of the version in force."""
    coming: tuple[Coming, ...]
    """The versions published for later."""
    newest: int
    """The number of the last version that was handed in."""
    window: Window | None
    """Of the version in force, or of the first that is coming, or of the last that was handed in."""
    timezone: str | None
    """Of the same version: the IANA name of the clock that managers see its moments by."""
    closed: int | None = None
    """When it was closed for good, epoch ms; null while it is not."""


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

    def campaigns(self, now: int, closed: bool = False) -> list[CampaignLine]:
        """List all that managers work on, by name; then, where they are asked for, the campaigns that were closed for
        good, the last first, MOST_CLOSED at most. now: epoch ms.
        """
        live = self._campaigns.live()
        records = [Record(name, live, None, ()) for name in sorted(live.audit)]
        records += self._campaigns.closed(live, MOST_CLOSED) if closed else []
        known = self._campaigns.versions({(one.id, _number(one, now)) for one in records})
        return [_line(one, known.values(), now) for one in records]

    def campaign(self, id: str, now: int) -> CampaignStatus:
        """Read one campaign with its versions, a closed one too. Raises Unknown (`unknown_campaign`)."""
        dossier = read_dossier(self._campaigns, id, now).known()
        wanted = [number for number, one in dossier.standings.items() if one.state not in ENDED]
        known = self._campaigns.versions({(id, number) for number in (*wanted, _number(dossier.record, now))})
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
    name, number = record.id, _number(record, now)
    shown = next((one for one in known if (one.id, one.number) == (name, number)), None)
    listed = record.live.versions.get(name, ())
    playing = in_force(record.live, now).get(name)
    phase = phase_of(record)
    window = _window(shown.tree) if shown else None
    return CampaignLine(
        id=name,
        phase=phase,
        course=course(phase, window, playing is not None, now),
        live=playing,
        coming=tuple(Coming(one.number, one.takes_effect) for one in listed if one.takes_effect > now),
        newest=record.end.version,
        window=window,
        timezone=shown.tree.get("timezone") if shown else None,
        closed=record.closing.at if record.closing else None,
    )


def _number(record: Record, now: int) -> int:
    """Give the number of the version in force, of the first that is coming, or of the last that was handed in; of a
    closed campaign that of its final one.
    """
    if record.closing:
        return record.closing.version
    listed = record.live.versions.get(record.id, ())
    return in_force(record.live, now).get(record.id) or next((one.number for one in listed), record.end.version)


def _window(tree: Mapping[str, Any]) -> Window | None:
    campaign, _ = reading.read(dict(tree), CampaignFile)
    return calendar_of(campaign).window if campaign else None

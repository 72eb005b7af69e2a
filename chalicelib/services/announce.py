"""Announces to other systems which windows opened and closed, and which campaigns were closed for good.

A cursor keeps the moment up to which all is announced. A run announces what happened since, in order, and then moves
the cursor. So one that fires twice announces the same under the same ids, and one that was silent for an hour catches
up.
"""

import logging
from collections.abc import Collection, Mapping
from typing import Final

import msgspec
from msgspec import Struct

from chalicelib.domain.derived.notice import Notice, of_closing, of_edge
from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.publishing.edges import Effective, edges
from chalicelib.domain.publishing.live import Listed, Live, in_force
from chalicelib.domain.time.localtime import DAY
from chalicelib.store.bus import Bus
from chalicelib.store.campaigns import Campaigns, Closing, VersionId
from chalicelib.store.cursors import Cursors

NAME: Final = "announce"

LONGEST: Final = 3 * DAY
"""How long ago a window may have turned to be still announced (ms): a weekend. A closing is always announced."""

Histories = Mapping[str, tuple[Listed, ...]]
"""Versions by campaign, oldest first."""

log = logging.getLogger(__name__)


class Told(Struct, frozen=True):
    """The part of a cursor beside its moment."""

    live: dict[str, int] = {}
    """The campaigns on the live list then, and the number of the version in force (0: it was still coming). One that is
    gone was closed; a version that was replaced may have left the list.
    """


class Announce:
    """Announces what happened. It needs no seed: which window opens when is in the definitions alone."""

    def __init__(self, campaigns: Campaigns, cursors: Cursors, bus: Bus) -> None:
        self._campaigns = campaigns
        self._cursors = cursors
        self._bus = bus
        self._known: dict[VersionId, Campaign | None] = {}

    def run(self, now: int) -> list[str]:
        """Announce what happened until now (epoch ms), and give the ids of the notices, in their order.

        The very first run announces nothing: it begins at now. So does one whose clock is behind the last run's, which
        announces again what then happens again. Raises Unavailable: the next run announces all of it.
        """
        if not self._bus.exists:
            return []
        cursor, live = self._cursors.read(NAME), self._campaigns.live()
        told = msgspec.json.decode(cursor.body, type=Told) if cursor.moved else Told()
        listed = _listed(live, now)
        if not cursor.moved or now < cursor.at:
            self._cursors.move(cursor, now, msgspec.json.encode(Told(told.live | listed)))
            return []
        gone = told.live.keys() - listed.keys()
        closings = {name: closing for name in gone if (closing := self._campaigns.closing(name))}
        versions = _histories(live, told, closings)
        turned = self._turned(versions, live.paused, self._after(cursor.at, now), now)
        notices = sorted([*turned, *_closed(closings)], key=lambda one: one.time)
        self._bus.put(notices)
        self._cursors.move(cursor, now, msgspec.json.encode(Told(listed)))
        return [notice.id for notice in notices]

    def _after(self, at: int, now: int) -> int:
        if at < now - LONGEST:
            log.warning(
                "Nothing was announced for %d hours: windows before the last 72 are skipped", (now - at) // 3_600_000
            )
        return max(at, now - LONGEST)

    def _turned(self, histories: Histories, paused: Collection[str], after: int, until: int) -> list[Notice]:
        self._learn({(name, one.number) for name, versions in histories.items() for one in versions})
        notices = []
        for name, versions in histories.items():
            known = [(one.takes_effect, self._known.get((name, one.number))) for one in versions]
            effective = [Effective(since, campaign) for since, campaign in known if campaign]
            notices += [of_edge(edge, name in paused) for edge in edges(effective, after, until)]
        return notices

    def _learn(self, wanted: Collection[VersionId]) -> None:
        """Read the versions that are not known yet; one never changes."""
        missing = wanted - self._known.keys()
        for one, version in (self._campaigns.versions(missing) if missing else {}).items():
            self._known[one] = reading.read(version.tree, CampaignFile)[0]
            if self._known[one] is None:
                log.error("%s version %d can't be read: its windows are not announced", *one)


def _listed(live: Live, now: int) -> dict[str, int]:
    """The campaigns on the list, and the number of the version in force."""
    current = in_force(live, now)
    return {name: current.get(name, 0) for name in live.versions if name != PROGRAMME}


def _histories(live: Live, told: Told, closings: Mapping[str, Closing]) -> Histories:
    """Each campaign's versions since the last run: those listed, and before them the one that was in force then. Of one
    that was closed meanwhile the final version.
    """
    found: dict[str, tuple[Listed, ...]] = {name: (Listed(closing.version, 0),) for name, closing in closings.items()}
    for name, listed in live.versions.items():
        if name != PROGRAMME:
            before = told.live.get(name, 0)
            known = not before or before in {one.number for one in listed}
            found[name] = listed if known else (Listed(before, 0), *listed)
    return found


def _closed(closings: Mapping[str, Closing]) -> list[Notice]:
    return [of_closing(name, closing.at, closing.version) for name, closing in closings.items()]

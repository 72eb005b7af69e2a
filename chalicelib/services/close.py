"""Closes campaigns for good, and reveals what was secret about them.

The seeds come out in the same transaction that takes a campaign out of force, so that no seed is known while members
can still draw from it, and every receipt can be recomputed afterwards. The campaign stays at hand until a sweep over
all members has paid what it owed to those who did not come.
"""

from collections.abc import Mapping

from msgspec import Struct

from chalicelib.domain.chance import drawing
from chalicelib.domain.mechanics.definition import prepare
from chalicelib.domain.publishing.definitions import PROGRAMME, Published, Replaced, Version
from chalicelib.domain.publishing.live import Live, in_force, let_go, plays_on
from chalicelib.services.sweep import settled_since
from chalicelib.services.unpaid import UnpaidRankings
from chalicelib.store.campaigns import Campaigns, Closing
from chalicelib.store.cursors import Cursors

REVEAL_AFTER = 3_600_000
"""How long after a campaign's end (its closing plus grace) it is closed for good, in ms."""


class Revealed(Struct, frozen=True):
    """A closed campaign."""

    published: Published
    """Its final version."""
    closed: int
    """When it was closed, epoch ms."""
    seeds: Mapping[str, str]
    """Each drawing block's seed in hex."""


class Close:
    """Closes campaigns that have ended."""

    def __init__(self, campaigns: Campaigns, cursors: Cursors, unpaid: UnpaidRankings, master: bytes) -> None:
        """master: the secret that all seeds derive from."""
        self._unpaid = unpaid
        self._campaigns = campaigns
        self._cursors = cursors
        self._master = master

    def due(self, now: int) -> list[str]:
        """Close every campaign that ended REVEAL_AFTER ago, and give their ids; nothing is done twice.

        One stays until the places of all its rankings are paid. One that is paused stays until its resume holds in
        every container, because its members are still to get what they earned. What was closed before leaves the list
        once a sweep has settled everybody.

        A coming version may prolong a campaign or cut it short: of the current and the coming ones the last end counts.
        Raises Conflict (`revision_conflict`) when something was published at the same moment: the next run closes them.
        """
        live = self._campaigns.live()
        versions = self._campaigns.versions({(name, one.number) for name, of in live.versions.items() for one in of})
        current = in_force(live, now)
        ends: dict[str, int] = {}
        for version in versions.values():
            if version.id != PROGRAMME and version.number >= current.get(version.id, 0):
                ends[version.id] = max(ends.get(version.id, 0), prepare(version, self._master).ends)
        due = [name for name, end in ends.items() if end + REVEAL_AFTER <= now and plays_on(live, name, now)]
        due = [name for name in due if not self._owes_places(versions[name, current.get(name, live.newest[name])], now)]
        if due:
            live = self._campaigns.close(
                live, [self._closing(live, versions[name, live.newest[name]], now) for name in due]
            )
        if live.settling:
            swept, owing = settled_since(self._cursors)
            self._campaigns.revise(live, let_go(live, swept, owing))
        return due

    def revealed(self, campaign: str) -> Revealed | None:
        """Read what was revealed of a campaign when it was closed for good; None where it was not."""
        closing = self._campaigns.closing(campaign)
        if closing is None:
            return None
        final = (campaign, closing.version)
        version = self._campaigns.versions([final])[final]
        return Revealed(prepare(version, self._master), closing.at, closing.seeds)

    def _closing(self, live: Live, newest: Version, now: int) -> Closing:
        """The newest version commits to the seeds of all versions; the final one is that in force."""
        seeds = {of: self._seed(newest, of).hex() for of in newest.commitments}
        final = in_force(live, now).get(newest.id, newest.number)
        return Closing(newest.id, now, final, seeds)

    def _owes_places(self, version: Version, now: int) -> bool:
        return bool(self._unpaid.unpaid([Replaced(0, prepare(version, self._master))], now))

    def _seed(self, version: Version, of: str) -> bytes:
        return drawing.secret_seed(self._master, version.id, of, version.epoch)

"""Reads a campaign as its managers find it: its record, the state of each version, and what may be done next."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.publishing.lifecycle import Phase, Standing, standings
from chalicelib.domain.words.errors import Unknown
from chalicelib.store.campaigns import Campaigns, Record


class Dossier(Struct, frozen=True):
    """A campaign's record, and what follows from it."""

    record: Record
    """All that was ever done with it, as the table has it."""
    phase: Phase
    """Where the whole campaign stands."""
    standings: Mapping[int, Standing]
    """Where each version stands, by its number."""

    def standing(self, number: int) -> Standing:
        """Give where a version stands. Raises Unknown (`unknown_version`) for a number that was never handed in."""
        found = self.standings.get(number)
        if found is None:
            raise Unknown("version", str(number))
        return found

    def known(self) -> Dossier:
        """Give itself. Raises Unknown (`unknown_campaign`) where nothing was ever handed in under its id."""
        if not self.standings and self.phase == "new":
            raise Unknown("campaign", self.record.id)
        return self

    def campaign(self) -> Dossier:
        """Give itself. Raises Unknown (`unknown_campaign`) as `known` does, and for the programme."""
        if self.record.id == PROGRAMME:
            raise Unknown("campaign", PROGRAMME)
        return self.known()


def read_dossier(campaigns: Campaigns, id: str, now: int) -> Dossier:
    """Read the dossier of an id at a moment (epoch ms), an empty one where nothing is known of it. Raises
    Unavailable.
    """
    record = campaigns.record(id)
    return Dossier(record, phase_of(record), standings(record.entries, now))


def phase_of(record: Record) -> Phase:
    """Work out where the whole campaign stands."""
    if record.closing:
        return "closed"
    if record.id in record.live.paused:
        return "paused"
    return "live" if record.id in record.live.versions else "new"

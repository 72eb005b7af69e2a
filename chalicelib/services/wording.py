"""Finds what members read and see, by the hash of the version that says it: it never changes, and may be kept for good.

The hash of a version in force is known by the copy that the container holds, and needs no trip. Any other one that was
in force takes one query, of all that is stored of its campaign, and is kept.
"""

import re
from collections.abc import Callable
from typing import Any

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.publishing.definitions import PROGRAMME, Definitions, Version
from chalicelib.domain.publishing.lifecycle import terms
from chalicelib.domain.views.words import CampaignWords, ProgrammeWords, campaign_words, programme_words
from chalicelib.domain.words.errors import Unavailable, Unknown
from chalicelib.services.catalogue import Catalogue
from chalicelib.store.campaigns import Campaigns

MOST_KEPT = 64
"""Versions whose words a container keeps at hand."""

_HASH = re.compile(r"[0-9a-f]{32}")


class Wording:
    """Finds words. Raises Unavailable where the table does not answer, or for a text of another release."""

    def __init__(self, campaigns: Campaigns, catalogue: Catalogue, images: str) -> None:
        """images: the address below which pictures lie; empty: nowhere."""
        self._campaigns = campaigns
        self._catalogue = catalogue
        self._images = images
        self._kept: dict[tuple[str, str], Any] = {}

    def campaign(self, campaign: str, hash: str, now: int) -> CampaignWords:
        """The words of a version of a campaign that is in force or was, in one trip at most.

        Raises Unknown: `unknown_campaign` where nothing of it was ever in force, `unknown_version` for a hash that
        never was.
        """
        if campaign == PROGRAMME:
            raise Unknown("campaign", campaign)
        found: CampaignWords = self._find(campaign, hash, now, self._of_campaign)
        return found

    def programme(self, hash: str, now: int) -> ProgrammeWords:
        """The words of a version of the programme that is in force or was, in one trip at most. Raises Unknown."""
        found: ProgrammeWords = self._find(PROGRAMME, hash, now, self._of_programme)
        return found

    def _find(self, id: str, hash: str, now: int, read: Callable[[Version], Any]) -> Any:
        found = self._kept.get((id, hash)) or self._in_force(id, hash, now) or read(self._stored(id, hash, now))
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[id, hash] = found
        return found

    def _in_force(self, id: str, hash: str, now: int) -> CampaignWords | ProgrammeWords | None:
        """The words of the version in force, where that is the one; a copy that is stale is not asked."""
        held = None if self._catalogue.stale() else self._catalogue.at_hand(now)
        at_hand = held or Definitions(Programme(), {}, {}, {})
        if id == PROGRAMME:
            asked = hash == at_hand.programme_hash
            return programme_words(at_hand.programme, hash, self._images) if asked and hash else None
        published = at_hand.campaigns.get(id)
        if published is None or published.hash != hash:
            return None
        return campaign_words(published.campaign, published.label, self._images)

    def _stored(self, id: str, hash: str, now: int) -> Version:
        """The version of a hash, if it ever was in force."""
        if not _HASH.fullmatch(hash):
            raise Unknown("version", hash)
        entries, versions = self._campaigns.whole(id)
        begun = terms(entries, now)
        if not begun and id != PROGRAMME:
            raise Unknown("campaign", id)
        number = next((n for n, term in begun.items() if term.hash == hash), 0)
        if number not in versions:
            raise Unknown("version", hash)
        return versions[number]

    def _of_campaign(self, version: Version) -> CampaignWords:
        campaign, _ = reading.read(version.tree, CampaignFile)
        if campaign is None:
            raise _unreadable(version)
        return campaign_words(campaign, version.label, self._images)

    def _of_programme(self, version: Version) -> ProgrammeWords:
        programme, _ = reading.read(version.tree, Programme)
        if programme is None:
            raise _unreadable(version)
        return programme_words(programme, version.hash, self._images)


def _unreadable(version: Version) -> Unavailable:
    message = f"{version.id} version {version.number} was written for another release than this server's."
    return Unavailable(message, "definitions_unreadable")

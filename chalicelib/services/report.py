"""A campaign's report, and counting it anew from all receipts."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from msgspec import Struct

from chalicelib.domain import reading
from chalicelib.domain.campaign import Campaign
from chalicelib.domain.definitions import PROGRAMME
from chalicelib.domain.errors import Conflict, Unknown
from chalicelib.domain.live import in_force
from chalicelib.domain.report import Report, report
from chalicelib.services.counting import Counting
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.counters import Counters, Generations
from chalicelib.store.table import Key

LOOKED_AT = 1000
"""Items of the table that one step of a rebuild looks at: a second or two of work."""


class Step(Struct, frozen=True):
    """How far a rebuild is. generation: that it counts into · after: where the next step goes on, opaque; null: it is
    done, and the report reads what was counted · counted: receipts counted in this step, beside those of the stream.
    """

    generation: int
    after: str | None
    counted: int


class Reports:
    """Everything raises Unavailable where the table does not answer."""

    def __init__(self, counters: Counters, campaigns: Campaigns, counting: Counting) -> None:
        self._counters = counters
        self._campaigns = campaigns
        self._counting = counting

    def of(self, campaign: str, now: int) -> Report:
        """A campaign's report by the version in force at a moment (epoch ms), or the first that is coming, or its last.

        A few seconds behind. Raises Unknown (`unknown_campaign`) where nothing was ever published.
        """
        number = self._number(campaign, now)
        version = self._campaigns.versions([(campaign, number)])[campaign, number]
        definition, findings = reading.read(version.tree, Campaign)
        if definition is None:
            raise ValueError(f"{campaign} version {number} does not read: {findings[:3]}")
        return report(definition, self._counters.days(campaign, self._counters.generations().read))

    def rebuild(self, generation: int | None = None, after: str | None = None) -> Step:
        """One step of counting all receipts anew: the first without arguments, each further one with what came of the
        one before. A step that is repeated, or a rebuild that is begun again, counts nothing twice.

        Raises Conflict (`report_rebuilding`) where another rebuild was begun since, Unknown (`unknown_step`) for an
        `after` that no step gave.
        """
        if generation is None:
            generation = self._begin()
        found = self._counters.receipts(_key(after) if after else None, LOOKED_AT)
        counted = self._counting.count_into(generation, found.receipts)
        if found.after is None:
            self._switch(generation)
        return Step(generation, _text(found.after) if found.after else None, counted)

    def _begin(self) -> int:
        before = self._counters.generations()
        self._counters.move(before, Generations(before.read, before.counted + 1))
        return before.counted + 1

    def _switch(self, generation: int) -> None:
        """Let the report read what was counted; nothing to do where it already does."""
        before = self._counters.generations()
        if before.counted != generation:
            raise Conflict("Somebody else has begun to rebuild the report.", "report_rebuilding")
        if before.read != generation:
            self._counters.move(before, Generations(generation, generation))

    def _number(self, campaign: str, now: int) -> int:
        live = self._campaigns.live()
        listed = live.versions.get(campaign, ()) if campaign != PROGRAMME else ()
        if listed:
            return in_force(live, now).get(campaign, listed[0].number)
        closing = self._campaigns.closing(campaign)
        if closing is None:
            raise Unknown("campaign", campaign)
        return closing.version


def _text(key: Key) -> str:
    return urlsafe_b64encode("\n".join(key).encode()).decode()


def _key(text: str) -> Key:
    try:
        pk, sk = urlsafe_b64decode(text).decode().split("\n")
    except ValueError:
        raise Unknown("step", text) from None
    return Key(pk, sk)

"""Reads a campaign's report, and counts it anew from all receipts, with the list of what they granted."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.derived.programme_report import ProgrammeReport, programme_report
from chalicelib.domain.derived.report import report
from chalicelib.domain.derived.report_lines import Report
from chalicelib.domain.derived.value_counters import VALUE
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.publishing.live import in_force
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.counting import Counting
from chalicelib.store import old_counters, receipt_scan
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.counters import Counters
from chalicelib.store.report_state import LISTS_GRANTS, Generations, RebuildProgress, ReportState
from chalicelib.store.table import Key

LOOKED_AT: Final = 1000
"""Items of the table that are looked at before it is noted how far it is: a second or two of work."""

DELETED: Final = 1000
"""Counters of old generations that are deleted before that."""

STEP_SECONDS: Final = 5.0
"""After so long a step begins nothing more: a gateway waits for half a minute, and people look at a bar."""


class RebuildStep(Struct, frozen=True):
    """How far a rebuild is."""

    generation: int
    """The generation that it counts into."""
    done: bool
    """The report reads what was counted, and nothing is left of the generations before."""
    looked: int
    """Items of the table that were looked at."""
    total: int
    """Items of the table altogether, by estimate."""
    counted: int
    """Receipts that it counted, beside those of the stream."""


class Reports:
    """Reads and rebuilds reports. Everything raises Unavailable where the table does not answer."""

    def __init__(
        self,
        counters: Counters,
        state: ReportState,
        campaigns: Campaigns,
        counting: Counting,
        monotonic: Callable[[], float],
    ) -> None:
        """monotonic: seconds."""
        self._counters = counters
        self._state = state
        self._campaigns = campaigns
        self._counting = counting
        self._monotonic = monotonic

    def of(self, campaign: str, now: int) -> Report:
        """Read a campaign's report by the version in force at a moment (epoch ms), or the first that is coming, or its
        last.

        It is a few seconds behind. Raises Unknown (`unknown_campaign`) where nothing was ever published.
        """
        number = self._number(campaign, now)
        version = self._campaigns.versions([(campaign, number)])[campaign, number]
        definition, findings = reading.read(version.tree, CampaignFile)
        if definition is None:
            raise ValueError(f"{campaign} version {number} does not read: {findings[:3]}")
        return report(definition, self._counters.days(campaign, self._state.generations().read), self._programme())

    def of_programme(self) -> ProgrammeReport:
        """Read the programme's report, by its newest version; a few seconds behind."""
        read = self._state.generations().read
        return programme_report(
            self._programme(), self._counters.days(PROGRAMME, read), self._counters.days(VALUE, read)
        )

    def _programme(self) -> Programme:
        number = self._campaigns.live().newest.get(PROGRAMME)
        found = self._campaigns.versions([(PROGRAMME, number)] if number else [])
        return next((reading.read(one.tree, Programme)[0] for one in found.values()), None) or Programme()

    def rebuild(self, anew: bool = False) -> RebuildStep:
        """Do one step of counting all receipts anew; to be called again until it is done.

        It goes on with the rebuild that is under way, or begins one where there is none. anew: begin in any case.
        Nothing is counted twice, however often a step is repeated.

        Raises Conflict (`report_rebuilding`) where another call does a step at the same time.
        """
        state = self._state.generations()
        if anew or state.rebuild is None:
            state = self._moved(
                state,
                Generations(state.read, state.counted + 1, RebuildProgress(total=self._state.estimate()), LISTS_GRANTS),
            )
        stop = self._monotonic() + STEP_SECONDS
        progress = state.rebuild
        while state.rebuild is not None:
            progress = state.rebuild
            further = self._counted if state.read < state.counted else self._cleared
            state = self._moved(state, further(state, progress))
            if self._monotonic() >= stop:
                break
        shown = state.rebuild or progress or RebuildProgress()
        return RebuildStep(state.counted, state.rebuild is None, shown.looked, shown.total, shown.counted)

    def _counted(self, state: Generations, progress: RebuildProgress) -> Generations:
        """Count the next receipts; at the end let the report read what was counted."""
        found = receipt_scan.receipts_and_counters(
            state.counted, Key(*progress.after) if progress.after else None, LOOKED_AT
        )
        counted = self._counting.count_into(state.counted, found.receipts)
        further = RebuildProgress(
            after=found.after,
            looked=progress.looked + found.looked,
            total=progress.total,
            counted=progress.counted + counted,
            old=tuple(sorted({*progress.old, *found.old})),
        )
        return replace(state, read=state.read if found.after else state.counted, rebuild=further)

    def _cleared(self, state: Generations, progress: RebuildProgress) -> Generations:
        """Delete the counters that no report reads any more."""
        left = old_counters.delete(progress.old, DELETED)
        return replace(state, rebuild=replace(progress, old=left) if left else None)

    def _moved(self, before: Generations, after: Generations) -> Generations:
        self._state.move(before, after)
        return after

    def _number(self, campaign: str, now: int) -> int:
        live = self._campaigns.live()
        listed = live.versions.get(campaign, ()) if campaign != PROGRAMME else ()
        if listed:
            return in_force(live, now).get(campaign, listed[0].number)
        closing = self._campaigns.closing(campaign)
        if closing is None:
            raise Unknown("campaign", campaign)
        return closing.version

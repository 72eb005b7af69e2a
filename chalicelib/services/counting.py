"""Counts receipts for the report: each once, however often it comes."""

import logging
from collections.abc import Iterable, Mapping
from threading import Lock
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.domain.derived.counters import Counts, Page, counted, ended
from chalicelib.domain.derived.programme_counters import by_day, counted_of_programme
from chalicelib.domain.derived.value_counters import is_of_value, value_of
from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.journal import grants
from chalicelib.domain.record.receipt import Receipt
from chalicelib.store.campaigns import Campaigns, VersionId
from chalicelib.store.counters import Counters, Tally
from chalicelib.store.granted import of_form
from chalicelib.store.report_state import ReportState
from chalicelib.store.table import Key

RawReceipt = tuple[tuple[str, str], bytes]
"""A receipt as the table holds it: its key (pk, sk), and its JSON."""

Adds = Mapping[Page, Counts]
"""Amounts that are added to counters."""

log = logging.getLogger(__name__)

_decoder = msgspec.json.Decoder(Receipt)


class Counting:
    """Counts receipts. Safe to use from several threads."""

    def __init__(self, counters: Counters, state: ReportState, campaigns: Campaigns) -> None:
        self._counters = counters
        self._state = state
        self._campaigns = campaigns
        self._known: dict[VersionId, Campaign | None] = {}
        self._some: dict[str, VersionId] = {}
        self._zone: ZoneInfo | None = None
        self._reading = Lock()

    def count(self, written: Iterable[RawReceipt]) -> int:
        """Count receipts where they were not counted yet, and give how many were.

        A receipt that can't be read is skipped with a line in the log. Raises Unavailable where the table does not
        answer: the same receipts may then come again.
        """
        # Asked for before anything is counted: a rebuild that begins later finds all of these receipts in the table.
        generation = self._state.generations().counted
        return self.count_into(generation, written)

    def count_into(self, generation: int, written: Iterable[RawReceipt]) -> int:
        """As `count`, into a generation of the counters."""
        receipts = {Key(*key): receipt for key, body in written if (receipt := _receipt(key, body))}
        concerned = {key: {**self._ended(receipt), **_played(receipt)} for key, receipt in receipts.items()}
        versions = self._versions(one for numbered in concerned.values() for one in numbered.values())
        of_programme = self._of_programme(receipts)
        tallies = [
            tally
            for key, one in receipts.items()
            if (tally := _tally(key, one, concerned[key], versions, of_programme.get(key, {})))
        ]
        return self._counters.count(tallies, generation)

    def _of_programme(self, receipts: Mapping[Key, Receipt]) -> Mapping[Key, Adds]:
        """Work out what receipts add to the programme's counters, of those that add anything."""
        amounts = {key: found for key, one in receipts.items() if (found := counted_of_programme(one))}
        of_value = [key for key, one in receipts.items() if is_of_value(one)]
        zone = self._calendar() if amounts or of_value else ZoneInfo("UTC")
        adds: dict[Key, dict[Page, Counts]] = {key: {**by_day(found, zone)} for key, found in amounts.items()}
        for key in of_value:
            adds.setdefault(key, {}).update(value_of(receipts[key], zone))
        return adds

    def _calendar(self) -> ZoneInfo:
        """The timezone of the programme. Any version will do: it is needed only for where days begin."""
        with self._reading:
            if self._zone is None:
                number = self._campaigns.live().newest.get(PROGRAMME)
                if number is None:
                    return ZoneInfo("UTC")
                version = self._campaigns.versions([(PROGRAMME, number)])[PROGRAMME, number]
                programme, _ = reading.read(version.tree, Programme)
                self._zone = programme.zone if programme else ZoneInfo("UTC")
            return self._zone

    def _ended(self, receipt: Receipt) -> dict[str, VersionId]:
        """Find a version of each campaign of which a coupon ended, or that counted the order. Any will do: it is needed
        only for where the campaign's days begin.

        A campaign may take no part in that, and may have been closed long ago.
        """
        wanted = ended(receipt)
        with self._reading:
            missing = wanted - self._some.keys()
            newest = self._campaigns.live().newest if missing else {}
            for name in missing:
                if name in newest:
                    self._some[name] = (name, newest[name])
                elif closing := self._campaigns.closing(name):
                    self._some[name] = (name, closing.version)
            return {name: self._some[name] for name in wanted if name in self._some}

    def _versions(self, wanted: Iterable[VersionId]) -> Mapping[VersionId, Campaign | None]:
        """The campaigns of these versions, which never change; None for one that does not read."""
        with self._reading:
            missing = {*wanted} - self._known.keys()
            if missing:
                for one, version in self._campaigns.versions(missing).items():
                    self._known[one] = reading.read(version.tree, CampaignFile)[0]
            return self._known


def _receipt(key: tuple[str, str], body: bytes) -> Receipt | None:
    try:
        receipt = _decoder.decode(body)
        _played(receipt)
    except ValueError:  # what msgspec raises too
        log.exception("The receipt %s can't be read, and is not counted", key[1])
        return None
    return receipt


def _played(receipt: Receipt) -> dict[str, VersionId]:
    """The versions that took part; what concerns no campaign has none."""
    return {name: (name, int(label.partition(":")[0])) for name, label in receipt.versions.items()}


def _tally(
    key: Key,
    receipt: Receipt,
    concerned: Mapping[str, VersionId],
    versions: Mapping[VersionId, Campaign | None],
    of_programme: Adds,
) -> Tally | None:
    """Work out what a receipt adds; None where that is nothing, or it is unknown. concerned: versions by their
    campaign. of_programme: what it adds to the counters of the programme.

    What it granted is listed even where its campaigns' definitions don't read any more: it has to be sent all the same.
    """
    granted = frozenset(one.campaign for one in grants(receipt.legs))
    if receipt.sent:
        granted |= {of_form(receipt.asked["campaign"], receipt.asked["form"])}
    if not concerned and not granted and not of_programme:
        return None
    try:
        found = {name: campaign for name, one in concerned.items() if (campaign := versions[one])}
        adds = counted(receipt, found)
    except Exception:  # whatever is wrong with one receipt must not hold up all that come after it
        log.exception("The receipt %s can't be counted", key.sk)
        if not granted and not of_programme:
            return None
        adds = {}
    return Tally(key, {**adds, **of_programme}, receipt.at, granted)

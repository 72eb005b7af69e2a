"""The record of what managers did: the live list, the immutable versions, their audit chains, and the closings.

    C#campaign / V#n   a version                         put once
    C#campaign / L#n   an entry of the audit chain       put once; it names the hash of the entry before it
    C#campaign / X     the closing: final, and the chain's end
    C / LIVE           the live list                     replaced by revision, in the same transaction

Each command is one transaction that raises the list's revision, even where it lists nothing: of two managers at once
exactly one gets through, and a crash leaves either all of a command or nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NoReturn

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.publishing.definitions import Version, version_hash
from chalicelib.domain.publishing.live import Link, Live, Settling, without
from chalicelib.domain.publishing.trail import Entry, chained
from chalicelib.domain.words.errors import Conflict
from chalicelib.store import dynamo, report_state, writes
from chalicelib.store.dynamo import key_of
from chalicelib.store.faults import FaultKind, give_up, kinds_of
from chalicelib.store.reader import Reader
from chalicelib.store.table import LIVE, Item, Raw, audit_key, closing_key, item_of, raw_item, version_key
from chalicelib.store.writes import ABSENT, Write

VersionId = tuple[str, int]
"""A version: the id of its campaign, and its number."""


class Closing(msgspec.Struct, frozen=True):
    """A campaign's irrevocable end."""

    campaign: str
    """The campaign's id."""
    at: int
    """Epoch ms."""
    version: int
    """The number of the final version."""
    seeds: Mapping[str, str]
    """The seed of each drawing block in hex, public from now on."""
    end: Link = Link()
    """The end of the audit chain, which the store fills in."""
    previous: str = ""
    """The campaign that was closed before this one, which the store fills in too; empty for the first."""


class Record(Struct, frozen=True):
    """All that was ever done with a campaign."""

    id: str
    """The campaign's id, or `programme`."""
    live: Live
    """The live list, as it was read with it."""
    closing: Closing | None
    """How it was closed for good; None: it was not."""
    stored: tuple[bytes | None, ...]
    """The bytes of its audit entries in order; None where one is gone."""

    @property
    def end(self) -> Link:
        """The end of the audit chain, as the list says, or the closing."""
        return self.closing.end if self.closing else self.live.audit.get(self.id, Link())

    @property
    def entries(self) -> list[Entry]:
        """The audit entries, oldest first."""
        return [msgspec.json.decode(body, type=Entry) for body in self.stored if body is not None]


class Campaigns:
    """The published campaigns in the table. Raises Unavailable where the table does not answer."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def live(self) -> Live:
        """The live list, strongly consistent; the empty list of revision 0 where none was ever written."""
        return live_of(self._reader.read([LIVE]).get(LIVE))

    def versions(self, wanted: Collection[VersionId]) -> dict[VersionId, Version]:
        """Published versions by (id, number), read in one batch. A version that does not exist is absent."""
        keys = {version_key(*one): one for one in wanted}
        items = self._reader.read(keys)
        return {keys[key]: msgspec.json.decode(item.body, type=Version) for key, item in items.items()}

    def hashes(self, campaign: str, numbers: Iterable[int]) -> dict[int, str]:
        """The hash of each stored version of a campaign, as labels name it. A version that does not exist is absent."""
        keys = {version_key(campaign, number): number for number in numbers}
        return {keys[key]: version_hash(item.body) for key, item in self._reader.read(keys).items()}

    def closing(self, campaign: str) -> Closing | None:
        """Read how a campaign was closed for good; None while it is not."""
        key = closing_key(campaign)
        item = self._reader.read([key]).get(key)
        return None if item is None else msgspec.json.decode(item.body, type=Closing)

    def closed(self, live: Live, most: int) -> list[Record]:
        """The records of the campaigns that were closed for good, the last first, without their audit entries."""
        found: list[Record] = []
        following = live.closed
        while following and len(found) < most and (closing := self.closing(following)):
            found.append(Record(following, live, closing, ()))
            following = closing.previous
        return found

    def record(self, campaign: str) -> Record:
        """A campaign's whole record; one without entries where nothing is known of the id."""
        closing_at = closing_key(campaign)
        found = self._reader.read([LIVE, closing_at])
        closed = found.get(closing_at)
        closing = None if closed is None else msgspec.json.decode(closed.body, type=Closing)
        record = Record(campaign, live_of(found.get(LIVE)), closing, ())
        keys = [audit_key(campaign, number) for number in range(1, record.end.number + 1)]
        items = self._reader.read(keys)
        return replace(record, stored=tuple(items[key].body if key in items else None for key in keys))

    def whole(self, campaign: str) -> tuple[list[Entry], dict[int, Version]]:
        """A campaign's audit entries, oldest first, and all its versions by number: one query.

        (A query ends at 1 MB, which some thirty of the largest versions fill: more take a query more.)
        """
        found = {key_of(raw).sk: item_of(raw) for raw in dynamo.query_all(version_key(campaign, 0).pk)}
        entries = [msgspec.json.decode(one.body, type=Entry) for sk, one in found.items() if sk.startswith("L#")]
        versions = [msgspec.json.decode(one.body, type=Version) for sk, one in found.items() if sk.startswith("V#")]
        return sorted(entries, key=lambda one: one.number), {one.number: one for one in versions}

    def write(
        self,
        live: Live,
        revised: Live,
        entries: Sequence[tuple[str, Entry]],
        versions: Sequence[Version],
        beside: Sequence[Write] = (),
    ) -> Live:
        """Replace the list as it was read by a revised one, with an audit entry for each id and command and the
        versions that are new, all in one transaction; gives the new list.

        beside: what else belongs to it. Raises Conflict: `revision_conflict` when the list, or that, has changed since
        it was read, `campaign_closed` when the id belonged to a campaign that was closed: its name is never used again.
        """
        items = [
            raw_item(version_key(one.id, one.number), v=one.number, at=one.published, body=msgspec.json.encode(one))
            for one in versions
        ]
        for campaign, entry in entries:
            revised, placed = chained(revised, campaign, entry)
            key = audit_key(campaign, placed.number)
            items.append(raw_item(key, v=placed.number, at=placed.at, body=msgspec.json.encode(placed)))
        _write(live, revised, items, beside)
        return revised

    def close(self, live: Live, closings: Sequence[Closing]) -> Live:
        """End campaigns for good and take them off the list as it was read, all in one transaction; gives the new list.

        Raises Conflict `revision_conflict` when the list has changed since it was read.
        """
        items = []
        revised = live
        for closing in closings:
            ending = msgspec.structs.replace(closing, end=live.audit[closing.campaign], previous=revised.closed)
            key = closing_key(closing.campaign)
            items.append(raw_item(key, v=closing.version, at=closing.at, body=msgspec.json.encode(ending)))
            revised = without(revised, closing.campaign, Settling(closing.version, closing.at))
        _write(live, revised, items)
        return revised

    def revise(self, live: Live, revised: Live) -> None:
        """Replace the list as it was read by a revised one, where it is another.

        Raises Conflict `revision_conflict` when the list has changed since it was read.
        """
        if revised.revision != live.revision:
            _write(live, revised, [])


def live_of(item: Item | None) -> Live:
    """The live list in its item, as it also comes along with other reads."""
    return Live() if item is None else msgspec.json.decode(item.body, type=Live)


def _write(live: Live, revised: Live, items: Sequence[Raw], also: Sequence[Write] = ()) -> None:
    """Put new items and replace the list, if it still is as it was read: all or nothing.

    The first list of a table comes with the first state of its report.
    """
    listed = raw_item(LIVE, v=revised.revision, body=msgspec.json.encode(revised))
    unchanged = ("v = :v", {":v": live.revision}) if live.revision else (ABSENT, None)
    beside = [] if live.revision else [writes.put(report_state.first())]
    try:
        new = [writes.put(item, ABSENT) for item in items]
        dynamo.transact(puts=[writes.put(listed, *unchanged), *new, *beside, *also])
    except TransactWriteError as error:
        _refuse(error, len(also))


def _refuse(error: TransactWriteError, also: int) -> NoReturn:
    """Raise what a cancelled command or closing means. The reasons come in the order of the puts, the list's first.

    also: how many of the last ones are of something that moved on meanwhile, as the list may.
    """
    reasons = kinds_of(error)
    moved = [reasons[0], *reasons[len(reasons) - also :]] if also else reasons[:1]
    if FaultKind.CONFLICT in reasons or FaultKind.CONDITION in moved:
        changed = "The list of campaigns has changed meanwhile: read it and try again."
        raise Conflict(changed, "revision_conflict") from error
    if FaultKind.CONDITION in reasons:
        taken = "A campaign of this name was closed: choose a name that was never used."
        raise Conflict(taken, "campaign_closed") from error
    give_up(error)

"""What is published: the live list, the immutable versions, their audit chains, and the closings.

    C#campaign / V#n   a version                         put once
    C#campaign / L#n   an entry of the audit chain       put once; it names the hash of the entry before it
    C#campaign / X     the closing: final, and the chain's end
    C / LIVE           the live list                     replaced by revision, in the same transaction

A version is never listed without its item, nor written without being listed: the list's revision lets exactly one of
two publishers through, and a crash leaves either all of a publication or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Literal

import msgspec
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.domain.definitions import Version
from chalicelib.domain.errors import Conflict, Unavailable
from chalicelib.domain.live import Link, Live, with_version, without
from chalicelib.store.faults import Kind, kind_of, kind_of_code
from chalicelib.store.reader import Reader
from chalicelib.store.table import LIVE, Item, Key, audit_key, closing_key, version_key


class AuditEntry(msgspec.Struct, frozen=True):
    """One link of a campaign's audit chain; its hash is the SHA-256 of its stored bytes, in hex.

    version: the `NUMBER:HASH` that it is about · previous: the hash of the entry before it ("" for the first).
    """

    number: int
    at: int
    does: Literal["publish"]
    version: str
    takes_effect: int
    previous: str


class Closing(msgspec.Struct, frozen=True):
    """A campaign's irrevocable end.

    at: epoch ms · version: the number of the final version · seeds: each drawing block's seed in hex, public from now
    on · previous: the hash of the last audit entry, which the store fills in.
    """

    campaign: str
    at: int
    version: int
    seeds: Mapping[str, str]
    previous: str = ""


class Campaigns:
    """The published campaigns in the table. Raises Unavailable where the table does not answer."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def live(self) -> Live:
        """The live list, strongly consistent; the empty list of revision 0 where none was ever written."""
        return live_of(self._reader.read([LIVE]).get(LIVE))

    def versions(self, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], Version]:
        """Published versions by (id, number), read in one batch. A version that does not exist is absent."""
        keys = {version_key(*one): one for one in wanted}
        items = self._reader.read(keys)
        return {keys[key]: msgspec.json.decode(item.body, type=Version) for key, item in items.items()}

    def closing(self, campaign: str) -> Closing | None:
        """How a campaign was closed for good; None while it is not."""
        key = closing_key(campaign)
        item = self._reader.read([key]).get(key)
        return None if item is None else msgspec.json.decode(item.body, type=Closing)

    def publish(self, live: Live, versions: Sequence[Version], takes_effect: int, now: int) -> Live:
        """Add versions to the list as it was read, all in one transaction; gives the new list.

        Raises Conflict: `revision_conflict` when the list has changed since it was read, `campaign_closed` when the id
        belonged to a campaign that was closed: its name is never used again.
        """
        items = []
        revised = live
        for version in versions:
            link = live.audit.get(version.id, Link())
            label = f"{version.number}:{version.hash}"
            entry = msgspec.json.encode(AuditEntry(link.number + 1, now, "publish", label, takes_effect, link.hash))
            items.append(
                _item(version_key(version.id, version.number), version.number, now, msgspec.json.encode(version))
            )
            items.append(_item(audit_key(version.id, link.number + 1), link.number + 1, now, entry))
            revised = with_version(revised, version.id, version.number, takes_effect, now)
            revised = _chained(revised, version.id, Link(link.number + 1, sha256(entry).hexdigest()))
        _write(live, revised, items)
        return revised

    def close(self, live: Live, closings: Sequence[Closing]) -> Live:
        """End campaigns for good and take them off the list as it was read, all in one transaction; gives the new list.

        Raises Conflict `revision_conflict` when the list has changed since it was read.
        """
        items = []
        revised = live
        for closing in closings:
            ending = msgspec.structs.replace(closing, previous=live.audit[closing.campaign].hash)
            items.append(_item(closing_key(closing.campaign), closing.version, closing.at, msgspec.json.encode(ending)))
            revised = without(revised, closing.campaign)
        _write(live, revised, items)
        return revised


def live_of(item: Item | None) -> Live:
    """The live list in its item, as it also comes along with other reads."""
    return Live() if item is None else msgspec.json.decode(item.body, type=Live)


def _chained(live: Live, id: str, link: Link) -> Live:
    return msgspec.structs.replace(live, audit={**live.audit, id: link})


def _write(live: Live, revised: Live, items: Sequence[Item]) -> None:
    """Put new items and replace the list, if it still is as it was read: all or nothing."""
    unchanged = Item.v == live.revision if live.revision else Item.pk.does_not_exist()
    try:
        with TransactWrite(connection=Item._get_connection().connection) as transaction:
            transaction.save(_item(LIVE, revised.revision, None, msgspec.json.encode(revised)), condition=unchanged)
            for item in items:
                transaction.save(item, condition=Item.pk.does_not_exist())
    except TransactWriteError as error:
        raise _why(error) from error


def _why(error: TransactWriteError) -> Exception:
    """What a cancelled publication or closing means. The reasons come in the order of the puts, the list's first."""
    reasons = [reason and kind_of_code(reason.code) for reason in error.cancellation_reasons] or [kind_of(error)]
    if Kind.CONFLICT in reasons or reasons[0] is Kind.CONDITION:
        return Conflict("The list of campaigns has changed meanwhile: read it and try again.", "revision_conflict")
    if Kind.CONDITION in reasons:
        return Conflict("A campaign of this name was closed: choose a name that was never used.", "campaign_closed")
    if Kind.INVALID in reasons:
        return error
    return Unavailable("The table did not answer: try again.")


def _item(key: Key, v: int, at: int | None, body: bytes) -> Item:
    return Item(*key, v=v, at=at, body=body)

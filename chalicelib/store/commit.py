"""The commit: everything that a decision changes, in one DynamoDB transaction, or nothing of it.

    member         moves from version n to n + k, if it still is at n (or absent)
    receipts       k of them, numbered n + 1 to n + k, none of which may exist
    claims         must not exist
    orders         move from version n to n + 1, if they still are at n (or absent)
    recipient      as the member, with its own receipt
    guests         as the member, with a receipt for each of their orders that the member takes over
    identities     of a record that the recipient was, and its ways back, lead to the member from now on
    archives       are simply put: the member's version guards them
    entries        of boards, likewise
    shards         take their units, if that leaves them within their quota; of a pool, the codes that are next
    units          that came back are put if absent, and deleted if they are there

The transaction itself, and what stands in its way: `transaction`.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Final

import msgspec

from chalicelib.domain.decide.falls_due import FallsDue
from chalicelib.domain.record.guest import KEPT, is_guest
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.order import OrderStep
from chalicelib.domain.record.outcome import Archive, Claim, Outcome
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.scores import BoardEntry
from chalicelib.store import receipt_log
from chalicelib.store.due_index import part_of
from chalicelib.store.entries import raw_entry
from chalicelib.store.identities import Absorbed, Identity, Way
from chalicelib.store.members import SHAPE, Current
from chalicelib.store.orders import condition_of, raw_order
from chalicelib.store.portions import Taken
from chalicelib.store.returned import raw_unit
from chalicelib.store.table import (
    RECEIPT_SECONDS,
    Key,
    archive_key,
    claim_key,
    identity_key,
    known_as_key,
    member_key,
    raw_item,
    receipt_key,
)
from chalicelib.store.transaction import Cancelled, Committed, Delete, Forget, Lead, Part, Put, send
from chalicelib.store.writes import ABSENT, UNCHANGED

NOTHING_DUE: Final[Mapping[str, FallsDue]] = MappingProxyType({})
NO_GUESTS: Final[Mapping[str, Current]] = MappingProxyType({})
LEADS_THERE: Final = "m = :m"
"""The condition that an identity leads to the member that it did."""


def commit(
    outcome: Outcome,
    fingerprints: Mapping[str, bytes],
    portions: Sequence[Taken],
    member: Current,
    recipient: Current | None,
    now: int,
    identities: Sequence[Identity] = (),
    guests: Mapping[str, Current] = NO_GUESTS,
    absorbed: Absorbed | None = None,
    falls_due: Mapping[str, FallsDue] = NOTHING_DUE,
) -> Committed | Cancelled:
    """Write an outcome that has at least one receipt.

    fingerprints: by receipt id, at most 16 bytes. now: epoch ms. identities: those that are to lead to the member; they
    are put with it, and must not exist yet. guests: those of the outcome, by their ids, as they were read. absorbed:
    what leads to the recipient, where the member absorbs that record. falls_due: when the members are to be settled
    next, by their ids.
    """
    receipts, next_due = outcome.receipts, falls_due.get(member.snapshot.id)
    puts = [
        *_step((Part.RECEIPT, Part.MEMBER), member, outcome.member, receipts, fingerprints, now, next_due),
        *(_claim(member.snapshot.id, claim) for claim in outcome.claims),
        *(_order(step) for step in outcome.orders),
        *(_archive(member.snapshot.id, archive, now) for archive in outcome.archives),
        *(_entry(member, entry, len(receipts)) for entry in outcome.entries),
        *(Put(Part.UNIT, step, raw_unit(step.after), ABSENT) for step in outcome.units if step.after),
    ]
    if recipient is not None and outcome.recipient is not None and outcome.recipient_receipt is not None:
        parts, received = (Part.RECIPIENT_RECEIPT, Part.RECIPIENT), (outcome.recipient_receipt,)
        next_due = falls_due.get(recipient.snapshot.id)
        puts += _step(parts, recipient, outcome.recipient, received, fingerprints, now, next_due)
        puts += (_archive(recipient.snapshot.id, archive, now) for archive in outcome.recipient_archives)
        puts += (_entry(recipient, entry, 1) for entry in outcome.recipient_entries)
    for step in outcome.guests:
        parts, guest = (Part.GUEST_RECEIPT, Part.GUEST), guests[step.before.id]
        puts += _step(parts, guest, step.document, step.receipts, fingerprints, now)
    for identity in identities:
        puts += _identity(member.snapshot.id, identity, now)
    deletes: list[Delete | Forget] = [Delete(Part.UNIT, step, step.before) for step in outcome.units if step.before]
    signposts: list[Lead] = []
    if absorbed is not None:
        puts += chain.from_iterable(_moved(member.snapshot.id, absorbed.member, way) for way in absorbed.ways)
        deletes += [Forget(Key(member_key(absorbed.member).pk, way.name)) for way in absorbed.ways]
        signposts += [Lead(one, member.snapshot.id) for one in absorbed.signposts]
    return send(deletes, puts, portions, signposts)


def _step(
    parts: tuple[Part, Part],
    before: Current,
    document: Member,
    receipts: Sequence[Receipt],
    fingerprints: Mapping[str, bytes],
    now: int,
    next_due: FallsDue | None = None,
) -> Iterator[Put]:
    """One record's step: its receipts, and the document, from the version that was decided on by one for each receipt.

    Each receipt keeps the log before it, so that the history can be walked back from any. parts: of the receipts, and
    of the document.
    """
    who, log, ttl = before.snapshot, before.log, _guest_ttl(before.snapshot.id, document, now)
    # none goes before one that is older: what is counted anew would not add up
    ends = None if ttl is None else max(ttl, (now + KEPT) // 1000)
    for receipt in receipts:
        item = raw_item(
            receipt_key(who.id, receipt.id),
            v=receipt.number,
            at=receipt.at,
            fingerprint=fingerprints.get(receipt.id),
            prev=log,
            body=msgspec.json.encode(receipt),
            ttl=ends or receipt.at // 1000 + RECEIPT_SECONDS,
        )
        yield Put(parts[0], receipt.id, item, ABSENT)
        log = receipt_log.noted(log, receipt.id)
    due = None if document.erased else _due(before.due, next_due)
    item = raw_item(
        member_key(who.id),
        v=who.version + len(receipts),
        s=SHAPE,
        at=now,
        log=log,
        body=msgspec.json.encode(document),
        due=due,
        part=None if due is None else part_of(who.id),
        ttl=ttl,
    )
    yield Put(parts[1], who.id, item, UNCHANGED if who.version else ABSENT, who.version)


def _due(before: int | None, after: FallsDue | None) -> int | None:
    """When the member is looked at next, epoch ms; None: never, as one who is erased.

    A later moment does not move it, which would cost a write to the index: whoever looks too early moves it on.
    """
    if after is None or before is None or after.moves_on:
        return before if after is None else after.at
    return min(before, after.at)


def _guest_ttl(id: str, document: Member, now: int) -> int | None:
    """When a guest may be forgotten, in epoch seconds: at once where no order is left; None: it is a member."""
    if not is_guest(id):
        return None
    last = max(document.erased, document.bought.last if document.bought else 0)
    return (last + KEPT if last else now) // 1000


def _claim(member_id: str, claim: Claim) -> Put:
    item = raw_item(claim_key(claim.kind, claim.value), member=member_id, receipt=claim.receipt)
    return Put(Part.CLAIM, claim, item, ABSENT)


def _order(step: OrderStep) -> Put:
    """The order moves on, from what was decided on."""
    version = step.before.version
    return Put(Part.ORDER, step.key, raw_order(step.key, version + 1, step.order), condition_of(step.before), version)


def _identity(member_id: str, identity: Identity, now: int) -> Iterator[Put]:
    """Put the identity that leads to the member, and the way back, which the erasure of the member needs to find it."""
    item = raw_item(identity_key(identity.provider, identity.subject), member=member_id, at=now)
    yield Put(Part.IDENTITY, member_id, item, ABSENT)
    back = raw_item(known_as_key(member_id, identity.provider, identity.subject), at=now)
    yield Put(Part.IDENTITY, member_id, back, ABSENT)


def _moved(member_id: str, before: str, way: Way) -> Iterator[Put]:
    """Let an identity lead to the member that led to another record, and put the way back."""
    item = raw_item(Key(way.name, "I"), member=member_id, at=way.at)
    yield Put(Part.IDENTITY, member_id, item, LEADS_THERE, values={":m": before})
    yield Put(Part.IDENTITY, member_id, raw_item(Key(member_key(member_id).pk, way.name), at=way.at), ABSENT)


def _archive(member_id: str, archive: Archive, now: int) -> Put:
    item = raw_item(archive_key(member_id, archive.campaign), at=now, body=msgspec.json.encode(archive.part))
    return Put(Part.ARCHIVE, archive.campaign, item, None)


def _entry(member: Current, entry: BoardEntry, receipts: int) -> Put:
    item = raw_entry(member.snapshot.id, entry, member.snapshot.version + receipts)
    return Put(Part.ENTRY, f"{entry.board}@{entry.window}", item, None)

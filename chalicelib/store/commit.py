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

No client token is made from the Idempotency-Key: it would live for ten minutes, and the receipt lives for years. The
SDK makes a fresh one for each call, so that a resend after a lost reply is the same call.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import reduce
from itertools import chain
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec import Struct
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.decide.falls_due import FallsDue
from chalicelib.domain.record.guest import KEPT, is_guest
from chalicelib.domain.record.member import Member, signpost
from chalicelib.domain.record.order import OrderKey, OrderStep
from chalicelib.domain.record.outcome import Archive, Claim, Outcome, UnitBack, UnitStep
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.scores import BoardEntry
from chalicelib.domain.words.errors import Full
from chalicelib.store import dynamo, receipt_log, writes
from chalicelib.store.due_index import part_of
from chalicelib.store.entries import raw_entry
from chalicelib.store.faults import FaultKind, kind_of, kind_of_code
from chalicelib.store.identities import Absorbed, Identity, Way
from chalicelib.store.members import SHAPE, Current
from chalicelib.store.orders import condition_of, raw_order
from chalicelib.store.portions import Portion, Taken
from chalicelib.store.returned import raw_unit
from chalicelib.store.table import (
    RECEIPT_SECONDS,
    Item,
    Key,
    Raw,
    archive_key,
    claim_key,
    identity_key,
    known_as_key,
    member_key,
    raw_item,
    receipt_key,
    returned_key,
    shard_key,
)
from chalicelib.store.writes import ABSENT, MOST_WRITES, PRESENT, UNCHANGED, Values, Write, telling

NOTHING_DUE: Final[Mapping[str, FallsDue]] = MappingProxyType({})
NO_GUESTS: Final[Mapping[str, Current]] = MappingProxyType({})
WITHIN_QUOTA: Final = "attribute_not_exists(taken) OR taken <= :most"
LEADS_THERE: Final = "m = :m"
"""The condition that an identity leads to the member that it did."""
NEXT_CODES: Final = "taken = :first AND codes >= :end"
"""The condition that these are the next codes of a shard of a pool, and that they are there."""


class Part(Enum):
    """The role of an item in the transaction."""

    MEMBER = "member"
    RECEIPT = "receipt"
    CLAIM = "claim"
    ORDER = "order"
    IDENTITY = "identity"
    SIGNPOST = "signpost"
    RECIPIENT = "recipient"
    RECIPIENT_RECEIPT = "recipient's receipt"
    GUEST = "guest"
    GUEST_RECEIPT = "guest's receipt"
    ARCHIVE = "archive"
    ENTRY = "entry of a board"
    SHARD = "shard"
    UNIT = "unit that came back"
    WHOLE = "the whole transaction"


class Fault(Struct, frozen=True):
    """One reason why nothing was written."""

    part: Part
    """The item of the transaction that stood in the way."""
    kind: FaultKind
    of: str | Claim | OrderKey | Portion | UnitBack | UnitStep | None = None
    """The thing that the item was written for: a receipt's id, a claim, an order, a portion of stock, a unit of it."""
    found: Item | None = None
    """The item that was found in its place."""
    message: str = ""


class Committed(Struct, frozen=True):
    """All was written."""

    bodies: Mapping[str, bytes]
    """By receipt id, the text that is answered now and ever after."""
    largest: int = 0
    """The bytes of the largest member's document that was written."""


class Cancelled(Struct, frozen=True):
    """Nothing was written; or, where a fault's kind is LOST, it is unknown whether anything was."""

    faults: tuple[Fault, ...]


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
    puts = [
        *_receipts(Part.RECEIPT, member, outcome.member, outcome.receipts, fingerprints, now),
        _member(Part.MEMBER, member, outcome.member, outcome.receipts, now, falls_due.get(member.snapshot.id)),
        *(_claim(member.snapshot.id, claim) for claim in outcome.claims),
        *(_order(step) for step in outcome.orders),
        *(_archive(member.snapshot.id, archive, now) for archive in outcome.archives),
        *(_entry(member, entry, len(outcome.receipts)) for entry in outcome.entries),
        *(_Put(Part.UNIT, step, raw_unit(step.after), ABSENT) for step in outcome.units if step.after),
    ]
    if recipient is not None and outcome.recipient is not None and outcome.recipient_receipt is not None:
        received = (outcome.recipient_receipt,)
        puts += _receipts(Part.RECIPIENT_RECEIPT, recipient, outcome.recipient, received, fingerprints, now)
        next_due = falls_due.get(recipient.snapshot.id)
        puts.append(_member(Part.RECIPIENT, recipient, outcome.recipient, received, now, next_due))
        puts += (_archive(recipient.snapshot.id, archive, now) for archive in outcome.recipient_archives)
        puts += (_entry(recipient, entry, 1) for entry in outcome.recipient_entries)
    for step in outcome.guests:
        guest = guests[step.before.id]
        puts += _receipts(Part.GUEST_RECEIPT, guest, step.document, step.receipts, fingerprints, now)
        puts.append(_member(Part.GUEST, guest, step.document, step.receipts, now))
    for identity in identities:
        puts += _identity(member.snapshot.id, identity, now)
    deletes: list[_Delete | _Forget] = [_Delete(Part.UNIT, step, step.before) for step in outcome.units if step.before]
    signposts: list[_Lead] = []
    if absorbed is not None:
        puts += chain.from_iterable(_moved(member.snapshot.id, absorbed.member, way) for way in absorbed.ways)
        deletes += [_Forget(Key(member_key(absorbed.member).pk, way.name)) for way in absorbed.ways]
        signposts += [_Lead(one, member.snapshot.id) for one in absorbed.signposts]
    return _send(deletes, puts, portions, signposts)


class _Put(Struct, frozen=True):
    """An item to be put, and its role in the transaction."""

    part: Part
    of: str | Claim | OrderKey | UnitStep
    item: Raw
    condition: str | None
    version: int = 0
    """The number that UNCHANGED compares with."""
    values: Values | None = None
    """The values that another condition compares with."""

    @property
    def write(self) -> Write:
        """As the transaction takes it."""
        return telling(writes.put(self.item, self.condition, self.values or self._unchanged))

    @property
    def _unchanged(self) -> Values | None:
        return {":v": self.version} if self.condition is UNCHANGED else None


class _Delete(Struct, frozen=True):
    """A unit that came back, to be deleted, and its role in the transaction."""

    part: Part
    of: UnitStep | UnitBack
    unit: UnitBack

    @property
    def write(self) -> Write:
        """As the transaction takes it."""
        return writes.delete(returned_key(self.unit.key, self.unit.at, self.unit.id), PRESENT)


class _Forget(Struct, frozen=True):
    """A way back to an identity that leads elsewhere from now on."""

    key: Key
    part: Part = Part.IDENTITY
    of: None = None

    @property
    def write(self) -> Write:
        """As the transaction takes it."""
        return writes.delete(self.key, PRESENT)


class _Lead(Struct, frozen=True):
    """A signpost that leads to another member from now on."""

    signpost: str
    into: str
    part: Part = Part.SIGNPOST
    of: None = None

    @property
    def write(self) -> Write:
        """As the transaction takes it."""
        body = msgspec.json.encode(signpost(self.into))
        return writes.update(member_key(self.signpost), "SET b = :b", PRESENT, {":b": body})


class _Take(Struct, frozen=True):
    """Units to be taken from a shard."""

    of: Portion
    part: Part = Part.SHARD

    @property
    def write(self) -> Write:
        """As the transaction takes it."""
        portion = self.of
        if portion.first is None:
            condition, values = WITHIN_QUOTA, {":n": portion.n, ":most": portion.quota - portion.n}
        else:
            condition = NEXT_CODES
            values = {":n": portion.n, ":first": portion.first, ":end": portion.first + portion.n}
        return telling(writes.update(shard_key(*portion.shard), "ADD taken :n", condition, values))


def _receipts(
    part: Part,
    before: Current,
    document: Member,
    receipts: Iterable[Receipt],
    fingerprints: Mapping[str, bytes],
    now: int,
) -> Iterator[_Put]:
    """The receipts of one step; each keeps the log before it, so that the history can be walked back from any."""
    log, ends = before.log, _guest_ttl(before.snapshot.id, document, now)
    if ends is not None:  # none goes before one that is older: what is counted anew would not add up
        ends = max(ends, (now + KEPT) // 1000)
    for receipt in receipts:
        item = raw_item(
            receipt_key(before.snapshot.id, receipt.id),
            v=receipt.number,
            at=receipt.at,
            fingerprint=fingerprints.get(receipt.id),
            prev=log,
            body=msgspec.json.encode(receipt),
            ttl=ends or receipt.at // 1000 + RECEIPT_SECONDS,
        )
        yield _Put(part, receipt.id, item, ABSENT)
        log = receipt_log.noted(log, receipt.id)


def _member(
    part: Part,
    before: Current,
    document: Member,
    receipts: Sequence[Receipt],
    now: int,
    next_due: FallsDue | None = None,
) -> _Put:
    """The step itself: from the version that was decided on, by one for each receipt."""
    who, due = before.snapshot, None if document.erased else _due(before.due, next_due)
    item = raw_item(
        member_key(who.id),
        v=who.version + len(receipts),
        s=SHAPE,
        at=now,
        log=reduce(receipt_log.noted, (receipt.id for receipt in receipts), before.log),
        body=msgspec.json.encode(document),
        due=due,
        part=None if due is None else part_of(who.id),
        ttl=_guest_ttl(who.id, document, now),
    )
    return _Put(part, who.id, item, UNCHANGED if who.version else ABSENT, who.version)


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


def _claim(member_id: str, claim: Claim) -> _Put:
    item = raw_item(claim_key(claim.kind, claim.value), member=member_id, receipt=claim.receipt)
    return _Put(Part.CLAIM, claim, item, ABSENT)


def _order(step: OrderStep) -> _Put:
    """The order moves on, from what was decided on."""
    version = step.before.version
    return _Put(Part.ORDER, step.key, raw_order(step.key, version + 1, step.order), condition_of(step.before), version)


def _identity(member_id: str, identity: Identity, now: int) -> Iterator[_Put]:
    """Put the identity that leads to the member, and the way back, which the erasure of the member needs to find it."""
    item = raw_item(identity_key(identity.provider, identity.subject), member=member_id, at=now)
    yield _Put(Part.IDENTITY, member_id, item, ABSENT)
    back = raw_item(known_as_key(member_id, identity.provider, identity.subject), at=now)
    yield _Put(Part.IDENTITY, member_id, back, ABSENT)


def _moved(member_id: str, before: str, way: Way) -> Iterator[_Put]:
    """Let an identity lead to the member that led to another record, and put the way back."""
    item = raw_item(Key(way.name, "I"), member=member_id, at=way.at)
    yield _Put(Part.IDENTITY, member_id, item, LEADS_THERE, values={":m": before})
    yield _Put(Part.IDENTITY, member_id, raw_item(Key(member_key(member_id).pk, way.name), at=way.at), ABSENT)


def _archive(member_id: str, archive: Archive, now: int) -> _Put:
    item = raw_item(archive_key(member_id, archive.campaign), at=now, body=msgspec.json.encode(archive.part))
    return _Put(Part.ARCHIVE, archive.campaign, item, None)


def _entry(member: Current, entry: BoardEntry, receipts: int) -> _Put:
    item = raw_entry(member.snapshot.id, entry, member.snapshot.version + receipts)
    return _Put(Part.ENTRY, f"{entry.board}@{entry.window}", item, None)


def _send(
    deletes: Sequence[_Delete | _Forget],
    puts: Sequence[_Put],
    portions: Sequence[Taken],
    signposts: Sequence[_Lead],
) -> Committed | Cancelled:
    """One TransactWriteItems; a condition that does not hold brings along the item that it met."""
    again = [_Delete(Part.SHARD, one, one) for one in portions if isinstance(one, UnitBack)]
    gone: list[_Delete | _Forget] = [*deletes, *again]
    takes: list[_Lead | _Take] = [*signposts, *(_Take(one) for one in portions if isinstance(one, Portion))]
    if len(gone) + len(puts) + len(takes) > MOST_WRITES:
        raise Full("This would change too many items at once.")
    try:
        dynamo.transact([one.write for one in gone], [put.write for put in puts], [one.write for one in takes])
    except TransactWriteError as error:
        return Cancelled(tuple(_faults([*gone, *puts, *takes], error)))
    return Committed(
        {str(put.of): put.item["b"]["B"] for put in puts if put.part is Part.RECEIPT},
        max(len(put.item["b"]["B"]) for put in puts if put.part in (Part.MEMBER, Part.RECIPIENT)),
    )


def _faults(sent: Sequence[_Delete | _Forget | _Put | _Take | _Lead], error: TransactWriteError) -> Iterator[Fault]:
    """Each reason with the part it is about: they come in the order of sending, deletes, puts and then updates."""
    reasons = error.cancellation_reasons
    if not reasons:
        yield Fault(Part.WHOLE, kind_of(error), message=str(error))
        return
    for one, reason in zip(sent, reasons, strict=True):
        if reason is not None:
            found = Item.from_raw_data(reason.raw_item) if reason.raw_item else None
            yield Fault(one.part, kind_of_code(reason.code), one.of, found, reason.message or reason.code)

"""The commit: everything that a decision changes, in one DynamoDB transaction, or nothing of it.

    member         moves from version n to n + k, if it still is at n (or absent)
    receipts       k of them, numbered n + 1 to n + k, none of which may exist
    claims         must not exist
    recipient      as the member, with its own receipt
    archives       are simply put: the member's version guards them
    shards         take their units, if that leaves them within their quota

No client token is made from the Idempotency-Key: it would live for ten minutes, and the receipt lives for years. The
SDK makes a fresh one for each call, so that a resend after a lost reply is the same call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import Final

import msgspec
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.domain.member import Member
from chalicelib.domain.outcome import Archive, Claim, Outcome
from chalicelib.domain.receipt import Receipt
from chalicelib.store import receipt_log
from chalicelib.store.faults import Kind, kind_of, kind_of_code
from chalicelib.store.identities import Identity
from chalicelib.store.members import SHAPE, Current
from chalicelib.store.stock import Portion
from chalicelib.store.table import Item, archive_key, claim_key, identity_key, member_key, receipt_key, shard_key

RECEIPT_SECONDS: Final = 3 * 366 * 24 * 3600
"""How long receipts are kept: three years. Records of prize promotions have to be kept for two."""

NEW: Final = Item.pk.does_not_exist()


class Part(Enum):
    """What an item is in the transaction."""

    MEMBER = "member"
    RECEIPT = "receipt"
    CLAIM = "claim"
    IDENTITY = "identity"
    RECIPIENT = "recipient"
    RECIPIENT_RECEIPT = "recipient's receipt"
    ARCHIVE = "archive"
    SHARD = "shard"
    WHOLE = "the whole transaction"


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why nothing was written: at which part, of which kind, and the item that was found there instead.

    of: what the part was written for: a receipt's id, a claim, a portion of stock.
    """

    part: Part
    kind: Kind
    of: str | Claim | Portion | None = None
    found: Item | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Committed:
    """All was written. bodies: by receipt id, the text that is answered now and ever after."""

    bodies: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Nothing was written; or, where a fault's kind is LOST, nobody knows."""

    faults: tuple[Fault, ...]


def commit(
    outcome: Outcome,
    fingerprints: Mapping[str, bytes],
    portions: Sequence[Portion],
    member: Current,
    recipient: Current | None,
    now: int,
    identity: Identity | None = None,
) -> Committed | Cancelled:
    """Write an outcome that holds a receipt at least. fingerprints: by receipt id, at most 16 bytes · now: epoch ms ·
    identity: whom the member is born as, that is put with it and must not exist yet.
    """
    puts = [
        *_receipts(Part.RECEIPT, member, outcome.receipts, fingerprints),
        _member(Part.MEMBER, member, outcome.member, outcome.receipts, now),
        *(_claim(member.snapshot.id, claim) for claim in outcome.claims),
        *(_archive(member.snapshot.id, archive, now) for archive in outcome.archives),
    ]
    if recipient is not None and outcome.recipient is not None and outcome.recipient_receipt is not None:
        received = (outcome.recipient_receipt,)
        puts += _receipts(Part.RECIPIENT_RECEIPT, recipient, received, fingerprints)
        puts.append(_member(Part.RECIPIENT, recipient, outcome.recipient, received, now))
    if identity is not None:
        puts.append(_identity(member.snapshot.id, identity, now))
    return _send(puts, portions)


@dataclass(frozen=True, slots=True)
class _Put:
    """An item to be put, and what it is in the transaction."""

    part: Part
    of: str | Claim
    item: Item
    condition: Condition | None


def _receipts(
    part: Part, before: Current, receipts: Iterable[Receipt], fingerprints: Mapping[str, bytes]
) -> Iterator[_Put]:
    """The receipts of one step; each keeps the log before it, so that the history can be walked back from any."""
    log = before.log
    for receipt in receipts:
        item = Item(
            *receipt_key(before.snapshot.id, receipt.id),
            v=receipt.number,
            at=receipt.at,
            fingerprint=fingerprints.get(receipt.id),
            prev=log,
            body=msgspec.json.encode(receipt),
            ttl=receipt.at // 1000 + RECEIPT_SECONDS,
        )
        yield _Put(part, receipt.id, item, NEW)
        log = receipt_log.noted(log, receipt.id)


def _member(part: Part, before: Current, document: Member, receipts: Sequence[Receipt], now: int) -> _Put:
    """The step itself: from the version that was decided on, by one for each receipt."""
    who = before.snapshot
    item = Item(
        *member_key(who.id),
        v=who.version + len(receipts),
        s=SHAPE,
        at=now,
        log=reduce(receipt_log.noted, (receipt.id for receipt in receipts), before.log),
        body=msgspec.json.encode(document),
    )
    return _Put(part, who.id, item, Item.v == who.version if who.version else NEW)


def _claim(member_id: str, claim: Claim) -> _Put:
    item = Item(*claim_key(claim.kind, claim.value), member=member_id, receipt=claim.receipt)
    return _Put(Part.CLAIM, claim, item, NEW)


def _identity(member_id: str, identity: Identity, now: int) -> _Put:
    item = Item(*identity_key(identity.provider, identity.subject), member=member_id, at=now)
    return _Put(Part.IDENTITY, member_id, item, NEW)


def _archive(member_id: str, archive: Archive, now: int) -> _Put:
    item = Item(*archive_key(member_id, archive.campaign), at=now, body=msgspec.json.encode(archive.part))
    return _Put(Part.ARCHIVE, archive.campaign, item, None)


def _send(puts: Sequence[_Put], portions: Sequence[Portion]) -> Committed | Cancelled:
    """One TransactWriteItems; a condition that does not hold brings along the item that it met."""
    try:
        with TransactWrite(connection=Item._get_connection().connection) as transaction:
            for put in puts:
                transaction.save(put.item, put.condition, return_values="ALL_OLD")
            for portion in portions:
                within = Item.taken.does_not_exist() | (Item.taken <= portion.quota - portion.n)
                shard = Item(*shard_key(*portion.shard))
                transaction.update(shard, [Item.taken.add(portion.n)], within, return_values="ALL_OLD")
    except TransactWriteError as error:
        return Cancelled(tuple(_faults(puts, portions, error)))
    return Committed({str(put.of): put.item.body for put in puts if put.part is Part.RECEIPT})


def _faults(puts: Sequence[_Put], portions: Sequence[Portion], error: TransactWriteError) -> Iterator[Fault]:
    """Each reason with the part it is about: they come in the order of sending, which PynamoDB makes puts, updates."""
    reasons = error.cancellation_reasons
    if not reasons:
        yield Fault(Part.WHOLE, kind_of(error), message=str(error))
        return
    parts = [(put.part, put.of) for put in puts] + [(Part.SHARD, portion) for portion in portions]
    for (part, of), reason in zip(parts, reasons, strict=True):
        if reason is not None:
            found = Item.from_raw_data(reason.raw_item) if reason.raw_item else None
            yield Fault(part, kind_of_code(reason.code), of, found, reason.message or reason.code)

"""A transaction of items, each with its role: all of it is written, or nothing, and then each reason names its item.

No client token is made from the Idempotency-Key: it would live for ten minutes, and the receipt lives for years. The
SDK makes a fresh one for each call, so that a resend after a lost reply is the same call.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Final

import msgspec
from msgspec import Struct
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.record.member import signpost
from chalicelib.domain.record.order import OrderKey
from chalicelib.domain.record.outcome import Claim, UnitBack, UnitStep
from chalicelib.domain.words.errors import Full
from chalicelib.store import dynamo, writes
from chalicelib.store.faults import FaultKind, kind_of, kind_of_code
from chalicelib.store.portions import Portion, Taken
from chalicelib.store.table import Item, Key, Raw, member_key, returned_key, shard_key
from chalicelib.store.writes import MOST_WRITES, PRESENT, UNCHANGED, Values, Write, telling

WITHIN_QUOTA: Final = "attribute_not_exists(taken) OR taken <= :most"
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
    """The kind of reason, by which it is decided what to do."""
    of: str | Claim | OrderKey | Portion | UnitBack | UnitStep | None = None
    """The thing that the item was written for: a receipt's id, a claim, an order, a portion of stock, a unit of it."""
    found: Item | None = None
    """The item that was found in its place."""
    message: str = ""
    """The reason as DynamoDB gives it; empty: none was given."""


class Committed(Struct, frozen=True):
    """All was written."""

    bodies: Mapping[str, bytes]
    """By receipt id, the text that is answered now and ever after."""
    largest: int = 0
    """The bytes of the largest member's document that was written."""


class Cancelled(Struct, frozen=True):
    """Nothing was written; or, where a fault's kind is LOST, it is unknown whether anything was."""

    faults: tuple[Fault, ...]
    """The reasons, one or more, in the order of the items."""


class Put(Struct, frozen=True):
    """An item to be put, and its role in the transaction."""

    part: Part
    """The role of the item, which a fault in it names."""
    of: str | Claim | OrderKey | UnitStep
    """The thing that it is written for: a claim, an order, a unit of stock, else an id or a name."""
    item: Raw
    """The item as DynamoDB takes it."""
    condition: str | None
    """The condition on what stands in its place; None: it is put over whatever stands there."""
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


class Delete(Struct, frozen=True):
    """A unit that came back, to be deleted, and its role in the transaction."""

    part: Part
    """UNIT; where it is taken from a stock, SHARD."""
    of: UnitStep | UnitBack
    """The step that it is deleted for; where it is taken from a stock, the unit itself."""
    unit: UnitBack
    """The unit, of which the key of the item is made."""

    @property
    def write(self) -> Write:
        """As the transaction takes it."""
        return writes.delete(returned_key(self.unit.key, self.unit.at, self.unit.id), PRESENT)


class Forget(Struct, frozen=True):
    """A way back to an identity that leads elsewhere from now on."""

    key: Key
    """The key of the item that is deleted."""
    part: Part = Part.IDENTITY
    """Its role, always the same."""
    of: None = None
    """Always None: a fault in it names nothing but its role."""

    @property
    def write(self) -> Write:
        """As the transaction takes it."""
        return writes.delete(self.key, PRESENT)


class Lead(Struct, frozen=True):
    """A signpost that leads to another member from now on."""

    signpost: str
    """The id of the record that leads on."""
    into: str
    """The id of the member to whom it leads from now on."""
    part: Part = Part.SIGNPOST
    """Its role, always the same."""
    of: None = None
    """Always None: a fault in it names nothing but its role."""

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


def send(
    deletes: Sequence[Delete | Forget],
    puts: Sequence[Put],
    portions: Sequence[Taken],
    signposts: Sequence[Lead],
) -> Committed | Cancelled:
    """One TransactWriteItems; a condition that does not hold brings along the item that it met."""
    again = [Delete(Part.SHARD, one, one) for one in portions if isinstance(one, UnitBack)]
    gone: list[Delete | Forget] = [*deletes, *again]
    takes: list[Lead | _Take] = [*signposts, *(_Take(one) for one in portions if isinstance(one, Portion))]
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


def _faults(sent: Sequence[Delete | Forget | Put | _Take | Lead], error: TransactWriteError) -> Iterator[Fault]:
    """Each reason with the part it is about: they come in the order of sending, deletes, puts and then updates."""
    reasons = error.cancellation_reasons
    if not reasons:
        yield Fault(Part.WHOLE, kind_of(error), message=str(error))
        return
    for one, reason in zip(sent, reasons, strict=True):
        if reason is not None:
            found = Item.from_raw_data(reason.raw_item) if reason.raw_item else None
            yield Fault(one.part, kind_of_code(reason.code), one.of, found, reason.message or reason.code)

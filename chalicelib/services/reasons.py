"""The reasons why a commit was cancelled, and what is done about each: a table, and its remedies in code.

Several reasons may come at once. The topmost row that recognises one is done, and no other: what it leads to makes the
others void, or they come again.
"""

from collections.abc import Callable, Sequence
from random import Random

from msgspec import Struct

from chalicelib.domain.record.actions import Enrol, Import
from chalicelib.domain.record.cash import no_longer_waits
from chalicelib.domain.record.order import OrderKey
from chalicelib.domain.record.outcome import Claim, Outcome, StockKey, UnitBack, UnitStep
from chalicelib.domain.words.errors import Conflict, Unavailable
from chalicelib.services.case import Answered, Case
from chalicelib.services.recall import Recall
from chalicelib.store.backoff import CONFLICT_SECONDS, THROTTLED_SECONDS, full_jitter
from chalicelib.store.faults import FaultKind
from chalicelib.store.members import current, stored_receipt
from chalicelib.store.orders import order_of
from chalicelib.store.portions import Portion
from chalicelib.store.stock import StockShards
from chalicelib.store.transaction import Fault, Part

MOST_COMMITS = 6
MOST_SECONDS = 4.0
CROSSINGS_AT_ONCE = 2
"""How often another shard is tried at once before a pause is made."""


class CommitRejected(Exception):
    """DynamoDB will never take this transaction: it is malformed, or too large. A mistake of ours, for an operator."""


class Remedies:
    """Remedies of a cancelled commit. Each leaves the case ready to be decided again, or answered."""

    def __init__(self, recall: Recall, stock: StockShards, sleep: Callable[[float], None], rng: Random) -> None:
        self._recall = recall
        self._stock = stock
        self._sleep = sleep
        self._rng = rng

    def apply(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        """Do what the topmost row says that recognises any of the faults."""
        for row in TABLE:
            if recognised := row.recognise(faults):
                row.remedy(self, case, outcome, recognised)
                return
        self.reject(case, outcome, faults)

    def answer_from_receipts(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        """Answer from the receipt, or by a conflict for another fingerprint; then decide the others on the member as it
        is now.
        """
        case.replay(stored_receipt(fault.found) for fault in faults if fault.found is not None)
        if case.open:
            self._recall.read(case)

    def refuse_claims(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        """Answer the request that made the claim; the others are decided again without it."""
        for fault in faults:
            if isinstance(fault.of, Claim):
                case.refuse_claim(fault.of)

    def reject(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        raise CommitRejected("; ".join(fault.message for fault in faults))

    def follow_members(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        """Go on from the items that were found instead, the newest there are: no read is needed to decide again."""
        for fault in faults:
            if isinstance(fault.of, OrderKey):
                case.orders[fault.of] = order_of(fault.found)
                continue
            found = current(str(fault.of), fault.found)
            if fault.part is Part.MEMBER:
                case.follow(found)
            elif fault.part is Part.GUEST:
                case.guests[found.snapshot.id] = found
            else:
                case.recipient = found
        self._recall.answer_from_log(case)
        if case.open:
            self._recall.follow_on(case)

    def tell_where_it_leads(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        """Answer the requests whose id leads somewhere already: to the member, then nothing changes; or to another."""
        met = {fault.found.member for fault in faults if fault.found is not None and fault.found.member}
        for one, request in list(case.open.items()):
            if isinstance(request.action, Import | Enrol):
                case.answer(one, Unavailable("One of its ids was linked at this moment: try again."))
            elif request.action.leads_here and met == {case.member_id}:
                case.answer(one, Answered(None, replayed=False))
            elif request.action.leads_here:
                message = "This id leads to another member already: merge the two, if they are one person."
                case.answer(one, Conflict(message, "identity_taken"))
        if case.open:
            self._recall.read(case)

    def survey_stock(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        """Remember the full shards and what was taken of what came back, learn of the others, and go on with the units
        that are left.

        Of a pool, what was met may be the right number alone, and there may be enough: then nothing runs out.
        """
        takes = {take.key: take for take in outcome.takes}
        full: dict[StockKey, None] = {}
        for fault in faults:
            if isinstance(fault.of, UnitBack):
                self._stock.gone(fault.of)
            elif isinstance(fault.of, Portion):
                full[fault.of.shard.key] = None
                if fault.found is not None:
                    self._stock.saw(fault.of.shard, fault.found.taken, fault.found.codes or 0)
        left = {key: self._stock.look(takes[key], case.moment) for key in full}
        case.at_most |= {key: units for key, units in left.items() if not key.pool or units < takes[key].n}

    def refuse_units(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        """Answer the request whose unit another member has taken, because its time was over; the others are decided
        again without it.
        """
        for fault in faults:
            if isinstance(fault.of, UnitStep) and fault.of.receipt in case.open:
                case.answer(fault.of.receipt, no_longer_waits())

    def try_other_shards(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        case.avoid.update(fault.of.shard for fault in faults if isinstance(fault.of, Portion))
        case.avoid.update(fault.of for fault in faults if isinstance(fault.of, UnitBack))
        case.crossings += 1
        if case.crossings > CROSSINGS_AT_ONCE:
            self._pause(case, CONFLICT_SECONDS)

    def pause_for_conflict(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        self._pause(case, CONFLICT_SECONDS)
        self._recall.read(case)

    def pause_for_throttle(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        self._pause(case, THROTTLED_SECONDS)
        self._recall.read(case)

    def ask_receipts(self, case: Case, outcome: Outcome, faults: Sequence[Fault]) -> None:
        """Answer from the receipts: the SDK has sent the call again and still has no reply, so that only they show what
        was done.
        """
        self._recall.look_up(case, tuple(case.open))
        case.answer_all(Unavailable("The table did not answer: try again with the same key."))

    def _pause(self, case: Case, first: float) -> None:
        self._sleep(full_jitter(self._rng, first, case.waits))
        case.waits += 1


class Row(Struct, frozen=True):
    """A reason and its remedy."""

    reason: str
    """The reason in some words, for whoever reads the table."""
    kind: FaultKind
    """The kind of fault that it is recognised by."""
    parts: frozenset[Part]
    """The parts at which it is recognised."""
    remedy: Callable[[Remedies, Case, Outcome, Sequence[Fault]], None]
    """Does what helps against the faults that were recognised, or answers by them."""
    only: bool = False
    """Whether there may be no other fault beside."""

    def recognise(self, faults: Sequence[Fault]) -> list[Fault]:
        """The faults that this row is about; none where it does not apply."""
        found = [fault for fault in faults if fault.kind is self.kind and fault.part in self.parts]
        return [] if self.only and len(found) < len(faults) else found


ANY = frozenset(Part)
RECEIPTS = frozenset({Part.RECEIPT, Part.RECIPIENT_RECEIPT, Part.GUEST_RECEIPT})
CLAIMS = frozenset({Part.CLAIM})
MEMBERS = frozenset({Part.MEMBER, Part.RECIPIENT, Part.GUEST, Part.ORDER})
SHARDS = frozenset({Part.SHARD})
IDENTITIES = frozenset({Part.IDENTITY})
UNITS = frozenset({Part.UNIT})

TABLE = (
    Row("the receipt exists", FaultKind.CONDITION, RECEIPTS, Remedies.answer_from_receipts),
    Row("the claim exists", FaultKind.CONDITION, CLAIMS, Remedies.refuse_claims),
    Row("validation, size", FaultKind.INVALID, ANY, Remedies.reject),
    Row("the member or an order moved on", FaultKind.CONDITION, MEMBERS, Remedies.follow_members),
    Row("an id leads somewhere already", FaultKind.CONDITION, IDENTITIES, Remedies.tell_where_it_leads),
    Row("a unit that was kept is gone", FaultKind.CONDITION, UNITS, Remedies.refuse_units),
    Row(
        "a shard is full, its next code another, or what came back was taken",
        FaultKind.CONDITION,
        SHARDS,
        Remedies.survey_stock,
    ),
    Row("conflict on a shard only", FaultKind.CONFLICT, SHARDS, Remedies.try_other_shards, only=True),
    Row("conflict on member or receipt", FaultKind.CONFLICT, ANY - SHARDS, Remedies.pause_for_conflict),
    Row("throttled", FaultKind.THROTTLED, ANY, Remedies.pause_for_throttle),
    Row("in progress, 5xx, timeout", FaultKind.LOST, ANY, Remedies.ask_receipts),
)


def spend_attempt(case: Case, elapsed: float) -> None:
    """Count one more commit. Raises Unavailable, never SoldOut, after the last: all that is known is that it is
    busy.
    """
    if case.commits >= MOST_COMMITS or elapsed >= MOST_SECONDS:
        raise Unavailable("Too many others at once: try again with the same key.")
    case.commits += 1

"""A case: one call of `act` from its requests to its answers, and what was learned on the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from msgspec import Struct
from msgspec.structs import force_setattr, replace

from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Action, Ask
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.record.order import OrderKey, OrderSnapshot, of_one
from chalicelib.domain.record.outcome import Claim, Outcome, StockKey, UnitBack
from chalicelib.domain.record.receipt import NOT_MATCHING, Receipt, answer_of, not_matching, receipt_id
from chalicelib.domain.words.errors import Conflict, TesseraError, Unknown
from chalicelib.services.admission import require_current_token
from chalicelib.store.members import Current, StoredReceipt
from chalicelib.store.portions import Shard


class Request(Struct, frozen=True):
    """One action asked for under a key."""

    scope: str
    """The key is unique in it: a member's keys, a source's events."""
    key: str
    """The name of the request in its scope: the same key again is the same request."""
    fingerprint: bytes
    """At most 16 bytes of what was asked; the same key with another one is a mistake of the caller."""
    action: Action
    """The action that is asked for."""
    as_before: bytes | None = None
    """The fingerprint that an earlier release gave to the same, which stands in its receipts."""
    id: str = ""
    """The id of the receipt that this request has, or will have: made of scope and key."""

    def __post_init__(self) -> None:
        force_setattr(self, "id", receipt_id(self.scope, self.key))


class Transition(Struct, frozen=True):
    """A member before and after what was decided."""

    before: Snapshot
    """The member as it was read."""
    after: Snapshot
    """The member as it was written; the same where nothing was."""
    at: int
    """The moment of the decision, epoch ms."""


class Answered(Struct, frozen=True):
    """An answer that is no error."""

    receipt: bytes | None
    """The stored JSON, always the same bytes; None where nothing changed and nothing was written."""
    replayed: bool
    """Whether the receipt was there before this call."""
    noted: bool = False
    """Whether it was kept all the same, in an order that is nobody's yet."""
    step: Transition | None = None
    """The member's step; None of a replay: nothing tells what the member was like before it."""


ActionAnswer = Answered | TesseraError


@dataclass(slots=True)
class Case:
    """One call of `act`, with what was learned so far."""

    member_id: str
    """The member's id; once a record led on, that of the member to whom it leads."""
    requests: Sequence[Request]
    """All that was asked for, with those that are answered already."""
    now: int
    """When the call came, by the campaigns' clock, epoch ms; see `moment`."""
    token_epoch: int | None
    """The epoch of the caller's token."""
    entropy: bytes
    """32 fresh random bytes, from which coupon codes are derived: the same for each try."""
    started: float
    """When the call began, in seconds of the monotonic clock."""
    open: dict[str, Request] = field(init=False)
    """The requests without an answer yet, by receipt id, in their order."""
    member: Current = field(init=False)
    """The member as it was read last."""
    recipient: Current | None = None
    """The other side of a gift or of a merge, as it was read last; None: there is none, or it is not read yet."""
    orders: dict[OrderKey, OrderSnapshot] = field(default_factory=dict)
    """The orders that the requests are about, as they were read."""
    given: dict[str, Receipt | None] = field(default_factory=dict)
    """Receipts by which something may be undone, by their ids, as far as they were read: those that counted orders,
    paid their bills, or redeemed; None: it is gone."""
    guests: dict[str, Current] = field(default_factory=dict)
    """The guests whose orders the requests take over, by their ids, as they were read."""
    at_most: dict[StockKey, int] = field(default_factory=dict)
    """Units left of stocks that turned out to be short."""
    avoid: set[Shard | UnitBack] = field(default_factory=set)
    """Shards, and units that came back, that another transaction was writing."""
    complete_by: Definitions | None = None
    """The definitions by which what was read is all that a decision needs, where that is the member alone."""
    of_guest: bool = False
    """Whether it is the record of a guest, who leads to nobody and is settled by nothing."""
    known_as: bool = False
    """Whether the caller named the member by another id, which may have led to another record before."""
    absorbed: tuple[str, ...] = ()
    """The ids of the records that the member absorbed."""
    led: set[str] = field(default_factory=set)
    """The ids of the records that led to this member, whose receipts were looked at."""
    commits: int = 0
    """Commits that were tried."""
    crossings: int = 0
    """Conflicts met on shards alone."""
    waits: int = 0
    """Pauses that were made."""
    written: tuple[Receipt, ...] = ()
    """The receipts that were committed."""
    largest: int = 0
    """The bytes of the largest member's document that was written with them."""
    _answers: dict[str, tuple[bytes, ActionAnswer]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.open = {}
        for request in self.requests:
            self.open.setdefault(request.id, request)

    @property
    def recipient_id(self) -> str | None:
        """The other side of a gift."""
        return next((other for one in self.requests for other in one.action.involves), None)

    @property
    def moment(self) -> int:
        """The moment of the decision: the request's own, but never before what already happened to whom it moves."""
        others = [one.snapshot.at for one in (self.recipient, *self.guests.values()) if one is not None]
        return max(self.now, self.member.snapshot.at, *others)

    @property
    def known_orders(self) -> Mapping[OrderKey, OrderSnapshot]:
        """The orders, each with the receipts that counted it and paid its bill, where these were read."""
        return {key: self._with_receipts(one) for key, one in self.own_orders.items()}

    @property
    def own_orders(self) -> Mapping[OrderKey, OrderSnapshot]:
        """The orders, as those of a member who absorbed other records."""
        if not self.absorbed:
            return self.orders
        return {
            key: replace(one, order=of_one(one.order, self.member_id, self.absorbed))
            for key, one in self.orders.items()
        }

    def _with_receipts(self, one: OrderSnapshot) -> OrderSnapshot:
        paid = self.given.get(one.order.bill.receipt) if one.order.bill else None
        return replace(one, given=self.given.get(one.order.receipt), billed=paid)

    @property
    def actions(self) -> list[Action]:
        """The actions of the open requests."""
        return [request.action for request in self.open.values()]

    @property
    def asks(self) -> list[Ask]:
        """The open requests, as the decision takes them."""
        return [Ask(one, request.action) for one, request in self.open.items()]

    @property
    def fingerprints(self) -> Mapping[str, bytes]:
        return {one: request.fingerprint for one, request in self.open.items()}

    def follow(self, member: Current) -> None:
        """Go on from this state of the member. Raises Unauthenticated where it has revoked the caller's token, and
        Unknown (`unknown_member`) where the member was erased: not even a receipt is answered any more.
        """
        require_current_token(member.snapshot, self.token_epoch)
        if member.snapshot.document.erased:
            raise Unknown("member", self.member_id)
        self.member, self.absorbed = member, member.snapshot.document.ids.absorbed

    def lead(self) -> bool:
        """Go over to the member whom the record leads to; False where it is the member's own."""
        into = self.member.snapshot.document.ids.into
        if into:
            self.led.add(self.member_id)
            self.member_id = into
        return bool(into)

    def answer(self, id: str, answer: ActionAnswer) -> None:
        """Give an open request its answer."""
        self._answers[id] = (self.open.pop(id).fingerprint, answer)

    def answer_all(self, error: TesseraError) -> None:
        """Give all open requests the same answer."""
        for one in list(self.open):
            self.answer(one, error)

    def replay(self, receipts: Iterable[StoredReceipt]) -> None:
        """Answer from receipts that already exist."""
        for stored in receipts:
            if self.open.pop(stored.id, None) is not None:
                self._answers[stored.id] = (stored.fingerprint, _replayed(stored.body))

    def refuse_claim(self, claim: Claim) -> None:
        """Answer the request whose claim another member or request holds."""
        if claim.receipt in self.open:
            self.answer(claim.receipt, Conflict(f"This {claim.kind} already counted.", "already_claimed"))

    def refuse_rivals(self, claims: Iterable[Claim]) -> bool:
        """Of requests that claim the same thing the first has it; whether there were others, who are answered now."""
        owners: dict[tuple[str, str], str] = {}
        rivals = [one for one in claims if owners.setdefault((one.kind, one.value), one.receipt) != one.receipt]
        for claim in rivals:
            self.refuse_claim(claim)
        return bool(rivals)

    def conclude(self, outcome: Outcome, bodies: Mapping[str, bytes]) -> None:
        """Answer all open requests as decided. bodies: what was written of the receipts."""
        self.written = outcome.receipts
        before, moment = self.member.snapshot, self.moment
        moved = Snapshot(before.id, before.version + len(self.written), moment, outcome.member)
        step = Transition(before, moved if self.written else before, moment)
        for one, result in zip(list(self.open), outcome.results, strict=True):
            if isinstance(result, Receipt):
                told = answer_of(result)
                self.answer(
                    one, Answered(bodies[one], replayed=False, step=step) if isinstance(told, Receipt) else told
                )
            else:
                self.answer(one, result or Answered(None, replayed=False, step=step))

    def answers(self) -> list[ActionAnswer]:
        """Give the answers in the order of the requests. A key that came twice in one call has one receipt."""
        given: list[ActionAnswer] = []
        first: set[str] = set()
        for request in self.requests:
            fingerprint, answer = self._answers[request.id]
            if fingerprint not in (request.fingerprint, request.as_before):
                answer = Conflict("This key was already used for something else.", "idempotency_key_reused")
            elif request.id in first and isinstance(answer, Answered) and answer.receipt is not None:
                answer = replace(answer, replayed=True)
            first.add(request.id)
            given.append(answer)
        return given


class _Verdict(Struct):
    """The part of a receipt that tells whether it is a refusal."""

    verdict: str = ""


_verdicts = msgspec.json.Decoder(_Verdict)


def _replayed(body: bytes) -> ActionAnswer:
    """The answer that a stored receipt is: a try that failed is a refusal, although it is kept."""
    return not_matching() if _verdicts.decode(body).verdict == NOT_MATCHING else Answered(body, replayed=True)

"""The store in memory, for scenarios, simulations and tests of the rules. It commits as the store on DynamoDB does.

A receipt's id answers for good, receipts are numbered, a decision that takes more of a stock than is left is made again
knowing that, a claim is held by one receipt over all members, and a gift moves both members at once.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.in_memory_stocks import StocksInMemory, whole_quota
from chalicelib.domain.decide.numbering import numbered
from chalicelib.domain.decide.settle import settle
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.decide.unclaimed import noted, whose
from chalicelib.domain.play.orders import guest_of, order_keys, require_order_key, takes_back
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import TESSERA, Ask, Happened, heard_as
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.order import OrderKey, OrderSnapshot, of_one
from chalicelib.domain.record.outcome import Claim, Outcome, Take
from chalicelib.domain.record.receipt import Receipt, answer_of
from chalicelib.domain.record.scores import BoardEntry
from chalicelib.domain.record.told import Tell
from chalicelib.domain.words.errors import Conflict, TesseraError, Unknown

AskResult = Receipt | TesseraError | None
"""The answer to an ask: its receipt, the error that refuses it, or None where it changes nothing."""


class Performed(Struct, frozen=True):
    """Asks of one member that were decided and committed together."""

    results: tuple[AskResult, ...]
    """The answer to each ask, in order; an ask that was answered before has its first receipt."""
    outcome: Outcome
    """The decision that was committed: of the asks that were new, without those whose claim another receipt holds."""
    before: Snapshot
    """The member as it was read; one without an id where nobody was moved."""
    others: tuple["Performed", ...] = ()
    """The decisions that it brought about for other members."""


NOBODY = Snapshot("", 0, 0, Member())


def none(receipt: Receipt) -> bool:
    """No receipt."""
    return False


class InMemoryStore:
    """Members, receipts, claims and stocks. Archives of closed campaigns are not kept: nothing here reads them."""

    def __init__(
        self,
        definitions: Definitions,
        units: Callable[[Take], int] = whole_quota,
        for_crowd: bool = False,
        keeps: Callable[[Receipt], bool] = none,
    ) -> None:
        """Start with nobody and nothing taken.

        units: how much of a stock there is to take from.
        for_crowd: keep no receipts, which would need too much memory, and remember which stocks are short, so that
        nothing is played twice because of them. A crowd must never ask twice under one id.
        keeps: the receipts that are kept all the same: those of orders that may come back.
        """
        self.definitions = definitions
        """The definitions in force."""
        self.members: dict[str, Snapshot] = {}
        """Everybody who was born, by id."""
        self.decisions = 0
        """How many asks were decided."""
        self.stocks = StocksInMemory(units, remembers=for_crowd)
        """The stocks that everybody takes from."""
        self._for_crowd, self._keeps = for_crowd, keeps
        self._receipts: dict[tuple[str, str], Receipt] = {}
        self._claims: set[tuple[str, str]] = set()
        self.orders: dict[OrderKey, OrderSnapshot] = {}
        """Every order that was heard of, by what it is known by."""
        self.entries: dict[tuple[str, str, str], dict[str, BoardEntry]] = {}
        """The entries of rankings, by campaign, board and window, and of each member."""

    def act(
        self,
        member: str,
        asks: Sequence[Ask],
        now: int,
        entropy: bytes = b"",
        lands: str | tuple[str, ...] | None = None,
    ) -> Performed:
        """Decide asks of one member together, and commit what they change.

        now: epoch milliseconds; it is decided as of then, or as of the last moment of a member that it moves.
        entropy: as in `Situation`; the same for the same request.
        lands: the row of every draw, or a row for each, in place of chance.
        """
        member = self._who(member)
        me = self.members.get(member) or Snapshot(member, 0, 0, Member())
        to = self._recipient(asks)
        moment = max(now, me.at, to.at if to else 0)
        situation = Situation(
            definitions=self.definitions,
            member=me,
            now=moment,
            entropy=entropy,
            at_most=self.stocks.known_short(moment) if self._for_crowd else {},
            short=partial(self.stocks.short, now=moment),
            recipient=to,
            orders=self._orders(member, asks),
            given=self._given(member, asks),
            lands=(lands,) if isinstance(lands, str) else lands or (),
        )
        answers: dict[str, AskResult] = {
            ask.id: self._receipts[whose, ask.id]
            for ask in asks
            for whose in (member, *me.document.ids.absorbed)
            if (whose, ask.id) in self._receipts
        }
        while True:
            open_asks: dict[str, Ask] = {}
            for ask in asks:
                if ask.id not in answers:
                    open_asks.setdefault(ask.id, ask)
            outcome = decide(situation, tuple(open_asks.values()))
            self.decisions += len(open_asks)
            guests = {one: self.members[one] for one in outcome.taken_over_from if one in self.members}
            if guests.keys() - situation.guests.keys():
                moment = max(moment, *(one.at for one in guests.values()))
                situation = replace(situation, guests=guests, now=moment, short=partial(self.stocks.short, now=moment))
            elif conflicts := self._conflicts(outcome.claims):
                answers |= conflicts
            else:
                break
        outcome = numbered(outcome, {take.key: self.stocks.next_codes(take) for take in outcome.takes if take.key.pool})
        self._commit(situation, outcome)
        answers |= zip(open_asks, outcome.results, strict=True)
        others = tuple(self.tell(one, now) for receipt in outcome.receipts for one in receipt.tells)
        return Performed(tuple(_answer(answers[ask.id]) for ask in asks), outcome, me, others)

    def tell(self, one: Tell, now: int) -> Performed:
        """Decide what a member's action brought about for another; Unknown where that one is gone. now: as in `act`."""
        event = Happened(one.id, TESSERA, one.type, one.time, dict(one.data), by_member=True)
        ask, to = Ask(heard_as(one.type, one.id), event), self._who(self.definitions.sharing.open(one.to))
        if to not in self.members or not self.members[to].here:
            return _of_nobody(Unknown("member", to))
        return self.act(to, [ask], now, sha256(f"{to} {ask.id}".encode()).digest())

    def report(self, ask: Ask, now: int, entropy: bytes = b"") -> AskResult:
        """Decide an order or a refund that names no member: for whom it is, or None, where it is noted in the order.

        now, entropy: as in `act`.
        """
        return self.reported(ask, now, entropy).results[0]

    def reported(self, ask: Ask, now: int, entropy: bytes = b"") -> Performed:
        """The same, with all that it changed; of nobody, where no member is moved.

        now, entropy: as in `act`.
        """
        programme, event = self.definitions.programme, ask.action
        if not isinstance(event, Happened):
            raise TypeError(f"{event} is about no order")
        try:
            key = require_order_key(programme, event)
            found = self.orders.get(key, OrderSnapshot())
            for member in whose(programme, found.order, event, ask.id, now):
                acted = self.act(member, [ask], now, entropy)
                answer, has_it = acted.results[0], member == found.order.member
                if isinstance(answer, Receipt) or (has_it and not isinstance(answer, Unknown)):
                    return _of_guest(answer) if is_guest(member) else acted
            guest = "" if takes_back(programme, event) else guest_of(programme, event, now)
            if guest:
                return _of_guest(self.act(guest, [ask], now, entropy).results[0])
            after = noted(programme, found.order, event, ask.id, now)
        except TesseraError as error:
            return _of_nobody(error)
        if after is not None:
            self.orders[key] = OrderSnapshot(found.version + 1, after)
        return _of_nobody(None)

    def receipts_of(self, member: str) -> list[Receipt]:
        """The receipts of a member that are kept, in their order."""
        return [one for (whose, _), one in self._receipts.items() if whose == member]

    def settled(self, member: str, now: int) -> Turn:
        """A look at a member with all that has fallen due. now: epoch ms."""
        snapshot = self.members.get(member) or Snapshot(member, 0, now, Member())
        document = msgspec.json.decode(msgspec.json.encode(snapshot.document), type=Member)
        turn = Turn(self.definitions, member, document, now, now)
        settle(turn, snapshot.at)
        return turn

    def _orders(self, member: str, asks: Sequence[Ask]) -> dict[OrderKey, OrderSnapshot]:
        """The orders that asks are about, each with the receipt of this member that counted it."""
        keys = order_keys(self.definitions.programme, (ask.action for ask in asks))
        read = {key: self.orders[key] for key in keys if key in self.orders}
        return {key: self._with_receipts(member, one) for key, one in read.items()}

    def _with_receipts(self, member: str, one: OrderSnapshot) -> OrderSnapshot:
        bill = self._receipt(member, one.order.bill.receipt) if one.order.bill else None
        order = of_one(one.order, member, self._absorbed(member))
        return replace(one, order=order, given=self._receipt(member, one.order.receipt), billed=bill)

    def _receipt(self, member: str, id: str) -> Receipt | None:
        """A receipt of a member, or of a record that this one absorbed."""
        found = (self._receipts.get((whose, id)) for whose in (member, *self._absorbed(member)))
        return next((one for one in found if one), None)

    def _absorbed(self, member: str) -> tuple[str, ...]:
        return self.members[member].document.ids.absorbed if member in self.members else ()

    def _who(self, member: str) -> str:
        """The member whom an id leads to."""
        found = self.members.get(member)
        return found.document.ids.into or member if found else member

    def _given(self, member: str, asks: Sequence[Ask]) -> dict[str, Receipt | None]:
        """The receipts by which asks undo something."""
        ids = (one for ask in asks for one in ask.action.undoes)
        return {one: self._receipt(member, one) for one in ids}

    def _recipient(self, asks: Sequence[Ask]) -> Snapshot | None:
        """The other member whom an ask involves, where there is somebody."""
        others = (self.members.get(other) for ask in asks for other in ask.action.involves)
        return next((other for other in others if other is not None and other.here), None)

    def _conflicts(self, claims: Iterable[Claim]) -> dict[str, Conflict]:
        """The answer to each receipt that claims what another one has; among rivals the first has it."""
        owners: dict[tuple[str, str], str] = {}
        return {
            claim.receipt: Conflict(f"This {claim.kind} already counted.", "already_claimed")
            for claim in claims
            if (what := (claim.kind, claim.value)) in self._claims
            or owners.setdefault(what, claim.receipt) != claim.receipt
        }

    def _commit(self, situation: Situation, outcome: Outcome) -> None:
        if not outcome.receipts:
            return
        self._write(situation.member, outcome.member, outcome.receipts)
        if situation.recipient and outcome.recipient and outcome.recipient_receipt:
            self._write(situation.recipient, outcome.recipient, (outcome.recipient_receipt,))
            if outcome.recipient.ids.into:
                for one in situation.recipient.document.ids.absorbed:
                    self.members[one] = replace(self.members[one], document=outcome.recipient)
            for entry in outcome.recipient_entries:
                self.entries[entry.campaign, entry.board, entry.window][situation.recipient.id] = entry
        for guest in outcome.guests:
            self._write(guest.before, guest.document, guest.receipts)
        self._claims.update((claim.kind, claim.value) for claim in outcome.claims)
        for entry in outcome.entries:
            ranked = self.entries.setdefault((entry.campaign, entry.board, entry.window), {})
            ranked[situation.member.id] = entry
        for step in outcome.orders:
            self.orders[step.key] = OrderSnapshot(step.before.version + 1, step.order)
        self.stocks.take(outcome.takes, situation.now)
        self.stocks.put_back(outcome.units)

    def _write(self, before: Snapshot, document: Member, receipts: Sequence[Receipt]) -> None:
        """Move a member on to the document after the receipts."""
        last = receipts[-1]
        self.members[before.id] = Snapshot(before.id, last.number, last.at, document)
        kept = (one for one in receipts if not self._for_crowd or self._keeps(one))
        self._receipts.update(((before.id, one.id), one) for one in kept)


def _of_guest(answer: AskResult) -> Performed:
    """The answer for a guest: what was noted is no member's receipt."""
    return _of_nobody(answer if isinstance(answer, TesseraError) else None)


def _of_nobody(answer: TesseraError | None) -> Performed:
    return Performed((answer,), Outcome(NOBODY.document, ()), NOBODY)


def _answer(answer: AskResult) -> AskResult:
    return answer_of(answer) if isinstance(answer, Receipt) else answer

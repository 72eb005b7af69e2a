"""The decision: given a situation and what is asked, what is to be committed. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from chalicelib.domain.decide import (
    adjust,
    award,
    bills,
    bring_in,
    gifts,
    guests,
    happened,
    membership,
    merge,
    redemptions,
    settle,
    touches,
)
from chalicelib.domain.decide.entering import enter, holding
from chalicelib.domain.decide.purchases import note_sales
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.events import kept
from chalicelib.domain.play.orders import takes_back
from chalicelib.domain.play.scores import entries, left
from chalicelib.domain.play.touches import follow
from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened, Import, Update, name_of
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.journal import MERGED
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.order import OrderSnapshot, OrderStep
from chalicelib.domain.record.outcome import Archive, Claim, Outcome
from chalicelib.domain.record.receipt import Draft, Receipt, receipt_id
from chalicelib.domain.words.errors import Conflict, Full, Refused, Unknown

MOST_BYTES: Final = 256 * 1024
"""Bytes to which an action may let a record grow. The table takes 400 KB; the rest is for the brand's words, and for
what falls due by itself, which is few bytes: coupons wait (`capacity.ROOM_FOR_COUPONS`)."""

DOCUMENT: Final = msgspec.json.Decoder(Member)

HANDLERS: Handlers = {
    **membership.HANDLERS,
    **happened.HANDLERS,
    **bills.HANDLERS,
    **{play.action: play.handler for mechanic in MECHANICS for play in mechanic.plays},
    **settle.HANDLERS,
    **adjust.HANDLERS,
    **award.HANDLERS,
    **redemptions.HANDLERS,
    **touches.HANDLERS,
    **merge.HANDLERS,
    **bring_in.HANDLERS,
    **gifts.HANDLERS,
}


def decide(situation: Situation, asks: Sequence[Ask]) -> Outcome:
    """Decide the asks of one member one after the other, each on top of those before it.

    A refusal is in `results` and leaves no trace in the rest; neither does an ask that changes nothing, unless
    something fell due before it, which comes with it. A member who is to be born for what is asked beside it is not,
    where none of that leaves a receipt.
    """
    deciding = Deciding(situation)
    for ask in asks:
        deciding.results.append(deciding.play(ask))
    if _is_born_in_vain(asks, deciding.results):
        return Outcome(situation.member.document, (None, *deciding.results[1:]))
    return deciding.outcome()


def _is_born_in_vain(asks: Sequence[Ask], results: Sequence[Receipt | Refused | Conflict | None]) -> bool:
    beside = len(asks) > 1 and isinstance(asks[0].action, Enrol)
    return beside and not any(isinstance(one, Receipt) for one in results[1:])


def settled(situation: Situation) -> tuple[Turn, bool]:
    """The member with whatever has fallen due, and whether a receipt tells of any of it: a tier that is looked at and
    kept moves nothing, nor does a birthday for which no task waits.
    """
    deciding = Deciding(situation)
    return deciding.last, not deciding.pending.is_blank


class Deciding:
    """The asks of one member, decided one on top of the other; what fell due before goes with the first receipt."""

    def __init__(self, situation: Situation, settled_turn: Turn | None = None) -> None:
        """Settle what fell due. settled_turn: a turn in which that was done already, of the same member and moment."""
        self.situation = situation
        self.member = situation.member
        self.results: list[Receipt | Refused | Conflict | None] = []
        self.claims: list[Claim] = []
        self.written = 0
        self.archives: tuple[Archive, ...] = ()
        self._at_most = dict(situation.at_most)
        self.last = self._settled() if settled_turn is None else settled_turn
        while self._is_short(self.last):
            self.last = self._settled()
        self.pending = self.last.draft
        self._nothing_pending = self.pending.is_new
        self._segments: list[str] | None = None
        self.tried = self.last
        """The turn of the last attempt, whatever became of it."""

    def _settled(self) -> Turn:
        """The member with whatever has fallen due."""
        turn = self._turn(self.member.id, copy_of(self.member.document), "", self.situation.now, Draft())
        turn.orders = dict(self.situation.orders)
        self.archives = settle.settle(turn, self.member.at)
        return turn

    def _is_short(self, turn: Turn) -> bool:
        """Whether a turn takes more of a stock than is known to be left: it is played again then, knowing that."""
        short = self.situation.short(turn.takes.values()) if turn.takes else {}
        for key, units in short.items():
            if units >= self._at_most.get(key, units + 1):
                raise RuntimeError(f"decided to take more than {units} of {key}")
        self._at_most = {**self._at_most, **short}
        return bool(short)

    @property
    def _is_unborn(self) -> bool:
        """Whether there is no member yet, by what was decided so far."""
        return self.member.version == 0 and not self.written

    def play(self, ask: Ask) -> Receipt | Refused | Conflict | None:
        """Play one ask on the document as the asks before it left it, and keep what it changes."""
        try:
            turn = self.attempt(ask, copy_of(self.last.member), self.situation.recipient)
        except (Refused, Conflict) as refusal:
            return refusal
        born = self._is_unborn and not is_guest(self.member.id)
        changes = turn.member != self.last.member or born or bool(turn.draft.order)
        changes = changes or self._is_billed(turn) or turn.units != self.last.units
        changes = changes or bool(turn.draft.verdict) or turn.draft.content is not None
        changes = changes or turn.draft.journal.postings() != self.pending.journal.postings()
        if not changes and self.pending.is_blank:
            return None
        self.written += 1
        if not changes:  # what comes along fell due before: an order that pays nothing is not claimed for it
            turn.draft.claims.clear()
            turn.draft.sales = None
            turn.orders = dict(self.last.orders)
        if not self._knows_segments:
            self._buy(turn)
        claims = [claim for claim in turn.draft.claims if claim not in turn.orders]
        self.claims += [Claim(kind, value, ask.id) for kind, value in claims]
        self.last, self.pending, self._segments = turn, Draft(), None
        self._nothing_pending = True
        number = self.member.version + self.written
        return turn.draft.receipt(ask.id, number, self.situation.now, name_of(ask.action), _asked(turn, ask.action))

    def attempt(self, ask: Ask, document: Member, recipient: Snapshot | None, asked: bool = False) -> Turn:
        """Play one ask on a copy of the document as the asks before it left it; nothing is kept of it here.

        asked: as in `Turn`. Raises Refused or Conflict, and may leave the copy half changed then. Where it would take
        more of a stock than is known to be left, it is played again on a new copy, with what there is. The next ask
        finds that out for itself: how one is answered does not depend on what was asked before it.
        """
        known = self._at_most
        try:
            turn = self._attempt(ask, document, recipient, asked)
            while self._is_short(turn):
                turn = self._attempt(ask, copy_of(self.last.member), recipient, asked)
        finally:
            self._at_most = known
        return turn

    def _attempt(self, ask: Ask, document: Member, recipient: Snapshot | None, asked: bool) -> Turn:
        moment = ask.action.time if isinstance(ask.action, Happened) else self.situation.now
        pending = Draft() if self._nothing_pending else self.pending.copy()
        turn = self._turn(self.member.id, document, ask.id, moment, pending)
        turn.asked = asked
        self.tried = turn
        turn.takes = dict(self.last.takes)
        turn.units = dict(self.last.units)
        turn.orders = dict(self.last.orders)
        if recipient is not None and recipient.version > 0:
            turn.recipient = self._turn(recipient.id, copy_of(recipient.document), ask.id, self.situation.now, Draft())
            turn.recipient.member.settled = recipient.document.settled or recipient.at
        self._handle(turn, ask)
        back = takes_back(self.situation.definitions.programme, ask.action)
        if not asked and not isinstance(ask.action, Update) and not back:  # of the brand's words there are few
            require_room(self.last.member, turn.member)
        if recipient is not None and turn.recipient is not None:
            require_room(recipient.document, turn.recipient.member, "recipient_full")
        return turn

    @property
    def _knows_segments(self) -> bool:
        """Whether segments may ask for purchases: then all orders of members are noted, whatever counts them."""
        return bool(self.situation.definitions.programme.segments) and not is_guest(self.member.id)

    def _is_billed(self, turn: Turn) -> bool:
        """Whether an order changes whose bill was paid: it is the payer's, whether or not it gives anything."""
        return any(one.order.bill is not None and one != self.last.orders.get(key) for key, one in turn.orders.items())

    def outcome(self) -> Outcome:
        """Everything to be committed together."""
        if not self.written:
            return Outcome(self.member.document, tuple(self.results))
        other, orders = self.last.recipient, tuple(self._orders())
        return Outcome(
            member=self.last.member,
            results=tuple(self.results),
            takes=tuple(self.last.takes.values()),
            claims=tuple(self.claims),
            archives=self.archives,
            orders=orders,
            entries=entries(self.situation.definitions, self.last.member, self.results),
            units=tuple(one for one in self.last.units.values() if one.before != one.after),
            recipient=other.member if other else None,
            recipient_receipt=self._received(other) if other else None,
            recipient_archives=other.archives if other else (),
            recipient_entries=left(self.situation.definitions, other.draft.scores, self.situation.now) if other else (),
            guests=tuple(guests.taken_over(self.situation.guests, orders, self.situation.now, self.last.month_of)),
        )

    def _buy(self, turn: Turn) -> None:
        """Note what the member bought, by what became of the orders."""
        for key, after in turn.orders.items():
            before = self.last.orders.get(key, OrderSnapshot()).order
            if after.order != before:
                follow(turn, before, after.order)
                note_sales(turn, before, after)

    def _orders(self) -> Iterator[OrderStep]:
        for key, after in self.last.orders.items():
            before = self.situation.orders.get(key, OrderSnapshot())
            if after.order != before.order:
                yield OrderStep(key, before, after.order)

    def _turn(self, member_id: str, document: Member, receipt: str, moment: int, draft: Draft) -> Turn:
        situation = self.situation
        return Turn(
            definitions=situation.definitions,
            member_id=member_id,
            member=document,
            now=situation.now,
            moment=moment,
            receipt=receipt,
            entropy=situation.entropy + receipt.encode(),
            at_most=self._at_most,
            lands=situation.lands,
            draft=draft,
            given=situation.given,
        )

    def _handle(self, turn: Turn, ask: Ask) -> None:
        if is_guest(self.member.id):
            guests.note(turn, ask.action, born=self.member.version > 0)
            return
        if self._is_unborn and not isinstance(ask.action, Enrol | Import):
            raise Unknown("member", self.member.id)
        before = self._holding() if self.member.version or self.written else []
        HANDLERS[type(ask.action)](turn, ask.action)
        happened.come_about(turn)
        if self._knows_segments:
            self._buy(turn)
            if not isinstance(ask.action, Import):  # it tells what was before, and brings nobody anywhere
                enter(turn, before, turn.now)

    def _holding(self) -> list[str]:
        """The segments that hold before the next ask."""
        if self._segments is None:
            self._segments = holding(self.last, self.situation.now)
        return self._segments

    def _received(self, other: Turn) -> Receipt | None:
        """The receipt of the other side of a gift, or of the record that is absorbed."""
        recipient = self.situation.recipient
        if recipient is None:
            return None
        sent = next(result for result in self.results if isinstance(result, Receipt))
        absorbed = sent.does == MERGED
        return other.draft.receipt(
            id=receipt_id("absorbed" if absorbed else "gift", f"{self.member.id}/{sent.id}"),
            number=recipient.version + 1,
            at=self.situation.now,
            does="absorbed" if absorbed else "receive",
            asked={"into" if absorbed else "from": self.member.id},
        )


def require_room(before: Member, after: Member, code: str = "record_full") -> None:
    """Full where a record that grows would be too large for the table; what makes it smaller goes on."""
    size = len(msgspec.json.encode(after))
    if size > MOST_BYTES and size > len(msgspec.json.encode(before)):
        whose = "This member's record" if code == "record_full" else "The record of who would receive it"
        raise Full(f"{whose} is full: it holds {MOST_BYTES:,} bytes.", code)


def copy_of(document: Member) -> Member:
    """A deep copy: mechanics change their turn's document in place, and nobody else's."""
    return DOCUMENT.decode(msgspec.json.encode(document))


def _asked(turn: Turn, action: Action) -> dict[str, Any]:
    """The action as the receipt shows it, without what the receipt says elsewhere."""
    asked = action.told
    if isinstance(action, Happened):
        asked |= kept(turn.definitions.programme.events[action.type], action.data)
    return {name: value for name, value in asked.items() if name != "does" and value not in (None, {}, False)}

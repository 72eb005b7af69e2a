"""The decision: given a situation and what is asked, what is to be committed. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from chalicelib.domain.decide import guests
from chalicelib.domain.decide.attempts import Attempts, copy_of
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.play.events import kept
from chalicelib.domain.play.scores import entries, left
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened, name_of
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.journal import MERGED
from chalicelib.domain.record.order import OrderSnapshot, OrderStep
from chalicelib.domain.record.outcome import Claim, Decided, Outcome
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.words.errors import Conflict, Refused


def decide(situation: Situation, asks: Sequence[Ask]) -> Outcome:
    """Decide the asks of one member one after the other, each on top of those before it.

    A refusal is in `results` and leaves no trace in the rest; neither does an ask that changes nothing, unless
    something fell due before it, which comes with it. A member who is to be born for what is asked beside it is not,
    where none of that leaves a receipt.
    """
    deciding = _Deciding(situation)
    results = tuple(deciding.play(ask) for ask in asks)
    if _is_born_in_vain(asks, results):
        return Outcome(situation.member.document, (None, *results[1:]))
    return deciding.outcome(results)


def _is_born_in_vain(asks: Sequence[Ask], results: Sequence[Decided]) -> bool:
    beside = len(asks) > 1 and isinstance(asks[0].action, Enrol)
    return beside and not any(isinstance(one, Receipt) for one in results[1:])


class _Deciding:
    """Asks of one member, of which each that changes something is kept; what fell due goes with the first receipt."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._attempts = Attempts(situation)
        self._claims: list[Claim] = []

    def play(self, ask: Ask) -> Decided:
        """Play one ask on the document as the asks before it left it, and keep what it changes."""
        attempts, situation = self._attempts, self._situation
        try:
            turn = attempts.attempt(ask, copy_of(attempts.last.member), situation.recipient)
        except (Refused, Conflict) as refusal:
            return refusal
        changes = self._changes(turn)
        if not changes and attempts.pending.is_blank:
            return None
        if not changes:  # what comes along fell due before: an order that pays nothing is not claimed for it
            turn.draft.claims.clear()
            turn.draft.sales = None
            turn.orders = dict(attempts.last.orders)
        attempts.keep(turn)
        claims = [claim for claim in turn.draft.claims if claim not in turn.orders]
        self._claims += [Claim(kind, value, ask.id) for kind, value in claims]
        number = situation.member.version + attempts.kept
        return turn.draft.receipt(ask.id, number, situation.now, name_of(ask.action), _asked(turn, ask.action))

    def _changes(self, turn: Turn) -> bool:
        """Whether an attempt changes anything, beside what fell due before it."""
        last, draft = self._attempts.last, turn.draft
        return (
            turn.member != last.member
            or (self._attempts.is_unborn and not is_guest(turn.member_id))
            or bool(draft.order)
            or _is_billed(turn, last)
            or turn.units != last.units
            or bool(draft.verdict)
            or draft.content is not None
            or draft.journal.postings() != self._attempts.pending.journal.postings()
        )

    def outcome(self, results: tuple[Decided, ...]) -> Outcome:
        """Everything to be committed together. results: of the asks, in their order."""
        situation, last = self._situation, self._attempts.last
        if not self._attempts.kept:
            return Outcome(situation.member.document, results)
        other, orders = last.recipient, tuple(self._orders())
        return Outcome(
            member=last.member,
            results=results,
            takes=tuple(last.takes.values()),
            claims=tuple(self._claims),
            archives=self._attempts.archives,
            orders=orders,
            entries=entries(situation.definitions, last.member, results),
            units=tuple(one for one in last.units.values() if one.before != one.after),
            recipient=other.member if other else None,
            recipient_receipt=self._received(other, results) if other else None,
            recipient_archives=other.archives if other else (),
            recipient_entries=left(situation.definitions, other.draft.scores, situation.now) if other else (),
            guests=tuple(guests.taken_over(situation.guests, orders, situation.now, last.month_of)),
        )

    def _orders(self) -> Iterator[OrderStep]:
        for key, after in self._attempts.last.orders.items():
            before = self._situation.orders.get(key, OrderSnapshot())
            if after.order != before.order:
                yield OrderStep(key, before, after.order)

    def _received(self, other: Turn, results: Sequence[Decided]) -> Receipt | None:
        """The receipt of the other side of a gift, or of the record that is absorbed."""
        recipient, sender = self._situation.recipient, self._situation.member.id
        if recipient is None:
            return None
        sent = next(result for result in results if isinstance(result, Receipt))
        absorbed = sent.does == MERGED
        return other.draft.receipt(
            id=receipt_id("absorbed" if absorbed else "gift", f"{sender}/{sent.id}"),
            number=recipient.version + 1,
            at=self._situation.now,
            does="absorbed" if absorbed else "receive",
            asked={"into" if absorbed else "from": sender},
        )


def _is_billed(turn: Turn, last: Turn) -> bool:
    """Whether an order changes whose bill was paid: it is the payer's, whether or not it gives anything."""
    return any(one.order.bill is not None and one != last.orders.get(key) for key, one in turn.orders.items())


def _asked(turn: Turn, action: Action) -> dict[str, Any]:
    """The action as the receipt shows it, without what the receipt says elsewhere."""
    asked = action.told
    if isinstance(action, Happened):
        asked |= kept(turn.definitions.programme.events[action.type], action.data)
    return {name: value for name, value in asked.items() if name != "does" and value not in (None, {}, False)}

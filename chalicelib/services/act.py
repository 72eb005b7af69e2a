"""An action is: load the member, decide, commit once.

Every action of every member goes through here. The read answers what was already answered; what is new is decided by
the pure domain and written in one transaction; where that is cancelled, the table of reasons says how to go on.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from types import MappingProxyType
from typing import Final

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.falls_due import FallsDue, falls_due
from chalicelib.domain.decide.numbering import numbered
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.record.actions import Ask, Merge, Settle, TouchMember
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.record.order import OrderKey, OrderSnapshot
from chalicelib.domain.record.outcome import Outcome, UnitBack
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Full, Unauthenticated, Unavailable, Unknown
from chalicelib.services.case import ActionAnswer, Answered, Case, Request, Transition
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.reasons import Remedies, spend_attempt
from chalicelib.services.recall import Recall
from chalicelib.services.seen import Observe, Seen, ignore
from chalicelib.store.commit import commit
from chalicelib.store.identities import Identity
from chalicelib.store.members import Loaded, Members
from chalicelib.store.portions import Short, Taken, numbers_of
from chalicelib.store.stock import StockShards
from chalicelib.store.transaction import Committed

__all__ = ["FOLD", "Act", "ActionAnswer", "Answered", "Request", "Transition"]

NO_ORDERS: Final[Mapping[OrderKey, OrderSnapshot]] = MappingProxyType({})

FOLD = 8
"""Requests of one member that are decided together and written in one transaction, at most."""


Decide = Callable[[Situation, Sequence[Ask]], Outcome]
"""The signature of `domain.decide.decision.decide`."""


class Act:
    """Does the actions of members."""

    def __init__(
        self,
        members: Members,
        stock: StockShards,
        catalogue: Catalogue,
        entropy: Callable[[], bytes],
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
        rng: Random,
        decide: Decide = decide,
        observe: Observe = ignore,
    ) -> None:
        """entropy: gives 32 fresh random bytes. sleep, monotonic: seconds. observe: hears of every call what it did."""
        self._stock = stock
        self._catalogue = catalogue
        self._entropy = entropy
        self._monotonic = monotonic
        self._decide = decide
        self._observe = observe
        self._recall = Recall(members, catalogue, stock)
        self._remedies = Remedies(self._recall, stock, sleep, rng)

    def act(
        self,
        member_id: str,
        requests: Sequence[Request],
        now: int,
        token_epoch: int | None = None,
        orders: Mapping[OrderKey, OrderSnapshot] = NO_ORDERS,
        loaded: Loaded | None = None,
        known_as: bool = False,
    ) -> list[ActionAnswer]:
        """Decide up to 8 requests of one member, together and once; an answer for each, in their order.

        now: epoch ms, taken once for the request. token_epoch: of the caller's token, where a member calls. orders: as
        they were read before, so that the receipts that counted them can be read with the member. loaded: the member,
        where this one was read with them. known_as: the caller named the member by another id, which may have led to
        another record before. A record that was merged leads to the member who stays. Nobody acts as a guest: without
        orders that were read there is no such member. Errors are answers too: a refusal, a conflict, Unavailable.
        Raises CommitRejected where the mistake is ours.
        """
        if not 0 < len(requests) <= FOLD:
            raise ValueError(f"{len(requests)} requests of one member: 1 to {FOLD} go together")
        of_guest = is_guest(member_id)
        if of_guest and not orders:
            return [Unknown("member", member_id)] * len(requests)
        case = Case(
            member_id,
            requests,
            now,
            token_epoch,
            self._entropy(),
            self._monotonic(),
            orders=dict(orders),
            of_guest=of_guest,
            known_as=known_as,
        )
        answers: list[ActionAnswer] = []
        try:
            answers = self._answers(case, loaded)
        finally:
            self._observe(Seen(member_id, requests, answers, case.commits, case.written, case.largest))
        return answers

    def _answers(self, case: Case, loaded: Loaded | None) -> list[ActionAnswer]:
        try:
            if loaded is None:
                self._recall.read(case)
            else:
                self._recall.take(case, loaded)
            while case.open:
                self._attempt(case)
        except (Full, Unauthenticated, Unavailable, Unknown) as error:
            case.answer_all(error)
        return case.answers()

    def _attempt(self, case: Case) -> None:
        """Decide and commit what is still open; where the commit is cancelled, prepare the next attempt."""
        moment = case.moment
        outcome, portions = self._decided(case, moment)
        if not outcome.receipts:
            case.conclude(outcome, {})
            return
        if self._recall.meet(case, outcome.taken_over_from):
            return  # and decide again
        spend_attempt(case, self._monotonic() - case.started)
        result = commit(
            outcome,
            case.fingerprints,
            portions,
            case.member,
            case.recipient,
            moment,
            identities=_identities(case, outcome),
            guests=case.guests,
            absorbed=self._recall.absorbed(case, outcome),
            falls_due=self._falls_due(case, outcome, moment),
        )
        if isinstance(result, Committed):
            case.largest = result.largest
            self._stock.took([one.kind for one in case.actions], portions)
            for portion in portions:
                if isinstance(portion, UnitBack):
                    self._stock.gone(portion)
            case.conclude(outcome, result.bodies)
        else:
            self._remedies.apply(case, outcome, result.faults)

    def _falls_due(self, case: Case, outcome: Outcome, moment: int) -> dict[str, FallsDue]:
        """When those who move are to be settled next: a sweep is who brings it further off."""
        definitions = self._catalogue.definitions(moment)
        swept = any(isinstance(action, Settle | TouchMember) for action in case.actions)
        merged = any(isinstance(action, Merge) for action in case.actions)
        moved = [] if case.of_guest else [(case.member.snapshot, outcome.member, swept)]
        if case.recipient is not None and outcome.recipient is not None:
            moved.append((case.recipient.snapshot, outcome.recipient, False))
        found = {}
        for before, document, moves_on in moved:
            if not (document.erased or document.ids.into):
                after = Snapshot(before.id, before.version + 1, moment, document)
                found[before.id] = FallsDue(falls_due(definitions, after, moment, merged), moves_on)
        return found

    def _decided(self, case: Case, moment: int) -> tuple[Outcome, tuple[Taken, ...]]:
        """The decision, and the shards to take its stock from.

        The decision knows which stocks this container has seen to be short: what was seen full stays full. Where it is
        found only now that a stock holds less, because what came back had to be looked for, it is decided again.
        """
        definitions = self._catalogue.definitions(moment)
        recipient = case.recipient.snapshot if case.recipient and case.recipient.snapshot.here else None
        self._recall.complete(case, definitions)
        while True:
            situation = Situation(
                definitions=definitions,
                member=case.member.snapshot,
                now=moment,
                entropy=case.entropy,
                at_most=case.at_most,
                short=partial(self._stock.short, now=moment),
                recipient=recipient,
                guests={name: one.snapshot for name, one in case.guests.items()},
                orders=case.known_orders,
                given=case.given,
            )
            outcome = self._decide(situation, case.asks)
            if case.refuse_rivals(outcome.claims):
                continue
            if not outcome.takes:
                return outcome, ()
            placed = self._stock.place(outcome.takes, moment, case.avoid)
            if not isinstance(placed, Short):
                return numbered(outcome, numbers_of(placed)), placed
            if placed.left >= case.at_most.get(placed.key, placed.left + 1):
                raise RuntimeError(f"decided to take more than {placed.left} of {placed.key}")
            case.at_most[placed.key] = placed.left


def _identities(case: Case, outcome: Outcome) -> list[Identity]:
    """The ids that are to lead to the member, of the requests that were decided."""
    decided = zip(case.actions, outcome.results, strict=True)
    return [Identity(*one) for action, result in decided if isinstance(result, Receipt) for one in action.leads_here]

"""Takes in orders and refunds that name no member: each is decided for the member whose it is, or noted.

A refund names only its order, and an order may come before anybody knows whose it is. So the order is read first: then
the action is one like any other, of the member whom the order counted for, or who waits for it. Where there is nobody,
it is one of the guest who bought it; where no buyer is told either, the order alone is written, on the condition that
it still is what was read.
"""

from typing import Final

from chalicelib.domain.decide.unclaimed import noted, whose
from chalicelib.domain.play.orders import guest_of, require_order_key, takes_back
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Action, Happened
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.order import OrderKey, OrderSnapshot
from chalicelib.domain.words.errors import InvalidBody, TesseraError, Unavailable, Unknown
from chalicelib.services.act import Act, ActionAnswer, Answered, Request
from chalicelib.services.catalogue import Catalogue
from chalicelib.store.backoff import TRIES
from chalicelib.store.members import Loaded, Members
from chalicelib.store.orders import Orders

NOTED: Final = Answered(None, replayed=False, noted=True)
"""The answer to what is kept in the order, and counts for nobody yet."""


class Unclaimed:
    """Finds whose an order is. Safe to use from several threads."""

    def __init__(self, act: Act, members: Members, orders: Orders, catalogue: Catalogue) -> None:
        self._act = act
        self._members = members
        self._orders = orders
        self._catalogue = catalogue

    def looks_for(self, member: str, action: Action, now: int) -> bool:
        """Whether it is the order that tells whose an action is: of a refund, or where no member is named.

        Raises InvalidBody for an action without a member that is about no order, and Unavailable.
        """
        programme = (self._catalogue.at_hand(now) or self.definitions(now)).programme
        if takes_back(programme, action):
            return True
        if member:
            return False
        declared = programme.events.get(action.type) if isinstance(action, Happened) else None
        if declared is None or declared.spends is None:
            raise InvalidBody("subject: name the member; only an order may come without one.")
        return True

    def definitions(self, now: int) -> Definitions:
        """The definitions in force at a moment (epoch ms). Raises Unavailable."""
        if self._catalogue.stale():
            self._catalogue.refresh()
        return self._catalogue.definitions(now)

    def take(self, request: Request, now: int) -> ActionAnswer:
        """Decide a request for whom it is, or note it. Errors are answers too."""
        try:
            return self._taken(request, now)
        except TesseraError as error:
            return error

    def _taken(self, request: Request, now: int) -> ActionAnswer:
        event, programme = request.action, self.definitions(now).programme
        if not isinstance(event, Happened):
            raise TypeError(f"{event} is about no order")
        key, back = require_order_key(programme, event), takes_back(programme, event)
        guest = "" if back else guest_of(programme, event, now)
        loaded = self._members.load(guest, [request.id], orders=[key]) if guest else None
        found = loaded.orders[key] if loaded else self._read(key) if back else OrderSnapshot()
        for _ in range(TRIES):
            if answer := self._of_member(request, event, key, found, now):
                return answer
            if loaded and (answer := self._of_guest(request, loaded, now)):
                return answer
            after = noted(programme, found.order, event, request.id, now)
            met = None if after is None else self._orders.put(key, found, after)
            if met is None:
                return NOTED
            found = met
        raise Unavailable("Too many others at once: try again.")

    def _of_member(
        self, request: Request, event: Happened, key: OrderKey, found: OrderSnapshot, now: int
    ) -> ActionAnswer | None:
        """The answer of the first member for whom it counts; None where it is nobody's."""
        for member in whose(self.definitions(now).programme, found.order, event, request.id, now):
            [answer] = self._act.act(member, [request], now, orders={key: found})
            if settles(answer, member == found.order.member):
                return _noted(answer) if is_guest(member) else answer
        return None

    def _of_guest(self, request: Request, loaded: Loaded, now: int) -> ActionAnswer | None:
        """The answer where a guest bought it; None where this one was erased. loaded: the guest, with the order."""
        [answer] = self._act.act(loaded.snapshot.id, [request], now, orders=loaded.orders, loaded=loaded)
        return None if isinstance(answer, Unknown) else _noted(answer)

    def _read(self, key: OrderKey) -> OrderSnapshot:
        return self._orders.read([key])[key]


def _noted(answer: ActionAnswer) -> ActionAnswer:
    """The answer for a guest: no member's receipt, and the same whenever it is asked for."""
    return NOTED if isinstance(answer, Answered) else answer


def settles(answer: ActionAnswer, has_it: bool) -> bool:
    """Whether an answer is the last word. has_it: the order counted for this member, who else only waits for it."""
    if has_it:
        return not isinstance(answer, Unknown)  # who was erased since then has it no more
    return isinstance(answer, Unavailable) or (isinstance(answer, Answered) and answer.receipt is not None)

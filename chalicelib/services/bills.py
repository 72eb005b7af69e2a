"""Quotes bills for tills, and cancels them; holds and payments are actions like any other."""

import msgspec

from chalicelib.domain.decide.quotes import Quote, quote
from chalicelib.domain.decide.settle import settle
from chalicelib.domain.play.orders import bill_key
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.bill_actions import Deduct
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.order import OrderKey, OrderSnapshot
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.act import Act, ActionAnswer, Answered, Request
from chalicelib.services.admission import require_current_token
from chalicelib.services.catalogue import Catalogue
from chalicelib.store.members import Members


class Bills:
    """Quotes bills, and cancels them. Everything raises Unavailable; `now` is epoch ms."""

    def __init__(self, members: Members, act: Act, catalogue: Catalogue) -> None:
        self._members = members
        self._act = act
        self._catalogue = catalogue

    def quote(self, member_id: str, action: Deduct, now: int) -> Quote:
        """Quote a bill, in one read, and one more of a record that was merged; nothing is written.

        Raises Unknown, Refused and Conflict.
        """
        stale = self._catalogue.stale()
        known = self._catalogue.at_hand(now)
        key = bill_key(known.programme, action) if known else None
        loaded = self._members.load(member_id, live=stale, orders=[key] if key else [])
        if stale:
            self._catalogue.take(loaded.live)
        member = loaded.snapshot
        if into := member.document.ids.into:
            return self.quote(into, action, now)
        if not member.here:
            raise Unknown("member", member_id)
        definitions = self._catalogue.definitions(max(now, member.at))
        key = bill_key(definitions.programme, action)
        turn = Turn(definitions, member_id, _copy(member), max(now, member.at), max(now, member.at), only_shown=True)
        settle(turn, member.at)
        order = loaded.orders.get(key) if key else OrderSnapshot()
        return quote(turn, action, order or self._order(member_id, key))

    def admit(self, member_id: str, token_epoch: int) -> None:
        """Check that a member is there whose token still counts, in one read. Raises Unknown and Unauthenticated."""
        member = self._members.load(member_id).snapshot
        require_current_token(member, token_epoch)
        if not member.here:
            raise Unknown("member", member_id)

    def cancel(self, member_id: str, release: Request, reverse: Request, now: int) -> ActionAnswer:
        """Free what is held for a bill and undo its payment, whichever there is: both under the shop's id of it.

        They are two actions with receipts of their own, so that a hold which was cancelled may be paid all the same,
        and be cancelled again.
        """
        freed, undone = self._act.act(member_id, [release, reverse], now)
        return undone if not isinstance(undone, Answered) or undone.receipt is not None else freed

    def _order(self, member_id: str, key: OrderKey | None) -> OrderSnapshot:
        """The order, which a container without definitions could not ask for with the member."""
        return self._members.load(member_id, orders=[key]).orders[key] if key else OrderSnapshot()


def _copy(member: Snapshot) -> Member:
    return msgspec.json.decode(msgspec.json.encode(member.document), type=Member)

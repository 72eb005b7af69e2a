"""Reads the member before anything is decided, and gives the answers that exist already."""

from collections.abc import Collection, Iterable

import msgspec

from chalicelib.domain.file.programme import Programme
from chalicelib.domain.play.orders import order_keys, takes_back
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.bill_actions import Reverse
from chalicelib.domain.record.order import payer
from chalicelib.domain.record.outcome import Outcome
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Conflict
from chalicelib.services.case import Case
from chalicelib.services.catalogue import Catalogue
from chalicelib.store import receipt_log
from chalicelib.store.identities import Absorbed
from chalicelib.store.members import Loaded, Members, StoredReceipt
from chalicelib.store.stock import StockShards


class Recall:
    """Reads the member of a case and answers what its receipts answer. Everything raises Unavailable."""

    def __init__(self, members: Members, catalogue: Catalogue, stock: StockShards) -> None:
        self._members = members
        self._catalogue = catalogue
        self._stock = stock

    def read(self, case: Case) -> None:
        """Read the member, the receipts of open requests and a gift's recipient, at once and strongly consistent.

        The live list comes along when this container's copy has to be renewed, and where codes of a pool are likely to
        be taken, the shard that has the next ones.
        """
        stale = self._catalogue.stale()
        known = self._catalogue.at_hand(case.now)
        given = _given(case, known.programme) if known else []
        orders = order_keys(known.programme, case.actions) if known else []
        undone = _guessed(case)
        guessed = [one for one in undone if one not in case.given]
        case.complete_by = None if case.orders or orders or undone else known
        wanted = (*case.open, *given, *guessed)
        codes = self._stock.next_for([one.kind for one in case.actions])
        loaded = self._members.load(
            case.member_id, wanted, case.recipient_id, live=stale, orders=orders, beside=codes.keys()
        )
        for key, item in loaded.beside.items():
            self._stock.saw(codes[key], item.taken, item.codes or 0)
        if stale:
            self._catalogue.take(loaded.live)
        case.given |= {one: _receipt(loaded.receipts.get(one)) for one in given}
        case.given |= {one: _receipt(loaded.receipts[one]) for one in guessed if one in loaded.receipts}
        self.take(case, loaded)

    def take(self, case: Case, loaded: Loaded) -> None:
        """Take what was read, and answer what its receipts answer."""
        case.orders |= loaded.orders
        case.follow(loaded.member)
        case.recipient = loaded.recipient
        case.guests.clear()
        case.replay(loaded.receipts.values())
        self.answer_from_log(case)
        if case.open:
            self.follow_on(case)

    def follow_on(self, case: Case) -> None:
        """Go over to the member whom the record leads to, if it does, and read that one."""
        if case.lead():
            self.read(case)
        else:
            self._look_beyond(case)

    def absorbed(self, case: Case, outcome: Outcome) -> Absorbed | None:
        """Read what leads to the record that the member absorbs, where the decision is that; None for any other.

        It is read after that record was: whatever is linked to it since then has moved it on.
        """
        if outcome.recipient is None or not outcome.recipient.ids.into or case.recipient is None:
            return None
        who = case.recipient.snapshot
        return Absorbed(who.id, self._members.ways_to(who.id), who.document.ids.absorbed)

    def _look_beyond(self, case: Case) -> None:
        """Read the receipts of records that the member absorbed, where these may have what is wanted: who was led here
        may have been answered there, and what is to be undone may have been done there.
        """
        beside = [one for one in case.absorbed if one not in case.led]
        if (case.led or case.known_as) and beside:
            case.led.update(beside)
            case.replay(self._members.receipts_of(beside, tuple(case.open)).values())
        if not (case.open and case.absorbed):
            return
        missing = [one for one, found in case.given.items() if found is None]
        guessed = _guessed(case)
        if not any(one in case.given for one in guessed):
            missing += guessed
        if missing:
            found = self._members.receipts_of(case.absorbed, missing)
            case.given |= {one: _receipt(stored) for one, stored in found.items()}

    def complete(self, case: Case, definitions: Definitions) -> None:
        """Read what a decision by these definitions needs and was not read yet: orders, and receipts that counted them.

        With the first read it is all there, but where that began without definitions, or an order moved on meanwhile.
        """
        if case.complete_by is definitions:
            return
        keys = order_keys(definitions.programme, case.actions)
        if missing := [key for key in keys if key not in case.orders]:
            case.orders |= self._members.load(case.member_id, orders=missing).orders
        guessed = [one for one in _guessed(case) if not case.given.get(one)]
        logged = [one for one in receipt_log.ids(case.member.log) if one in guessed] if guessed else []
        if given := [*_given(case, definitions.programme), *logged]:
            found = self._members.receipts(case.member_id, given)
            case.given |= {one: _receipt(found.get(one)) for one in given}
            self._look_beyond(case)

    def meet(self, case: Case, guests: Collection[str]) -> bool:
        """Read the guests whose orders the decision takes over; tell whether any was not read yet."""
        missing = [one for one in guests if one not in case.guests]
        if missing:
            case.guests |= self._members.several(missing)
        return bool(missing)

    def answer_from_log(self, case: Case) -> None:
        """Answer requests that the member's log names, although their receipts were not among what was read.

        A batch read is not a snapshot. Without this, a key that was sent twice could be refused for having reached the
        limit, although it was granted: the read saw the receipt's place before the commit, and the member after it.
        """
        logged = [one for one in receipt_log.ids(case.member.log) if one in case.open]
        if not logged:
            return
        self.look_up(case, logged)
        for one in logged:
            if one in case.open:
                case.answer(one, Conflict("This key was used so long ago that its receipt is gone.", "receipt_gone"))

    def look_up(self, case: Case, ids: Iterable[str]) -> None:
        """Read these receipts and answer from those that exist."""
        case.replay(self._members.receipts(case.member_id, tuple(ids)).values())


def _given(case: Case, programme: Programme) -> list[str]:
    """The receipts of this member by which what was given or taken is undone, as far as they were not read yet: those
    that counted an order which comes back, and that paid a bill of which anything does.
    """
    if not case.orders or case.of_guest:
        return []
    own = [one.order for one in case.own_orders.values()]
    back = any(takes_back(programme, action) for action in case.actions)
    undone = back or any(isinstance(action, Reverse) for action in case.actions)
    ids = [one.receipt for one in own if back and one.member == case.member_id]
    ids += [one.bill.receipt for one in own if one.bill and (undone or one.refunds) and payer(one) == case.member_id]
    return [one for one in dict.fromkeys(ids) if one and one not in case.given]


def _guessed(case: Case) -> list[str]:
    """The receipts that are asked for by what an action says of them, before the order that names them was read: those
    that paid a bill, or by which a redemption is undone.
    """
    paid = [one.paid_by for one in case.actions if isinstance(one, Reverse) and one.paid_by]
    return [*paid, *(one for action in case.actions for one in action.undoes)]


def _receipt(stored: StoredReceipt | None) -> Receipt | None:
    return None if stored is None else msgspec.json.decode(stored.body, type=Receipt)

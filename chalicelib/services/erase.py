"""Erases a member: the person is forgotten, and the receipts stay, under an id that leads to no person any more.

    1  written down      which manager erased it, and when
    2  the identity      goes, so that signing in again bears a new member
    3  the member        is emptied of what tells of a person and takes part in nothing from now on, with a receipt as
                         ever: whatever happens at the same moment comes before it, or is refused
    4  the rest          archives and receipts, which are not written any more, are rewritten without the person

Records that the member absorbed go with it, and before it: as long as the member is there, so is the way to them.

Each step finds what is left of it, so that a caller who lost the answer, or met a crash, asks again until it is done.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from random import Random
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.derived.erasure import anonymous, anonymous_part, anonymous_receipt, possible_claims
from chalicelib.domain.record.member import Member, Played
from chalicelib.domain.record.order import OrderKey, OrderSnapshot, OrderStep, anonymous_order
from chalicelib.domain.record.outcome import Outcome
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.record.scores import BoardEntry
from chalicelib.domain.words.errors import Unavailable, Unknown
from chalicelib.services.reasons import CommitRejected
from chalicelib.store.backoff import CONFLICT_SECONDS, TRIES, full_jitter
from chalicelib.store.commit import commit
from chalicelib.store.faults import FaultKind
from chalicelib.store.members import Current, Members
from chalicelib.store.personal import Disclosure, Personal, ReceiptPage, Rewritten
from chalicelib.store.table import adjustment_key, archive_key, receipt_key
from chalicelib.store.transaction import Committed

REWRITTEN_AT_ONCE: Final = 500
"""Receipts and archives that one call rewrites: some seconds of work, where a gateway waits for half a minute."""

RECEIPTS_A_PAGE: Final = 200


class Erased(Struct, frozen=True):
    """The result of a call."""

    member: str
    """The member's id."""
    at: int
    """When the member was erased, epoch ms."""
    rewritten: int
    """Receipts and archives rewritten in this call."""
    done: bool
    """Nothing is left; else the same has to be asked for again."""


class Erase:
    """Erases members."""

    def __init__(self, members: Members, personal: Personal, sleep: Callable[[float], None], rng: Random) -> None:
        """sleep: seconds."""
        self._members = members
        self._personal = personal
        self._sleep = sleep
        self._rng = rng

    def erase(self, member_id: str, manager: str, now: int) -> Erased:
        """Erase a member for good, or go on with it; a record that was merged stands for the member. now: epoch ms.

        Raises Unknown (`unknown_member`), Unavailable, and CommitRejected where the mistake is ours.
        """
        member = self._members.load(member_id)
        if member.snapshot.version == 0:
            raise Unknown("member", member_id)
        if into := member.snapshot.document.ids.into:
            return self.erase(into, manager, now)
        if not member.snapshot.document.erased:
            self._personal.note(member_id, Disclosure(now, "erase", manager))
            self._personal.forget(member_id)
        rewritten, done = 0, True
        for absorbed in member.snapshot.document.ids.absorbed:
            self._empty(self._members.load(absorbed).member, now)
        at = self._empty(member.member, now)
        self._personal.forget(member_id)  # what was linked until then
        for one in (*member.snapshot.document.ids.absorbed, member_id):
            more, done = self._rewrite(one)
            rewritten += more
            if not done:
                break
        return Erased(member_id, at, rewritten, done)

    def _empty(self, member: Current, now: int) -> int:
        """Empty the member, on top of whatever happened until then; give the moment, epoch ms."""
        known = _records(member)
        for tried in range(TRIES):
            who = member.snapshot
            if who.document.erased:
                return who.document.erased
            if _records(member) != known:
                raise Unavailable("This member was merged at this moment: ask again.")
            moment = max(now, who.at)
            receipt = Receipt(receipt_id("erase", who.id), who.version + 1, moment, "erase")
            off = tuple(_off_boards(who.document, moment))
            outcome = Outcome(anonymous(who.document, moment), (receipt,), entries=off)
            done = commit(outcome, {}, (), member, None, moment)
            if isinstance(done, Committed):
                return moment
            if never := [fault.message for fault in done.faults if fault.kind is FaultKind.INVALID]:
                raise CommitRejected("; ".join(never))
            self._sleep(full_jitter(self._rng, CONFLICT_SECONDS, tried))
            member = self._members.load(who.id).member
        raise Unavailable("This member is busy: ask again.")

    def _rewrite(self, member_id: str) -> tuple[int, bool]:
        """Rewrite what is still about a person, up to a limit; give how much, and whether that was all."""
        for _ in range(TRIES):
            left = list(islice(self._telling(member_id), REWRITTEN_AT_ONCE))
            if self._personal.rewrite(member_id, left):
                return len(left), len(left) < REWRITTEN_AT_ONCE
        raise Unavailable("What is left of this member keeps changing: ask again.")

    def _telling(self, member_id: str) -> Iterator[Rewritten]:
        """Find the archives and receipts that are still about a person, as they will be."""
        person = self._personal.person(member_id)
        for one in person.adjustments:
            if one.reason:
                yield Rewritten(adjustment_key(member_id, one.id), msgspec.json.encode(replace(one, reason="")))
        for campaign, body in person.archives.items():
            part = anonymous_part(msgspec.json.decode(body, type=Played))
            if (rewritten := msgspec.json.encode(part)) != body:
                yield Rewritten(archive_key(member_id, campaign), rewritten)
        after: str | None = ""
        done: set[OrderKey] = set()
        while after is not None:
            page = self._personal.receipts(member_id, RECEIPTS_A_PAGE, after or None)
            yield from self._of_page(member_id, page, done)
            after = page.after

    def _of_page(self, member_id: str, page: ReceiptPage, done: set[OrderKey]) -> Iterator[Rewritten]:
        """done: the orders that an earlier receipt was about; one is written once, whatever is told of it."""
        found = [(item, msgspec.json.decode(item.body, type=Receipt)) for item in page.receipts.values()]
        possible = [claim for _, one in found for claim in possible_claims(one)]
        held, orders = self._personal.claims(member_id, possible)
        for item, receipt in found:
            rewritten = msgspec.json.encode(anonymous_receipt(receipt))
            if rewritten != item.body or item.fingerprint:
                named = possible_claims(receipt)
                claims = tuple(claim for claim in named if claim in held and claim not in orders)
                steps = tuple(_without(member_id, orders, key) for key in named if key in orders and key not in done)
                done.update(step.key for step in steps)
                yield Rewritten(receipt_key(member_id, receipt.id), rewritten, claims, steps)


def _records(member: Current) -> tuple[str, ...]:
    """The records that are one with the member's."""
    ids = member.snapshot.document.ids
    return (ids.into, *ids.absorbed)


def _off_boards(document: Member, now: int) -> Iterator[BoardEntry]:
    """No score any more, on every board: in the next picture the member is not there."""
    for campaign, played in document.played.items():
        for key in played.scores:
            board, _, window = key.partition("@")
            yield BoardEntry(campaign, board, window, 0, now)


def _without(member_id: str, orders: Mapping[OrderKey, OrderSnapshot], key: tuple[str, str]) -> OrderStep:
    order = orders[OrderKey(*key)]
    return OrderStep(OrderKey(*key), order, anonymous_order(order.order, member_id))

"""Plays asks of one member on copies of the record, on top of what has fallen due; what is kept is said. Pure."""

from typing import Final

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
from chalicelib.domain.play.orders import takes_back
from chalicelib.domain.play.touches import follow
from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.record.actions import Ask, Enrol, Happened, Import, Update
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.order import OrderSnapshot
from chalicelib.domain.record.outcome import Archive
from chalicelib.domain.record.receipt import Draft
from chalicelib.domain.words.errors import Full, Unknown

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


def settled(situation: Situation) -> tuple[Turn, bool]:
    """The member with whatever has fallen due, and whether a receipt tells of any of it: a tier that is looked at and
    kept moves nothing, nor does a birthday for which no task waits.
    """
    attempts = Attempts(situation)
    return attempts.last, not attempts.pending.is_blank


class Attempts:
    """The asks of one member, played one on top of those before it that were kept."""

    def __init__(self, situation: Situation, settled_turn: Turn | None = None) -> None:
        """Settle what fell due. settled_turn: a turn in which that was done already, of the same member and moment."""
        self.situation = situation
        self.archives: tuple[Archive, ...] = ()
        """Of campaigns that were closed for good, as what was left of them fell due."""
        self.kept = 0
        """How many attempts were kept."""
        self._at_most = dict(situation.at_most)
        self.last = self._settled() if settled_turn is None else settled_turn
        """The turn that the next attempt goes on from: the one in which things fell due, or the last that was kept."""
        while self._is_short(self.last):
            self.last = self._settled()
        self.pending = self.last.draft
        """The draft of whatever fell due and is in no receipt yet: it goes with the first attempt that is kept."""
        self.tried = self.last
        """The turn of the last attempt, whatever became of it."""
        self._nothing_pending = self.pending.is_new
        self._segments: list[str] | None = None

    def attempt(self, ask: Ask, document: Member, recipient: Snapshot | None, asked: bool = False) -> Turn:
        """Play one ask on a copy of the document as the asks before it left it; nothing is kept of it.

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

    def keep(self, turn: Turn) -> None:
        """Go on from an attempt: the next one is played on top of it."""
        if not self._knows_segments:
            self._buy(turn)
        self.kept += 1
        self.last, self.pending, self._segments = turn, Draft(), None
        self._nothing_pending = True

    @property
    def is_unborn(self) -> bool:
        """Whether there is no member yet, by what was kept so far."""
        return self.situation.member.version == 0 and not self.kept

    def _settled(self) -> Turn:
        """The member with whatever has fallen due."""
        member, now = self.situation.member, self.situation.now
        turn = self._turn(member.id, copy_of(member.document), "", now, Draft())
        turn.orders = dict(self.situation.orders)
        self.archives = settle.settle(turn, member.at)
        return turn

    def _is_short(self, turn: Turn) -> bool:
        """Whether a turn takes more of a stock than is known to be left: it is played again then, knowing that."""
        short = self.situation.short(turn.takes.values()) if turn.takes else {}
        for key, units in short.items():
            if units >= self._at_most.get(key, units + 1):
                raise RuntimeError(f"decided to take more than {units} of {key}")
        self._at_most = {**self._at_most, **short}
        return bool(short)

    def _attempt(self, ask: Ask, document: Member, recipient: Snapshot | None, asked: bool) -> Turn:
        moment = ask.action.time if isinstance(ask.action, Happened) else self.situation.now
        pending = Draft() if self._nothing_pending else self.pending.copy()
        turn = self._turn(self.situation.member.id, document, ask.id, moment, pending)
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
        return bool(self.situation.definitions.programme.segments) and not is_guest(self.situation.member.id)

    def _buy(self, turn: Turn) -> None:
        """Note what the member bought, by what became of the orders."""
        for key, after in turn.orders.items():
            before = self.last.orders.get(key, OrderSnapshot()).order
            if after.order != before:
                follow(turn, before, after.order)
                note_sales(turn, before, after)

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
        if is_guest(self.situation.member.id):
            guests.note(turn, ask.action, born=self.situation.member.version > 0)
            return
        if self.is_unborn and not isinstance(ask.action, Enrol | Import):
            raise Unknown("member", self.situation.member.id)
        before = self._holding() if self.situation.member.version or self.kept else []
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


def require_room(before: Member, after: Member, code: str = "record_full") -> None:
    """Full where a record that grows would be too large for the table; what makes it smaller goes on."""
    size = len(msgspec.json.encode(after))
    if size > MOST_BYTES and size > len(msgspec.json.encode(before)):
        whose = "This member's record" if code == "record_full" else "The record of who would receive it"
        raise Full(f"{whose} is full: it holds {MOST_BYTES:,} bytes.", code)


def copy_of(document: Member) -> Member:
    """A deep copy: mechanics change their turn's document in place, and nobody else's."""
    return DOCUMENT.decode(msgspec.json.encode(document))

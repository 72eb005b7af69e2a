"""The decision: given the definitions, a member and what is asked, what is to be committed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.domain.decide import happened, membership, settle
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened, Settle, name_of
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.outcome import Claim, Outcome, StockKey
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.words.errors import Refused, Unknown

HANDLERS: Handlers = {
    **membership.HANDLERS,
    **happened.HANDLERS,
    **{play.action: play.handler for mechanic in MECHANICS for play in mechanic.plays},
    **settle.HANDLERS,
}


def decide(
    definitions: Definitions,
    member: Snapshot,
    asks: Sequence[Ask],
    now: int,
    entropy: bytes,
    at_most: Mapping[StockKey, int],
    recipient: Snapshot | None = None,
    lands: str | None = None,
) -> Outcome:
    """Decide the asks one after the other, each on top of those before it.

    now: epoch ms, not before the member's (and recipient's) last moment · entropy: 32 fresh random bytes, for codes ·
    at_most: units left of stocks known to be running out; a stock that is absent there is taken as available ·
    recipient: the other side of a gift · lands: a scenario's override of where a draw lands.
    A refusal or an ask that changes nothing is in `results` and leaves no trace in the rest.
    """
    deciding = _Deciding(definitions, member, now, entropy, at_most, recipient, lands)
    for ask in asks:
        deciding.results.append(deciding.play(ask))
    return deciding.outcome()


class _Deciding:
    """The asks of one member, decided one on top of the other; what fell due before goes with the first receipt."""

    def __init__(
        self,
        definitions: Definitions,
        member: Snapshot,
        now: int,
        entropy: bytes,
        at_most: Mapping[StockKey, int],
        recipient: Snapshot | None,
        lands: str | None,
    ) -> None:
        self.definitions, self.member, self.recipient = definitions, member, recipient
        self.now, self.entropy, self.at_most, self.lands = now, entropy, at_most, lands
        self.results: list[Receipt | Refused | None] = []
        self.claims: list[Claim] = []
        self.other: Turn | None = None
        self.last = self.settled = self._turn(member, "", now)
        self.archives = settle.settle(self.settled, member.at)

    def play(self, ask: Ask) -> Receipt | Refused | None:
        """Play one ask on the document as the asks before it left it."""
        moment = ask.action.time if isinstance(ask.action, Happened) else self.now
        turn = self._turn(msgspec.structs.replace(self.member, document=self.last.member), ask.id, moment)
        turn.takes = dict(self.last.takes)
        if self.recipient is not None and self.recipient.version > 0:
            turn.recipient = self._turn(self.recipient, ask.id, self.now)
        try:
            self._handle(turn, ask)
        except Refused as refusal:
            return refusal
        if turn.member == self.last.member and self.member.version > 0 and not self._settles(ask):
            return None
        receipt = self._receipt(turn, ask)
        self.claims += [Claim(kind, value, ask.id) for kind, value in turn.claims]
        self.last = turn
        return receipt

    def _settles(self, ask: Ask) -> bool:
        """Whether the ask is for what fell due alone, and there is something, which no receipt has taken along yet."""
        alone = isinstance(ask.action, Settle) and not any(isinstance(one, Receipt) for one in self.results)
        return alone and settle.moved(self.settled, self.archives)

    def outcome(self) -> Outcome:
        """Everything to be committed together."""
        if not any(isinstance(result, Receipt) for result in self.results):
            return Outcome(self.member.document, tuple(self.results))
        other = self.last.recipient
        return Outcome(
            member=self.last.member,
            results=tuple(self.results),
            takes=tuple(self.last.takes.values()),
            claims=tuple(self.claims),
            archives=self.archives,
            recipient=other.member if other else None,
            recipient_receipt=self._received(self.recipient, other) if other and self.recipient else None,
        )

    def _turn(self, member: Snapshot, receipt: str, moment: int) -> Turn:
        return Turn(
            definitions=self.definitions,
            member_id=member.id,
            member=_copy(member.document),
            now=self.now,
            moment=moment,
            entropy=self.entropy + receipt.encode(),
            at_most=self.at_most,
            lands=self.lands,
        )

    def _handle(self, turn: Turn, ask: Ask) -> None:
        if self.member.version == 0 and not isinstance(ask.action, Enrol):
            raise Unknown("member", self.member.id)
        HANDLERS[type(ask.action)](turn, ask.action)

    def _receipt(self, turn: Turn, ask: Ask) -> Receipt:
        written = sum(isinstance(result, Receipt) for result in self.results)
        first = self.settled if written == 0 else None
        return Receipt(
            id=ask.id,
            number=self.member.version + written + 1,
            at=self.now,
            does=name_of(ask.action),
            asked=_asked(ask.action),
            changes=turn.changes,
            settled=first.changes if first else {},
            draws=tuple((first.draws if first else []) + turn.draws),
            coupons=tuple((first.coupons if first else []) + turn.coupons),
            window=turn.window,
            versions=(first.versions if first else {}) | turn.versions,
            archived=tuple(one.campaign for one in self.archives) if first else (),
            first=tuple((first.first if first else []) + turn.first),
            started=tuple((first.started if first else []) + turn.started),
            done=tuple((first.done if first else []) + turn.done),
            expired=tuple(first.expired) if first else (),
        )

    def _received(self, recipient: Snapshot, other: Turn) -> Receipt:
        sent = next(result for result in self.results if isinstance(result, Receipt))
        return Receipt(
            id=receipt_id("gift", f"{self.member.id}/{sent.id}"),
            number=recipient.version + 1,
            at=self.now,
            does="receive",
            asked={"from": self.member.id},
            changes=other.changes,
            versions=other.versions,
            first=tuple(other.first),
        )


def _copy(document: Member) -> Member:
    """A deep copy: mechanics change their turn's document in place, and nobody else's."""
    return msgspec.json.decode(msgspec.json.encode(document), type=Member)


def _asked(action: Action) -> dict[str, Any]:
    """The action as the receipt shows it, without what the receipt says elsewhere."""
    asked: dict[str, Any] = msgspec.to_builtins(action)
    return {name: value for name, value in asked.items() if name != "does" and value not in (None, {}, False)}

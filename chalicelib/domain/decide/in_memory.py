"""The store in memory, for scenarios, simulations and tests of the rules. It commits as the store on DynamoDB does.

A receipt's id answers for good, receipts are numbered, a decision that takes more of a stock than is left is made again
knowing that, a claim is held by one receipt over all members, and a gift moves both members at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Ask
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.outcome import Claim, Outcome, StockKey, Take
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Conflict, TesseraError

AskResult = Receipt | TesseraError | None
"""The answer to an ask: its receipt, the error that refuses it, or None where it changes nothing."""


class Acted(Struct, frozen=True):
    """Asks of one member that were decided and committed together."""

    results: tuple[AskResult, ...]
    """For each ask in order, what it came to; an ask that was answered before has its first receipt."""

    outcome: Outcome
    """The decision that was committed: of the asks that were new, without those whose claim another receipt holds."""


def whole_quota(take: Take) -> int:
    """The units of a stock where nothing else is known of it: its quota."""
    return take.quota


class InMemoryStore:
    """Members, receipts, claims and stocks. Archives of closed campaigns are not kept: nothing here reads them."""

    def __init__(
        self, definitions: Definitions, units: Callable[[Take], int] = whole_quota, keeps_receipts: bool = True
    ) -> None:
        """Start with nobody and nothing taken.

        units: how much of a stock there is to take from, before anything in `taken`.
        keeps_receipts: False for a crowd whose receipts need too much memory; it must never ask twice under one id.
        """
        self._definitions = definitions
        self._units = units
        self._keeps_receipts = keeps_receipts
        self._receipts: dict[tuple[str, str], Receipt] = {}
        self._claims: set[tuple[str, str]] = set()
        self._at_most: dict[StockKey, int] = {}
        self.members: dict[str, Snapshot] = {}
        """Everybody who was born, by id."""
        self.taken: Counter[StockKey] = Counter()
        """Units taken of each stock since the last `restock`."""
        self.decisions = 0
        """How many asks were decided, counting those decided again."""

    @property
    def definitions(self) -> Definitions:
        """The definitions in force."""
        return self._definitions

    def publish(self, definitions: Definitions) -> None:
        """Put other definitions in force: their quotas may be larger, so nothing is known to be short any more."""
        self._definitions = definitions
        self._at_most.clear()

    def restock(self, units: Callable[[Take], int]) -> None:
        """Forget what was taken: from now on `units` tells how much there is, as in `__init__`."""
        self._units = units
        self.taken = Counter()
        self._at_most.clear()

    def act(self, member: str, asks: Sequence[Ask], now: int, entropy: bytes = b"", lands: str | None = None) -> Acted:
        """Decide asks of one member together, and commit what they change.

        now: epoch milliseconds; it is decided as of then, or as of the last moment of a member that it moves.
        entropy: as in `Situation`; the same for the same request.
        lands: the row of every draw, in place of chance.
        """
        answered: dict[str, AskResult] = {
            ask.id: self._receipts[member, ask.id] for ask in asks if (member, ask.id) in self._receipts
        }
        situation = self._situation(member, asks, now, entropy, lands)
        while True:
            fresh = {ask.id: ask for ask in asks if ask.id not in answered}
            outcome = self._decided(situation, tuple(fresh.values()))
            conflicts = self._conflicts(outcome.claims)
            answered |= conflicts
            if not conflicts:
                break
        self._commit(situation, outcome)
        answered |= zip(fresh, outcome.results, strict=True)
        return Acted(tuple(answered[ask.id] for ask in asks), outcome)

    def left(self, take: Take) -> int:
        """Units left of the stock of a take."""
        return self._units(take) - self.taken[take.key]

    def _situation(self, member: str, asks: Sequence[Ask], now: int, entropy: bytes, lands: str | None) -> Situation:
        """The situation of the asks; what is known of short stocks is looked up there whenever it is decided."""
        me = self.members.get(member) or Snapshot(member, 0, 0, Member())
        others = (self.members.get(other) for ask in asks for other in ask.action.involves)
        to = next((other for other in others if other is not None and other.here), None)
        return Situation(
            definitions=self._definitions,
            member=me,
            now=max(now, me.at, to.at if to else 0),
            entropy=entropy,
            at_most=self._at_most,
            recipient=to,
            lands=lands,
        )

    def _decided(self, situation: Situation, asks: Sequence[Ask]) -> Outcome:
        """The decision, made again where it takes more of a stock than is left."""
        while True:
            outcome = decide(situation, asks)
            self.decisions += len(asks)
            short = {take.key: left for take in outcome.takes if (left := self.left(take)) < take.n}
            if not short:
                return outcome
            if not short.keys().isdisjoint(self._at_most):
                raise RuntimeError(f"decided to take more than is left: {short}")
            self._at_most |= short

    def _conflicts(self, claims: Iterable[Claim]) -> Mapping[str, Conflict]:
        """The errors of receipts that claim what another one has; among rivals the first has it."""
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
        self._claims.update((claim.kind, claim.value) for claim in outcome.claims)
        for take in outcome.takes:
            self.taken[take.key] += take.n
            if take.key in self._at_most:
                self._at_most[take.key] -= take.n

    def _write(self, before: Snapshot, document: Member, receipts: Sequence[Receipt]) -> None:
        """Move a member on to the document after the receipts."""
        last = receipts[-1]
        self.members[before.id] = Snapshot(before.id, last.number, last.at, document)
        if self._keeps_receipts:
            self._receipts.update(((before.id, one.id), one) for one in receipts)

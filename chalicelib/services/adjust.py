"""Corrects what members hold, and merges records: one manager proposes, a second one looks at it and approves, and then
it is an action.

It is approved first, under its version, and then done: so whoever declines it at the same moment is too late, and after
a crash whoever approves it again finds the receipt, or writes it.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from msgspec.structs import replace

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.record.actions import Ask, Correction
from chalicelib.domain.record.adjustment import Adjustment, approved, declined, same
from chalicelib.domain.words.errors import Conflict, Refused, TesseraError, Unavailable, Unknown
from chalicelib.services import merge
from chalicelib.services.act import Act, Request
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.merge import Merging
from chalicelib.store.adjustments import Adjustments, Stored
from chalicelib.store.members import Members

SCOPE: Final = "adjust"


class Adjusting:
    """Does managers' commands on adjustments. Raises Unavailable, and Unknown for whom or what there is not."""

    def __init__(
        self,
        members: Members,
        adjustments: Adjustments,
        act: Act,
        catalogue: Catalogue,
        merging: Merging,
        approve_own: bool,
    ) -> None:
        """approve_own: whether whoever proposed an adjustment may approve it."""
        self._members = members
        self._adjustments = adjustments
        self._act = act
        self._catalogue = catalogue
        self._merging = merging
        self._approve_own = approve_own

    def propose(self, member: str, moves: Sequence[Correction], reason: str, by: str, key: str, now: int) -> Adjustment:
        """Propose an adjustment, under a key of the caller's; nothing moves yet. now: epoch ms.

        The same under the same key is the same adjustment. Raises Conflict (`idempotency_key_reused`) for another one,
        and what the member's record would refuse if it were done now.
        """
        return self._proposed(Adjustment(_named(member, key), member, tuple(moves), reason, by, now), now)

    def propose_merge(self, member: str, other: str, reason: str, by: str, key: str, now: int) -> Adjustment:
        """Propose to merge two records of one person: the older one stays. As `propose` does; and as `Merging.pair`."""
        named = _named("/".join(sorted((member, other))), key)
        try:
            pair = self._merging.pair(member, other)
        except Refused as refusal:
            if refusal.code == "already_merged":
                done = self._adjustments.read(self._merging.leading(member), named).adjustment
                if done is not None:
                    return done
            raise
        return self._proposed(Adjustment(named, pair.stays, (), reason, by, now, absorbs=pair.absorbed), now)

    def _proposed(self, one: Adjustment, now: int) -> Adjustment:
        known = self._adjustments.read(one.member, one.id)
        if known.adjustment is None:
            self._try(one, now)
            if self._adjustments.write(known, one):
                return one
            known = self._adjustments.read(one.member, one.id)
        if known.adjustment is None or not same(known.adjustment, one):
            raise Conflict("This key was already used for something else.", "idempotency_key_reused")
        return known.adjustment

    def open(self) -> list[Adjustment]:
        """List those that wait for a second manager, the oldest first."""
        return self._adjustments.open()

    def read(self, member: str, id: str) -> Adjustment:
        """Read one adjustment. Raises Unknown (`unknown_adjustment`)."""
        return self._known(member, id)[1]

    def approve(self, member: str, id: str, by: str, now: int) -> Adjustment:
        """Do an adjustment that somebody else proposed; one that was done stays as it is.

        Where the member's record refuses it by now, it is `refused`, with the code. Raises Forbidden
        (`own_adjustment`) and Conflict (`adjustment_decided`, `revision_conflict`).
        """
        stored, one = self._known(member, id)
        after = approved(one, by, now, self._approve_own)
        if after.state == "done":
            return after
        if after != one:
            stored = self._write(stored, after)
        wanted = merge.request(after.absorbs) if after.absorbs else Request(SCOPE, id, b"", after.action)
        [answer] = self._act.act(member, [wanted], now)
        if isinstance(answer, Unavailable):
            raise answer
        done = replace(after, state="done")
        if isinstance(answer, TesseraError):
            done = replace(after, state="refused", code=answer.code)
        if self._adjustments.write(stored, done):
            return done
        return self.read(member, id)  # who approved it at the same moment was faster

    def decline(self, member: str, id: str, by: str, now: int) -> Adjustment:
        """Say no to an adjustment, or take back one's own; one that was declined stays as it is.

        Raises Conflict (`adjustment_decided`, `revision_conflict`).
        """
        stored, one = self._known(member, id)
        after = declined(one, by, now)
        if after != one:
            self._write(stored, after)
        return after

    def _known(self, member: str, id: str) -> tuple[Stored, Adjustment]:
        stored = self._adjustments.read(member, id)
        if stored.adjustment is None:
            raise Unknown("adjustment", id)
        return stored, stored.adjustment

    def _write(self, before: Stored, after: Adjustment) -> Stored:
        if self._adjustments.write(before, after):
            return Stored(before.version + 1, after)
        stored = self._adjustments.read(after.member, after.id)
        if stored.adjustment != after:  # a resend after a lost reply meets what it wrote itself
            raise Conflict("Somebody else has just decided on it: look at it again.", "revision_conflict")
        return stored

    def _try(self, one: Adjustment, now: int) -> None:
        """Raise what the member's record would refuse now."""
        if self._catalogue.stale():
            self._catalogue.refresh()
        loaded = self._members.load(one.member, recipient_id=one.absorbs or None)
        member, other = loaded.snapshot, loaded.recipient.snapshot if loaded.recipient else None
        if not member.here:
            raise Unknown("member", one.member)
        moment = max(now, member.at, other.at if other else 0)
        definitions = self._catalogue.definitions(moment)
        situation = Situation(definitions=definitions, member=member, now=moment, recipient=other)
        [result] = decide(situation, [Ask(one.id, one.action)]).results
        if isinstance(result, Refused | Conflict):
            raise result


def _named(what: str, key: str) -> str:
    """The id of an adjustment by what it is about and the key of whoever proposed it."""
    return sha256(f"{what}/{key}".encode()).hexdigest()[:20]

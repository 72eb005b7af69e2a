"""Signs a person in: finds the member of the identities that a provider vouches for, or makes one at the first time.

A platform knows a person by an id for each app, and perhaps by one for all apps. They lead to one member: an id that
leads nowhere yet is linked; and where two lead to two members, the platform says that these are one person, so that the
younger record is merged into the older one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cache
from random import Random
from typing import Final

from msgspec import Struct

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.falls_due import FallsDue, falls_due
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.definitions import Definitions, assemble
from chalicelib.domain.record.actions import Ask, Enrol
from chalicelib.domain.record.arrival import as_code
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.receipt import BIRTH, receipt_id
from chalicelib.domain.record.sharing import Sharing
from chalicelib.domain.words.errors import Refused, Unauthenticated, Unavailable, Unknown
from chalicelib.services.act import ActionAnswer, Answered
from chalicelib.services.merge import Merging
from chalicelib.services.reasons import CommitRejected
from chalicelib.store.backoff import CONFLICT_SECONDS, TRIES, full_jitter
from chalicelib.store.commit import commit
from chalicelib.store.faults import FaultKind
from chalicelib.store.identities import Identities, Identity
from chalicelib.store.members import Current, Members
from chalicelib.store.providers import IdentityProvider
from chalicelib.store.table import identity_key
from chalicelib.store.transaction import Committed


@cache
def no_campaigns(timezone: str | None) -> Definitions:
    """The definitions by which a member is made: no campaign takes part, and the day is the programme's."""
    return assemble(Programme(timezone=timezone), ())


class DevProvider:
    """Believes everyone: the code is the subject. For stages without real members."""

    def identify(self, code: str, nonce: str = "") -> tuple[Identity, ...]:
        """Raises Unauthenticated (`bad_code`) for a code that could not be a name."""
        if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", code):
            raise Unauthenticated("A code is 1 to 64 letters, digits, dots, hyphens or underscores.", "bad_code")
        return (Identity("dev", code),)


class SignedIn(Struct, frozen=True):
    """A member who signed in."""

    member: str
    """The member's id."""
    epoch: int
    """The member's epoch, which the token carries: with another one it is void."""
    created: bool
    """Whether the member was made just now."""


class Led(Struct, frozen=True):
    """A link or a code that leads a person to the first sign-in."""

    via: str = ""
    """The token in the link of the member who shared it; empty: none."""
    code: str = ""
    """The channel code; empty: none."""


NOTHING: Final = Led()


class Vouching(Struct, frozen=True):
    """Those who vouch for persons, by the name that is given for each."""

    clients: Mapping[str, IdentityProvider]
    """The providers whose codes a member's client brings."""
    servers: Mapping[str, IdentityProvider] = {}
    """The providers for whom the shop's server vouches: the code is the person's id."""


class SignIn:
    """Signs persons in."""

    def __init__(
        self,
        vouching: Vouching,
        identities: Identities,
        members: Members,
        merging: Merging,
        entropy: Callable[[], bytes],
        sleep: Callable[[float], None],
        rng: Random,
        sharing: Sharing,
        definitions: Callable[[int], Definitions],
    ) -> None:
        """entropy: gives 32 random bytes. sleep: seconds. sharing: opens the tokens of links. definitions: those in
        force at a moment (epoch ms), as far as they are known here.
        """
        self.vouching = vouching
        self._identities = identities
        self._members = members
        self._merging = merging
        self._entropy = entropy
        self._sleep = sleep
        self._rng = rng
        self._sharing = sharing
        self._definitions = definitions

    def by(self, vouching: Vouching) -> SignIn:
        """Give the same service with other providers."""
        other = copy(self)
        other.vouching = vouching
        return other

    def sign_in(self, provider: str, code: str, now: int, led: Led = NOTHING, nonce: str = "") -> SignedIn:
        """Find or make the member whom a provider's code stands for; several devices at once are one member. now: epoch
        ms. led: what led there, which is noted when the member is made, and never again. nonce: what the client had the
        code made with.

        Raises Unknown (`unknown_provider`), what `IdentityProvider.identify` raises, Unavailable, and CommitRejected
        where the mistake is ours.
        """
        return self._enter(_named(self.vouching.clients, provider).identify(code, nonce), now, led)

    def vouched(self, provider: str, subject: str, now: int, led: Led = NOTHING) -> SignedIn:
        """The same for a person whom the shop's server names."""
        return self._enter(_named(self.vouching.servers, provider).identify(subject), now, led)

    def add(self, member: str, epoch: int, provider: str, code: str, now: int, nonce: str = "") -> ActionAnswer:
        """Let the ids of a provider's code lead to a member who is signed in, whose token has this epoch; the answer is
        that of the provider's own id. Where one of them leads to another member, all are refused (`identity_taken`):
        else the next sign-in by this provider would make the two members one.

        Raises as `sign_in` does.
        """
        found = _named(self.vouching.clients, provider).identify(code, nonce)
        known = self._identities.members_of(found) if len(found) > 1 else {}
        if taken := next((one for one in found if known.get(one, member) != member), None):
            found = (taken,)
        answers = [self._merging.link(member, one.provider, one.subject, now, epoch) for one in found]
        return answers[0]

    def _enter(self, identities: Sequence[Identity], now: int, led: Led) -> SignedIn:
        inviter = self._sharing.open(led.via)
        for tried in range(TRIES):
            known, invited_by = self._look_up(identities, inviter)
            if not known:
                seal = self._sharing.seal(invited_by) if invited_by else ""
                if born := self._bear(identities, now, seal, led.code):
                    return SignedIn(born, 0, created=True)
            elif tried or not self._joined(identities, known, now):
                member = self._members.load(next(known[one] for one in identities if one in known)).snapshot
                if member.here:
                    return SignedIn(member.id, member.document.epoch, created=False)
            else:
                continue  # and look again where they lead
            self._sleep(full_jitter(self._rng, CONFLICT_SECONDS, tried))
        raise Unavailable("Too many are signing in at the moment: try again.")

    def _look_up(self, identities: Sequence[Identity], inviter: str) -> tuple[Mapping[Identity, str], str]:
        """The ids of the members of identities, as far as there are any; and that of the inviter, or of who absorbed
        the inviter's record: empty for one who is no member any more. All in one read.
        """
        if not inviter:
            return self._identities.members_of(identities), ""
        keys = {identity_key(one.provider, one.subject): one for one in identities}
        loaded = self._members.load(inviter, beside=[*keys])
        known = {keys[key]: item.member for key, item in loaded.beside.items() if item.member}
        return known, loaded.snapshot.document.ids.into or (inviter if loaded.snapshot.here else "")

    def _joined(self, identities: Sequence[Identity], known: Mapping[Identity, str], now: int) -> bool:
        """Let all identities lead to one member; tell whether that moved anything. What is refused (a record that is
        full, or for which a bill holds something) stays as it is: the person's own id of the app decides.
        """
        members = dict.fromkeys(known[one] for one in identities if one in known)
        first, *others = members
        answers: list[ActionAnswer] = []
        try:
            answers += [self._merging.merge(first, other, now) for other in others]
            if not others:
                new = [one for one in identities if one not in known]
                answers += [self._merging.link(first, one.provider, one.subject, now) for one in new]
        except (Refused, Unavailable):
            return False
        return any(isinstance(one, Answered) for one in answers)

    def _bear(self, identities: Sequence[Identity], now: int, invited_by: str, code: str) -> str | None:
        """Write a new member and the identities that lead to it, all or nothing; give the member's id, or None to look
        again. invited_by: the inviter's token; empty: nobody.
        """
        known = self._definitions(now)
        alone = no_campaigns(known.programme.timezone)
        new = Snapshot(f"m{self._entropy()[:10].hex()}", 0, 0, Member())
        ids = tuple((one.provider, one.subject) for one in identities)
        enrol = Enrol(invited_by=invited_by or None, code=as_code(code) or None, ids=ids)
        ask = Ask(receipt_id(BIRTH, new.id), enrol)
        outcome = decide(Situation(definitions=alone, member=new, now=now, entropy=self._entropy()), [ask])
        born = Snapshot(new.id, 1, now, outcome.member)
        due = {new.id: FallsDue(falls_due(known, born, now))}
        done = commit(outcome, {}, (), Current(new), None, now, identities, falls_due=due)
        if isinstance(done, Committed):
            return new.id
        # Another device's sign-in or a lost reply: the identity will tell. What DynamoDB never takes, it won't.
        if never := [fault.message for fault in done.faults if fault.kind is FaultKind.INVALID]:
            raise CommitRejected("; ".join(never))
        return None


def _named(providers: Mapping[str, IdentityProvider], name: str) -> IdentityProvider:
    if name not in providers:
        raise Unknown("provider", name)
    return providers[name]

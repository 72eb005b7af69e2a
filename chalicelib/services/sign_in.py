"""Signs a person in: finds the member of an identity that a provider vouches for, or makes one at the first time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Final, Protocol

from msgspec import Struct

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.falls_due import FallsDue, falls_due
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.definitions import Definitions, assemble
from chalicelib.domain.record.actions import Ask, Enrol
from chalicelib.domain.record.arrival import as_code
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.domain.record.sharing import Sharing
from chalicelib.domain.words.errors import Unauthenticated, Unavailable, Unknown
from chalicelib.services.reasons import CommitRejected
from chalicelib.store.backoff import CONFLICT_SECONDS, TRIES, full_jitter
from chalicelib.store.commit import Committed, commit
from chalicelib.store.faults import FaultKind
from chalicelib.store.identities import Identities, Identity
from chalicelib.store.members import Current, Members
from chalicelib.store.table import identity_key


@cache
def no_campaigns(timezone: str | None) -> Definitions:
    """The definitions by which a member is made: no campaign takes part, and the day is the programme's."""
    return assemble(Programme(timezone=timezone), ())


class IdentityProvider(Protocol):
    """A service that knows persons by codes."""

    def identify(self, code: str) -> Identity:
        """Identify the person by the code that the provider gave to the person's client.

        Raises Unauthenticated (`bad_code`) for a code that is void, Forbidden (`sign_in_blocked`) for a person whom the
        provider keeps out, and Unavailable where the provider does not answer.
        """


class DevProvider:
    """Believes everyone: the code is the subject. For stages without real members."""

    def identify(self, code: str) -> Identity:
        """Raises Unauthenticated (`bad_code`) for a code that could not be a name."""
        if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", code):
            raise Unauthenticated("A code is 1 to 64 letters, digits, dots, hyphens or underscores.", "bad_code")
        return Identity("dev", code)


class SignedIn(Struct, frozen=True):
    """A member who signed in."""

    member: str
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


class SignIn:
    """Signs persons in."""

    def __init__(
        self,
        providers: Mapping[str, IdentityProvider],
        identities: Identities,
        members: Members,
        entropy: Callable[[], bytes],
        sleep: Callable[[float], None],
        rng: Random,
        sharing: Sharing,
        definitions: Callable[[int], Definitions],
    ) -> None:
        """providers: by the name that a client gives. entropy: gives 32 random bytes. sleep: seconds. sharing: opens
        the tokens of links. definitions: those in force at a moment (epoch ms), as far as they are known here.
        """
        self._providers = providers
        self._identities = identities
        self._members = members
        self._entropy = entropy
        self._sleep = sleep
        self._rng = rng
        self._sharing = sharing
        self._definitions = definitions

    def by(self, providers: Mapping[str, IdentityProvider]) -> SignIn:
        """Give the same service with other providers."""
        return SignIn(
            providers,
            self._identities,
            self._members,
            self._entropy,
            self._sleep,
            self._rng,
            self._sharing,
            self._definitions,
        )

    def sign_in(self, provider: str, code: str, now: int, led: Led = NOTHING) -> SignedIn:
        """Find or make the member whom a provider's code stands for; several devices at once are one member. now: epoch
        ms. led: what led there, which is noted when the member is made, and never again.

        Raises Unknown (`unknown_provider`), what `IdentityProvider.identify` raises, Unavailable, and CommitRejected
        where the mistake is ours.
        """
        if provider not in self._providers:
            raise Unknown("provider", provider)
        identity = self._providers[provider].identify(code)
        inviter = self._sharing.open(led.via)
        for tried in range(TRIES):
            known, invited_by = self._look_up(identity, inviter)
            if known is not None:
                member = self._members.load(known).snapshot
                if member.here:
                    return SignedIn(known, member.document.epoch, created=False)
            elif born := self._bear(identity, now, self._sharing.seal(invited_by) if invited_by else "", led.code):
                return SignedIn(born, 0, created=True)
            self._sleep(full_jitter(self._rng, CONFLICT_SECONDS, tried))
        raise Unavailable("Too many are signing in at the moment: try again.")

    def _look_up(self, identity: Identity, inviter: str) -> tuple[str | None, str]:
        """The id of the member of an identity, None while there is none; and that of the inviter, or of who absorbed
        the inviter's record: empty for one who is no member any more. Both in one read.
        """
        if not inviter:
            return self._identities.member_of(identity), ""
        key = identity_key(identity.provider, identity.subject)
        loaded = self._members.load(inviter, beside=[key])
        known = loaded.beside[key].member if key in loaded.beside else None
        return known, loaded.snapshot.document.ids.into or (inviter if loaded.snapshot.here else "")

    def _bear(self, identity: Identity, now: int, invited_by: str, code: str) -> str | None:
        """Write a new member and the identity that leads to it, both or neither; give the member's id, or None to look
        again. invited_by: the inviter's token; empty: nobody.
        """
        known = self._definitions(now)
        alone = no_campaigns(known.programme.timezone)
        new = Snapshot(f"m{self._entropy()[:10].hex()}", 0, 0, Member())
        enrol = Enrol(invited_by=invited_by or None, code=as_code(code) or None)  # nothing that would tell the identity
        ask = Ask(receipt_id("member", new.id), enrol)
        outcome = decide(Situation(definitions=alone, member=new, now=now, entropy=self._entropy()), [ask])
        born = Snapshot(new.id, 1, now, outcome.member)
        due = {new.id: FallsDue(falls_due(known, born, now))}
        done = commit(outcome, {}, (), Current(new), None, now, [identity], falls_due=due)
        if isinstance(done, Committed):
            return new.id
        # Another device's sign-in or a lost reply: the identity will tell. What DynamoDB never takes, it won't.
        if never := [fault.message for fault in done.faults if fault.kind is FaultKind.INVALID]:
            raise CommitRejected("; ".join(never))
        return None

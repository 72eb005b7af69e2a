"""Identities: which member a person is whom an identity provider vouches for."""

from msgspec import Struct

from chalicelib.store.members import current
from chalicelib.store.reader import Reader
from chalicelib.store.table import identity_key, member_key


class Identity(Struct, frozen=True):
    """A person as a provider knows them. It is bound to one member, once and for good."""

    provider: str
    subject: str
    """The provider's own name for the person: an openid, a customer number."""


class Identities:
    """Reads identities, strongly consistent. They are written with the birth of their member (see `commit`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def member_of(self, identity: Identity) -> str | None:
        """Read the id of the member that an identity belongs to; None while there is none. Raises Unavailable."""
        key = identity_key(identity.provider, identity.subject)
        item = self._reader.read([key]).get(key)
        return None if item is None else item.member

    def member_of_invited(self, identity: Identity, inviter: str) -> tuple[str | None, bool]:
        """Read the same, and whether the member who invited the person is there, in one round trip."""
        key = identity_key(identity.provider, identity.subject)
        items = self._reader.read([key, member_key(inviter)])
        there = current(inviter, items.get(member_key(inviter))).snapshot.here
        return items[key].member if key in items else None, there

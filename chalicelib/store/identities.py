"""Identities: which member a person is whom an identity provider vouches for."""

from collections.abc import Iterable

from msgspec import Struct

from chalicelib.store.reader import Reader
from chalicelib.store.table import identity_key


class Identity(Struct, frozen=True):
    """A person as a provider knows them. It is bound to one member, once and for good."""

    provider: str
    """The name of the provider that vouches for the person."""
    subject: str
    """The provider's own name for the person: an openid, a customer number."""


class Way(Struct, frozen=True):
    """The way back from a member to an identity."""

    name: str
    """The partition key of the identity."""
    at: int
    """Since when the identity leads somewhere, epoch ms."""


class Absorbed(Struct, frozen=True):
    """All that is to lead to another member from now on, since the record that it led to is absorbed."""

    member: str
    """The id of the record."""
    ways: tuple[Way, ...] = ()
    """The identities that lead to it."""
    signposts: tuple[str, ...] = ()
    """The ids of the records that it absorbed before: they lead on in one step."""


class Identities:
    """Reads identities, strongly consistent. They are written with the birth of their member, and move with the record
    that they lead to (see `commit`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def members_of(self, identities: Iterable[Identity]) -> dict[Identity, str]:
        """Read the ids of the members that identities belong to, those that do, in one round trip. Raises
        Unavailable."""
        keys = {identity_key(one.provider, one.subject): one for one in identities}
        return {keys[key]: item.member for key, item in self._reader.read(keys).items() if item.member}

"""The tokens that members put into the links they share: each stands for its member, and nobody but Tessera can tell
whom.

A link is read by strangers, and may stay on the net for years. So a token shows no id of a member, by which a shop
knows her orders, and can't be made up: the id is sealed by HMAC-SHA256 alone, as codes of pools are, with a tag of
eight bytes from which the key stream is made (the SIV mode of RFC 5297). No random number is needed: a member's token
is always the same, and a link that was shared once is good for as long as the master seed is.
"""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Final

from msgspec import Struct

TAG_BYTES: Final = 8
"""Nobody can try tokens but by asking us: one of 2^64 is right."""

LONGEST_ID: Final = 64
_BORN: Final = re.compile(r"m[0-9a-f]{20}", re.ASCII)
"""The id of a member who was born at a sign-in: the digits are ten bytes."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{12,120}", re.ASCII)


class Sharing(Struct, frozen=True):
    """Seals members into tokens, and opens these."""

    key: bytes = b""
    """The key, derived from the master seed; empty where a function has none: nothing is sealed there, nor opened."""

    def seal(self, member: str) -> str:
        """The token of a member; empty where there is no key."""
        if not self.key:
            return ""
        plain = _packed(member)
        tag = self._digest(b"tag", plain)[:TAG_BYTES]
        return urlsafe_b64encode(tag + self._mixed(tag, plain)).decode().rstrip("=")

    def open(self, token: object) -> str:
        """The id of the member whose a token is; empty for one that was made up, or is none."""
        if not self.key or not isinstance(token, str) or not _TOKEN.fullmatch(token):
            return ""
        try:
            sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError:
            return ""
        tag, mixed = sealed[:TAG_BYTES], sealed[TAG_BYTES:]
        plain = self._mixed(tag, mixed)
        return _unpacked(plain) if hmac.compare_digest(tag, self._digest(b"tag", plain)[:TAG_BYTES]) else ""

    def __repr__(self) -> str:
        """Without the key."""
        return "Sharing(…)"

    def _mixed(self, tag: bytes, text: bytes) -> bytes:
        """The text with the key stream of its tag; done twice, it is the text again."""
        stream = b"".join(self._digest(b"stream", tag + bytes([block])) for block in range(-(-len(text) // 32)))
        return bytes(one ^ other for one, other in zip(text, stream, strict=False))

    def _digest(self, use: bytes, text: bytes) -> bytes:
        return hmac.digest(self.key, use + b"\0" + text, "sha256")


SEALED_BY_NOBODY: Final = Sharing()
"""Seals and opens nothing."""


def sharing_of(master: bytes) -> Sharing:
    """Seals by a key for this use alone. master: the master seed; empty: nothing is sealed."""
    return Sharing(hmac.digest(master, b"tessera sharing", "sha256") if master else b"")


def pseudonym(of: str, to: str) -> str:
    """Give what stands for a member where another one is told of her: another for each who hears it.

    It is a hash of both ids, which are made of chance. It tells nobody else who that is, and needs no key that changes.
    """
    return sha256(f"{len(to)}:{to}{of}".encode()).hexdigest()[:16]


def _packed(member: str) -> bytes:
    return b"m" + bytes.fromhex(member[1:]) if _BORN.fullmatch(member) else b"-" + member.encode()[:LONGEST_ID]


def _unpacked(plain: bytes) -> str:
    return f"m{plain[1:].hex()}" if plain[:1] == b"m" else plain[1:].decode(errors="replace")

"""Tokens in the compact form of JSON Web Signatures (RFC 7515), and what they claim (RFC 7519).

A token never chooses how it is verified: whoever reads one has the key, the algorithm is the key's, and a header that
names another one is refused. Reading verifies nothing yet.
"""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

HS256: Final = "HS256"
LONGEST: Final = 8192
"""The most characters of a token: one of a login has a few hundred."""
_SHAPE: Final = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)", re.ASCII)


class Header(Struct, frozen=True):
    """The part of a header that is read."""

    alg: str
    """The algorithm by which it says that it is signed."""
    kid: str = ""
    """The id of the key; empty: it names none."""
    crit: list[str] | None = None
    """Extensions that a reader has to understand; none is understood here."""


class Token(Struct, frozen=True):
    """A token that can be read, and is not verified yet."""

    header: Header
    """The part of its header that is read."""
    claims: dict[str, Any]
    """The things that it claims, by name: not to be believed before it is verified."""
    signed: bytes
    """The bytes that its signature is of."""
    signature: bytes
    """The signature, with which that of the verifier's own key is compared."""


def read(text: str) -> Token:
    """Read a token. Raises ValueError for what is none, RecursionError for one that is nested without end."""
    shaped = _SHAPE.fullmatch(text) if len(text) <= LONGEST else None
    if shaped is None:
        raise ValueError("not three parts of base64url")
    header, claims, signature = map(_decoded, shaped.groups())
    head = msgspec.json.decode(header, type=Header)
    if head.crit is not None:
        raise ValueError("an extension that is not known")
    signed = text.rpartition(".")[0].encode()
    return Token(head, msgspec.json.decode(claims, type=dict[str, Any]), signed, signature)


def sign(claims: Mapping[str, Any], key_id: str, key: str) -> str:
    """Make a token that is signed by HMAC-SHA256."""
    header = {"alg": HS256, "kid": key_id, "typ": "JWT"}
    signed = b".".join(map(_encoded, (msgspec.json.encode(header), msgspec.json.encode(claims))))
    return b".".join((signed, _encoded(_hmac(key, signed)))).decode()


def is_signed_by(token: Token, key: str) -> bool:
    """Whether the token is signed by HMAC-SHA256 with this key."""
    return token.header.alg == HS256 and hmac.compare_digest(_hmac(key, token.signed), token.signature)


def require_claims(
    token: Token, issuer: str, audience: str, now: float, needed: Iterable[str], leeway: float = 0
) -> None:
    """Check who issued a token, for whom, and that it is good now. now, leeway: seconds, of the world.

    needed: the claims that it must have. Raises ValueError for one that does not hold.
    """
    claims = token.claims
    if missing := [name for name in needed if name not in claims]:
        raise ValueError(f"without {missing[0]}")
    audiences = claims.get("aud")
    if claims.get("iss") != issuer or audience not in (audiences if isinstance(audiences, list) else [audiences]):
        raise ValueError("from or for another one")
    if "exp" in claims and _moment(claims, "exp", now) + leeway <= now:
        raise ValueError("over")
    if max(_moment(claims, "nbf", now), _moment(claims, "iat", now)) > now + leeway:
        raise ValueError("not good yet")
    if not isinstance(claims.get("sub", ""), str):
        raise ValueError("of nobody")


def _moment(claims: Mapping[str, Any], name: str, default: float) -> float:
    """A moment in epoch seconds. Raises ValueError where the claim is none."""
    value = claims.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name} is no moment")
    return value


def _hmac(key: str, signed: bytes) -> bytes:
    return hmac.digest(key.encode(), signed, "sha256")


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _encoded(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")

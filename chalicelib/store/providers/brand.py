"""The brand's own login as a provider of identities: its tokens are verified by the keys that it publishes.

An id_token of OpenID Connect is such a token (OpenID Connect Core, section 3.1.3.7), and so is any other JWT. The
algorithms are RS256 and ES256, and each key has one: a token can't choose (RFC 8725).
"""

import time
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterable, Mapping
from hmac import compare_digest
from threading import Lock
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec import Struct

from chalicelib.domain.wire import jws
from chalicelib.domain.words.errors import Unauthenticated, Unavailable
from chalicelib.providers import BrandLogin
from chalicelib.store.identities import Identity
from chalicelib.store.providers.asked import Platform

CLAIMS: Final = ("iss", "aud", "exp", "iat")
LEEWAY: Final = 60.0
"""Seconds by which the login's clock may be off."""
KEPT_SECONDS: Final = 3600.0
"""How long published keys are taken from memory."""
AGAIN_SECONDS: Final = 60.0
"""How soon the keys are asked for again where a token names one that is not known: a stranger may make up names."""
SMALLEST_RSA: Final = 2048
P256_BYTES: Final = 32

_NOT_VALID: Final = "This token is not valid here, or not any more: sign in at the brand's login again."


class _Jwk(Struct, frozen=True):
    kty: str = ""
    kid: str = ""
    use: str = "sig"
    alg: str = ""
    crv: str = ""
    n: str = ""
    e: str = ""
    x: str = ""
    y: str = ""


class _Jwks(Struct, frozen=True):
    keys: tuple[_Jwk, ...]


class _Key(Struct, frozen=True):
    """A key that verifies, with the one algorithm that is its own."""

    alg: str
    verify: Callable[[bytes, bytes], object]
    """Takes a signature and what is signed; raises InvalidSignature."""


class PublishedKeys:
    """The keys that a login publishes, kept in memory. Safe to use from several threads."""

    def __init__(self, url: str, platform: Platform, clock: Callable[[], float]) -> None:
        """clock: seconds."""
        self._url, self._platform, self._clock = url, platform, clock
        self._keys: Mapping[str, _Key] = {}
        self._asked = float("-inf")
        self._lock = Lock()

    def key(self, kid: str) -> _Key | None:
        """The key of this id; where a token names none, the only one there is. Raises Unavailable where the login was
        never reached.
        """
        after = AGAIN_SECONDS if self._found(kid) is None else KEPT_SECONDS
        if self._clock() - self._asked >= after:
            with self._lock:
                if self._clock() - self._asked >= after:  # and no other thread was sooner
                    self._ask()
        return self._found(kid)

    def _found(self, kid: str) -> _Key | None:
        if not kid and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        return self._keys.get(kid) if kid else None

    def _ask(self) -> None:
        """Read the keys anew; while the login does not answer, those that are known stay good."""
        before, self._asked = self._asked, self._clock()
        try:
            published = self._platform.decoded(self._platform.fetch(self._url), _Jwks)
        except Unavailable:
            if not self._keys:
                self._asked = before
                raise
            return
        self._keys = dict(_usable(published.keys))


class Brand:
    """Identifies who the brand's own login signed in."""

    def __init__(
        self,
        name: str,
        told: BrandLogin,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """clock: seconds. now: epoch seconds, of the world."""
        self._name, self._told, self._now = name, told, now
        self._keys = PublishedKeys(told.jwks, Platform("The brand's login", "Try again."), clock)

    def identify(self, code: str, nonce: str = "") -> tuple[Identity, ...]:
        """Identify the person by the token's subject. nonce: what the client had the token made with, empty: nothing.

        Raises Unauthenticated (`bad_code`), and Unavailable where the login's keys can't be read.
        """
        try:
            claims = self._claims(code, nonce)
        except (ValueError, RecursionError):
            raise Unauthenticated(_NOT_VALID, "bad_code") from None
        subject = claims.get(self._told.subject)
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:
            raise Unauthenticated(f"The token's {self._told.subject!r} does not say who it is.", "bad_code")
        return (Identity(self._name, subject),)

    def _claims(self, code: str, nonce: str) -> Mapping[str, object]:
        token = jws.read(code)
        key = self._keys.key(token.header.kid)
        if key is None or token.header.alg != key.alg:
            raise ValueError("signed by another key")
        try:
            key.verify(token.signature, token.signed)
        except InvalidSignature:
            raise ValueError("signed by another key") from None
        now = self._now()
        jws.require_claims(token, self._told.issuer, self._told.audience, now, CLAIMS, LEEWAY)
        if token.claims["iat"] + 60 * self._told.minutes + LEEWAY <= now:
            raise ValueError("too old")
        audiences = token.claims["aud"]
        if isinstance(audiences, list) and len(audiences) > 1 and token.claims.get("azp") != self._told.audience:
            raise ValueError("made for another client")
        if not compare_digest(str(token.claims.get("nonce", "")).encode(), nonce.encode()):
            raise ValueError("made with another nonce")
        return token.claims


def _usable(published: Iterable[_Jwk]) -> Iterable[tuple[str, _Key]]:
    """The keys that verify by an algorithm of ours; others are for something else, and passed over."""
    for one in published:
        try:
            key = _rsa(one) if one.kty == "RSA" else _p256(one) if (one.kty, one.crv) == ("EC", "P-256") else None
        except ValueError:
            key = None
        if key is not None and one.use == "sig" and one.alg in ("", key.alg):
            yield one.kid, key


def _rsa(one: _Jwk) -> _Key | None:
    key = RSAPublicNumbers(_number(one.e), _number(one.n)).public_key()
    if key.key_size < SMALLEST_RSA:
        return None
    return _Key("RS256", lambda signature, signed: key.verify(signature, signed, PKCS1v15(), SHA256()))


def _p256(one: _Jwk) -> _Key:
    key = EllipticCurvePublicNumbers(_number(one.x), _number(one.y), SECP256R1()).public_key()

    def verify(signature: bytes, signed: bytes) -> None:
        if len(signature) != 2 * P256_BYTES:
            raise InvalidSignature
        r, s = (int.from_bytes(half) for half in (signature[:P256_BYTES], signature[P256_BYTES:]))
        key.verify(encode_dss_signature(r, s), signed, ECDSA(SHA256()))

    return _Key("ES256", verify)


def _number(text: str) -> int:
    return int.from_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4)))

"""A brand's own login: it publishes its keys, and makes tokens. PyJWT makes them, apart from our own code."""

import json
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from tests.platforms.serving import Reply

ISSUER, AUDIENCE = "https://login.brand.example", "mini-program"
NOW = 1_780_000_000
RSA, OTHER_RSA = (rsa.generate_private_key(65537, 2048) for _ in range(2))
P256 = ec.generate_private_key(ec.SECP256R1())
SMALL = rsa.generate_private_key(65537, 1024)  # noqa: S505 - which is what is wrong with it
GOOD: Mapping[str, Any] = {"iss": ISSUER, "aud": AUDIENCE, "sub": "customer-7", "iat": NOW, "exp": NOW + 3600}


class Login:
    """The login's server. `keys` are those that it publishes, by their ids."""

    def __init__(self) -> None:
        self.url, self.connections = "", 0
        self.answer: Reply | None = None
        self.keys: dict[str, Any] = {"r1": RSA, "e1": P256}
        self.asked = 0

    def reply(self, path: str, query: Mapping[str, str], body: bytes) -> Reply:
        self.asked += 1
        return 200, json.dumps({"keys": [jwk(kid, key) for kid, key in self.keys.items()]}).encode()


def jwk(kid: str, key: Any) -> dict[str, Any]:
    """A key as it is published; a dict as it is."""
    if isinstance(key, dict):
        return key
    kind = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
    return {**json.loads(kind.to_jwk(key.public_key())), "kid": kid, "use": "sig"}


def token(key: Any = RSA, kid: str | None = "r1", alg: str = "RS256", **claims: Any) -> str:
    """A token with the good claims, but for those that are given: None leaves one out."""
    kept = {name: value for name, value in {**GOOD, **claims}.items() if value is not None}
    return jwt.encode(kept, key, alg, {"kid": kid} if kid is not None else None)

"""Who calls: a member by a JWT, a shop's server by a signature.

Time here is the world's, never the campaigns': a stage that pretends another day still expires its tokens.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Mapping
from typing import Any

import jwt
import msgspec
from msgspec import Struct
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from chalicelib.domain.errors import Unauthenticated
from chalicelib.settings import Settings

ALGORITHM = "HS256"
CLAIMS = ("iss", "aud", "sub", "iat", "exp", "epoch")


class Caller(Struct, frozen=True):
    """A member by a valid token. epoch: the member's when the token was issued; the token is revoked where the member
    has a higher one by now, which is known only once the member is read.
    """

    member: str
    epoch: int


def issue_token(settings: Settings, caller: Caller, wall: int) -> tuple[str, int]:
    """A token for a member, signed by the first key, and when it expires. wall: the world's time; both in epoch ms."""
    key_id, key = next(iter(settings.token_keys.items()))
    issued = wall // 1000
    expires = issued + settings.token_seconds
    claims = {
        "iss": settings.token_issuer,
        "aud": settings.token_audience,
        "sub": caller.member,
        "epoch": caller.epoch,
        "iat": issued,
        "exp": expires,
    }
    return jwt.encode(claims, key, ALGORITHM, {"kid": key_id}), expires * 1000


def member_of(settings: Settings, headers: Mapping[str, str]) -> Caller:
    """The caller that an `Authorization: Bearer` header names; Unauthenticated for any token that does not hold."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("Sign in, and send the token as `Authorization: Bearer TOKEN`.")
    try:
        claims = _verified(settings, token)
    except (jwt.PyJWTError, msgspec.DecodeError, ValueError, RecursionError):  # a stranger's JSON, however nested
        raise Unauthenticated("The token is not valid here, or not any more: sign in again.") from None
    return Caller(claims["sub"], claims["epoch"])


def require_signature(settings: Settings, headers: Mapping[str, str], body: bytes) -> None:
    """Standard Webhooks: id, timestamp and body are signed with one of the secrets, at most five minutes ago.

    Raises Unauthenticated (`bad_signature`) otherwise.
    """
    signed = {name: headers.get(name, "") for name in ("webhook-id", "webhook-timestamp", "webhook-signature")}
    if not any(_is_signed_with(secret, signed, body) for secret in settings.webhook_secrets):
        raise Unauthenticated("The signature does not hold: sign `id.timestamp.body` as it is sent.", "bad_signature")


def _verified(settings: Settings, token: str) -> dict[str, Any]:
    key = settings.token_keys.get(_key_id(token))
    if key is None:
        raise jwt.InvalidKeyError("an unknown key")
    claims: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[ALGORITHM],  # pinned: a token never chooses how it is verified
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        options={"require": list(CLAIMS)},
    )
    if type(claims["epoch"]) is not int:
        raise jwt.InvalidTokenError("an epoch that is no number")
    return claims


def _key_id(token: str) -> str:
    """The id of the key that a token says it is signed with. (PyJWT would parse the whole token once more for it.)"""
    return msgspec.json.decode(urlsafe_b64decode(token.partition(".")[0] + "=="), type=_Header).kid


class _Header(Struct, frozen=True):
    kid: str = ""


def _is_signed_with(secret: str, signed: dict[str, str], body: bytes) -> bool:
    try:
        Webhook(secret).verify(body, signed, json_parse=False)
    except (WebhookVerificationError, ValueError):  # ValueError: not UTF-8, not base64, or no `v1,` in the header
        return False
    return True

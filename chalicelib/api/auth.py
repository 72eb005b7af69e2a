"""Who calls: a member or a manager by a JWT, a shop's server by a signature.

A manager's token names another audience than a member's, so that neither is good in the other's place.

Time here is the world's, never the campaigns': a stage that pretends another day still expires its tokens.
"""

import time
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from chalicelib.domain.wire import jws
from chalicelib.domain.words.errors import Forbidden, Unauthenticated
from chalicelib.settings import Settings

CLAIMS = ("iss", "aud", "sub", "iat", "exp")
MANAGER = "manager"
"""The role that a manager's token names."""

_NOT_VALID = "The token is not valid here, or not any more: sign in again."


class Caller(Struct, frozen=True):
    """A member by a valid token."""

    member: str
    """The member's id."""
    epoch: int
    """The member's epoch when the token was issued. A member who has a higher one by now has revoked the token, which
    is known only once the member is read."""


def issue_token(settings: Settings, caller: Caller, wall: int) -> tuple[str, int]:
    """A token for a member, signed by the first key, and when it expires. wall: the world's time; both in epoch ms."""
    return _issued(settings, wall, {"aud": settings.token_audience, "sub": caller.member, "epoch": caller.epoch})


def issue_managers_token(settings: Settings, name: str, wall: int) -> tuple[str, int]:
    """The same for a manager, who is known by name."""
    return _issued(settings, wall, {"aud": settings.managers_audience, "sub": name, "role": MANAGER})


def member_of(settings: Settings, headers: Mapping[str, str]) -> Caller:
    """The caller that an `Authorization: Bearer` header names; Unauthenticated for any token that does not hold."""
    claims = _claims(settings, headers, settings.token_audience)
    if type(claims.get("epoch")) is not int:
        raise Unauthenticated(_NOT_VALID)
    return Caller(claims["sub"], claims["epoch"])


def manager_of(settings: Settings, headers: Mapping[str, str]) -> str:
    """The name of the manager who calls; Unauthenticated as for a member, Forbidden (`not_a_manager`) for who has
    another role.
    """
    claims = _claims(settings, headers, settings.managers_audience)
    if claims.get("role") != MANAGER:
        raise Forbidden("Only a manager may do this: ask for a token with that role.", "not_a_manager")
    return str(claims["sub"])


def require_signature(settings: Settings, headers: Mapping[str, str], body: bytes) -> None:
    """Standard Webhooks: id, timestamp and body are signed with one of the secrets, at most five minutes ago.

    Raises Unauthenticated (`bad_signature`) otherwise.
    """
    signed = {name: headers.get(name, "") for name in ("webhook-id", "webhook-timestamp", "webhook-signature")}
    if not any(_is_signed_with(secret, signed, body) for secret in settings.webhook_secrets):
        raise Unauthenticated("The signature does not hold: sign `id.timestamp.body` as it is sent.", "bad_signature")


def _issued(settings: Settings, wall: int, claims: dict[str, Any]) -> tuple[str, int]:
    key_id, key = next(iter(settings.token_keys.items()))
    issued = wall // 1000
    expires = issued + settings.token_seconds
    claims = {"iss": settings.token_issuer, **claims, "iat": issued, "exp": expires}
    return jws.sign(claims, key_id, key), expires * 1000


def _claims(settings: Settings, headers: Mapping[str, str], audience: str) -> dict[str, Any]:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("Sign in, and send the token as `Authorization: Bearer TOKEN`.")
    try:
        return _verified(settings, token, audience)
    except (ValueError, RecursionError):  # a stranger's JSON, however nested
        raise Unauthenticated(_NOT_VALID) from None


def _verified(settings: Settings, text: str, audience: str) -> dict[str, Any]:
    token = jws.read(text)
    key = settings.token_keys.get(token.header.kid)
    if key is None or not jws.is_signed_by(token, key):
        raise ValueError("signed by another key")
    jws.require_claims(token, settings.token_issuer, audience, time.time(), CLAIMS)
    return token.claims


def _is_signed_with(secret: str, signed: dict[str, str], body: bytes) -> bool:
    try:
        Webhook(secret).verify(body, signed, json_parse=False)
    except (WebhookVerificationError, ValueError):  # ValueError: not UTF-8, not base64, or no `v1,` in the header
        return False
    return True

"""Answers that a browser lets pages of other origins read: https://fetch.spec.whatwg.org/#http-cors-protocol.

A member is known by a token that the page sends along, never by a cookie: no answer allows credentials.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

EVERYBODY: Final = "*"
SENT: Final = "Authorization, Content-Type, Idempotency-Key, If-None-Match, Prefer, Accept-Language"
"""The headers that a page may send."""
READ: Final = "ETag, Retry-After, Idempotent-Replayed, Preference-Applied, Date"
"""The headers that a page may read, beside those that every page may."""
KEPT_SECONDS: Final = 7200
"""How long a browser may keep the answer to a preflight: what Chrome takes at most."""

BY_GATEWAY: Final = {"Access-Control-Allow-Origin": EVERYBODY, "Access-Control-Expose-Headers": READ}
"""The headers of what a gateway answers by itself. It knows no list of origins, and tells nothing of anybody."""


def readable(origins: Collection[str], origin: str | None, varies: Sequence[str] = ()) -> dict[str, str]:
    """The headers by which a page of an origin may read an answer, where the operator's list has it.

    varies: the headers of the request by which the answer is another one besides.
    """
    if EVERYBODY in origins:
        return dict(BY_GATEWAY)
    if not origins:
        return {}
    allowed = {**BY_GATEWAY, "Access-Control-Allow-Origin": origin} if origin in origins and origin else {}
    return allowed | {"Vary": ", ".join([*varies, "Origin"])}


def is_preflight(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a browser asks what a page may send, before it sends it."""
    return method == "OPTIONS" and "access-control-request-method" in headers


def preflight(methods: Collection[str]) -> dict[str, str]:
    """The headers that answer it, beside those of `readable`. methods: those that the path takes."""
    return {
        "Access-Control-Allow-Methods": ", ".join(sorted(methods)),
        "Access-Control-Allow-Headers": SENT,
        "Access-Control-Max-Age": str(KEPT_SECONDS),
    }

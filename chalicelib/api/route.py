"""The type of a route: a row of the table from which both the served API and its OpenAPI document are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, NamedTuple

import msgspec
from msgspec import Struct, field

from chalicelib.api.auth import Caller
from chalicelib.services.take_in import SecondsLeft
from chalicelib.wiring import Parts

MEMBERS_BYTES = 64 * 1024
SHOPS_BYTES = 256 * 1024
MANAGERS_BYTES = 1024 * 1024
"""The largest bodies that are taken, from a member, a shop's server and a manager."""

JSON: Final = "application/json"
CAMPAIGN: Final = "/v1/campaigns/{campaign}"

DEFINED: Final = ("definitions_stale", "definitions_unreadable")
"""The codes of whatever needs the campaigns in force."""

NOBODY = Caller("", 0)


class ResponseBody(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all answers."""

    server_time: int
    """The service's time, epoch ms: a countdown by it does not trust the phone's clock."""


class Call(Struct, frozen=True):
    """A request that may be answered: who calls is known, ids and body are of the route's shapes."""

    route: Route
    """The route that was called."""
    parts: Parts
    """The parts of the service that handlers use."""
    now: int
    """The campaigns' time, epoch ms."""
    ids: Mapping[str, str]
    """The ids in its path, by name."""
    query: Mapping[str, str]
    """The parameters of its query that were given."""
    tree: Any
    """The body as it was received."""
    body: Any
    """The body as the route's struct."""
    caller: Caller
    """The member who calls; NOBODY without a member's token."""
    manager: str
    """The name of the manager who calls, "" elsewhere."""
    key: str
    """The Idempotency-Key, "" where the route takes none."""
    left: SecondsLeft
    """Tells the seconds until Lambda cuts the call off."""


class Reply(NamedTuple):
    """The answer of a handler."""

    answer: Struct | dict[str, Any]
    """The body of the response: a `ResponseBody`, or what is the same for good."""
    replayed: bool = False
    """Whether the answer was recorded earlier, under the same key."""
    status: Literal[200, 202] = 200
    """The HTTP status: 202 where all is yet to be done."""
    cache: str = "no-store"
    """Who may keep the answer, and for how long: the header Cache-Control."""


class Route(Struct, frozen=True):
    """One row of the table of routes."""

    name: str
    """Its operation in OpenAPI and logs."""
    method: Literal["GET", "POST"]
    """The HTTP method."""
    path: str
    """Its path, with each id as `{name}`."""
    summary: str
    """One sentence for the OpenAPI document."""
    handler: Callable[[Call], Reply]
    """The function that answers."""
    answer: Any
    """The type of its answer."""
    example: Any
    """The answer to `example_body`."""
    auth: Literal["member", "manager", "shop", "anyone"]
    """Who may call it."""
    body: Any = None
    """The struct of its request, None where it takes none."""
    example_body: Any = None
    """One request."""
    media: tuple[str, ...] = (JSON,)
    """The media types of its body, the preferred first."""
    accepted: Any = None
    """The type of its answer where it may also answer before all is done, by 202."""
    in_parts: bool = False
    """Whether its body is a batch, each part of which is refused by itself."""
    keyed: bool = False
    """Whether it needs an Idempotency-Key."""
    query: Mapping[str, str] = field(default_factory=dict)
    """Its parameters and what they mean."""
    codes: tuple[str, ...] = ()
    """The problems that are the route's own (see `all_codes`)."""

    @property
    def content_types(self) -> list[str]:
        """The media types of its body, the preferred first; without a body no header about one is minded."""
        if self.body is None:
            return ["*/*"]
        return list(self.media)

    @property
    def largest_body(self) -> int:
        """Bytes."""
        return {"shop": SHOPS_BYTES, "manager": MANAGERS_BYTES}.get(self.auth, MEMBERS_BYTES)

    def all_codes(self) -> list[str]:
        """Every code that this route may answer: its own, and what its kind of request can get wrong."""
        codes = [*self.codes, "busy", "internal_error"]
        if "{" in self.path:
            codes += ["invalid_id"]
        if self.body is not None:
            codes += ["malformed_json", "invalid_body", "body_too_large", "unsupported_media_type"]
        if self.keyed:
            codes += ["idempotency_key_missing", "idempotency_key_invalid", "idempotency_key_reused"]
        if self.auth in ("member", "manager"):
            codes += ["unauthenticated"]
        if self.auth == "manager":
            codes += ["not_a_manager"]
        if self.auth == "shop":
            codes += ["bad_signature"]
        return codes

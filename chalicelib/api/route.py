"""The type of a route: a row of the table from which both the served API and its OpenAPI document are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

import msgspec

from chalicelib.api.auth import Caller
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


@dataclass(frozen=True, slots=True)
class Call:
    """A request that may be answered: who calls is known, ids and body are of the route's shapes.

    now: the campaigns' time, epoch ms · tree: the body as it was received · body: as the route's struct · caller:
    NOBODY without a member's token · manager: the name of the manager who calls, "" elsewhere · key: the
    Idempotency-Key, "" where the route takes none.
    """

    route: Route
    parts: Parts
    now: int
    ids: Mapping[str, str]
    query: Mapping[str, str]
    tree: Any
    body: Any
    caller: Caller
    manager: str
    key: str


class Reply(NamedTuple):
    """replayed: the answer was recorded earlier, under the same key · status: 202 where all is yet to be done."""

    answer: ResponseBody | dict[str, Any]
    replayed: bool = False
    status: Literal[200, 202] = 200


@dataclass(frozen=True, slots=True)
class Route:
    """One row.

    name: its operation in OpenAPI and logs · codes: the problems that are the route's own (see `all_codes`) · body: the
    struct of its request, None where it takes none · example_body, example: one request and its answer ·
    accepted: its answer where it may also answer before all is done, by 202 · query: its parameters and what they
    mean · keyed: whether it needs an Idempotency-Key.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    summary: str
    handler: Callable[[Call], Reply]
    answer: Any
    example: Any
    auth: Literal["member", "manager", "shop", "anyone"]
    body: Any = None
    example_body: Any = None
    accepted: Any = None
    keyed: bool = False
    query: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()

    @property
    def content_types(self) -> list[str]:
        """The media types of its body, the preferred first; without a body no header about one is minded."""
        if self.body is None:
            return ["*/*"]
        return [JSON, "application/cloudevents-batch+json"] if self.auth == "shop" else [JSON]

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

"""A caller of the API, as the tests are: a member, a shop's server, or somebody who means no good."""

import json
from datetime import UTC, datetime
from itertools import count
from typing import Any

from chalice.local import RouteMatcher
from chalice.test import HTTPResponse
from standardwebhooks.webhooks import Webhook

from chalicelib.api.routes import ROUTES
from chalicelib.settings import Settings
from chalicelib.store import dynamo
from chalicelib.store.table import Item

STATED: dict[tuple[str, str], list[str]] = {(route.method, route.path): route.all_codes() for route in ROUTES}
MATCHER = RouteMatcher([route.path for route in ROUTES])


class Api:
    """A caller of the API. now: the campaigns' time, which the test moves."""

    def __init__(self, http: Any, own: Settings, now: int) -> None:
        self.http, self.settings, self.now = http, own, now
        self._keys = count(1)

    def get(self, path: str, token: str | None = None, **headers: str) -> HTTPResponse:
        return self.send("GET", path, b"", token, headers)

    def act(self, path: str, token: str | None, body: Any = None, key: str | None = None) -> HTTPResponse:
        """A member's action, under a key of its own unless one is given."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or f"key-{next(self._keys)}"}
        return self.send("POST", path, json.dumps({} if body is None else body).encode(), token, headers)

    def report(self, events: Any, secret: str | None = None) -> HTTPResponse:
        """A shop's signed batch."""
        body = json.dumps(events).encode()
        return self.send("POST", "/v1/ingest", body, None, self.signed(body, secret))

    def at_till(self, bill: str, does: str, body: Any) -> HTTPResponse:
        """What a shop's server asks for at a till, signed: `pos/1`, `pay`."""
        sent = json.dumps(body).encode()
        return self.send("POST", f"/v1/bills/{bill}/{does}", sent, None, self.signed(sent))

    def tell(self, path: str, body: Any) -> HTTPResponse:
        """What a shop's server says, signed: of a redemption, that it is paid or undone."""
        sent = json.dumps(body).encode()
        return self.send("POST", path, sent, None, self.signed(sent))

    def signed(self, body: bytes, secret: str | None = None, at: datetime | None = None) -> dict[str, str]:
        at = at or datetime.now(UTC)
        return {
            "Content-Type": "application/json",
            "webhook-id": "msg_1",
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret or self.settings.webhook_secrets[0]).sign("msg_1", at, body.decode()),
        }

    def send(
        self, method: str, path: str, body: bytes, token: str | None = None, headers: dict[str, str] | None = None
    ) -> HTTPResponse:
        """Any request. A problem must be one of those that the route states."""
        authorization = {"Authorization": f"Bearer {token}"} if token else {}
        response: HTTPResponse = self.http.request(
            method, path, headers={**authorization, **(headers or {})}, body=body
        )
        if response.status_code >= 400:
            route = MATCHER.match_route(path).route
            assert response.json_body["code"] in STATED.get((method, route), ["method_not_allowed"])
        return response

    def time(self, after: int = 0) -> str:
        """The campaigns' time, some milliseconds later, as CloudEvents spell it."""
        return datetime.fromtimestamp((self.now + after) / 1000, UTC).isoformat(timespec="milliseconds")

    def everything(self) -> list[str]:
        """All that the table holds, to compare before and after."""
        return sorted(
            repr(sorted(item.items())) for item in dynamo.client().scan(TableName=Item.Meta.table_name)["Items"]
        )

    def member(self, name: str) -> tuple[str, str]:
        """A signed-in member: id and token."""
        body = json.dumps({"provider": "dev", "code": name}).encode()
        session = self.send("POST", "/v1/session", body, None, {"Content-Type": "application/json"}).json_body
        return session["member"], session["token"]

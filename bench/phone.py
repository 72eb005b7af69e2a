"""A member's phone: its requests, as API Gateway hands them over to Lambda."""

import json
from itertools import count
from typing import Any, NamedTuple

from chalice.local import RouteMatcher

from bench.container import Container
from chalicelib.api.auth import Caller, issue_token
from chalicelib.api.routes import ROUTES

_MATCHER = RouteMatcher([route.path for route in ROUTES])
_HEADERS = {
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "zh-CN,zh-Hans;q=0.9",
    "Content-Type": "application/json",
    "Host": "a1b2c3d4e5.execute-api.cn-north-1.amazonaws.com.cn",
    "Referer": "https://servicewechat.com/wx0123456789abcdef/42/page-frame.html",
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/4G Language/zh_CN",
    "X-Amzn-Trace-Id": "Root=1-6853a1b2-0123456789abcdef01234567",
    "X-Forwarded-For": "203.0.113.7, 198.51.100.9",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
}


class Answer(NamedTuple):
    """The answer to a phone's request."""

    status: int
    """The HTTP status."""
    body: Any
    """The body, read as JSON."""


class Phone:
    """Sends what members do to one container."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self._keys = count(1)

    def sign_in(self, name: str) -> str:
        """A new member, who is born by signing in; gives the id."""
        answer = self.send(self.event("POST", "/v1/session", {"provider": "dev", "code": name}))
        assert answer.status == 200, answer
        return str(answer.body["member"])

    def send(self, event: dict[str, Any]) -> Answer:
        response = self.container.answer(event)
        return Answer(response["statusCode"], json.loads(response["body"]))

    def event(self, method: str, path: str, body: Any = None, member: str = "", key: str = "") -> dict[str, Any]:
        """A request. key: the Idempotency-Key of a POST, a new one unless it is given."""
        headers = dict(_HEADERS)
        if member:
            headers["Authorization"] = f"Bearer {self._token(member)}"
        if method == "POST":
            headers["Idempotency-Key"] = key or f"0198f0a2-7c4e-7d1a-9b3c-{next(self._keys):012d}"
        route = _MATCHER.match_route(path)
        return {
            "resource": route.route,
            "path": path,
            "httpMethod": method,
            "headers": headers,
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "queryStringParameters": None,
            "multiValueQueryStringParameters": None,
            "pathParameters": route.captured or None,
            "stageVariables": None,
            "requestContext": {
                "httpMethod": method,
                "resourcePath": route.route,
                "path": f"/api{path}",
                "stage": "api",
                "requestId": "b3b8c1a2-1f57-4b1e-9a55-0123456789ab",
                "identity": {"sourceIp": "203.0.113.7", "userAgent": headers["User-Agent"]},
            },
            "body": None if body is None else json.dumps(body),
            "isBase64Encoded": False,
        }

    def _token(self, member: str) -> str:
        parts = self.container.parts
        return issue_token(parts.settings, Caller(member, 0), parts.wall())[0]

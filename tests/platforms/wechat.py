"""A server that speaks as WeChat's does: with 200 and text/plain, whatever it says."""

import json
from collections.abc import Mapping
from typing import Any

from tests.platforms.serving import Reply

APPID, SECRET, SESSION_KEY = "wx0123456789abcdef", "the secret of the app", "tiihtNczf5v6AKRyjwEUhQ=="
OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"
UNIONID = "o6_bmasdasdsad6_2sgVt7hMZOPfL"


class WeChat:
    """WeChat. A code is good once, and `code-N` is answered with errcode N."""

    def __init__(self) -> None:
        self.url, self.connections = "", 0
        self.answer: Reply | None = None
        self.secret = SECRET
        self.unionid = ""
        """Given beside the openid; empty: the app is bound to no account of the Open Platform."""
        self.asked: list[str] = []
        """The codes, in their order."""
        self.tokens = 0
        """How many access tokens were asked for."""
        self.token = "token-1"
        """The access token that is good."""

    def reply(self, path: str, query: Mapping[str, str], body: bytes) -> Reply:
        match path:
            case "/sns/jscode2session" if query["grant_type"] == "authorization_code":
                return 200, self._login(query, query["js_code"], {"session_key": SESSION_KEY})
            case "/sns/oauth2/access_token" if query["grant_type"] == "authorization_code":
                private = {"access_token": SESSION_KEY, "refresh_token": SESSION_KEY, "scope": "snsapi_userinfo"}
                return 200, self._login(query, query["code"], private)
            case "/cgi-bin/stable_token":
                return 200, self._access_token(json.loads(body))
            case "/wxa/business/getuserphonenumber":
                return 200, self._phone(query["access_token"], json.loads(body)["code"])
            case _:
                return 404, b""

    def _login(self, query: Mapping[str, str], code: str, private: dict[str, str]) -> bytes:
        if refused := self._app(query) or self._code(code):
            return refused
        union = {"unionid": self.unionid} if self.unionid else {}
        return json.dumps(private | {"openid": f"{OPENID}-{query['appid']}"} | union).encode()

    def _access_token(self, asked: dict[str, Any]) -> bytes:
        self.tokens += 1
        if refused := self._app(asked):
            return refused
        return json.dumps({"access_token": self.token, "expires_in": 7200}).encode()

    def _phone(self, token: str, code: str) -> bytes:
        if token != self.token:
            return error(40001, "invalid credential, access_token is invalid or not latest")
        if refused := self._code(code):
            return refused
        number = {"phoneNumber": "13800000001", "purePhoneNumber": "13800000001", "countryCode": "86"}
        return json.dumps({"errcode": 0, "errmsg": "ok", "phone_info": number}).encode()

    def _app(self, asked: Mapping[str, Any]) -> bytes:
        if not asked["appid"].startswith("wx0"):
            return error(40013, "invalid appid")
        return b"" if asked["secret"] == self.secret else error(40125, "invalid appsecret")

    def _code(self, code: str) -> bytes:
        used = code in self.asked
        self.asked.append(code)
        if used:
            return error(40163, "code been used")
        return error(int(code.removeprefix("code-")), "as you wish") if code.startswith("code-") else b""


def error(code: int, message: str) -> bytes:
    return json.dumps({"errcode": code, "errmsg": f"{message}, rid: 5f8e6e2a"}).encode()

"""A server that speaks as Douyin's does."""

import json
from collections.abc import Mapping

from tests.platforms.serving import Reply

APPID, SECRET = "tt0123456789abcdef", "the secret of the app"
OPENID, UNIONID = "36d4bd3c8****", "f7510d9ab****"


class Douyin:
    """Douyin. A code is good once, and `code-N` is answered with err_no N."""

    def __init__(self) -> None:
        self.url, self.connections = "", 0
        self.answer: Reply | None = None
        self.asked: list[str] = []
        self.unionid = UNIONID

    def reply(self, path: str, query: Mapping[str, str], body: bytes) -> Reply:
        if path != "/api/apps/v2/jscode2session":
            return 404, b""
        asked = json.loads(body)
        used = asked["code"] in self.asked
        self.asked.append(asked["code"])
        if asked["appid"] != APPID:
            return said(40015, "bad appid")
        if asked["secret"] != SECRET:
            return said(40017, "bad secret")
        if used:
            return said(40018, "bad code")
        if asked["code"].startswith("code-"):
            return said(int(asked["code"].removeprefix("code-")), "as you wish")
        person = {"openid": OPENID, "unionid": self.unionid, "session_key": "k", "anonymous_openid": ""}
        return said(0, "success", person)


def said(err_no: int, tips: str, data: dict[str, str] | None = None) -> Reply:
    return 200, json.dumps({"err_no": err_no, "err_tips": tips, "log_id": "2024", "data": data}).encode()

"""A server that speaks as WeChat's and WeCom's do about messages, at an address of this machine."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "the secret of the app"
SENDS = ("/cgi-bin/message/subscribe/send", "/cgi-bin/message/send")


class PlatformServer(ThreadingHTTPServer):
    """Gives tokens, and answers messages with the codes that a test has put in `codes`, one each; then with 0."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), PlatformHandler)
        self.codes: list[int] = []
        self.token_code = 0
        """The errcode of the next tokens; 0: they are given."""
        self.tokens = 0
        """How many were given."""
        self.good: set[str] = set()
        """The tokens that are taken."""
        self.messages: list[dict[str, Any]] = []
        """The messages that were taken."""
        self.asked: list[str] = []
        """The paths, in their order."""
        self.more: dict[str, Any] = {}
        """What a good answer has beside."""
        self.silent = False
        """Whether messages are taken, and never answered."""
        self.status = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def reply(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        split = urlsplit(path)
        self.asked.append(split.path)
        query = {name: value for name, [value] in parse_qs(split.query).items()}
        if split.path in ("/cgi-bin/stable_token", "/cgi-bin/gettoken"):
            return self._token(query | body)
        if split.path not in SENDS:
            return {"errcode": 404, "errmsg": "no such path"}
        if query["access_token"] not in self.good:
            return {"errcode": 42001, "errmsg": "access_token expired"}
        code = self.codes.pop(0) if self.codes else 0
        if not code:
            self.messages.append(body)
        return {"errcode": code, "errmsg": "as you wish"} | ({} if code else self.more)

    def _token(self, asked: dict[str, Any]) -> dict[str, Any]:
        if self.token_code:
            return {"errcode": self.token_code, "errmsg": "as you wish"}
        if SECRET not in asked.values():
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        self.tokens += 1
        token = f"token {self.tokens}"
        self.good = {token}
        return {"errcode": 0, "access_token": token, "expires_in": 7200}


class PlatformHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PlatformServer

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: dict[str, Any]) -> None:
        told = json.dumps(self.server.reply(self.path, body)).encode()
        if self.server.silent and urlsplit(self.path).path in SENDS:
            self.close_connection = True
            return
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def platform_server() -> Iterator[PlatformServer]:
    with PlatformServer() as one:
        thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield one
        one.shutdown()
        thread.join()

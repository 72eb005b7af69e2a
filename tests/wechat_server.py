"""A server that speaks as WeChat's does, at an address of this machine."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

APPID, SECRET, SESSION_KEY = "wx0123456789abcdef", "the secret of the app", "tiihtNczf5v6AKRyjwEUhQ=="
OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"


class Server(ThreadingHTTPServer):
    """A server that answers as WeChat's does: with 200 and text/plain.

    A code is good once, and `code-N` is answered with errcode N.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.secret = SECRET
        self.answer: Callable[[], tuple[int, bytes]] | None = None
        """Gives a whole reply in place of the usual one."""
        self.asked: list[str] = []
        """The codes, in their order."""
        self.connections = 0
        """How many were made."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def reply(self, path: str) -> tuple[int, bytes]:
        split = urlsplit(path)
        given = {name: value for name, [value] in parse_qs(split.query).items()}
        if split.path != "/sns/jscode2session" or given["grant_type"] != "authorization_code":
            return 404, b""
        code = given["js_code"]
        used = code in self.asked
        self.asked.append(code)
        if self.answer:
            return self.answer()
        if given["appid"] != APPID:
            return 200, error(40013, "invalid appid")
        if given["secret"] != self.secret:
            return 200, error(40125, "invalid appsecret")
        if used:
            return 200, error(40163, "code been used")
        if code.startswith("code-"):
            return 200, error(int(code.removeprefix("code-")), "as you wish")
        return 200, json.dumps({"session_key": SESSION_KEY, "openid": OPENID, "unionid": "u1"}).encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def setup(self) -> None:
        self.server.connections += 1
        super().setup()

    def do_GET(self) -> None:
        status, body = self.server.reply(self.path)
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def error(code: int, message: str) -> bytes:
    return json.dumps({"errcode": code, "errmsg": f"{message}, rid: 5f8e6e2a"}).encode()


@contextmanager
def wechat_server() -> Iterator[Server]:
    with Server() as one:
        thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield one
        one.shutdown()
        thread.join()

"""A server for a fake of a platform."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

Reply = tuple[int, bytes]


class Fake(Protocol):
    """A platform that is played."""

    url: str
    connections: int
    """How many were made."""
    answer: Reply | None
    """A whole reply in place of the usual one."""

    def reply(self, path: str, query: Mapping[str, str], body: bytes) -> Reply:
        """Answer a request by status and body."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, fake: Fake) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.fake = fake


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def setup(self) -> None:
        self.server.fake.connections += 1
        super().setup()

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        query = {name: value for name, [value] in parse_qs(split.query).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, answer = self.server.fake.answer or self.server.fake.reply(split.path, query, body)
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET  # noqa: N815 - the name that the handler is asked by

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def serving(fake: Fake) -> Iterator[None]:
    """Let a fake answer at `fake.url`."""
    with _Server(fake) as one:
        fake.url = f"http://127.0.0.1:{one.server_port}"
        thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield
        one.shutdown()
        thread.join()

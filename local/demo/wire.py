"""HTTP as a mini program speaks it: connections that stay open, and another try where the backend was busy."""

import threading
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from local.demo.diary import Diary

TRIES = 8
PATIENCE = 30.0
"""Seconds that an answer may take."""


class Reply(Struct, frozen=True):
    """An answer, of whatever status."""

    status: int
    """The HTTP status."""
    body: bytes
    """The bytes of the body, as they came."""
    code: str
    """The code of a problem; empty below status 400, and where the body has none."""


class Unreachable(Exception):
    """The backend does not answer, or stays busy."""


class _Problem(Struct, frozen=True):
    code: str = ""
    retry_after: float = 1.0


class Wire:
    """Requests to one backend, from several threads; each has a connection of its own."""

    def __init__(self, url: str, diary: Diary) -> None:
        self._address = urlsplit(url).netloc
        self._diary = diary
        self._mine = threading.local()

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
        """One request until it is answered. A 503 or a lost connection is tried again: nothing is done twice."""
        for _ in range(TRIES):
            reply = self._once(method, path, headers, body)
            if reply is not None and reply.status != 503:
                return reply
            time.sleep(0.05 if reply is None else _problem(reply.body).retry_after)
        raise Unreachable(f"{method} {path} was not answered in {TRIES} tries")

    def _once(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply | None:
        connection = getattr(self._mine, "connection", None)
        if connection is None:
            connection = self._mine.connection = HTTPConnection(self._address, timeout=PATIENCE)
        started = time.perf_counter()
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            content = answer.read()
        except (HTTPException, OSError):
            connection.close()
            self._mine.connection = None
            self._diary.note_lost()
            return None
        code = _problem(content).code if answer.status >= 400 else ""
        self._diary.note_answer(path, answer.status, code, time.perf_counter() - started)
        return Reply(answer.status, content, code)


def _problem(body: bytes) -> _Problem:
    try:
        return msgspec.json.decode(body, type=_Problem)
    except msgspec.MsgspecError:
        return _Problem()

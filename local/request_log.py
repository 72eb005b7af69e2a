"""The requests that a laptop's backend answered: the last thousand, and a line for each where somebody asks for it."""

import json
import time
from collections import deque
from datetime import UTC, datetime
from threading import Lock
from typing import Any, TextIO

from local.gateway import Gateway

MOST = 1000


class RequestLog:
    """Safe to use from several threads."""

    def __init__(self, out: TextIO | None = None) -> None:
        """out: where a line for each request goes; None: nowhere."""
        self._out = out
        self._lock = Lock()
        self._last: deque[dict[str, Any]] = deque(maxlen=MOST)

    def note(self, method: str, path: str, status: int, code: str, key: str, seconds: float) -> None:
        """One request that was answered. code: of a problem, else empty. key: the Idempotency-Key, if it had one."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        one = {"at": at, "method": method, "path": path, "status": status, "ms": round(seconds * 1000, 1)}
        with self._lock:
            self._last.append(one | ({"code": code} if code else {}) | ({"key": key} if key else {}))
            if self._out:
                told = f"  {code}" if code else ""
                print(
                    f"{at[11:23]} {status} {seconds * 1000:7.1f} ms  {method} {path}{told}", file=self._out, flush=True
                )

    def last(self) -> list[dict[str, Any]]:
        """The last requests, the newest last."""
        with self._lock:
            return list(self._last)

    def clear(self) -> None:
        """Forget them."""
        with self._lock:
            self._last.clear()


class LoggedGateway(Gateway):
    """The gateway, which notes each request that it answers."""

    requests: RequestLog
    """Where it notes them; the server gives it to all connections."""

    def parse_request(self) -> bool:
        self._began = time.perf_counter()
        understood: bool = super().parse_request()
        return understood

    def _send_http_response(self, code: int, headers: dict[str, Any], body: str | bytes | None) -> None:
        # Before it is sent: whoever has the answer finds it in the log.
        took = time.perf_counter() - getattr(self, "_began", time.perf_counter())
        asked = getattr(self, "headers", None)
        key = asked.get("idempotency-key", "") if asked else ""
        path = getattr(self, "path", "").encode("unicode_escape").decode()  # what a stranger sends, on one line
        self.requests.note(self.command or "?", path, int(code), _code(int(code), body), key, took)
        super()._send_http_response(code, headers, body)


def _code(status: int, body: str | bytes | None) -> str:
    if status < 400 or body is None:
        return ""
    try:
        return str(json.loads(body).get("code", ""))
    except (ValueError, AttributeError):
        return ""

"""Somebody at the laptop: asks a running backend over HTTP, and waits until what is done beside it can be seen."""

import json
import time
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any, TypeVar

from local.backend import Backend

OPEN = "2026-06-20T12:00:00+08:00"
"""When all that is asked for here is open."""

T = TypeVar("T")


def ask(running: Backend, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
    connection = HTTPConnection("127.0.0.1", running.server.port, timeout=120)
    try:
        connection.request(method, path, json.dumps(body), {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def sign_in(running: Backend, name: str) -> tuple[str, dict[str, str]]:
    _, session = ask(running, "POST", "/v1/session", {"provider": "dev", "code": name})
    return session["member"], {"Authorization": f"Bearer {session['token']}"}


def soon(look: Callable[[], T]) -> T:
    """Look until there is something to see, for two minutes at most, and give that."""
    deadline = time.monotonic() + 120
    while not (seen := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return seen


def order(member: str, number: str) -> dict[str, Any]:
    data = {"order": number, "amount": "399.00 CNY"}
    return {"id": f"order-{number}", "type": "order.paid", "subject": member, "data": data}


def receipts(running: Backend, token: dict[str, str]) -> list[str]:
    """The orders of a member's receipts, newest first, "" for a receipt of something else."""
    found = ask(running, "GET", "/v1/me/receipts", **token)[1]["receipts"]
    return [one.get("asked", {}).get("data", {}).get("order", "") for one in found]

"""`python -m bench.ingest`: measures ingest under load, answered when it is decided or when it is in the queue.

A shop's servers send signed batches over several connections, as fast as they are answered, to a backend in a process
of its own. Then every member's receipts are read: each event must have counted once, and its receipt tells when it was
decided.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPConnection
from statistics import quantiles
from typing import Any, Final, NamedTuple
from unittest.mock import patch
from urllib.parse import urlsplit

from bench.guide import machine, table, write_guide
from local.backend import local_settings
from local.demo.papers import Papers
from local.process import backend_process

COMMAND: Final = "python -m bench.ingest --write-docs"
MODES: Final = ("decide", "queue")

CONNECTIONS: Final = 4
BATCH: Final = 20
ORDERS: Final = 10
"""Orders of each member: their receipts are one page of the history."""

NOW: Final = "2026-06-10T12:00:00+08:00"
PATIENCE_SECONDS: Final = 300.0


class Measured(NamedTuple):
    """The measured times of one mode."""

    events: int
    """How many events were sent and decided."""
    answered: float
    """Seconds from the first request until all events were answered."""
    decided: float
    """Seconds from the first request until all events were decided."""
    answers: Sequence[float]
    """Milliseconds of each request."""
    waits: Sequence[float]
    """Milliseconds of each event from its request until it was decided."""


class Member(NamedTuple):
    """A member who has signed in."""

    id: str
    """The id that the backend gave."""
    token: str
    """The token by which the member's receipts are read."""


class Shop:
    """A shop with one connection to the backend, whose clock it goes by. Raises SystemExit for an unexpected answer."""

    def __init__(self, url: str, papers: Papers) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc)
        self._papers = papers
        self._ahead = self.ask("GET", "/local/clock")["server_time"] / 1000 - time.time()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        content = b"" if body is None else json.dumps(body).encode()
        return self._send(method, path, content, headers)

    def report(self, members: Sequence[Member], number: int) -> float:
        """Report an order of each member, and give the milliseconds until the answer."""
        now = datetime.fromtimestamp(time.time() + self._ahead, UTC).isoformat(timespec="milliseconds")
        body = json.dumps([_order(member, number, now) for member in members]).encode()
        headers = self._papers.signed(body)
        began = time.perf_counter()
        answer = self._send("POST", "/v1/ingest", body, headers)
        taken = (time.perf_counter() - began) * 1000
        if strange := {one["status"] for one in answer["events"]} - {"counted", "queued"}:
            raise SystemExit(f"Events were {', '.join(strange)}.")
        return taken

    def _send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Any:
        self._connection.request(method, path, body, {"Content-Type": "application/json", **headers})
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path} was answered by {answer.status}: {content.decode()}")
        return json.loads(content)


def main() -> int:
    """Measure both modes, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.ingest", description=__doc__)
    parser.add_argument("--members", type=int, default=200, help=f"who have {ORDERS} orders each")
    parser.add_argument("--write-docs", action="store_true", help="put the table into docs/performance.md")
    arguments = parser.parse_args()
    text = tables({mode: measure(mode, arguments.members) for mode in MODES})
    print(text)
    if arguments.write_docs:
        write_guide(text, COMMAND)
    return 0


def measure(mode: str, members: int) -> Measured:
    """The orders of so many members in one of the modes, before a backend of its own."""
    papers = Papers(local_settings())
    with patch.dict(os.environ, TESSERA_INGEST=mode), backend_process() as url:
        shop = Shop(url, papers)
        shop.ask("POST", "/local/clock", {"now": NOW})
        crowd = [_signed_in(shop, number) for number in range(members)]
        shares = [(Shop(url, papers), crowd[start::CONNECTIONS]) for start in range(CONNECTIONS)]
        began = time.perf_counter()
        with ThreadPoolExecutor(CONNECTIONS) as threads:
            answers = [one for share in threads.map(_report_all, shares) for one in share]
        answered = time.perf_counter() - began
        for member in reversed(crowd):  # those whose orders were sent last
            _wait_for(shop, member)
        decided = time.perf_counter() - began
        waits = [wait for member in crowd for wait in _waits(shop, member)]
    # A receipt tells when its batch was begun: of events that are decided in the request, that is when it was sent.
    return Measured(len(waits), answered, decided, answers, waits if mode == "queue" else answers)


def _signed_in(shop: Shop, number: int) -> Member:
    session = shop.ask("POST", "/v1/session", {"provider": "dev", "code": f"member-{number}"})
    return Member(session["member"], session["token"])


def _report_all(share: tuple[Shop, Sequence[Member]]) -> list[float]:
    """The first order of all members, batch by batch, then the second of all, and so on."""
    shop, members = share
    batches = [members[start : start + BATCH] for start in range(0, len(members), BATCH)]
    return [shop.report(batch, number) for number in range(ORDERS) for batch in batches]


def _order(member: Member, number: int, now: str) -> dict[str, Any]:
    name = f"{member.id}-{number}"
    data = {"order": name, "amount": "60.00 CNY"}
    return {"id": name, "source": "bench", "type": "order.paid", "subject": member.id, "time": now, "data": data}


def _wait_for(shop: Shop, member: Member) -> None:
    """Until all of the member's orders are decided."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(_orders(shop, member)) < ORDERS:
        if time.monotonic() > deadline:
            raise SystemExit(f"After {PATIENCE_SECONDS:.0f} s there are events that were not decided.")
        time.sleep(0.5)


def _waits(shop: Shop, member: Member) -> Iterator[float]:
    """Milliseconds from each order to its decision. Raises SystemExit where not each is decided once, in order."""
    orders = _orders(shop, member)
    if [one["asked"]["id"] for one in orders] != [f"{member.id}-{number}" for number in range(ORDERS)]:
        raise SystemExit(f"The orders of {member.id} are not decided once, in their order.")
    yield from (one["at"] - one["asked"]["time"] for one in orders)


def _orders(shop: Shop, member: Member) -> list[Any]:
    """The receipts of a member's orders, oldest first."""
    page = shop.ask("GET", "/v1/me/receipts", Authorization=f"Bearer {member.token}")["receipts"]
    return [one for one in reversed(page) if one["does"] == "event"]


def tables(measured: dict[str, Measured]) -> str:
    """Both modes beside each other."""
    header = ("`TESSERA_INGEST`", "answered", "p50", "p90", "p99", "decided", "an event waits: p50", "p90", "p99")
    lines = [
        (
            mode,
            f"{one.events / one.answered:,.0f} a second",
            *_three(one.answers),
            f"{one.events / one.decided:,.0f} a second",
            *_three(one.waits),
        )
        for mode, one in measured.items()
    ]
    events = max(one.events for one in measured.values())
    load = f"{events:,} events, {BATCH} a request, {CONNECTIONS} connections"
    return f"{machine()} · {load}\n\n{table(header, lines)}"


def _three(values: Sequence[float]) -> list[str]:
    cuts = quantiles(values, n=100, method="inclusive")
    return [f"{cuts[at - 1]:,.0f} ms" for at in (50, 90, 99)]


if __name__ == "__main__":
    sys.exit(main())

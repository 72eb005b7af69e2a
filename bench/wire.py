"""`python -m bench.wire`: measures the bytes on the wire of a member's first start and of each tap.

A member signs in and plays the shipped campaigns, over one connection that takes gzip, before a backend in a process of
its own. The bytes are those of the whole answer, head and body; TLS and what API Gateway puts into the head (some 200
bytes) are not among them.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from bench.guide import machine, table, write_guide
from local.process import backend_process

COMMAND: Final = "python -m bench.wire --write-docs"
DAYS: Final = ("2026-06-18", "2026-06-19", "2026-06-20")
"""On the last of these all shipped campaigns but one are open, the gifts of the month among them."""

LARGEST_TAP: Final = 2048
"""Bytes of a tap's whole answer, at most."""


class Line(NamedTuple):
    """One request as a phone has it."""

    what: str
    """The name of the request, as the table has it: `home screen`."""
    requests: int
    """How many requests it stands for; bytes are added up over these."""
    plain: int
    """The bytes of the body as it reads."""
    wire: int
    """The bytes of the answer on the wire, with its head."""
    is_tap: bool
    """Whether it is a tap: a member's action, whose answer must stay small (`LARGEST_TAP`)."""


class Phone:
    """A member's phone, with one connection. Raises SystemExit for an answer that refuses."""

    def __init__(self, url: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc)
        self._keys = 0
        self.lines: list[Line] = []
        self.headers = {"Accept-Encoding": "gzip", "Content-Type": "application/json"}
        self.tag = ""

    def ask(self, what: str, method: str, path: str, body: Any = None, is_tap: bool = False, **headers: str) -> Any:
        """Ask, and note what it took where `what` names it."""
        sent = self.headers | {name.replace("_", "-"): said for name, said in headers.items()}
        self._connection.request(method, path, None if body is None else json.dumps(body), sent)
        answer = self._connection.getresponse()
        raw = answer.read()
        plain = gzip.decompress(raw) if answer.headers["Content-Encoding"] == "gzip" else raw
        if answer.status >= 400:
            raise SystemExit(f"{method} {path} was answered by {answer.status}: {plain.decode()}")
        head = f"HTTP/1.1 {answer.status} {answer.reason}\r\n{answer.headers.as_string()}".replace("\r\n", "\n")
        self.tag = answer.headers["ETag"] or self.tag
        if what:
            self.lines.append(Line(what, 1, len(plain), len(head.replace("\n", "\r\n")) + len(raw), is_tap))
        return json.loads(plain or b"null")

    def tap(self, what: str, path: str, body: Any = None) -> None:
        """A member's action, whose answer brings the change of the home screen along."""
        self._keys += 1
        key = f"{what}-{self._keys}".replace(" ", "-")
        self.ask(what, "POST", path, body or {}, True, Idempotency_Key=key, Prefer="return=representation")


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.wire", description=__doc__)
    parser.add_argument("--write-docs", action="store_true", help="put the table into docs/performance.md")
    arguments = parser.parse_args()
    with backend_process() as url:
        text = tables(measure(url))
    print(text)
    if arguments.write_docs:
        write_guide(text, COMMAND)
    return 0


def measure(url: str) -> list[Line]:
    """A first start, and a tap of each kind, before a fresh backend."""
    phone = Phone(url)
    phone.ask("", "POST", "/local/clock", {"now": f"{DAYS[0]}T11:00:00+08:00"})
    session = phone.ask("signing in", "POST", "/v1/session", {"provider": "dev", "code": "wire"})
    phone.headers["Authorization"] = f"Bearer {session['token']}"
    known = {"subject": session["member"]}
    phone.ask("", "POST", "/local/events", [known | one for one in _reports()])
    for day in DAYS:
        phone.ask("", "POST", "/local/clock", {"now": f"{day}T12:00:00+08:00"})
        phone.ask("", "POST", "/local/events", known | {"type": "shop.visited", "data": {"shop": "east"}})
    me = phone.ask("home screen", "GET", "/v1/me")["me"]
    phone.lines.append(_words(phone, me))
    phone.ask("home screen, nothing moved", "GET", "/v1/me", If_None_Match=phone.tag)
    campaigns = "/v1/campaigns"
    phone.tap("join", f"{campaigns}/festival-weeks/join")
    phone.tap("check in", "/v1/events", {"type": "member.checked_in"})
    phone.tap("draw", f"{campaigns}/care-box/boxes/care/draw")
    phone.tap("compose", f"{campaigns}/kids-atelier/collections/outfit/compose")
    phone.tap("redeem", f"{campaigns}/monthly-gifts/redemptions/monthly/serum/redeem")
    phone.ask("odds of a box", "GET", f"{campaigns}/care-box/boxes/care/odds")
    phone.ask("history page", "GET", "/v1/me/receipts")
    return phone.lines


def _words(phone: Phone, me: Any) -> Line:
    """The words of all campaigns on the home screen and of the programme, which a phone fetches once a version."""
    cards = (view["card"] for view in me["campaigns"].values())
    paths = [f"/v1/campaigns/{card['id']}/words/{card['version'].partition(':')[2]}" for card in cards]
    before = len(phone.lines)
    for path in (*paths, f"/v1/programme/words/{me['programme']}"):
        phone.ask("words", "GET", path)
    lines = phone.lines[before:]
    del phone.lines[before:]
    plain, wire = sum(one.plain for one in lines), sum(one.wire for one in lines)
    return Line("words of all campaigns, once a version", len(lines), plain, wire, is_tap=False)


def _reports() -> Iterator[dict[str, Any]]:
    """The reports of the shop's server about the member: enough to do each of these."""
    yield {"type": "member.updated", "data": {"tier": "gold", "born": "1990-05-17"}}
    for number in range(3):
        yield {"type": "order.paid", "data": {"order": f"A-{number}", "amount": "1200.00 CNY", "first": number == 0}}
        yield {"type": "cart.added", "data": {"sku": f"sku-{number}"}}
    yield {"type": "member.joined"}
    yield {"type": "shop.followed"}
    yield {"type": "gift.taken"}
    yield {"type": "live.watched", "data": {"room": "r", "minutes": 9}}


def tables(lines: list[Line]) -> str:
    """A line for each request."""
    header = ("request", "requests", "body as it reads, bytes", "answer on the wire, bytes")
    rows = ((one.what, one.requests, f"{one.plain:,}", f"{one.wire:,}") for one in lines)
    return f"{machine()}\n\n{table(header, rows)}"


if __name__ == "__main__":
    sys.exit(main())

"""Plays a plan: signs people in, makes each slice's moves at once over a few connections, and writes the diary."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import msgspec
from msgspec import Raw, Struct

from audit.evidence import Get
from chalicelib.settings import Settings
from local.demo.diary import Diary, Key
from local.demo.moments import rfc3339
from local.demo.moves import Act, Attack, Batch, Event, Move, Person, Redeemed, Slice, Till
from local.demo.papers import Papers
from local.demo.wire import TRIES, Reply, Wire

CONNECTIONS = 8
JSON = {"Content-Type": "application/json"}
NOTHING = Raw(b"null")
PERSON = re.compile(rb"person-\d+")

T = TypeVar("T")
Heard = Callable[[int], object]
"""Hears how much was done just now."""


def nobody(size: int) -> None:
    """Hears nothing."""


class _Done(Struct, frozen=True):
    receipt: Raw


class _Problem(Struct, frozen=True):
    code: str


class _EventAnswer(Struct, frozen=True):
    status: str
    receipt: Raw = NOTHING
    problem: _Problem | None = None

    @property
    def code(self) -> str:
        return self.problem.code if self.problem else ""


class _Ingested(Struct, frozen=True):
    events: list[_EventAnswer]


class Player:
    """All members and shops at once. settings: those of the backend, for the secrets that shops share with it."""

    def __init__(self, wire: Wire, settings: Settings, diary: Diary, connections: int = CONNECTIONS) -> None:
        self._wire = wire
        self._papers = Papers(settings)
        self._diary = diary
        self._pool = ThreadPoolExecutor(connections)
        self.ids: dict[str, str] = {}
        self.tokens: dict[str, str] = {}

    def set_clock(self, at: int) -> None:
        """Let the backend pretend a moment (epoch ms); what is due then, happens before this returns."""
        body = json.dumps({"now": rfc3339(at)}).encode()
        require_200(self._wire.send("POST", "/local/clock", JSON, body))

    def sign_in(self, people: Iterable[Person]) -> None:
        """Everybody gets an id and a token."""
        for name, session in self._pool.map(self._sign_in, [one.name for one in people]):
            self.ids[name], self.tokens[name] = session["member"], session["token"]

    def play(self, one: Slice, done: Heard = nobody) -> None:
        """All moves of a slice; `done` hears the size of each when it is made."""
        self.set_clock(one.at)
        for size in self._pool.map(self._make, one.moves):
            done(size)

    def everybody(self, do: Callable[[Get], T], done: Heard = nobody) -> list[T]:
        """The results of `do` with each member's own GET, for all members."""
        found = []
        for one in self._pool.map(lambda name: do(lambda path: self.get(path, name)), self.tokens):
            found.append(one)
            done(1)
        return found

    def get(self, path: str, name: str = "") -> bytes:
        """Read a path as a member, or without a name as anyone."""
        headers = {"Authorization": f"Bearer {self.tokens[name]}"} if name else {}
        return require_200(self._wire.send("GET", path, headers))

    def get_as_manager(self, path: str) -> bytes:
        """Read a path as a manager may."""
        hired = json.loads(require_200(self._wire.send("POST", "/local/manager", JSON, b'{"name": "demo"}')))
        return require_200(self._wire.send("GET", path, {"Authorization": f"Bearer {hired['token']}"}))

    def _sign_in(self, name: str) -> tuple[str, dict[str, Any]]:
        body = json.dumps({"provider": "dev", "code": name}).encode()
        return name, json.loads(require_200(self._wire.send("POST", "/v1/session", JSON, body)))

    def _make(self, move: Move) -> int:
        match move:
            case Batch():
                self._report(move)
            case Act():
                self._act(move)
            case Till():
                self._ask(move)
            case Redeemed():
                self._answer(move)
            case Attack():
                self._attack(move)
        return move.size

    def _act(self, act: Act) -> None:
        body = self._with_ids(json.dumps(act.body).encode())
        key = (self.ids[act.by], "member", act.key)
        headers = {**JSON, "Authorization": f"Bearer {self.tokens[act.by]}", "Idempotency-Key": act.key}
        self._send(key, act.path, headers, body)

    def _ask(self, till: Till) -> None:
        member = self.ids[till.by]
        body = json.dumps({"member": member, "payment": till.payment, **till.body}).encode()
        does = till.path.rpartition("/")[2]
        path = f"/v1/bills/{till.path}"
        self._send((member, f"bill/{does}", till.payment), path, {**JSON, **self._papers.signed(body)}, body)

    def _answer(self, one: Redeemed) -> None:
        member = self.ids[one.by]
        body = json.dumps({"member": member, "receipt": one.receipt, **one.body}).encode()
        key = (member, f"redemption/{one.path.rpartition('/')[2]}", one.receipt)
        self._send(key, f"/v1/{one.path}", {**JSON, **self._papers.signed(body)}, body)

    def _send(self, key: Key, path: str, headers: Mapping[str, str], body: bytes) -> None:
        before = self._diary.known(key)
        reply = self._wire.send("POST", path, headers, body)
        receipt = _receipt(msgspec.json.decode(reply.body, type=_Done).receipt) if reply.status == 200 else None
        self._diary.note_key(key, before, path.encode() + body, receipt, reply.code)

    def _report(self, batch: Batch) -> None:
        """A signed call; what stays undecided is sent again with it, as a shop's server would."""
        trees = [self._cloud_event(event) for event in batch.events]
        keys = [(tree.get("subject", ""), tree["source"], tree["id"]) for tree in trees]
        before = [self._diary.known(key) for key in keys]
        body = json.dumps(trees).encode()
        for _ in range(TRIES):
            reply = self._wire.send("POST", "/v1/ingest", {**JSON, **self._papers.signed(body)}, body)
            if reply.status != 200:
                self._diary.note_fault(f"{reply.status} {reply.code} for a batch that is in order")
                return
            answers = msgspec.json.decode(reply.body, type=_Ingested).events
            if not any(answer.status == "undecided" and answer.code != "internal_error" for answer in answers):
                break
        for key, known, tree, answer in zip(keys, before, trees, answers, strict=True):
            self._diary.note_event(answer.status, answer.code)
            self._diary.note_key(key, known, json.dumps(tree).encode(), _receipt(answer.receipt), answer.code)

    def _attack(self, attack: Attack) -> None:
        body = self._with_ids(attack.body)
        headers = {"Content-Type": attack.content_type} | ({"Idempotency-Key": attack.key} if attack.key else {})
        if attack.path == "/v1/ingest":
            headers |= self._papers.claimed_signature(attack.signature, body)
        else:
            headers |= self._papers.claimed_token(attack.token, self.ids[attack.by], self.tokens[attack.by])
        reply = self._wire.send(attack.method, attack.path, headers, body if attack.method == "POST" else None)
        event_code = _event_code(reply) if reply.status == 200 and attack.event_code else ""
        as_wanted = (reply.status, reply.code, event_code) == (attack.status, attack.code, attack.event_code)
        self._diary.note_attack(attack.what, as_wanted, f"{reply.status} {reply.code}{event_code} {reply.body[:200]!r}")

    def _cloud_event(self, event: Event) -> dict[str, Any]:
        tree: dict[str, Any] = msgspec.to_builtins(event) | {"specversion": "1.0", "time": rfc3339(event.time)}
        if subject := tree.pop("subject"):
            tree["subject"] = self.ids[subject]
        return tree

    def _with_ids(self, body: bytes) -> bytes:
        return PERSON.sub(lambda found: self.ids.get(found[0].decode(), "nobody").encode(), body)


def _receipt(raw: Raw) -> bytes | None:
    return None if raw == NOTHING else bytes(raw)


def _event_code(reply: Reply) -> str:
    [answer] = msgspec.json.decode(reply.body, type=_Ingested).events
    return answer.code or answer.status


def require_200(reply: Reply) -> bytes:
    """The body. Raises RuntimeError for any other status."""
    if reply.status != 200:
        raise RuntimeError(f"answered {reply.status}: {reply.body[:500]!r}")
    return reply.body

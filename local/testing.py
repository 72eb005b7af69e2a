"""Tests of your own by pytest, against a backend of your own that is empty for each of them.

Name this module in your `conftest.py`, and the folder of your campaigns in your `pytest.ini`:

    pytest_plugins = ["local.testing"]          # conftest.py

    [pytest]                                    # pytest.ini
    pythonpath = ../tessera
    tessera_campaigns = campaigns

A test then takes the fixture `tessera`. `examples/own_suite` is a whole suite. Everything goes over HTTP: a `Tessera`
of another URL speaks to what `make run` started.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

__all__ = ["Answer", "Player", "Tessera", "tessera", "tessera_backend", "tessera_campaigns"]

PATIENCE = 30.0
"""Seconds that an answer may take."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request."""

    status: int
    """The HTTP status."""
    body: Any
    """Its JSON."""

    @property
    def code(self) -> str:
        """The stable code of a refusal; empty where it is none."""
        return str(self.body.get("code", "")) if self.status >= 400 and isinstance(self.body, dict) else ""

    def __getitem__(self, key: str) -> Any:
        """A key of the JSON; AssertionError with the problem where the request was refused."""
        assert self.status < 400, f"refused with {self.status}: {self.body}"
        return self.body[key]


class Tessera:
    """One backend, as a test speaks to it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One request; headers as `Idempotency_Key="k"`."""
        sent = {"Content-Type": "application/json"} | {name.replace("_", "-"): said for name, said in headers.items()}
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=PATIENCE)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), sent)
            answer = connection.getresponse()
            return Answer(answer.status, json.loads(answer.read() or b"null"))
        finally:
            connection.close()

    def sign_in(self, name: str = "ana", **profile: Any) -> Player:
        """Sign a member in, by any name. profile: what the brand knows: `tier`, `tags`, `born`, `guardian`."""
        session = self.call("POST", "/v1/session", {"provider": "dev", "code": name})
        player = Player(self, session["member"], session["token"])
        if profile:
            player.given(profile=profile)
        return player

    def set_clock(self, now: str | None) -> None:
        """Pretend a moment, such as `2026-06-01T10:00:00+08:00`; None: the world's time again."""
        self._done("/local/clock", {"now": now})

    def forward(self, duration: str) -> None:
        """Let time pass, such as `2 hours`."""
        self._done("/local/clock", {"forward": duration})

    def report(self, *events: Any) -> list[Any]:
        """Report events as a shop's server; gives the answer to each."""
        answers: list[Any] = self._done("/local/events", [*events])["events"]
        return answers

    def follow(self, seed: int | str | None) -> None:
        """Let every draw land as a seed says, the same in each run; None: by chance."""
        self._done("/local/chance", {"seed": seed})

    def leave(self, campaign: str, **stock: int) -> None:
        """Let so many units be left of prizes; of an offer: `**{"monthly/serum": 1}`."""
        self._done("/local/given", {"campaign": campaign, "stock": stock})

    def stocks(self) -> list[Any]:
        """Read how much was taken from each limited stock."""
        found: list[Any] = self.call("GET", "/local/stocks")["stocks"]
        return found

    def requests(self) -> list[Any]:
        """The last requests and how they were answered, the newest last."""
        found: list[Any] = self.call("GET", "/local/requests")["requests"]
        return found

    def reset(self) -> None:
        """Start again with nothing: no member, the files as they are now, the world's time, draws by chance."""
        self._done("/local/reset", {})

    def manager(self, name: str) -> str:
        """A token by which `call` may speak as a manager: `Authorization=f"Bearer {token}"`."""
        return str(self._done("/local/manager", {"name": name})["token"])

    def _done(self, path: str, body: Any) -> Answer:
        answer = self.call("POST", path, body)
        assert answer.status < 400, f"{path} refused {body}: {answer.body}"
        return answer


class Player:
    """A member who plays."""

    def __init__(self, tessera: Tessera, member: str, token: str) -> None:
        self.id = member
        self.tessera = tessera
        self._token = token

    def act(self, path: str, body: Any = None, key: str | None = None) -> Answer:
        """Act in a campaign: `care-box/boxes/care/draw`. key: the Idempotency-Key; without one a new one."""
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency_Key": key or uuid4().hex}
        return self.tessera.call("POST", f"/v1/campaigns/{path}", body or {}, **headers)

    def does(self, type: str, **data: Any) -> Any:
        """Let the shop's server report an event of this member; gives the answer to it."""
        [answer] = self.tessera.report({"type": type, "subject": self.id, "data": data})
        return answer

    def given(self, campaign: str = "", **what: Any) -> None:
        """Hold what is given, past the rules: `points=5`, `draws={"care": 3}`, `prizes=`, `fragments=`, `profile=`."""
        self.tessera._done("/local/given", {"member": self.id, "campaign": campaign, **what})

    def lands(self, campaign: str, of: str, *rows: str) -> None:
        """Let the next draws of a block (`blind_boxes/care`) land on these rows, before guarantees and stock."""
        asked = {"member": self.id, "campaign": campaign, "of": of, "lands": rows}
        self.tessera._done("/local/chance", asked)

    def me(self) -> Any:
        """Read what the home screen shows."""
        return self.get("/v1/me")["me"]

    def receipts(self) -> list[Any]:
        """The newest receipts, the newest first."""
        found: list[Any] = self.get("/v1/me/receipts")["receipts"]
        return found

    def get(self, path: str) -> Answer:
        """Read a path as this member."""
        return self.tessera.call("GET", path, Authorization=f"Bearer {self._token}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The setting `tessera_campaigns` of pytest.ini."""
    parser.addini("tessera_campaigns", "the folder of campaigns that is published, from pytest.ini's own", default="")


@pytest.fixture(scope="session")
def tessera_campaigns(pytestconfig: pytest.Config) -> Path:
    """The folder that is published: that of pytest.ini, else the shipped campaigns. Override it for another."""
    from local.backend import CAMPAIGNS

    named = pytestconfig.getini("tessera_campaigns")
    return pytestconfig.rootpath / named if named else CAMPAIGNS


@pytest.fixture(scope="session")
def tessera_backend(tessera_campaigns: Path) -> Iterator[Tessera]:
    """One backend on a free port for all tests of a run."""
    from local.backend import backend

    with backend(campaigns=tessera_campaigns) as running:
        yield Tessera(running.url)


@pytest.fixture
def tessera(tessera_backend: Tessera) -> Tessera:
    """The backend, empty: nobody was ever there, and nothing was drawn."""
    tessera_backend.reset()
    return tessera_backend

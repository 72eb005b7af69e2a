"""Two weeks of a real grocer's orders through `POST /v1/ingest`: none is refused, and every wallet is the recount's.

`make grocer` fetches the data, into an environment of its own, and runs this; elsewhere it is skipped.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from local.backend import backend, local_settings
from local.demo.diary import Diary
from local.demo.papers import Papers
from local.demo.wire import TRIES, Reply, Wire

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv" / "grocer" / "bin" / "python"
ZONE = ZoneInfo("America/Chicago")
JSON = {"Content-Type": "application/json"}
AT_ONCE = 100
LARGEST = 153
"""Different goods in the largest basket, of which each counts."""

CAMPAIGN = """
campaign: weekly-shop
title: The weekly shop
timezone: America/Chicago
opens: 2026-06-01 00:00
closes: 2026-06-16 00:00
challenges:
  spend: {tasks: {order: {when: order.paid, each: 10.00 USD of amount, gives: {points: 1}}}}
  visit: {repeats: daily, tasks: {order: {when: order.paid, gives: {points: 2}}}}
  variety: {tasks: {goods: {when: order.paid, reach: 40 different skus, gives: {points: 50}}}}
  big: {tasks: {basket: {when: order.paid, each: 30 different skus (in one event), gives: {points: 7}}}}
"""
EVENTS = """
order.paid:
  from: server
  fields: {order: text, channel: text, amount: money, skus: texts}
  unique: [order, channel]
"""


@pytest.fixture(scope="module")
def read() -> list[Any]:
    """The orders in the order of their moments, and last the recount."""
    if "GROCER" not in os.environ:
        pytest.skip("with data of its own: make grocer")
    done = subprocess.run([PYTHON, ROOT / "tests/grocer/orders.py"], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    folder = tmp_path / "weekly-shop"
    folder.mkdir()
    (folder / "campaign.yaml").write_text(CAMPAIGN)
    (tmp_path / "events.yaml").write_text(EVENTS)
    (tmp_path / "programme.yaml").write_text("timezone: America/Chicago\n")
    with backend(campaigns=tmp_path) as running:
        yield Wire(running.url, Diary())


def test_no_order_is_refused_and_every_wallet_is_the_recounts(wire: Wire, read: list[Any]) -> None:
    *orders, last = read
    earned: dict[str, int] = last["earned"]
    assert len(orders) == 5_624
    assert max(len(one["data"]["skus"]) for one in orders) == LARGEST
    clock(wire, "2026-06-01T00:00")
    with ThreadPoolExecutor(4) as pool:
        signed_in = dict(zip(earned, pool.map(lambda home: sign_in(wire, home), earned), strict=True))
        papers = Papers(local_settings())
        for start in range(0, len(orders), AT_ONCE):
            some = orders[start : start + AT_ONCE]
            clock(wire, some[-1]["at"])
            report(wire, papers, [event(one, signed_in[one["household"]][0]) for one in some])
        held = dict(zip(earned, pool.map(lambda home: points(wire, signed_in[home][1]), earned), strict=True))
    assert held == earned


def report(wire: Wire, papers: Papers, events: list[dict[str, Any]]) -> None:
    """As a shop's server does: what is undecided, because the machine is busy, is sent again.

    Ignored is what can't count: an order of nothing, on a day that has one.
    """
    for _ in range(TRIES):
        body = json.dumps(events).encode()
        answers = answered(wire.send("POST", "/v1/ingest", {**JSON, **papers.signed(body)}, body))["events"]
        assert [one for one in answers if one["status"] not in ("counted", "ignored", "undecided")] == []
        events = [event for event, one in zip(events, answers, strict=True) if one["status"] == "undecided"]
        if not events:
            return
    pytest.fail(f"{len(events)} events stayed undecided")


def event(order: dict[str, Any], member: str) -> dict[str, Any]:
    number = order["data"]["order"]
    common = {"specversion": "1.0", "id": number, "source": "grocer", "type": "order.paid", "subject": member}
    return {**common, "time": moment(order["at"]), "data": order["data"]}


def sign_in(wire: Wire, name: str) -> tuple[str, str]:
    session = answered(wire.send("POST", "/v1/session", JSON, json.dumps({"provider": "dev", "code": name}).encode()))
    return session["member"], session["token"]


def points(wire: Wire, token: str) -> int:
    found: int = answered(wire.send("GET", "/v1/me", {"Authorization": f"Bearer {token}"}))["me"]["points"]["held"]
    return found


def clock(wire: Wire, at: str) -> None:
    answered(wire.send("POST", "/local/clock", JSON, json.dumps({"now": moment(at)}).encode()))


def moment(wall: str) -> str:
    return datetime.fromisoformat(wall).replace(tzinfo=ZONE).isoformat()


def answered(reply: Reply) -> Any:
    assert reply.status == 200, reply.body[:500]
    return json.loads(reply.body)

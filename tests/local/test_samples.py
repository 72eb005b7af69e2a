"""Examples of events: each may be reported as it is, and the page at `/play` and the hints send them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.folder import publish
from local.__main__ import _hints
from local.backend import Backend, backend
from local.samples import samples
from local.testing import Tessera
from tests.docs.pages import ROOT

PROGRAMMES = sorted(path.parent for path in (ROOT / "examples").glob("*/programme.yaml"))


@pytest.fixture(scope="module", params=[ROOT / "campaigns", *PROGRAMMES], ids=lambda folder: folder.name)
def running(request: pytest.FixtureRequest) -> Iterator[Backend]:
    folder: Path = request.param
    with backend(campaigns=folder) as started:
        yield started


def told(tessera: Tessera) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tessera.call("GET", "/local/events")["events"]
    return found


def test_each_example_may_be_reported_as_it_is(running: Backend) -> None:
    tessera = Tessera(running.url)
    tessera.set_clock("2026-06-03T10:00:00+08:00")
    ana = tessera.sign_in()
    events = told(tessera)
    for event in events:
        answer = ana.does(event["type"], **event["data"])
        assert answer["status"] != "refused", answer
        assert not event["money"] or event["data"][event["money"]].endswith((" CNY", " JPY"))
        assert not event["fresh"] or event["data"][event["fresh"]] == "1"
    assert events
    assert "order.paid" not in {one["type"] for one in events} or events[0]["type"] == "order.paid"
    assert [bool(one["money"]) for one in events] == sorted((bool(one["money"]) for one in events), reverse=True)


def test_the_hint_reports_an_event_that_there_is(running: Backend) -> None:
    tessera = Tessera(running.url)
    assert f'"type": "{told(tessera)[0]["type"]}"' in _hints(running, None)


def test_an_example_has_values_that_a_campaign_asks_for() -> None:
    definitions = publish(ROOT / "examples" / "win-back" / "come-back")
    data = {one.type: one.data for one in samples(definitions, definitions.campaign("come-back").window.opens)}
    assert data["chat.said"] == {"text": "\u654f\u611f\u808c"}
    assert data["article.read"]["seconds"] == 120
    assert data["order.paid"]["skus"] == ["lip-strawberry"]

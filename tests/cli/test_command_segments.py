"""`tessera segments`: members of each segment are counted, fifths suggested, and one member's segments explained."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.services import segments
from cli.fifths import Fifth, fifths
from local.backend import Backend, backend
from tests.cli.conftest import Run
from tests.local.test_stream import post

WIN_BACK = Path(__file__).parents[2] / "examples" / "win-back"


@pytest.fixture(scope="module")
def running() -> Iterator[Backend]:
    """Three members: one important, one who bought a little in January and is silent by May, one who bought nothing."""
    with backend(campaigns=WIN_BACK) as running:
        for at, code, amount in (
            ("2026-01-10T12:00:00+08:00", "bo", "20.00 CNY"),
            ("2026-05-01T12:00:00+08:00", "ana", "2100.00 CNY"),
            ("2026-05-01T12:00:00+08:00", "cy", ""),
        ):
            post(running, "/local/clock", {"now": at})
            member = str(post(running, "/v1/session", {"provider": "dev", "code": code})["member"])
            data = {"channel": "app", "order": code, "amount": amount}
            if amount:
                post(running, "/local/events", {"type": "order.paid", "subject": member, "data": data})
        yield running


def test_it_counts_the_members_of_each_segment(run: Run, running: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "COUNTED", 2)
    ended = run("segments", "count", "--format", "json", "--url", running.url, "--as", "mia")
    assert ended.exit_code == 0, ended.output
    told = json.loads(ended.stdout)
    assert told == {"members": 3, "segments": {"new": 2, "important": 1, "silent": 1, "lost": 0}, "outside": 0}
    ended = run("segments", "count", "--csv", "found.csv", "--url", running.url, "--as", "mia")
    assert ended.exit_code == 0, ended.output
    lines = list(csv.DictReader(Path("found.csv").read_text("utf-8-sig").splitlines()))
    assert [(one["segment"], one["members"]) for one in lines][-1] == ("(none)", "0")
    assert "silent" in run("segments", "count", "--url", running.url, "--as", "mia").output


def test_it_tells_which_segments_hold_of_a_member_and_why(run: Run, running: Backend) -> None:
    member = str(post(running, "/v1/session", {"provider": "dev", "code": "bo"})["member"])
    ended = run("segments", "show", member, "--url", running.url, "--as", "mia")
    assert ended.exit_code == 0, ended.output
    assert "91 to 180 days ago" in ended.output
    assert "The last order was 111 days ago; 1 order in twelve months." in ended.output
    ended = run("segments", "show", member, "--format", "json", "--url", running.url, "--as", "mia")
    held = [one["name"] for one in json.loads(ended.stdout)["segments"] if one["holds"]]
    assert held == ["silent"]
    ended = run("segments", "show", "m0123456789abcdef0123", "--url", running.url, "--as", "mia")
    assert ended.exit_code == 3


def test_it_suggests_fifths_as_conditions(run: Run, running: Backend) -> None:
    ended = run("segments", "suggest", "--url", running.url, "--as", "mia")
    assert ended.exit_code == 0, ended.output
    assert "last_order: within 0 days" in ended.output


BOUGHT = [[day, orders, 100 * orders] for day, orders in zip(range(10), (9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)]


def test_fifths_are_conditions_that_leave_nobody_out() -> None:
    found = fifths(BOUGHT, "CNY")
    assert found[:6] == [
        Fifth("last_order", 1, "within 1 days", 2),
        Fifth("last_order", 2, "2 to 3 days ago", 2),
        Fifth("last_order", 3, "4 to 5 days ago", 2),
        Fifth("last_order", 4, "6 to 7 days ago", 2),
        Fifth("last_order", 5, "more than 7 days ago", 2),
        Fifth("orders", 1, "at least 8 in 12 months", 2),
    ]
    assert found[-1] == Fifth("spent", 5, "1.00 CNY to 1.99 CNY in 12 months", 2)
    for fact in ("last_order", "orders", "spent"):
        assert sum(one.members for one in found if one.fact == fact) == len(BOUGHT)


def test_equal_numbers_are_in_one_fifth() -> None:
    found = fifths([[5, 1, 100]] * 4, "")
    assert found == [Fifth("last_order", 1, "within 5 days", 4), Fifth("orders", 1, "at least 1 in 12 months", 4)]

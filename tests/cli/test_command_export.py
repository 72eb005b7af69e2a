"""Winners, gifts to send and the audit trail as CSV: every line from a receipt, each prize of a receipt once."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from chalicelib.services import grants
from chalicelib.store.table import REPORT, Item
from local.backend import Backend, backend
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def running() -> Iterator[Backend]:
    with backend() as running:
        yield running


@pytest.fixture
def url(running: Backend) -> str:
    return running.url


@pytest.fixture
def played(running: Backend, url: str) -> tuple[str, list[Any]]:
    """A member with three care boxes: her id, and the receipts of her draws."""

    def call(path: str, body: Any, token: str = "", key: str = "") -> Any:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", "Idempotency-Key": key}
        with urlopen(Request(url + path, json.dumps(body).encode(), headers)) as response:
            return json.load(response)

    call("/local/clock", {"now": "2026-06-20T12:00:00+08:00"})
    session = call("/v1/session", {"provider": "dev", "code": "ana"})
    member, token = session["member"], session["token"]
    for kind, data in (
        ("member.updated", {"born": "1990-05-17"}),
        ("order.paid", {"order": "A-1", "amount": "1200.00 CNY"}),
    ):
        call("/local/events", {"type": kind, "subject": member, "data": data})
    path = "/v1/campaigns/care-box/boxes/care/draw"
    receipts = [call(path, {}, token, f"box-{n}")["receipt"] for n in range(3)]
    running.stream.run()
    return member, receipts


def lines(file: str) -> list[dict[str, str]]:
    with Path(file).open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def test_every_prize_of_a_receipt_is_a_line(
    run: Run, url: str, played: tuple[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grants, "RECEIPTS_A_SHARD", 1)  # so that it may take several pages
    member, receipts = played
    done = run("export", "care-box", "won.csv", "--url", url, "--as", "ana")
    gifts = run("export", "care-box", "send.csv", "--gifts", "--url", url, "--as", "ana")

    won = lines("won.csv")
    granted = sorted(
        (receipt["id"], asset.removeprefix("prizes/"), str(n))
        for receipt in receipts
        for posting in receipt["postings"]
        for asset, n in posting.get("gave", {}).items()
        if asset.startswith("prizes/")
    )
    assert (done.exit_code, gifts.exit_code) == (0, 0)
    assert sorted((line["receipt"], line["prize"], line["count"]) for line in won) == granted
    assert {line["member"] for line in won} <= {member}
    assert [line for line in won if line["kind"] == "gift"] == lines("send.csv")
    assert {line["at"][:14] + line["at"][-6:] for line in won} == {"2026-06-20T12:+08:00"}
    assert [line["at"] for line in won] == sorted(line["at"] for line in won)
    assert re.search(
        r"\nAs of 2026-06-20T12:00:\S+\+08:00; what was granted in the seconds before may be missing", done.output
    )


def test_a_table_of_before_is_counted_anew_first(run: Run, url: str, played: tuple[str, list[Any]]) -> None:
    whole = run("export", "care-box", "whole.csv", "--url", url, "--as", "ana")
    Item(*REPORT, v=1, g=1).save()  # as it was left by a release that listed no grants
    again = run("export", "care-box", "again.csv", "--url", url, "--as", "ana")
    assert (whole.exit_code, again.exit_code) == (0, 0), again.output
    assert "The report was counted anew" in again.output
    assert lines("again.csv") == lines("whole.csv") != []


def test_the_audit_trail_is_a_line_an_entry(run: Run, url: str) -> None:
    assert run("export", "care-box", "trail.csv", "--audit", "--url", url, "--as", "ana").exit_code == 0
    assert [(line["number"], line["does"], line["actor"], line["takes_effect"]) for line in lines("trail.csv")] == [
        ("1", "install", "deployment", "from the start")
    ]


def test_a_campaign_that_does_not_exist_is_no_empty_file(run: Run, url: str) -> None:
    refused = run("export", "care-bax", "won.csv", "--url", url, "--as", "ana")
    assert refused.exit_code == 3
    assert "unknown_campaign" in refused.output
    assert not Path("won.csv").exists()

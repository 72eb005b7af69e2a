"""`tessera report`: what members did, as text, as a page, as JSON, and counted anew."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console

from chalicelib.domain.derived import counters
from chalicelib.domain.derived import report as domain
from chalicelib.domain.derived.report_lines import BlockLine, Day, Refusals, Report
from cli.reporting.page import page
from cli.reporting.text import WIDTH, bar, shown
from local.backend import Backend, backend
from tests.cli.conftest import Run
from tests.local.test_stream import post
from tests.services.receipts import play

JUNE_10 = 1_781_056_800_000  # 2026-06-10 10:00 in Shanghai


@pytest.fixture(scope="module")
def running() -> Iterator[Backend]:
    """Two members joined the festival; what the stream brings has been counted."""
    with backend() as running:
        running.clock.pretend(JUNE_10)
        for who in ("ana", "bo"):
            token = post(running, "/v1/session", {"provider": "dev", "code": who})["token"]
            post(running, "/v1/campaigns/festival-weeks/join", {}, token)
        running.stream.run()
        yield running


@pytest.fixture(scope="module")
def fair() -> Report:
    """The report of a played month."""
    played = play(200)
    days: dict[str, Counter[str]] = defaultdict(Counter)
    for _, receipt in played.receipts:
        for (_, date), counts in counters.counted(receipt, {"play": played.game.published.campaign}).items():
            days[date].update(counts)
    return domain.report(played.game.published.campaign, days)


def test_it_shows_what_members_did(run: Run, running: Backend) -> None:
    ended = run("report", "festival-weeks", "--url", running.url)
    assert ended.exit_code == 0, ended.output
    assert "(festival-weeks)  2026-06-01 to 2026-06-21 (Asia/Shanghai), day 10 of 21" in ended.output
    assert "2 members took part  ·  2 joined" in ended.output
    assert "2026-06-10" in ended.output
    assert "Refusals are not in here" in ended.output


def test_a_rebuild_shows_the_same(run: Run, running: Backend) -> None:
    before = run("report", "festival-weeks", "--format", "json", "--url", running.url).stdout
    rebuilt = run("report", "festival-weeks", "--rebuild", "--format", "json", "--url", running.url)
    assert "The report was counted anew, from 4 receipts." in rebuilt.output
    assert json.loads(rebuilt.stdout) == json.loads(before)
    assert run("report", "--rebuild", "--url", running.url).exit_code == 0


def test_it_writes_a_page(run: Run, running: Backend) -> None:
    assert run("report", "festival-weeks", "--html", "report.html", "--url", running.url).exit_code == 0
    assert "As of 2026-06-10 10:0" in Path("report.html").read_text("utf-8")


def test_it_needs_a_campaign_that_there_is(run: Run, running: Backend) -> None:
    assert (run("report").exit_code, run("report", "nothing", "--url", running.url).exit_code) == (2, 3)


def test_the_programme_has_a_report_of_its_own(running: Backend, run: Run) -> None:
    told = run("report", "programme", "--url", running.url)
    assert told.exit_code == 0
    assert "0 points paid at tills" in told.output
    assert run("report", "programme", "--html", "programme.html", "--url", running.url).exit_code == 0
    assert "The programme</h1>" in Path("programme.html").read_text("utf-8")
    shown = run("report", "programme", "--format", "json", "--url", running.url)
    assert json.loads(shown.stdout)["points_ended"] == 0


def test_it_writes_the_figures_of_value_and_speaks_chinese(running: Backend, run: Run) -> None:
    files = ("--html", "value.html", "--csv", "value.csv", "--locale", "zh-CN")
    assert run("report", "programme", *files, "--url", running.url).exit_code == 0
    assert "会员计划</h1>" in Path("value.html").read_text("utf-8")
    with Path("value.csv").open(encoding="utf-8-sig", newline="") as table:
        joined = [line for line in csv.DictReader(table) if line["figure"] == "joined"]
    assert [(line["month"], line["value"], line["name"]) for line in joined] == [
        ("", "2", "入会人数"),
        ("2026-06", "2", "入会人数"),
    ]
    assert run("report", "festival-weeks", "--csv", "cost.csv", "--url", running.url).exit_code == 0
    assert "campaign_orders,festival-weeks" in Path("cost.csv").read_text("utf-8-sig")


def test_the_text_has_a_line_for_each_thing_and_bars_beside_them(fair: Report) -> None:
    out = Console(width=140, record=True, file=StringIO())
    for one in shown(fair, JUNE_10):
        out.print(one)
    text = out.export_text()
    for name in ("days/visit", "days: all tasks", "pin", "voucher", "shop/pin", "box", "pair/left", "2026-06-01"):
        assert name in text
    pin = next(line for line in fair.prizes if line.prize == "pin")
    assert f"{40 - pin.granted}" in next(
        line for line in text.splitlines() if line.startswith(" pin") or line[:3] == "pin"
    )
    assert max(line.count("█") for line in text.splitlines()) == WIDTH


def test_what_came_back_is_left_and_is_taken_off_its_day(fair: Report) -> None:
    offer = BlockLine("redemptions/shop/bag", 3, 3, None, undone=2)
    day = Day("2026-06-01", {"used/note": 4, "returned/note": 1})
    out = Console(width=140, record=True, file=StringIO())
    for one in shown(replace(fair, blocks=[offer], days=[day], coupons_used=3), JUNE_10):
        out.print(one)
    lines = out.export_text().splitlines()
    assert next(line for line in lines if "shop/bag" in line).split()[1:4] == ["3", "3", "2"]
    assert [line for line in lines if "2026-06-01" in line][-1].split()[-1] == "3"


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(fair: Report) -> None:
    html = page(fair, JUNE_10)
    check = Balanced()
    check.feed(html)
    assert check.open == []
    assert "http" not in html
    assert "<script" not in html
    assert html.count("<rect") >= 2 * len(fair.days)


def test_a_report_of_nothing_is_no_error(fair: Report) -> None:
    empty = Report("x", "UTC", 0, 0, 0, [], [], [], [], {}, 0, 0, None, [], Refusals(), [])
    assert "x" in page(empty, JUNE_10)
    assert list(shown(empty, JUNE_10))


@pytest.mark.parametrize(
    ("share", "drawn"), [(0, ""), (0.0001, "▏"), (0.5, "█" * (WIDTH // 2)), (1, "█" * WIDTH)], ids=str
)
def test_a_bar_is_as_long_as_its_share(share: float, drawn: str) -> None:
    assert bar(share) == drawn


class Balanced(HTMLParser):
    """The elements that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

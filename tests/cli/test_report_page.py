"""The report's page: where a campaign stands, what it costs against its budget, and axes that a phone can read."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from chalicelib.domain.derived.report import report
from chalicelib.domain.derived.report_lines import Report
from chalicelib.domain.file.reading import read
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.words.values import Money
from cli.reporting.chart import charts, scale_of
from cli.reporting.page import page
from cli.reporting.sheets import sheets
from cli.reporting.standing import called, dates, elapsed, spent_of_budget

ZONE = "America/New_York"


def at(text: str) -> int:
    """A moment in the campaign's own time, epoch ms."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)


def made(days: Mapping[str, Mapping[str, int]] | None = None, **more: Any) -> Report:
    """The report of March in New York, whose clocks go forward on the 8th."""
    tree: Any = {
        "campaign": "march",
        "title": {"zh-CN": "三月", "en": "March"},
        "timezone": ZONE,
        "opens": "2026-03-01 00:00",
        "closes": "end of 2026-03-31",
        "budget": "100.00 USD",
        "prizes": {
            "mug": {"title": {"zh-CN": "杯子", "en": "Mug"}, "gift": "mug", "value": "5.00 USD"},
            "pin": {"title": "Mug", "badge": "pin"},
            "cap": {"gift": "cap"},
        },
        "blind_boxes": {"box": {"title": "Gold <box>", "costs": {"points": "1"}, "odds": {"mug": "50%", "cap": "50%"}}},
        "redemptions": {
            "shop": {
                "title": "The shop",
                "opens": "2026-03-01 00:00",
                "closes": "end of 2026-03-31",
                "offers": {"mug": {"costs": {"points": "5"}, "gives": {"prizes": "mug"}}},
            }
        },
    }
    campaign, findings = read({**tree, **more}, CampaignFile)
    assert campaign is not None, findings
    return report(campaign, {day: Counter(counts) for day, counts in (days or {}).items()})


DATES = {
    "before": ("2026-02-28 23:59", "not open yet"),
    "the first moment": ("2026-03-01 00:00", "day 1 of 31"),
    "the end of the first day": ("2026-03-01 23:59", "day 1 of 31"),
    "the second day": ("2026-03-02 00:00", "day 2 of 31"),
    "the day of 23 hours": ("2026-03-08 12:00", "day 8 of 31"),
    "the last minute": ("2026-03-31 23:59", "day 31 of 31"),
    "the end": ("2026-04-01 00:00", "over after 31 days"),
    "long after": ("2027-04-01 00:00", "over after 31 days"),
}


@pytest.mark.parametrize(("now", "stands"), DATES.values(), ids=DATES)
def test_says_its_dates_and_the_day_between_them(now: str, stands: str) -> None:
    assert dates(made(), at(now)) == f"2026-03-01 to 2026-03-31 ({ZONE}), {stands}"
    assert f"({ZONE}), {stands}. As of {now}" in page(made(), at(now))


def test_a_campaign_of_one_day_is_day_one_of_one() -> None:
    one = made(opens="2026-03-08 10:00", closes="2026-03-08 18:00")
    assert dates(one, at("2026-03-08 10:00")) == f"2026-03-08 to 2026-03-08 ({ZONE}), day 1 of 1"


def test_an_older_server_tells_no_dates() -> None:
    older = replace(made(), opens=0, closes=0, title="", titles={})
    assert (dates(older, at("2026-03-02 00:00")), called(older)) == ("", "march")
    assert "<p>As of 2026-03-02 00:00" in page(older, at("2026-03-02 00:00"))


def test_things_have_their_titles() -> None:
    found = made()
    first = {sheet.title: [row.cells[0] for row in sheet.rows] for sheet in sheets(found)}
    assert called(found) == "March (march)"
    assert first["Prizes"] == ["Mug (mug)", "Mug (pin)", "cap"]
    assert first["Blind boxes"] == ["Gold <box>"]
    assert first["Redemptions"] == ["The shop: mug"]
    assert "Gold &lt;box&gt;" in page(found, at("2026-03-02 00:00"))


@pytest.mark.parametrize(
    ("spent", "share", "over"),
    [(0, 0.0, False), (5000, 0.5, False), (10_000, 1.0, False), (10_001, 1.0001, True), (99_000, 9.9, True)],
)
def test_the_cost_stands_against_the_budget_and_the_time(spent: int, share: float, over: bool) -> None:
    found = replace(made(), cost=[Money(spent, "USD"), Money(7, "CNY")])
    html = page(found, at("2026-03-16 12:00"))
    assert spent_of_budget(found) == pytest.approx(share)
    assert f"{share:.1%} of the budget of 100.00 USD is spent" in html
    assert "50% of the time is over" in html
    assert ('class="fill over"' in html) == over
    assert max(float(width) for width in re.findall(r"width:([\d.]+)%\"", html)) <= 100


def test_without_a_budget_nothing_stands_against_it() -> None:
    found = replace(made(), budget=None)
    assert spent_of_budget(found) is None
    assert "against budget" not in page(found, at("2026-03-16 12:00"))


@pytest.mark.parametrize(("now", "share"), [("2026-02-01 00:00", 0), ("2026-03-01 00:00", 0), ("2026-04-02 00:00", 1)])
def test_the_time_that_is_over_has_its_ends(now: str, share: float) -> None:
    assert elapsed(made(), at(now)) == share


PLAYED = {
    "2026-03-02": {"actions": 30, "prizes/mug": 2},
    "2026-03-05": {"actions": 70, "prizes/mug": 1, "prizes/cap": 9},
}


def test_a_day_on_which_nothing_happened_has_its_place() -> None:
    drawn = charts(made(PLAYED), at("2026-03-06 09:00"))
    actions, cost = drawn.split("</section>")[:2]
    told = re.findall(r"<title>(.*?)</title>", actions)
    assert told == [f"2026-03-0{day}: {n}" for day, n in zip(range(1, 7), (0, 30, 0, 0, 70, 0), strict=True)]
    assert [text.partition(": ")[2] for text in re.findall(r"<title>(.*?)</title>", cost)] == [
        "0.00 USD", "10.00 USD", "10.00 USD", "10.00 USD", "15.00 USD", "15.00 USD",
    ]  # fmt: skip
    assert 'top:0.0%">budget 100.00 USD' in cost


def test_what_comes_late_is_shown_behind_the_close() -> None:
    drawn = charts(made({**PLAYED, "2026-04-02": {"actions": 1}}), at("2026-05-01 00:00"))
    assert re.findall(r"<title>(\S+): ", drawn.split("</section>")[0])[-1] == "2026-04-02"


def test_axes_are_text_that_is_not_shrunk_with_the_drawing() -> None:
    drawn = charts(made(PLAYED), at("2026-03-31 09:00"))
    assert "<text" not in drawn
    assert re.findall(r'<div class="scale"><span>(.*?)</span><span>(.*?)</span><span>(.*?)</span>', drawn) == [
        ("100", "50", "0"),
        ("100.00 USD", "50.00 USD", "0.00 USD"),
    ]
    below = re.findall(r'<div class="dates">(.*?)</div>', drawn)[0]
    assert re.findall(r'class="few"[^>]*>([\d-]+)<', below) == ["03-01", "03-16", "03-31"]
    assert len(re.findall("class=", below)) == 9


def test_an_axis_up_to_five_has_no_half() -> None:
    drawn = charts(made({"2026-03-01": {"actions": 4}}), at("2026-03-01 09:00"))
    assert re.findall(r'<div class="scale"><span>(.*?)</span><span>(.*?)</span><span>(.*?)</span>', drawn)[0] == (
        "5",
        "",
        "0",
    )


@pytest.mark.parametrize("days", range(1, 12))
def test_a_few_days_have_each_date_once(days: int) -> None:
    drawn = charts(made({"2026-03-01": {"actions": 1}}), at(f"2026-03-{days:02} 09:00"))
    shown = re.findall(r">(\d\d-\d\d)<", drawn.split("</section>")[0])
    assert len(shown) == len(set(shown)) == min(days, 9)


def test_tells_of_boards_and_coupons() -> None:
    boards: Any = {
        "runs": {"title": "Runs", "when": "run.done", "score": "count", "gives": {"1": {"prizes": "mug"}, "2": {}}}
    }
    prizes = {"mug": {"title": "Mug", "gift": "mug", "value": "5.00 USD"}, "off": {"coupon": "1.00 USD off"}}
    days = {
        "2026-03-03": {"used/off": 3, "expired/off": 1, "actions": 4},
        "2026-03-04": {"ranks/runs/1": 1, "places/runs/prizes/mug": 1, "scores/runs": 8, "prizes/mug": 1},
    }
    found = made(days, boards=boards, prizes=prizes, blind_boxes={}, redemptions={})
    sheet = {row.cells[0]: row.cells[1] for one in sheets(found) if one.title == "Board: Runs" for row in one.rows}
    assert sheet == {
        "times that a score changed": "8",
        "place 1: paid": "1",
        "place 2: paid": "0",
        "gave Mug": "1",
        "worth of these prizes": "5.00 USD",
    }
    html = page(found, at("2026-03-05 12:00"))
    for told in (
        "<b>3</b><span>coupons used",
        "<b>1</b><span>coupon ended unused",
        "<b>1</b><span>place of boards paid",
    ):
        assert told in html
    used = charts(found, at("2026-03-05 12:00")).partition("Coupons used a day</h2>")[2].partition("</section>")[0]
    assert re.findall(r"<title>(.*?)</title>", used)[2] == "2026-03-03: 3"


def test_nothing_played_draws_nothing() -> None:
    assert charts(made(), at("2026-03-10 00:00")) == ""


def test_the_end_of_an_axis_is_the_next_round_number() -> None:
    ends = {n: scale_of(n) for n in (0, 1, 2, 3, 4, 5, 9, 10, 11, 20, 21, 50, 51, 99, 100, 101, 12_345)}
    assert ends == {
        0: 2, 1: 2, 2: 2, 3: 5, 4: 5, 5: 5, 9: 10, 10: 10, 11: 20, 20: 20, 21: 50, 50: 50, 51: 100, 99: 100, 100: 100,
        101: 200, 12_345: 20_000,
    }  # fmt: skip

"""The programme's report, as sheets and as a page: what moved by day, of long times by month; tiers by title."""

import re
from collections import Counter
from collections.abc import Mapping

from chalicelib.domain.derived.programme_report import ProgrammeReport, programme_report
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.file.reading import read
from cli.reporting.programme import headline, page, sheets
from tests.domain.game import tree
from tests.domain.test_programme_report import TIERED

NOON = 1_772_604_000_000
"""14:00 on 4 March 2026 in Shanghai."""

DAYS = {
    "2026-03-01": {"bills/paid": 4, "coupons/used": 2, "points/paid": 900},
    "2026-03-03": {"bills/cancelled": 1, "points/returned": 200, "points/ended": 30, "tiers//silver": 2},
}


def made(days: Mapping[str, Mapping[str, int]]) -> ProgrammeReport:
    programme, wrong = read(tree(TIERED), Programme)
    assert programme is not None, wrong
    return programme_report(programme, {day: Counter(counts) for day, counts in days.items()})


def test_the_headline_says_what_is_left_of_what_came_back() -> None:
    told = {meaning: figure for figure, meaning in headline(made(DAYS))}
    assert told == {
        "bills paid": "3",
        "payment cancelled": "1",
        "coupons used": "2",
        "points paid at tills": "700",
        "worth of the points paid": "7.00 CNY",
        "points ended": "30",
        "rose to a higher tier": "2",
        "fell to a lower tier": "0",
    }


def test_each_day_tells_what_moved_on_it() -> None:
    tiers, days = sheets(made(DAYS))
    assert [row.cells for row in tiers.rows] == [("no tier → Silver", "up", "2")]
    assert dict(zip(days.head, days.rows[0].cells, strict=True)) == {
        "": "2026-03-01",
        "bills paid": "4",
        "coupons used": "2",
        "payments cancelled": "0",
        "points paid": "900",
        "points that came back": "0",
        "points ended": "0",
        "tier moves": "0",
    }
    html = page(made(DAYS), NOON)
    assert "As of 2026-03-04 14:00 (Asia/Shanghai)" in html
    paid = html.partition("Points paid a day</h2>")[2].partition("</section>")[0]
    assert re.findall(r"<title>(.*?)</title>", paid) == [
        "2026-03-01: 900",
        "2026-03-02: 0",
        "2026-03-03: 0",
        "2026-03-04: 0",
    ]


def test_long_times_are_told_by_month() -> None:
    found = made({"2025-09-30": {"bills/paid": 1}, "2025-10-01": {"bills/paid": 2}, **DAYS})
    (days,) = (sheet for sheet in sheets(found) if sheet.title.startswith("Month by month"))
    assert [row.cells[:2] for row in days.rows] == [("2025-09", "1"), ("2025-10", "2"), ("2026-03", "4")]
    bills = page(found, NOON).partition("Bills paid a month</h2>")[2].partition("</section>")[0]
    told = [text.rpartition(": ")[2] for text in re.findall(r"<title>(.*?)</title>", bills)]
    assert told == ["1", "2", "0", "0", "0", "0", "4"]
    assert "2026-03<" in bills


def test_a_report_of_nothing_is_no_error() -> None:
    empty = made({})
    assert list(sheets(empty)) == []
    assert "<svg" not in page(empty, NOON)

"""Reports of tags: how often each was given and ended, by campaign; what ends with its time is the programme's."""

from collections import Counter
from typing import Any

import pytest

from chalicelib.domain.derived.counters import Counts, Page, counted
from chalicelib.domain.derived.erasure import anonymous_receipt
from chalicelib.domain.derived.programme_counters import by_day, counted_of_programme
from chalicelib.domain.derived.programme_report import programme_report
from chalicelib.domain.derived.report import report
from chalicelib.domain.derived.report_lines import TagLine
from chalicelib.domain.record.actions import Settle
from chalicelib.domain.record.receipt import Receipt
from cli.reporting import programme as of_programme
from cli.reporting.lines import campaign_lines, programme_lines
from cli.reporting.page import page
from cli.reporting.sheets import sheets
from cli.reporting.words import Words
from tests.domain.test_tags import CAMPAIGN, MAY, PROGRAMME, Shop

DAY = "2026-05-04"
CASES: dict[str, tuple[tuple[tuple[str, str], ...], dict[str, int]]] = {
    "a first tag": ((("went.dry", MAY),), {"skin/dry/given": 1}),
    "another of its group": ((("went.dry", MAY), ("went.oily", MAY)), {"skin/dry/ended": 1, "skin/oily/given": 1}),
    "the same again": ((("went.dry", MAY), ("went.dry", MAY)), {}),
    "the first that stays": ((("came.live", MAY), ("came.poster", MAY)), {}),
    "one that only holds for longer": ((("liked.tea", "2026-03-04 10:00"), ("liked.tea", MAY)), {}),
    "one that was over is given anew": (
        (("liked.tea", MAY), ("liked.tea", "2027-08-02 10:00")),
        {"likes/tea/given": 1},
    ),
}


@pytest.mark.parametrize(("events", "expected"), CASES.values(), ids=CASES)
def test_a_receipt_adds_the_tags_that_were_not_there_before(
    events: tuple[tuple[str, str], ...], expected: dict[str, int]
) -> None:
    shop = made()
    last: Any = [shop.happens(event, when) for event, when in events][-1]
    found = of_campaign(shop, last)["club", events[-1][1][:10]] if isinstance(last, Receipt) else {}
    assert {name: n for name, n in found.items() if name.startswith("tags/")} == {
        f"tags/{name}": n for name, n in expected.items()
    }


def test_what_ends_with_its_time_is_the_programmes_on_its_last_day() -> None:
    shop = made()
    shop.happens("liked.tea", MAY)
    settled = shop.play(Settle(), "2027-08-01 00:00")
    assert isinstance(settled, Receipt)
    assert of_campaign(shop, settled) == {}
    assert over(shop, settled) == {("programme", "2027-05-31"): {"tags/likes/tea/ended": 1}}


def test_nothing_is_counted_of_who_was_erased_before_a_rebuild() -> None:
    shop = made()
    done = shop.happens("went.dry", MAY)
    assert isinstance(done, Receipt)
    assert not any("tags/" in name for name in of_campaign(shop, anonymous_receipt(done))["club", DAY])


def test_the_report_tells_them_on_every_way() -> None:
    told = told_of_club()
    assert told.tags == [
        TagLine("likes/tea", given=1, ended=0),
        TagLine("skin/dry", given=1, ended=1),
        TagLine("skin/oily", given=1, ended=0),
    ]
    for locale, title in (("en", "Tags"), ("zh-CN", "标签")):
        words = Words(locale)
        [sheet] = [one for one in sheets(told, words) if one.title == title]
        assert [row.cells for row in sheet.rows] == [
            ("likes/tea", "1", "0"),
            ("skin/dry", "1", "1"),
            ("skin/oily", "1", "0"),
        ]
        assert sheet.head[0] in page(told, 0, words)
    lines = [line for line in campaign_lines(told, Words()) if line["tag"] == "skin/dry"]
    assert [(line["figure"], line["of"], line["value"]) for line in lines] == [
        ("tag_given", "club", 1),
        ("tag_ended", "club", 1),
    ]


def test_the_programmes_report_tells_what_ended() -> None:
    shop = made()
    shop.happens("liked.tea", MAY)
    settled = shop.play(Settle(), "2027-08-01 00:00")
    days = {day: counts for (_, day), counts in over(shop, settled).items()}
    told = programme_report(shop.programme, days)
    assert told.tags_ended == {"likes/tea": 1}
    assert [line["value"] for line in programme_lines(told, Words()) if line["tag"]] == [1]
    titles = [one.title for one in of_programme.sheets(told, Words("zh-CN"))]
    assert "到期标签" in titles


def test_where_no_rule_gives_tags_no_sheet_tells_of_them() -> None:
    shop = made()
    told = report(shop.store.definitions.campaign("club").campaign, {})
    assert told.tags == []
    assert "Tags" not in [one.title for one in sheets(told)]


def made() -> Shop:
    shop = Shop(PROGRAMME, CAMPAIGN)
    shop.enrol("ann", "2026-01-05 10:00")
    return shop


def told_of_club() -> Any:
    """The report of a campaign that gave three tags, and took one."""
    shop, total = made(), Counter[str]()
    for event in ("went.dry", "went.oily", "liked.tea"):
        total.update(of_campaign(shop, shop.happens(event, MAY))["club", DAY])
    return report(shop.store.definitions.campaign("club").campaign, {DAY: total})


def of_campaign(shop: Shop, receipt: Any) -> dict[Page, Counts]:
    return counted(receipt, {"club": shop.store.definitions.campaign("club").campaign})


def over(shop: Shop, receipt: Any) -> dict[Page, Counter[str]]:
    return by_day(counted_of_programme(receipt), shop.programme.zone)

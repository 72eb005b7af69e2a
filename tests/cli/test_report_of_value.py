"""Value in reports: each figure with its definition, as text, on the page and in CSV; in English and in Chinese."""

import ast
import re
from collections import Counter
from dataclasses import fields
from html import unescape
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.derived.programme_report import ProgrammeReport, programme_report
from chalicelib.domain.derived.report_lines import BoardLine, Report
from chalicelib.domain.derived.value_report import ValueReport, value_report
from chalicelib.domain.words.values import Money
from cli.reporting.lines import campaign_lines, value_lines
from cli.reporting.page import page as campaign_page
from cli.reporting.programme import page, sheets
from cli.reporting.value import cost_share, cost_sheet
from cli.reporting.words import ENGLISH, FIGURES, LOCALES, PHRASES, Figure, Words
from tests.cli.test_report_of_programme import NOON
from tests.cli.test_report_page import made as campaign
from tests.cli.test_report_refunds import reported, shop
from tests.docs.pages import ROOT
from tests.domain.ledger import Ledger
from tests.domain.test_programme_report import TIERED

WORD = re.compile(r"[A-Za-z]{2,}")

MONTHS = {
    "2026-01": {
        "joined": 4,
        "visits": 20,
        "members/orders/CNY": 3,
        "members/buyers": 2,
        "members/first": 2,
        "members/second": 1,
        "members/amount/CNY": 40_001,
        "members/refunds/CNY": 1,
        "members/refunded/CNY": 5_000,
        "guests/orders/CNY": 2,
        "guests/buyers": 2,
        "guests/first": 2,
        "guests/amount/CNY": 19_900,
        "cohorts/2026-01/buyers": 2,
        "cohorts/2026-01/amount/CNY": 40_001,
    },
    "2026-03": {
        "members/orders/CNY": 1,
        "members/buyers": 1,
        "members/second": 1,
        "members/amount/CNY": 10_000,
        "cohorts/2026-01/buyers": 1,
        "cohorts/2026-01/amount/CNY": 10_000,
        "cohorts/2026-04/buyers": 1,
    },
}


def value() -> ValueReport:
    return value_report({month: Counter(counts) for month, counts in MONTHS.items()})


def made() -> ProgrammeReport:
    months = {month: Counter(counts) for month, counts in MONTHS.items()}
    return programme_report(Ledger(TIERED).programme, {}, months)


def test_members_stand_beside_guests_with_a_definition_of_each_figure() -> None:
    against, funnel, *_ = sheets(made())
    assert {row.cells[0]: row.cells[1:] for row in against.rows} == {
        "buyers": ("2", "2"),
        "orders": ("4", "2"),
        "amount": ("500.01 CNY", "199.00 CNY"),
        "order value": ("125.00 CNY", "99.50 CNY"),
        "orders a buyer": ("2.00", "1.00"),
        "repurchase": ("100.0%", "0.0%"),
        "refunds": ("1", "0"),
        "refunded": ("50.00 CNY", "–"),
    }
    assert {row.cells[0]: row.cells[1:] for row in funnel.rows} == {
        "visits": ("20", "–"),
        "joined": ("4", "–"),
        "first order": ("2", "50.0%"),
        "second order": ("2", "100.0%"),
    }
    assert all(row.said.endswith(".") for sheet in (against, funnel) for row in sheet.rows)


def test_a_cohort_has_a_column_for_each_month_after_it_joined() -> None:
    buyers, amount = (sheet for sheet in sheets(made()) if sheet.head[0] == "joined in")
    assert (buyers.head, amount.head) == (("joined in", "joined", "before", "+0", "+1", "+2"),) * 2
    assert [row.cells for row in buyers.rows] == [
        ("2026-01", "4", "0", "2", "0", "1"),
        ("2026-04", "0", "1", "0", "0", "0"),
    ]
    assert amount.rows[0].cells == ("2026-01", "4", "0", "400", "0", "100")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_has_every_definition_in_its_language(locale: str) -> None:
    words = Words(locale)
    html = unescape(page(made(), NOON, words))
    assert f'<html lang="{locale}">' in html
    told = ("buyers", "orders", "amount", "order_value", "repurchase", "visits", "joined", "first_orders")
    assert all(words.figure(key).said in html for key in told)
    other = Words(next(one for one in LOCALES if one != locale))
    assert not any(other.figure(key).said in html for key in told)
    assert re.findall(r"<title>(2026-0\d, [^:]*: [^<]*)</title>", html)[:2] == [
        f"2026-01, {words('members')}: 400.01 CNY",
        f"2026-02, {words('members')}: 0.00 CNY",
    ]


def test_a_page_in_chinese_has_no_english_word_left() -> None:
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page(made(), NOON, Words("zh-CN")), flags=re.DOTALL)
    assert set(re.findall(r"[A-Za-z]{2,}", text)) <= {"CNY", "Asia", "Shanghai", "visited", "opened"}


def test_every_phrase_and_figure_is_said_in_every_language() -> None:
    assert all(len(said) == len(LOCALES) and all(said) for said in PHRASES.values())
    assert all(len(said) == len(LOCALES) for said in FIGURES.values())
    assert {one.name for one in fields(Figure)} == {"key", "name", "said"}
    assert all(Words(locale).figure(key).said[-1] in ".。" for locale in LOCALES for key in FIGURES)


def test_a_line_of_csv_is_one_number_with_what_it_is_of() -> None:
    lines = [*value_lines(value(), ENGLISH)]

    def told(figure: str, **at: Any) -> list[object]:
        return [one["value"] for one in lines if one["figure"] == figure and at.items() <= one.items()]

    assert told("amount", of="members", month="") == ["500.01"]
    assert told("orders", of="guests", month="2026-01") == [2]
    assert told("cohort_buyers", joined_in="2026-01", months_after=2) == [1]
    assert told("repurchase", of="members") == ["1.000"]
    assert all(one["definition"] for one in lines)


def test_a_campaign_sets_what_it_cost_beside_what_was_ordered() -> None:
    none = campaign()
    assert cost_sheet(none, ENGLISH).rows == ()
    one = replace(
        none, orders=3, amount=[Money(60_000, "CNY")], cost=[Money(9_000, "CNY")], points_cost=Money(3_001, "CNY")
    )
    assert {row.cells[0]: row.cells[1] for row in cost_sheet(one, ENGLISH).rows} == {
        "prizes": "90.00 CNY",
        "points": "30.01 CNY",
        "orders": "3",
        "amount of orders": "600.00 CNY",
        "cost of the amount": "20.0%",
    }
    assert [line["value"] for line in campaign_lines(one, ENGLISH)] == ["90.00", "30.01", 3, "600.00"]
    assert cost_share(replace(one, cost=[Money(1, "JPY")])) == ""


def rich() -> Report:
    """A report with a bit of everything."""
    board = BoardLine("top", 3, {"1": 1, "2 to 10": 2}, {"points": 90, "draws/box": 1}, [Money(100, "CNY")])
    late = {"refunds": 1, "taken_back": 5, "owed": 2, "coupons_used": 3, "coupons_ended": 1, "boards": [board]}
    return replace(reported(shop()), fragments={"x/y": 2}, **late)


@pytest.mark.parametrize("one", [campaign(), rich()], ids=["a campaign", "with refunds, boards and coupons"])
def test_a_campaign_s_page_in_chinese_has_no_english_word_left(one: Report) -> None:
    """But for ids and titles that the campaign has in English alone."""
    lines = (*one.prizes, *one.blocks, *one.fragments, *one.titles, *one.titles.values())
    own = {*WORD.findall(f"{one.campaign} {one.title} {one.timezone} {lines} top box")}
    html = unescape(unescape(campaign_page(one, NOON, Words("zh-CN"))))
    text = re.sub(r"<style>.*?</style>|<(?!box)[^>]+>", " ", html, flags=re.DOTALL)
    assert {*WORD.findall(text)} - own <= {"CNY", "USD"}


def test_whatever_a_report_says_is_in_the_catalogue() -> None:
    for file in (ROOT / "cli/reporting").glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in ("words", "words.several"):
                said = call.args[-1]
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    assert Words("zh-CN")(said.value), file.name

"""`tessera odds`: the table that a shop must publish, in three forms."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import SHIPPED, Run, edit


def test_shows_chances_guarantees_and_how_many_draws_it_takes(run: Run, care_box: Path) -> None:
    shown = run("odds", str(care_box)).output
    (row,) = [line.split() for line in shown.splitlines() if line.strip().startswith("hidden")]
    assert row == ["hidden", "1299.00", "CNY", "1/144", "(0.694444%)", "1.31759%", "75.9"]
    assert "Guaranteed, of hidden: one of them comes at the latest with draw 144 since the last;" in shown
    assert "When rose is out, lily takes its place." in shown
    assert "Until everything has come it takes 77.2 draws on average." in shown


LATE_BOX = """\
campaign: care-box
title: Late
market: JP
timezone: Asia/Tokyo
opens: 2026-06-01 00:00
closes: end of 2026-06-20
blind_boxes:
  late:
    title: Late
    costs: {points: 1}
"""

LATE = {
    "one row, from the tenth draw on": (
        "{bike: 1%, none: rest}",
        "Until everything has come it takes 109.0 draws on average.",
    ),
    "two rows, one of them from the tenth draw on": (
        "{bike: 50%, bell: 50%}",
        "Until everything has come it takes 11.0 draws on average.",
    ),
    "too many rows to go through all that may have come": (
        f"{{bike: 1%, {', '.join(f'p{n}: 1%' for n in range(20))}, none: rest}}",
        "How many draws it takes on average until everything has come is too much to work out here.",
    ),
}


@pytest.mark.parametrize(("odds", "said"), LATE.values(), ids=LATE)
def test_tells_how_long_everything_takes_with_a_row_that_comes_late(
    run: Run, care_box: Path, odds: str, said: str
) -> None:
    prizes = {row: f"badge: {row}" for row in re.findall(r"(\w+):", odds)}
    prizes["none"] = "nothing: true"
    prizes["bike"] = "gift: bike, value: 900.00 CNY, from: 10th draw, when_out: bell"
    prizes["bell"] = "badge: bell"
    rows = "".join(f"  {row}: {{title: {row}, {prize}}}\n" for row, prize in prizes.items())
    (care_box / "campaign.yaml").write_text(f"{LATE_BOX}    odds: {odds}\nprizes:\n{rows}")
    assert said in run("odds", str(care_box)).output


def test_makes_a_page_to_publish(run: Run, care_box: Path) -> None:
    shown = run("odds", str(care_box), "--format", "markdown").output
    assert shown.startswith("## 护理盲盒 · Care box\n\n|  | value |")
    assert "| 50元优惠券 · 50 yuan off |  |  | 10% | 9.93725% | 10.0 |" in shown


def test_a_page_to_publish_has_the_titles(run: Run, care_box: Path) -> None:
    file = care_box / "campaign.yaml"
    edit(file, "title: {zh-CN: 午夜鸢尾, en: Midnight iris}", "title: Moon | Sun")
    edit(file, "    title: {zh-CN: 50元优惠券, en: 50 yuan off}\n", "")
    edit(file, "title: {zh-CN: 百合护理盒, en: Lily care box}", "title: Flower")
    edit(file, "title: {zh-CN: 雪松护理盒, en: Cedar care box}", "title: Flower")
    shown = run("odds", str(care_box), "--format", "markdown").output
    rows = [line.split(" | ")[0].removeprefix("| ") for line in shown.splitlines() if line.startswith("| ")][2:]
    petals, rose, orange = (
        "一捧花瓣 · A handful of petals",
        "玫瑰护理盒 · Rose care box",
        "橙花护理盒 · Orange blossom care box",
    )
    assert rows == ["Moon \\| Sun", "voucher", petals, rose, "Flower (lily)", orange, "Flower (cedar)"]
    assert "- Guaranteed, of Moon | Sun: one of them" in shown
    assert "- When 玫瑰护理盒 · Rose care box is out, Flower (lily) takes its place." in shown
    assert "玫瑰" not in run("odds", str(care_box)).output


def test_is_read_by_programs(run: Run) -> None:
    (page,) = json.loads(run("odds", str(SHIPPED / "new-year-cards"), "--format", "json").output)
    assert page["of"] == "collections/luck"
    assert page["rows"]["horse"]["exact"] == "1/100"
    assert round(page["draws_until_all"], 1) == 26.0
    assert {*page["draws_until"]} == {"horse", "joker", "health", "wealth", "love", "work"}


def test_a_campaign_without_draws_says_so(run: Run) -> None:
    assert run("odds", str(SHIPPED / "monthly-gifts")).output == "Nothing is drawn in this campaign.\n"


def test_a_file_with_errors_ends_with_one(run: Run, care_box: Path) -> None:
    edit(care_box / "campaign.yaml", "limit: 50 a day", "limit: 50 per day")
    ended = run("odds", str(care_box))
    assert ended.exit_code == 1
    assert "campaign.yaml:42: error:" in ended.output


def test_odds_that_do_not_add_up_end_with_one(run: Run, care_box: Path) -> None:
    edit(care_box / "campaign.yaml", "voucher: 10%", "voucher: 95%")
    ended = run("odds", str(care_box))
    assert ended.exit_code == 1
    assert "campaign.yaml:32: error: blind_boxes.care.odds: the chances add up to 105 25/36%" in ended.output

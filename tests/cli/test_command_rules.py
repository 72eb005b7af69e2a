"""`tessera rules`: the rules in sentences, before anything is handed in."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "The campaign is open from 00:00 on 1 March 2026 to the end of 31 August 2026."),
        ("zh-CN", "活动时间：2026年3月1日00:00至2026年8月31日24:00。"),
    ],
)
def test_shows_the_rules_in_a_language(run: Run, care_box: Path, locale: str, said: str) -> None:
    assert f"  {said}\n" in run("rules", str(care_box), "--locale", locale).output


def test_says_what_the_file_says_now(run: Run, care_box: Path) -> None:
    edit(care_box / "campaign.yaml", "limit: 50 a day", "limit: 49 a day")
    shown = run("rules", str(care_box)).output
    assert "Draws of one member at most: 49 a day." in shown


def test_makes_a_page_with_a_heading_for_each_block(run: Run, care_box: Path) -> None:
    shown = run("rules", str(care_box), "--format", "markdown").output
    headings = [line.partition(" ") for line in shown.splitlines() if line.startswith("#")]
    assert [ranks for ranks, _, _ in headings[:3]] == ["#", "###", "####"]
    assert headings[0][2] == "The care box"
    assert "\n- A draw costs 1 draw of “Care box”.\n" in shown


def test_is_read_by_programs(run: Run, care_box: Path) -> None:
    said = json.loads(run("rules", str(care_box), "--format", "json").output)
    assert said[0]["about"] == ""
    assert [one["sentences"] for one in said if one["about"] == "prizes/petals"] == [["It is 200 points."]]


def test_a_file_with_errors_has_no_rules(run: Run, care_box: Path) -> None:
    edit(care_box / "campaign.yaml", "limit: 50 a day", "limit: 50 per day")
    ended = run("rules", str(care_box))
    assert ended.exit_code == 1
    assert "blind_boxes.care.limit" in ended.output


def test_a_language_that_there_is_not_is_no_choice(run: Run, care_box: Path) -> None:
    assert run("rules", str(care_box), "--locale", "fr").exit_code == 2

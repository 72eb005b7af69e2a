"""`tessera test`: zero only when all scenarios hold, and a failure that explains itself."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from cli.campaign_file import load_tree
from tests.cli.conftest import SHIPPED, Run, edit


def test_ends_with_zero_when_all_hold(run: Run, care_box: Path) -> None:
    ended = run("test")
    assert ended.exit_code == 0
    assert "  ok      hidden at the latest by the 144th box" in ended.output
    assert "11 hold." in ended.output


def test_a_failure_shows_the_step_beside_what_came_and_the_wallet(run: Run, care_box: Path) -> None:
    scenarios = "scenarios:\n  one:\n    given: {age: 30, draws: {care: 2}}\n    steps:\n"
    step = "{at: opens, does: draw care, lands: rose, gets: {prizes: lily}}"
    (care_box / "scenarios.yaml").write_text(f"{scenarios}      - {step}\n")

    ended = run("test", str(care_box))

    assert ended.exit_code == 1
    assert ended.output == (
        "campaigns/care-box\n"
        "  failed  one\n"
        "campaigns/care-box/scenarios.yaml:5: one\n"
        f"    step      {step}\n"
        "    expected  gets prizes/lily 1\n"
        "    got       gets draws/care -1, prizes/rose 1\n"
        "    wallet    draws/care 1, prizes/rose 1\n"
        "1 of 1 failed.\n"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("scenarios.yaml", "at: opens", "at: soon", "scenarios.yaml:"),
        ("campaign.yaml", "limit: 50 a day", "limit: 50 per day", "campaign.yaml:42: error: "),
    ],
)
def test_files_that_do_not_read_fail(run: Run, care_box: Path, file: str, old: str, new: str, says: str) -> None:
    edit(care_box / file, old, new)
    ended = run("test", str(care_box))
    assert ended.exit_code == 1
    assert says in ended.output
    assert ended.output.endswith("The files of 1 folder could not be read, and none played: campaigns/care-box.\n")
    assert "failed" not in ended.output


def test_a_folder_that_does_not_read_is_apart_from_the_scenarios_that_were_played(run: Run, care_box: Path) -> None:
    shutil.copytree(SHIPPED / "tea-shop", "campaigns/tea-shop")
    edit(care_box / "campaign.yaml", "limit: 50 a day", "limit: 50 per day")
    tree: Any = load_tree(SHIPPED / "tea-shop" / "scenarios.yaml").tree
    played = len(tree["scenarios"])
    ended = run("test")
    assert ended.exit_code == 1
    assert f"\n{played} hold.\nThe files of 1 folder could not be read" in ended.output


def test_a_campaign_without_scenarios_is_named(run: Run, care_box: Path) -> None:
    (care_box / "scenarios.yaml").unlink()
    assert "no scenarios.yaml" in run("test").output


def test_plays_the_programme_s_own_scenarios_before_all_campaigns(run: Run, care_box: Path) -> None:
    shutil.copy(SHIPPED / "scenarios.yaml", "campaigns")
    ended = run("test")
    assert ended.exit_code == 0
    assert ended.output.startswith("campaigns\n  ok      an order has the fields that are declared")
    assert "15 hold." in ended.output


def test_a_scenario_of_the_programme_fails_at_its_line(run: Run, care_box: Path) -> None:
    shutil.copy(SHIPPED / "scenarios.yaml", "campaigns")
    edit(Path("campaigns/scenarios.yaml"), "refused: already_claimed", "refused: event_too_late")
    ended = run("test")
    assert ended.exit_code == 1
    assert "1 of 15 failed." in ended.output
    assert "campaigns/scenarios.yaml:" in ended.output


def test_watching_plays_again_after_each_change(run: Run, care_box: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def saves() -> Iterator[None]:
        edit(care_box / "campaign.yaml", "limit: 50 a day", "limit: 49 a day")
        yield
        os.utime(care_box / "scenarios.yaml", ns=(1, 1))
        yield
        raise KeyboardInterrupt

    steps = saves()
    monkeypatch.setattr("cli.commands.test.time.sleep", lambda _: next(steps))

    ended = run("test", "--watch")

    assert ended.exit_code == 0
    assert ended.output.count("11 hold.") == 1
    assert ended.output.count("1 of 11 failed.") == 2


# --- for machines ---


def failing(care_box: Path) -> None:
    """One scenario that holds, and one that fails and whose name XML would stumble on."""
    holds, fails = "  it opens: {steps: [{at: opens}]}\n", "  a & b <c>:\n    given: {age: 30, draws: {care: 2}}\n"
    scenarios = f"scenarios:\n{holds}{fails}    steps:\n"
    (care_box / "scenarios.yaml").write_text(
        f"{scenarios}      - {{at: opens, does: draw care, lands: rose, gets: {{prizes: lily}}}}\n"
    )


def test_json_has_an_object_for_each_scenario(run: Run, care_box: Path) -> None:
    failing(care_box)
    ended = run("test", "--format", "json")
    holds, fails = json.loads(ended.output)

    assert ended.exit_code == 1
    assert (holds["folder"], holds["scenario"], holds["holds"], holds["failures"]) == (
        "campaigns/care-box",
        "it opens",
        True,
        [],
    )
    assert (fails["scenario"], fails["line"], fails["holds"]) == ("a & b <c>", 3, False)
    assert fails["failures"] == [
        {
            "line": 6,
            "field": "scenarios.a & b <c>.steps[0]",
            "step": "{at: opens, does: draw care, lands: rose, gets: {prizes: lily}}",
            "expected": "gets prizes/lily 1",
            "got": "gets draws/care -1, prizes/rose 1",
            "wallet": {"points": 0, "draws/care": 1, "prizes/rose": 1},
        }
    ]


def test_junit_has_a_suite_for_each_folder_and_a_case_for_each_scenario(run: Run, care_box: Path) -> None:
    failing(care_box)
    shutil.copytree(SHIPPED / "tea-shop", "campaigns/tea-shop")
    shutil.copytree(SHIPPED / "tea-shop", "campaigns/untested", ignore=shutil.ignore_patterns("scenarios.yaml"))
    edit(Path("campaigns/tea-shop/campaign.yaml"), "timezone:", "time-zone:")

    ended = run("test", "--junit", "report.xml")
    suites = ElementTree.parse("report.xml").getroot()  # noqa: S314 - our own
    care, tea = suites.findall("testsuite")

    assert ended.exit_code == 1
    assert "1 of 2 failed." in ended.output
    assert (care.get("name"), care.get("tests"), care.get("failures"), care.get("errors")) == (
        "campaigns/care-box",
        *("2", "1", "0"),
    )
    holds, fails = care.findall("testcase")
    assert (holds.get("name"), holds.find("failure")) == ("it opens", None)
    failure = fails.find("failure")
    assert failure is not None
    assert (fails.get("name"), fails.get("line")) == ("a & b <c>", "3")
    assert failure.get("message") == "expected gets prizes/lily 1, got gets draws/care -1, prizes/rose 1"
    assert "campaigns/care-box/scenarios.yaml:6\nstep      {at: opens" in (failure.text or "")
    assert (tea.get("tests"), tea.get("failures"), tea.get("errors")) == ("1", "0", "1")
    assert "campaigns/tea-shop/campaign.yaml:" in "".join(tea.itertext())


def test_all_that_holds_is_an_empty_list_of_failures(run: Run, care_box: Path) -> None:
    ended = run("test", "--format", "json", "--junit", "report.xml")
    assert ended.exit_code == 0
    assert all(one["holds"] for one in json.loads(ended.output))
    assert "<failure" not in Path("report.xml").read_text()

"""`tessera lint`: every mistake of a file at once, each with its line."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit

TEN_MISTAKES = """\
# yaml-language-server: $schema=../campaign.schema.json
campaign: ten
title: Ten
market: XX
timezone: Asia/Shanghia
opens: 2026-06-01 00:00
closes: end of 2026-06-31
opt-in: true
challenges:
  week:
    tasks:
      run: {when: run.finished, reach: 3 tims, gives: {points: 5,000}}
      buy: {when: order.payed, gives: {points: 5}}
blind_boxes:
  box:
    odds: {bike: 1%, tee: 99.01%}
    limit: 2 per day
prizes:
  bike: {gift: bike, value: 99 CNY}
  tee: {gift: tee}
"""


def lines_of(output: str) -> list[int]:
    return [int(line.split(":")[1]) for line in output.splitlines() if ": error: " in line]


def written(text: str | bytes) -> str:
    folder = Path("campaigns/ten")
    folder.mkdir()
    (folder / "campaign.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(folder)


def test_ten_mistakes_of_all_kinds_are_shown_at_once(run: Run) -> None:
    ended = run("lint", written(TEN_MISTAKES))
    assert ended.exit_code == 1
    assert lines_of(ended.output) == [4, 5, 7, 8, 12, 12, 13, 16, 17, 19], ended.output
    assert "10 errors" in ended.output


def test_one_mistake_is_complained_of_once(run: Run) -> None:
    text = TEN_MISTAKES.partition("timezone")[0].replace("XX", "CN") + (
        "timezone: Asia/Shanghai\nopens: 2026-06-01 00:00\ncloses: end of 2026-06-30\n"
        "challenges: {week: {tasks: {run: {when: run.finished, reach: 3 times, gives: [points]}}}}\n"
    )
    ended = run("lint", written(text))
    assert lines_of(ended.output) == [8], ended.output


def test_a_tab_hides_nothing_else(run: Run) -> None:
    ended = run("lint", written(TEN_MISTAKES.replace("title: Ten", "title:\tTen")))
    assert "11 errors" in ended.output


def test_what_is_cut_out_is_not_complained_of_as_missing(run: Run) -> None:
    slip = "prizes:\n  bike: {gift: bike, value: 99 CNY}\n"
    rest = TEN_MISTAKES.replace("odds: {bike: 1%, tee: 99.01%}", "odds: {bike: 1%, tee: 99%}")
    ended = run("lint", written(rest.replace("prizes:\n  bike: {gift: bike, value: 99 CNY}\n", slip)))
    assert "unknown" not in ended.output
    assert 'no prize "bike"' not in ended.output


def test_odds_that_add_up_to_more_than_all_are_refused_with_line_and_sum(run: Run, care_box: Path) -> None:
    odds = "{hidden: 1%, voucher: 10.01%, petals: 10%, rose: 20%, lily: 20%, orange: 19%, cedar: 20%}"
    text = (care_box / "campaign.yaml").read_text("utf-8")
    start, end = text.index("    odds:\n"), text.index("    guarantees:")
    (care_box / "campaign.yaml").write_text(text[:start] + f"    odds: {odds}\n" + text[end:], "utf-8")

    ended = run("lint", str(care_box))

    assert ended.exit_code == 1
    assert "campaign.yaml:32: error: blind_boxes.care.odds: the chances add up to 100.01%" in ended.output


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        pytest.param("campaign: a\ncampaign: b\n", 2, "stands in line 1 already", id="a duplicate key"),
        pytest.param("campaign: a\ntitle:\tb\n", 2, "a tab", id="a tab"),
        pytest.param(b"\xef\xbb\xbfcampaign: a\n", 1, "byte order mark", id="a BOM"),
        pytest.param("# " + "x" * 5_000_000, 1, "over 1,000,000 bytes", id="five megabytes"),
        pytest.param("a: &a [b]\nc: [*a, *a]\n", 1, "marks a place to repeat", id="an anchor, as of a YAML bomb"),
        pytest.param("[" * 5000, 1, "more than 20 levels", id="a thousand brackets"),
        pytest.param("campaign: [\n", 2, "this is not YAML", id="no YAML"),
        pytest.param(b"campaign: \xff\n", 1, "not UTF-8", id="another encoding"),
        pytest.param("", 1, "the file is empty", id="nothing"),
    ],
)
def test_a_file_that_is_not_as_it_seems_is_refused(run: Run, text: str | bytes, line: int, says: str) -> None:
    ended = run("lint", written(text))
    assert ended.exit_code == 1
    assert any(f"campaign.yaml:{line}: error: " in found and says in found for found in ended.output.splitlines())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("timezone: Asia/Shanghai", "timezone: Asia/Shanghia", "write one like Asia/Shanghai"),
        ("closes: end of 2026-08-31", "closes: end of 2026-02-30", "2026-02-30"),
        ("opens: 2026-03-01 00:00", "opens: 2026-03-01 24:00", "2026-03-01 24:00"),
    ],
)
def test_times_and_zones_that_do_not_exist_are_refused(run: Run, care_box: Path, old: str, new: str, says: str) -> None:
    edit(care_box / "campaign.yaml", old, new)
    ended = run("lint", str(care_box))
    assert ended.exit_code == 1
    assert says in ended.output


def test_editors_and_ci_read_it_as_json(run: Run, care_box: Path) -> None:
    edit(care_box / "campaign.yaml", "limit: 50 a day", "limit: 50 per day")
    ended = run("lint", "--format", "json")
    errors = [one for one in json.loads(ended.output) if one["level"] == "error"]
    assert ended.exit_code == 1
    assert [(one["field"], one["code"]) for one in errors] == [("blind_boxes.care.limit", "bad-phrase")]
    assert errors[0]["file"] == "campaigns/care-box/campaign.yaml"
    assert errors[0]["line"] == 42


def test_scenarios_are_read_as_well(run: Run, care_box: Path) -> None:
    edit(care_box / "scenarios.yaml", "does: draw care", "does: drw care")
    ended = run("lint", str(care_box))
    assert ended.exit_code == 1
    assert "scenarios.yaml:" in ended.output


@pytest.mark.parametrize("command", ["lint", "test", "odds", "simulate"])
def test_a_programme_in_no_timezone_is_told_by_its_line(run: Run, care_box: Path, command: str) -> None:
    edit(Path("campaigns/programme.yaml"), "timezone: Asia/Shanghai", "timezone: Asia/Shanghay")

    told = run(command, str(care_box))

    assert told.exit_code == 1
    assert 'programme.yaml:4: error: timezone: there is no timezone "Asia/Shanghay"; write one like' in told.output


def test_the_programmes_own_scenarios_are_read_once(run: Run, care_box: Path) -> None:
    shutil.copytree(care_box, "campaigns/another")
    scenario = "{given: {tier: golden}, steps: [{at: 2026-06-01 10:00, does: order.paid, with: {order: A-1}}]}"
    Path("campaigns/scenarios.yaml").write_text(f"scenarios:\n  a tier that is none: {scenario}\n", "utf-8")

    told = run("lint")

    assert told.exit_code == 1
    assert told.output.count('there is no tier "golden"; did you mean gold?') == 1


@pytest.mark.parametrize("inside", [".", "campaign.yaml", "../care-box", "./"])
def test_it_works_inside_the_folder(run: Run, care_box: Path, monkeypatch: pytest.MonkeyPatch, inside: str) -> None:
    edit(care_box / "campaign.yaml", "limit: 50 a day", "limit: 50 per day")
    monkeypatch.chdir(care_box)
    ended = run("lint", inside)
    assert lines_of(ended.output) == [42], ended.output
    assert "1 error in 1 campaign." in ended.output


@pytest.mark.parametrize("file", ["campaigns/events.yaml", "campaigns/programme.yaml"])
@pytest.mark.usefixtures("care_box")
def test_a_file_of_the_programme_stands_for_the_campaigns_beside_it(run: Run, file: str) -> None:
    ended = run("lint", file)
    assert ended.exit_code == 0, ended.output
    assert "in 1 campaign." in ended.output


@pytest.mark.usefixtures("care_box")
def test_what_is_no_campaign_is_told_in_one_line(run: Run) -> None:
    Path("README.md").write_text("# Ours", "utf-8")
    shutil.copytree("campaigns", "programmes/tea")
    for named, says in (
        ("README.md", "README.md is not part of a campaign, whose file is campaign.yaml"),
        ("programmes", "programmes holds several programmes: name one of them, as in programmes/tea"),
    ):
        ended = run("lint", named)
        assert ended.exit_code == 2
        assert says in ended.output


@pytest.mark.parametrize("name", ["spring-box", "care-box-2"])
def test_a_copied_folder_is_told_before_it_takes_the_place_of_its_original(run: Run, care_box: Path, name: str) -> None:
    copied = care_box.rename(f"campaigns/{name}")
    ended = run("lint", str(copied))
    assert lines_of(ended.output) == [4], ended.output
    assert f'the folder is {name}, and here stands "care-box"' in ended.output
    edit(copied / "campaign.yaml", "campaign: care-box", f"campaign: {name}")
    assert run("lint", str(copied)).exit_code == 0


def test_a_warning_is_shown_with_its_code_and_accepted_by_it(run: Run, care_box: Path) -> None:
    (care_box / "scenarios.yaml").unlink()
    shown = run("lint", str(care_box)).output
    assert "2 warnings in 1 campaign." in shown
    assert "[long-run-chance]" in shown
    assert "[no-scenarios]" in shown

    edit(care_box / "campaign.yaml", "market: CN", "market: CN\naccepts: [no-scenarios]")
    one = run("lint", str(care_box)).output
    assert "1 warning in 1 campaign." in one
    assert "[long-run-chance]" in one

    edit(care_box / "campaign.yaml", "[no-scenarios]", "[no-scenarios, long-run-chance]")
    assert "Nothing to complain of" in run("lint", str(care_box)).output


def test_an_error_is_not_accepted(run: Run, care_box: Path) -> None:
    edit(care_box / "campaign.yaml", "market: CN", "market: CN\naccepts: [long-run-chance, cn-min-age]")
    edit(care_box / "campaign.yaml", "    min_age: 8\n", "")
    ended = run("lint", str(care_box))
    assert ended.exit_code == 1
    assert "write min_age: 8 or more" in ended.output
    assert "cn-min-age is an error, which can't be accepted" in ended.output


def test_warnings_alone_end_well(run: Run, care_box: Path) -> None:
    (care_box / "scenarios.yaml").unlink()
    edit(care_box / "campaign.yaml", "$schema=../campaign.schema.json", "")
    ended = run("lint", str(care_box))
    assert ended.exit_code == 0
    assert "2 warnings, 1 note in 1 campaign." in ended.output
    assert "$schema=../campaign.schema.json" in ended.output

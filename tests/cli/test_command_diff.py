"""`tessera diff` of two files."""

import json
import re
import shutil
from pathlib import Path

from local.backend import backend
from tests.cli.conftest import SHIPPED, Run, edit

JUNE_23 = 1_782_147_600_000  # 01:00 in Shanghai: a day and an hour after the festival weeks


def test_shows_the_worst_first_each_with_its_line(run: Run, care_box: Path) -> None:
    shutil.copy(care_box / "campaign.yaml", "before.yaml")
    edit(care_box / "campaign.yaml", "limit: 50 a day", "limit: 60 a day")
    edit(care_box / "campaign.yaml", "stock: 400\n    when_out: lily\n  lily", "stock: 399\n    when_out: lily\n  lily")

    ended = run("diff", str(care_box), "before.yaml")

    assert ended.exit_code == 1
    assert ended.output == (
        "campaigns/care-box/campaign.yaml:59: adverse: prizes.rose.stock: 400 becomes 399\n"
        "campaigns/care-box/campaign.yaml:42: favourable: blind_boxes.care.limit: 50 a day becomes 60 a day\n"
        "1 adverse, 1 favourable.\n"
    )


def test_what_only_gives_ends_well(run: Run, care_box: Path) -> None:
    shutil.copytree(care_box, "old")
    edit(care_box / "campaign.yaml", "limit: 50 a day", "limit: 60 a day")
    ended = run("diff", str(care_box), "old", "--format", "json")
    assert ended.exit_code == 0
    assert json.loads(ended.output) == [
        {"field": "blind_boxes.care.limit", "kind": "favourable", "reason": "50 a day becomes 60 a day"}
    ]


def test_the_programme_is_compared_like_a_campaign(run: Run) -> None:
    shutil.copytree("campaigns", "old")
    edit(Path("campaigns/programme.yaml"), "gold", "amber")
    ended = run("diff", "campaigns", "old", "--programme")
    assert ended.exit_code == 1
    assert "campaigns/programme.yaml:" in ended.output
    assert "adverse: tiers.gold" in ended.output
    assert run("diff", "old", "old", "--programme").output == "No change.\n"


def test_the_same_has_no_change(run: Run, care_box: Path) -> None:
    assert run("diff", str(care_box), str(care_box)).output == "No change.\n"


def test_errors_come_first(run: Run, care_box: Path) -> None:
    shutil.copy(care_box / "campaign.yaml", "before.yaml")
    edit(care_box / "campaign.yaml", "voucher: 10%", "voucher: 99.99%")
    ended = run("diff", str(care_box), "before.yaml")
    assert ended.exit_code == 1
    assert "campaign.yaml:32: error: blind_boxes.care.odds: the chances add up to" in ended.output


def test_a_name_of_a_campaign_that_was_closed_is_told_to_be_gone(run: Run, care_box: Path) -> None:
    """Nothing of it will ever be live: that all of it is new would be no help."""
    shutil.copytree(SHIPPED / "festival-weeks", "campaigns/festival-weeks")
    with backend() as running:
        running.clock.pretend(JUNE_23)
        assert running.schedule.run()["close_campaigns"] == ["festival-weeks"]
        gone = run("diff", "campaigns/festival-weeks", "--url", running.url, "--as", "ana")
        compared = run("diff", "campaigns/festival-weeks", "--version", "1", "--url", running.url, "--as", "ana")
        live = run("diff", str(care_box), "--url", running.url, "--as", "ana")
        status = run("status", "festival-weeks", "--format", "json", "--url", running.url, "--as", "ana")

    assert gone.exit_code == 1
    assert re.search(
        r"festival-weeks was closed for good at 2026-06-23 01:00\S* Asia/Shanghai, and its name can't be used again",
        gone.output,
    )
    assert compared.output == live.output == "No change.\n"
    assert JUNE_23 <= json.loads(status.output)["line"]["closed"] < JUNE_23 + 60_000

"""From a file to a live campaign and back, on a laptop's backend: each command says what it did and what is next."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Run, edit


def epoch_ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


@pytest.fixture
def manage(run: Run, url: str) -> Run:
    """A command of Ana's, on the backend."""

    def command(*words: str, by: str = "ana") -> Result:
        return run(*words, "--url", url, "--as", by)

    return command


def made(run: Run, name: str, opens: str = "2026-01-01") -> Path:
    days = ["--opens", opens, "--closes", "2099-12-31"]
    assert run("new", name, "--mechanic", "blind-box", *days, "--yes").exit_code == 0
    return Path("campaigns") / name


def published(manage: Run, folder: Path) -> None:
    for words, by in (
        (["submit", str(folder)], "ana"),
        (["approve", folder.name, "1"], "bo"),
        (["publish", folder.name, "1"], "ana"),
    ):
        assert manage(*words, by=by).exit_code == 0


def test_a_campaign_goes_live_when_another_manager_approves_it(run: Run, manage: Run) -> None:
    folder = made(run, "way")

    new = manage("diff", str(folder))
    submitted = manage("submit", str(folder), "--note", "first")
    own = manage("approve", "way", "1")
    early = manage("publish", "way", "1")
    approved = manage("approve", "way", "1", by="bo")
    live = manage("publish", "way", "1")
    again = manage("publish", "way", "1")
    status = manage("status", "way")

    assert "all of it is new" in new.output
    assert submitted.output.startswith("Version 1 of way is handed in.\n4 scenarios hold; 1 warning.\n")
    assert (own.exit_code, early.exit_code) == (3, 3)
    assert "(own_version)" in own.output
    assert "(not_approved)" in early.output
    assert approved.exit_code == live.exit_code == again.exit_code == 0
    assert re.match(r"Version 1 of way takes effect at \d{4}-", live.output)
    assert "nothing was changed" in again.output
    assert re.search(r"1 +scheduled +ana .* bo .* first", status.output)


def test_what_takes_from_members_is_shown_and_refused_with_its_list(run: Run, manage: Run) -> None:
    folder = made(run, "fair")
    published(manage, folder)
    edit(folder / "campaign.yaml", "gold: 1%", "gold: 0.9%")

    shown = manage("diff", str(folder))
    manage("submit", str(folder))
    manage("approve", "fair", "2", by="bo")
    refused = manage("publish", "fair", "2")

    assert shown.exit_code == 1
    assert "campaign.yaml:19: adverse: blind_boxes.box.odds.gold: the published chance changes from 1% to 0.9%" in (
        shown.output
    )
    assert "1 adverse, 1 favourable." in shown.output
    assert refused.exit_code == 3
    assert "(adverse_change)" in refused.output
    assert "blind_boxes.box.odds.gold: " in refused.output


def test_what_fails_is_not_taken_and_shows_its_lines(run: Run, manage: Run) -> None:
    folder = made(run, "flawed")
    edit(folder / "scenarios.yaml", "prizes: gold}", "prizes: silver}")
    failing = manage("submit", str(folder))
    edit(folder / "campaign.yaml", "silver: 19%", "silver: 99.01%")
    edit(folder / "campaign.yaml", "bronze: rest", "bronze: 0.5%")
    wrong = manage("submit", str(folder))
    edit(folder / "campaign.yaml", "limit: 50 a day", "limit: 50 per day")
    unread = manage("submit", str(folder))

    assert (failing.exit_code, wrong.exit_code, unread.exit_code) == (3, 3, 1)
    assert "scenarios.yaml:14: error: " in failing.output
    assert "got gets draws/box -1, prizes/gold 1" in failing.output
    assert "campaign.yaml:19: error: blind_boxes.box.odds: the chances add up to 100.51%" in wrong.output
    assert "campaign.yaml:21: error: blind_boxes.box.limit: " in unread.output


def test_a_campaign_is_paused_resumed_and_rolled_back(run: Run, manage: Run) -> None:
    folder = made(run, "back")
    published(manage, folder)
    edit(folder / "campaign.yaml", 'title: "Back"', "title: And back again")
    manage("submit", str(folder))
    manage("approve", "back", "2", by="bo")
    later = manage("schedule", "back", "2", "2098-01-01 00:00")
    paused, resumed = manage("pause", "back", "--note", "look"), manage("resume", "back")
    rolled = manage("rollback", "back", "1", "--at", "2099-01-01T00:00+08:00")
    lines = {one["id"]: one for one in json.loads(manage("status", "--format", "json").output)}

    assert later.output.startswith("Version 2 of back takes effect at ")
    assert paused.output.startswith("back is paused.")
    assert resumed.output == "back goes on.\n"
    assert rolled.output.startswith("Version 3 of back says again what version 1 said, and takes effect at ")
    assert lines["back"]["phase"] == "live"
    assert [(one["number"], one["takes_effect"]) for one in lines["back"]["coming"][1:]] == [
        (2, epoch_ms(datetime(2097, 12, 31, 16, tzinfo=UTC))),  # midnight in Shanghai
        (3, epoch_ms(datetime(2098, 12, 31, 16, tzinfo=UTC))),
    ]


def test_the_audit_trail_tells_who_did_what_and_is_verified(run: Run, manage: Run) -> None:
    published(manage, made(run, "trail"))

    held = manage("verify", "--audit", "trail")
    end = held.output.split()[-1]

    assert held.exit_code == 0
    assert re.search(r"1 .* ana: submit 1\n.*2 .* bo: approve 1\n.*3 .* ana: publish 1", held.output)
    assert manage("verify", "--audit", "trail", "--known", end).exit_code == 0
    assert manage("verify", "--audit", "trail", "--known", "0" * 64).exit_code == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["pause", "nothing"], "unknown_campaign"),
        (["approve", "care-box", "9"], "unknown_version"),
        (["status", "--token", "forged"], "unauthenticated"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_the_server_refuses_ends_with_three_and_its_code(manage: Run, words: list[str], says: str) -> None:
    ended = manage(*words)
    assert ended.exit_code == 3
    assert f"({says})" in ended.output


def test_events_and_tiers_are_handed_in_as_the_programme(run: Run, manage: Run) -> None:
    edit(
        Path("campaigns/events.yaml"),
        "gift.taken:        {from: server}",
        "gift.taken: {from: server}\na.b: {from: client}",
    )
    assert manage("submit", "campaigns", "--programme").output.startswith("Version 2 of programme is handed in.")

"""From a file to a live campaign and back, on a laptop's backend: each command says what it did and what is next."""

import json
import re
import shutil
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

    def command(*words: str, by: str = "ana", input: str | None = None) -> Result:
        return run(*words, "--url", url, "--as", by, input=input)

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
    assert submitted.output.startswith("Version 1 of way is handed in.\n4 scenarios hold; 2 warnings.\n")
    assert (own.exit_code, early.exit_code) == (3, 3)
    assert "(own_version)" in own.output
    assert "(not_approved)" in early.output
    assert approved.exit_code == live.exit_code == again.exit_code == 0
    assert re.match(r"Version 1 of way takes effect at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d Asia/Shanghai\.", live.output)
    assert "nothing was changed" in again.output
    assert re.search(r"1 +scheduled +ana .* bo .* first", status.output)


def test_who_approves_sees_the_version_whole_and_is_asked(
    run: Run, manage: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made(run, "seen")
    published(manage, folder)
    edit(folder / "campaign.yaml", "gold: 1%", "gold: 2%")
    manage("submit", str(folder), "--note", "more gold")
    monkeypatch.setattr("cli.commands.approve._somebody_is_there", lambda: True)

    shown = manage("show", "seen", "2")
    no = manage("approve", "seen", "2", by="bo", input="n\n")
    state = json.loads(manage("show", "seen", "2", "--format", "json").output)["state"]
    yes = manage("approve", "seen", "2", by="bo", input="y\n")

    for told in (
        "Version 2 of seen\nsubmitted; handed in by ana at ",
        " Asia/Shanghai\nnote: more gold\n",
        "    odds: {gold: 2%, silver: 19%, bronze: rest}",
        "4 hold, as the backend played them",
        "  gold at the latest with the fiftieth draw",
        "warning: blind_boxes.box.guarantees: ",
        "Guaranteed, of gold",
        "Against version 1, which is live:",
        "favourable: blind_boxes.box.odds.gold: ",
    ):
        assert told in shown.output
        assert told in no.output
    assert (no.exit_code, state) == (1, "submitted")
    assert "Approve version 2 of seen? [y/N]: n" in no.output
    assert (yes.exit_code, "Version 2 of seen is approved." in yes.output) == (0, True)


def test_a_script_approves_without_being_asked(run: Run, manage: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("asked-not", "said-yes"):
        manage("submit", str(made(run, name)))

    piped = manage("approve", "asked-not", "1", by="bo")
    monkeypatch.setattr("cli.commands.approve._somebody_is_there", lambda: True)
    said = manage("approve", "said-yes", "1", "--yes", by="bo")

    assert [one.output.splitlines()[0] for one in (piped, said)] == [
        "Version 1 of asked-not is approved.",
        "Version 1 of said-yes is approved.",
    ]


def test_the_programme_and_a_version_that_is_live_are_shown_too(run: Run, manage: Run) -> None:
    published(manage, made(run, "alone"))
    manage("submit", str(made(run, "fresh")))

    assert "What it changes\nNothing: this one is live." in manage("show", "alone", "1").output
    assert "all of it is new" in manage("show", "fresh", "1").output
    assert "  order.paid:" in manage("show", "programme", "1").output


def test_what_takes_from_members_is_shown_and_refused_with_its_list(run: Run, manage: Run) -> None:
    folder = made(run, "fair")
    published(manage, folder)
    edit(folder / "campaign.yaml", "gold: 1%", "gold: 0.9%")

    shown = manage("diff", str(folder))
    manage("submit", str(folder))
    manage("approve", "fair", "2", by="bo")
    refused = manage("publish", "fair", "2")

    assert shown.exit_code == 1
    assert "campaign.yaml:21: adverse: blind_boxes.box.odds.gold: gold becomes rarer: 1% to 0.9%" in (shown.output)
    assert "1 adverse, 1 favourable." in shown.output
    assert refused.exit_code == 3
    assert "(adverse_change)" in refused.output
    assert "blind_boxes.box.odds.gold: " in refused.output


def test_a_copied_folder_is_not_handed_in_as_its_original(run: Run, manage: Run) -> None:
    folder = made(run, "original")
    published(manage, folder)
    copied = Path(shutil.copytree(folder, "campaigns/copied"))
    edit(copied / "campaign.yaml", "gold: 1%", "gold: 2%")

    refused = manage("submit", str(copied))

    assert refused.exit_code == 1
    assert 'campaign.yaml:4: error: campaign: the folder is copied, and here stands "original"' in refused.output
    assert "Nothing was handed in" in refused.output
    assert not re.search(r"^ *2 ", manage("status", "original").output, re.MULTILINE)


def test_a_campaign_that_is_over_is_warned_of_and_not_published(run: Run, manage: Run) -> None:
    days = ["--opens", "2020-01-01", "--closes", "2020-01-31"]
    assert run("new", "past", "--mechanic", "blind-box", *days, "--yes").exit_code == 0

    handed_in = manage("submit", "campaigns/past")
    manage("approve", "past", "1", by="bo")
    refused = manage("publish", "past", "1")

    assert handed_in.exit_code == 0
    assert "campaign.yaml:9: warning: closes: it is over since 2020-02-01 00:00 Asia/Shanghai" in handed_in.output
    assert refused.exit_code == 3
    assert "closes: it is over since 2020-02-01 00:00 Asia/Shanghai: is the year right?" in refused.output
    assert re.search(r"1 +approved", manage("status", "past").output)


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
    assert "scenarios.yaml:13: error: " in failing.output
    assert "got gets draws/box -1, prizes/gold 1" in failing.output
    assert "campaign.yaml:21: error: blind_boxes.box.odds: the chances add up to 100.51%" in wrong.output
    assert "campaign.yaml:23: error: blind_boxes.box.limit: " in unread.output


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

    assert later.output.startswith("Version 2 of back takes effect at 2098-01-01 00:00 Asia/Shanghai.")
    assert paused.output.startswith("back is paused.")
    assert resumed.output == "back goes on.\n"
    assert rolled.output.startswith(
        "Version 3 of back says again what version 1 said, and takes effect at 2099-01-01 00:00"
    )
    assert lines["back"]["phase"] == "live"
    assert [(one["number"], one["takes_effect"]) for one in lines["back"]["coming"][1:]] == [
        (2, epoch_ms(datetime(2097, 12, 31, 16, tzinfo=UTC))),  # midnight in Shanghai
        (3, epoch_ms(datetime(2098, 12, 31, 16, tzinfo=UTC))),
    ]


def test_status_tells_by_the_campaigns_own_clock_where_each_stands(run: Run, manage: Run) -> None:
    days = ["--opens", "2090-01-01", "--closes", "2090-01-31", "--timezone", "Pacific/Auckland"]
    assert run("new", "far", "--mechanic", "collection", *days, "--yes").exit_code == 0
    published(manage, Path("campaigns/far"))
    lines, one = manage("status").output, manage("status", "far").output

    assert re.search(r"far +not yet open +1 at \d{4}-.* 2090-01-01 00:00 +2090-02-01 00:00 +Pacific/Auckland", lines)
    assert re.search(r"care-box +\w+ +1 +1 +2026-03-01 00:00 +2026-09-01 00:00 +Asia/Shanghai", lines)
    assert re.search(r"programme +in force +1 ", lines)
    assert "1970" not in manage("status", "care-box").output
    assert "from the start" in manage("status", "care-box").output
    assert "UTC" not in one


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("06/04/2098 10:00", "is it 2098-04-06 or 2098-06-04? Write 2098-04-06 10:00 or 2098-06-04 10:00"),
        ("1-Jun-2098 10:00", "write 2098-06-01 10:00"),
        ("Wed 10:00", "needs a date and a clock time; write its date too, as in 2026-07-01 10:00"),
        ("tomorrow", "write the date itself"),
        ("2098-06-01 25:00", "is it the day after? Write 2098-06-02 01:00"),
    ],
)
def test_a_moment_of_another_form_is_answered_as_in_a_file(manage: Run, at: str, says: str) -> None:
    ended = manage("schedule", "care-box", "1", at)
    assert ended.exit_code == 2
    assert says in ended.output


def test_a_version_in_force_is_said_to_be_so(manage: Run) -> None:
    for words in (
        ["schedule", "care-box", "1", "2098-01-01 00:00"],
        ["schedule", "care-box", "1", "end of 2097-12-31"],
    ):
        refused = manage(*words)
        assert (refused.exit_code, "is in force already" in refused.output) == (3, True)
        assert "unschedule" not in refused.output

    assert manage("publish", "care-box", "1").output == (
        "Version 1 of care-box is in force from the start. (It was so already: nothing was changed.)\n"
    )


def test_what_is_scheduled_can_be_taken_back(run: Run, manage: Run) -> None:
    folder = made(run, "taken")
    manage("submit", str(folder))
    manage("approve", "taken", "1", by="bo")
    manage("schedule", "taken", "1", "2098-01-01 00:00")

    taken, again = manage("unschedule", "taken", "1"), manage("unschedule", "taken", "1")

    assert taken.output.startswith(
        "Version 1 of taken is taken back.\nTo let it take effect after all: ./tessera schedule"
    )
    assert "nothing was changed" in again.output
    assert re.search(r"taken +new ", manage("status").output)


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

"""The backend on a laptop: what `make run` starts, publishes, closes and says."""

import errno
import re
import shutil
import signal
import socket
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from urllib.request import urlopen

import pytest

from chalicelib.domain.publishing.live import LEAD
from chalicelib.services.drafting import Submission
from chalicelib.services.steer import Instruction
from cli.campaign_file import load
from local.backend import CAMPAIGNS, backend
from local.publishing import Unpublishable, publish_folder

JUNE_3 = 1_780_452_000_000
JUNE_23 = 1_782_147_600_000  # 01:00 in Shanghai: a day and an hour after the festival weeks


# --- the shipped campaigns ---


def test_files_that_have_not_changed_publish_nothing() -> None:
    with backend() as running:
        assert publish_folder(running.parts, CAMPAIGNS, running.clock()) == []


def test_a_changed_file_publishes_its_next_version(tmp_path: Path) -> None:
    folder = tmp_path / "campaigns"
    shutil.copytree(CAMPAIGNS, folder)
    with backend(campaigns=folder) as running:
        file = folder / "care-box" / "campaign.yaml"
        file.write_text(file.read_text().replace("limit: 50 a day", "limit: 60 a day"))
        [new] = publish_folder(running.parts, folder, running.clock())
        assert (new.id, new.number) == ("care-box", 2)


def test_a_restart_leaves_what_managers_published(tmp_path: Path) -> None:
    with backend() as running:
        steer, now = running.parts.operations.steer, running.clock()
        tree = load(CAMPAIGNS / "care-box" / "campaign.yaml").tree
        assert isinstance(tree, dict)
        tree["title"] = "Care, by the managers"
        number = steer.submit("care-box", Submission(tree, author="ana"), now).version or 0
        steer.approve("care-box", number, Instruction("bo", now))
        steer.publish("care-box", number, Instruction("bo", now))

        assert publish_folder(running.parts, CAMPAIGNS, now + LEAD) == []


def test_campaigns_with_errors_are_refused_with_file_line_and_field_of_each(tmp_path: Path) -> None:
    folder = tmp_path / "campaigns"
    shutil.copytree(CAMPAIGNS, folder)
    file = folder / "care-box" / "campaign.yaml"
    file.write_text(file.read_text().replace("limit: 50 a day", "limit: often").replace("timezone:", "time-zone:"))
    with pytest.raises(Unpublishable) as refused, backend(campaigns=folder):
        pass
    for line in str(refused.value).splitlines():
        assert line.startswith(f"{file}:")
        assert ": error: " in line
    assert "blind_boxes.care.limit" in str(refused.value)
    assert "timezone" in str(refused.value)


def test_what_only_the_lint_finds_is_told_with_its_line_too(tmp_path: Path) -> None:
    folder = tmp_path / "campaigns"
    shutil.copytree(CAMPAIGNS, folder)
    file = folder / "care-box" / "campaign.yaml"
    file.write_text(file.read_text().replace("voucher: 10%", "voucher: 110%"))
    with (
        pytest.raises(Unpublishable, match=r"care-box/campaign.yaml:\d+: error: blind_boxes.care"),
        backend(campaigns=folder),
    ):
        pass


# --- the schedule ---


def test_an_hour_after_its_end_a_campaign_is_closed_and_its_seeds_are_out() -> None:
    with backend() as running:
        parts, clock = running.parts, running.clock
        clock.pretend(JUNE_23 - 1_000)
        assert running.schedule.run()["close_campaigns"] == []
        assert parts.operations.close.revealed("festival-weeks") is None
        clock.pretend(JUNE_23)
        assert running.schedule.run()["close_campaigns"] == ["festival-weeks"]
        revealed = parts.operations.close.revealed("festival-weeks")
        assert revealed is not None
        assert len(bytes.fromhex(revealed.seeds["blind_boxes/festival"])) == 32


def test_what_was_closed_stays_closed_and_the_rest_is_published_again(caplog: pytest.LogCaptureFixture) -> None:
    with backend() as running:
        running.clock.pretend(JUNE_23)
        running.schedule.run()
        assert publish_folder(running.parts, CAMPAIGNS, running.clock()) == []
        assert running.parts.operations.close.revealed("festival-weeks") is not None
    told = [one for one in caplog.messages if "not published" in one]
    assert told == ["festival-weeks is not published: it was closed for good, and its name can't be used again."]


def test_the_worlds_time_closes_nothing_for_good() -> None:
    with backend() as running:
        assert running.schedule.run()["close_campaigns"] is None


# --- python -m local ---


def test_a_port_that_is_taken_is_an_error_of_the_system() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use") as refused, backend(port=taken.getsockname()[1]):
            pass
        assert refused.value.errno == errno.EADDRINUSE


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "local", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 - our own module
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [f"Port {port} is taken: stop what listens there, or name another: PORT=8001"]


def test_another_folder_another_address_and_a_log(tmp_path: Path) -> None:
    shutil.copytree(CAMPAIGNS / "care-box", tmp_path / "ours" / "care-box")
    for name in ("events.yaml", "programme.yaml"):
        shutil.copy(CAMPAIGNS / name, tmp_path / "ours")
    command = [sys.executable, "-m", "local", "--port", "0", "--campaigns", str(tmp_path / "ours")]
    command += ["--host", "0.0.0.0", "--log"]  # noqa: S104 - it is asked for
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:  # noqa: S603 - our own module
        assert process.stdout is not None
        said = list(takewhile(lambda line: not line.startswith("It listens"), process.stdout))
        with urlopen(f"{said[0].split()[3]}/v1/health") as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=120)
    assert said[1].split()[0] == f"{said[0].split()[3]}/play"  # what whoever is new here should see first
    assert said[3] == "Published: programme 1, care-box 1\n"
    assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3} 200 +[\d.]+ ms  GET /v1/health\n", errors)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("nothing", "No campaigns: ./tessera init {} makes a folder for them."),
        ("ours/tea/box", "{} is one campaign: name the folder above it, {above}."),
        ("ours", "{} has several folders of campaigns: name one of them, such as {}/coffee."),
    ],
)
def test_a_folder_that_has_no_campaigns_is_told_in_one_line(tmp_path: Path, named: str, told: str) -> None:
    for shop in ("coffee", "tea"):
        (tmp_path / "ours" / shop / "box").mkdir(parents=True)
        (tmp_path / "ours" / shop / "events.yaml").write_text("shop.visited: {from: server}\n")
        (tmp_path / "ours" / shop / "box" / "campaign.yaml").write_text("campaign: box\n")
    folder = tmp_path / named
    command = [sys.executable, "-m", "local", "--port", "0", "--campaigns", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 - our own module
    assert ended.returncode == 1
    assert ended.stderr == told.replace("{}", str(folder)).replace("{above}", str(folder.parent)) + "\n"


def test_it_tells_what_to_try_and_ends_cleanly_on_ctrl_c() -> None:
    command = [sys.executable, "-m", "local", "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:  # noqa: S603 - our own module
        assert process.stdout is not None
        said = list(takewhile(lambda line: not line.startswith("Ctrl-C"), process.stdout))
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=120)
    assert said[0].startswith("Tessera is at http://127.0.0.1:")
    assert sum("curl " in line for line in said) == 3
    assert rest.endswith("Bye.\n")
    assert (process.returncode, errors) == (0, "")

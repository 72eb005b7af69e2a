"""The command as a whole: what it can do, what it says of it, and how it ends."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cli.__main__ import Commands, main, tessera
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
NAMES = Commands().list_commands(click.Context(tessera))


def test_names_its_commands_in_the_order_of_a_campaigns_way() -> None:
    way = ["init", "new", "lint", "test", "odds", "rules", "simulate", "diff"]
    way += ["submit", "show", "approve", "publish", "schedule", "unschedule", "status"]
    assert [name for name in NAMES if name in way] == NAMES[: len(way)] == way
    assert {"pause", "resume", "rollback", "verify"} <= {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_each_helps_with_an_example(run: Run, name: str) -> None:
    shown = run(name, "--help")
    assert shown.exit_code == 0
    assert f"./tessera {name}" in shown.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["lnt"], "No such command"),
        (["lint", "--frmat", "json"], "No such option"),
        (["lint", "nowhere"], "there is no campaign.yaml in nowhere"),
        (["odds", "campaigns"], "there is no campaign.yaml in campaigns"),
        (["publish", "care-box", "first"], "not a valid integer"),
        (["status", "--url", "campaigns.example.com"], "is no address"),
        (["status", "--url", "http://campaigns.example.com"], "is not encrypted"),
        (["verify"], "name a receipt's file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_call_that_it_does_not_know_ends_with_two(run: Run, words: list[str], says: str) -> None:
    ended = run(*words)
    assert ended.exit_code == 2
    assert says in ended.output


def test_where_nothing_answers_it_ends_with_four(run: Run) -> None:
    ended = run("status", "--url", "http://127.0.0.1:9")
    assert ended.exit_code == 4
    assert "run the same command again" in ended.output


def test_a_fault_of_its_own_is_a_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("gears")

    monkeypatch.setattr("cli.__main__.tessera", broken)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 70
    assert "RuntimeError: gears" in capsys.readouterr().err


class TestScript:
    def test_runs_from_anywhere(self, tmp_path: Path) -> None:
        done = script("test", str(ROOT / "campaigns" / "tea-shop"), at=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "13 hold." in done.stdout

    def test_completes_in_a_shell(self, tmp_path: Path) -> None:
        done = script(at=tmp_path, _TESSERA_COMPLETE="bash_complete", COMP_WORDS="tessera re", COMP_CWORD="1")
        assert "plain,resume" in done.stdout.split()

    def test_says_what_to_do_where_nothing_is_installed(self, tmp_path: Path) -> None:
        done = script("lint", at=tmp_path, VIRTUAL_ENV=str(tmp_path))
        assert done.returncode == 2
        assert "make install" in done.stderr


def script(*words: str, at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "VIRTUAL_ENV": sys.prefix, **environment}
    return subprocess.run(  # noqa: S603 - our own script
        [ROOT / "tessera", *words], cwd=at, env=surroundings, capture_output=True, text=True, check=False
    )

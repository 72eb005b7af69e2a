"""The managers' walk, to the letter: each command is run, in its order, and shows what the guide says."""

import re
import shutil
import sys
from pathlib import Path

import click
import pytest

from cli import ending
from cli.__main__ import Commands, tessera
from tests.docs.pages import ROOT, blocks, page, rows, section, steps, take

GUIDE = page("docs/campaign-managers.md")
OF_CODES = section(GUIDE, "Codes of a partner")
WALK = "\n".join(blocks(GUIDE.replace(OF_CODES, ""), "sh"))
WITH_CODES = "\n".join(blocks(OF_CODES, "sh"))
"""A walk of its own, as it needs nothing of the others, and each has only so much time."""


@pytest.mark.parametrize("walk", [WALK, WITH_CODES], ids=["from a template to a live campaign and back", "codes"])
def test_the_walk_shows_what_the_guide_says(
    walk: str, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "campaigns").mkdir()
    for file in (ROOT / "campaigns").glob("*.*"):
        shutil.copy(file, tmp_path / "campaigns")
    shutil.copytree(ROOT / "campaigns" / "programme", tmp_path / "campaigns" / "programme")
    (tmp_path / "tessera").symlink_to(ROOT / "tessera")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    monkeypatch.setenv("TESSERA_URL", url)

    take(walk, url)


def test_the_walk_takes_in_what_a_manager_does() -> None:
    commands = "".join(step.commands for step in steps(WALK))
    walked = {*re.findall(r"\./tessera ([a-z]+)", commands)}
    assert walked >= {
        "new",
        "lint",
        "test",
        "odds",
        "diff",
        "submit",
        "approve",
        "publish",
        "status",
        "pause",
        "resume",
    }
    assert walked >= {"rollback", "verify"}
    assert WALK.count("#>") == sum(len(step.shown) for step in steps(WALK))


def test_every_command_is_described() -> None:
    described = {name for row in rows(section(GUIDE, "All commands")) for name in re.findall(r"`([a-z-]+)`", row[0])}
    assert described >= {*Commands().list_commands(click.Context(tessera))}


def test_every_exit_code_is_described() -> None:
    codes = {value for name, value in vars(ending).items() if name.isupper()}
    assert {int(row[0]) for row in rows(section(GUIDE, "How a command ends"))} == codes

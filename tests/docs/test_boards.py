"""The guide to boards: its tour runs, it shows a part of an example, and states what the code does."""

import sys
from pathlib import Path

import pytest

from chalicelib.domain.mechanics.board.picture import CHUNK, TOLD_APART
from chalicelib.domain.mechanics.board.rankings import FREEZES_AFTER
from chalicelib.domain.play.scores import MOST_BEST
from chalicelib.services.pictures import EACH, EACH_LARGE, LARGE
from local.backend import backend
from tests.docs.pages import ROOT, blocks, page, take

PAGE = page("docs/boards.md")


def test_a_contest_is_reviewed_and_paid_as_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tessera").symlink_to(ROOT / "tessera")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    with backend(campaigns=ROOT / "examples" / "kids") as running:
        take("\n".join(blocks(PAGE, "sh")), running.url)


def test_what_the_guide_shows_stands_in_the_example() -> None:
    [shown] = blocks(PAGE, "yaml")
    assert shown in (ROOT / "examples/kids/little-designers/campaign.yaml").read_text("utf-8")


def test_the_numbers_are_those_of_the_code() -> None:
    assert (CHUNK, TOLD_APART, MOST_BEST, FREEZES_AFTER) == (1000, 1000, 8, 60_000)
    assert f"beyond {LARGE:,} entries" in " ".join(PAGE.split())
    assert (EACH, EACH_LARGE) == (60_000, 5 * 60_000)

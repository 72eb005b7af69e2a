"""Boards from the command, beside the guide's tour: what there is before anything happened, and what is refused."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.backend import backend
from tests.cli.conftest import Run

KIDS = Path(__file__).parents[2] / "examples" / "kids"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with backend(campaigns=KIDS) as running:
        running.clock.pretend(1_781_000_000_000)  # 2026-06-09 in Shanghai
        yield running.url


def test_a_board_in_which_nobody_scored_yet_is_shown(run: Run, url: str) -> None:
    shown = run("board", "little-designers", "stars", "--url", url)
    assert (shown.exit_code, "counts" in shown.output) == (0, True), shown.output
    whole = json.loads(run("board", "little-designers", "stars", "--url", url, "--format", "json").output)
    assert [one["window"] for one in whole["rankings"]] == ["c"]


def test_a_week_is_named_by_its_window(run: Run, url: str) -> None:
    shown = run("board", "little-designers", "speed", "--window", "w260601", "--url", url)
    assert (shown.exit_code, "w260601" in shown.output) == (0, True), shown.output
    other = run("board", "little-designers", "speed", "--window", "w250101", "--url", url)
    assert (other.exit_code, "(unknown_window)" in other.output) == (3, True)


def test_nobody_is_struck_off_while_it_counts_nor_without_a_reason(run: Run, url: str) -> None:
    early = run("strike", "little-designers", "stars", "m0123456789abcdef0123", "--note", "why", "--url", url)
    assert (early.exit_code, "(not_frozen)" in early.output) == (3, True), early.output
    unsaid = run("strike", "little-designers", "stars", "m0123456789abcdef0123", "--url", url)
    assert (unsaid.exit_code, "--note" in unsaid.output) == (2, True)

"""The guide to boards shows a part of an example whose scenarios are played, and states what the code does."""

from chalicelib.domain.mechanics.board.picture import CHUNK, TOLD_APART
from chalicelib.domain.mechanics.board.rankings import FREEZES_AFTER
from chalicelib.domain.play.scores import MOST_BEST
from chalicelib.services.pictures import EACH, EACH_LARGE, LARGE
from tests.docs.pages import ROOT, blocks, page

PAGE = page("docs/boards.md")


def test_what_the_guide_shows_stands_in_the_example() -> None:
    [shown] = blocks(PAGE, "yaml")
    assert shown in (ROOT / "examples/kids/little-designers/campaign.yaml").read_text("utf-8")


def test_the_numbers_are_those_of_the_code() -> None:
    assert (CHUNK, TOLD_APART, MOST_BEST, FREEZES_AFTER) == (1000, 1000, 8, 60_000)
    assert f"beyond {LARGE:,} entries" in " ".join(PAGE.split())
    assert (EACH, EACH_LARGE) == (60_000, 5 * 60_000)

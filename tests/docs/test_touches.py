"""The guide to touches shows parts of an example whose scenarios are played."""

import pytest

from chalicelib.domain.decide.touches import MOST_GRANTS
from chalicelib.domain.play.touches import FOLLOWED
from chalicelib.domain.time.localtime import DAY
from tests.docs.pages import ROOT, blocks, page

PAGE = page("docs/touches.md")
BAKERY = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "examples" / "bakery").rglob("*.yaml")))
SHOWN = blocks(PAGE, "yaml")


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.split(":")[0].strip())
def test_what_the_guide_shows_stands_in_the_example(block: str) -> None:
    assert block in BAKERY


def test_the_guide_shows_the_plan_a_task_and_a_scenario() -> None:
    assert len(SHOWN) == 3


def test_the_numbers_of_the_guide_are_those_of_the_code() -> None:
    assert f"{MOST_GRANTS} of a channel at most" in PAGE
    assert FOLLOWED == 14 * DAY
    assert "within two weeks" in PAGE

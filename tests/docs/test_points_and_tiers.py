"""The guide to points, orders and tiers shows parts of an example whose scenarios are played."""

import pytest

from tests.docs.pages import ROOT, blocks, page

COFFEE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "examples" / "coffee").rglob("*.yaml")))
SHOWN = blocks(page("docs/points-and-tiers.md"), "yaml")


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.split(":")[0].strip())
def test_what_the_guide_shows_stands_in_the_example(block: str) -> None:
    assert block in COFFEE


def test_the_guide_shows_the_programme_the_events_the_campaign_and_its_tests() -> None:
    assert len(SHOWN) == 5


@pytest.mark.parametrize(
    ("says", "example"),
    [
        ("800 older than 1 year", "cosmetics/redemption-month/campaign.yaml"),
        ("pays: 100 points for 1.00 CNY", "live-seller/programme.yaml"),
    ],
)
def test_what_the_guide_quotes_of_other_examples_stands_in_them(says: str, example: str) -> None:
    assert says in page("docs/points-and-tiers.md")
    assert says in (ROOT / "examples" / example).read_text("utf-8")

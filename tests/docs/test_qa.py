"""The guide for QA: its shell meets the clock, the shop, the bus and the stock as the page says."""

from tests.docs.pages import blocks, page, section, take

PAGE = page("docs/qa.md")
TOUR = ("The clock", "Be the shop", "The queue and the bus", "Stock")


def test_the_shell_shows_what_the_guide_says(url: str) -> None:
    take("\n".join(script for heading in TOUR for script in blocks(section(PAGE, heading), "sh")), url)

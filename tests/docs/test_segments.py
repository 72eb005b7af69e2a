"""The guide to tags and segments shows parts of an example whose scenarios are played."""

import pytest

from local.backend import backend
from tests.docs.pages import ROOT, blocks, page, take

EXAMPLE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "examples" / "win-back").rglob("*.yaml")))
SHOWN = blocks(page("docs/segments.md"), "yaml")


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.split(":")[0].strip())
def test_what_the_guide_shows_stands_in_the_example(block: str) -> None:
    assert block in EXAMPLE


def test_the_guide_shows_segments_tags_and_their_test() -> None:
    assert len(SHOWN) == 7


def test_the_numbers_are_found_as_the_guide_says(monkeypatch: pytest.MonkeyPatch) -> None:
    with backend(campaigns=ROOT / "examples" / "win-back") as running:
        monkeypatch.setenv("TESSERA_URL", running.url)
        take("\n".join(blocks(page("docs/segments.md"), "sh")[1:]), running.url)

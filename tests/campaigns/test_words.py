"""Shipped campaigns are worded whole: a front end needs no table of its own, in either language."""

import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.views.words import BlockWords, campaign_words, programme_words
from cli.campaign_file import load, load_programme
from cli.pictures import missing

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
SHIPPED = sorted(path.parent for path in CAMPAIGNS.glob("*/campaign.yaml"))
LOCALES = {"zh-CN", "en"}
MOST_IN_CHINESE = 12
MOST_BYTES = 3 * 1024


def shown(folder: Path) -> dict[str, BlockWords]:
    """Everything of a campaign that members see, by its key."""
    campaign = load(folder / "campaign.yaml").value
    assert campaign is not None
    words = campaign_words(campaign, "1:a", "https://cdn.example")
    return {**words.blocks, **{f"prizes/{name}": prize for name, prize in words.prizes.items()}}


def of_programme() -> dict[str, BlockWords]:
    programme = load_programme(CAMPAIGNS).value
    assert programme is not None
    return dict(programme_words(programme, "a", "https://cdn.example").blocks)


EVERYTHING = {"programme": of_programme(), **{folder.name: shown(folder) for folder in SHIPPED}}


def test_there_are_the_shipped_campaigns() -> None:
    assert len(SHIPPED) == 7
    assert {"challenges/week/run", "", "prizes/cap"} <= EVERYTHING["festival-weeks"].keys()
    assert {"collections/luck/horse", "collections/luck/joker"} <= EVERYTHING["new-year-cards"].keys()
    assert "tiers/gold" in EVERYTHING["programme"]


@pytest.mark.parametrize("name", EVERYTHING)
def test_everything_has_a_title_in_both_languages_and_no_name_in_its_place(name: str) -> None:
    for key, words in EVERYTHING[name].items():
        title: Any = words.title
        assert isinstance(title, dict), key
        assert title.keys() == LOCALES, key
        assert key.rpartition("/")[2] not in title.values(), key
        assert re.search(r"[\u4e00-\u9fff]", title["zh-CN"]), key
        assert len(title["zh-CN"]) <= MOST_IN_CHINESE, key
        assert words.text is None or (isinstance(words.text, dict) and words.text.keys() == LOCALES), key


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_campaign_its_prizes_fragments_and_tiers_have_pictures(name: str) -> None:
    for key, words in EVERYTHING[name].items():
        if key == "" or key.startswith(("prizes/", "tiers/")) or re.fullmatch(r"collections/[^/]+/.+", key):
            assert words.image, key
            assert words.image.startswith(f"https://cdn.example/{name}/"), key


def test_every_picture_is_there_and_small_and_runs_nothing() -> None:
    for folder in SHIPPED:
        assert not list(missing(folder, load(folder / "campaign.yaml").value))  # type: ignore[arg-type]
    assert not list(missing(CAMPAIGNS / "programme", load_programme(CAMPAIGNS).value))  # type: ignore[arg-type]
    for file in CAMPAIGNS.rglob("*.svg"):
        text = file.read_text("utf-8")
        assert len(text) <= MOST_BYTES, file
        assert not re.search(r"<script|\bon\w+=|href=|<image|<foreignObject", text), file
        assert "<title>" in text, file

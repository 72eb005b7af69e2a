"""The guide to members by several ids: its tour runs, and its tables say what the code says."""

import sys
from pathlib import Path

import pytest

from chalicelib.api import merging
from local.backend import backend
from tests.docs.pages import ROOT, blocks, page, rows, section, take

GUIDE = page("docs/members.md")


def test_the_tour_shows_what_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tessera").symlink_to(ROOT / "tessera")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    with backend() as running:
        monkeypatch.setenv("TESSERA_URL", running.url)
        take("\n".join(blocks(GUIDE, "sh")), running.url)


def test_every_refusal_of_a_merge_is_explained() -> None:
    text = section(GUIDE, "Merge two records of one person")
    table = rows(text[text.index("| refused with |") :])
    explained = {code.strip("`") for codes, _ in table for code in codes.split(", ")}
    assert explained == {*merging.MERGES, "record_full", "number_full"}

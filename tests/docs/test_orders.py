"""The guide to orders: its files are imported as it says."""

import sys
from pathlib import Path

import pytest

from local.backend import backend
from tests.docs.pages import ROOT, blocks, page, rows, section, take

PAGE = page("docs/orders.md")
FROM_A_FILE = section(PAGE, "Orders and refunds from a file")


def test_the_files_are_imported_as_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tessera").symlink_to(ROOT / "tessera")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    with backend(campaigns=ROOT / "examples" / "live-seller") as running:
        take("\n".join(blocks(FROM_A_FILE, "sh")), running.url)


def test_every_status_of_the_list_is_explained() -> None:
    explained = {status.strip("`") for status, *_ in rows(FROM_A_FILE)}
    assert explained == {"unreadable", "twice", "ignored", "refused"}

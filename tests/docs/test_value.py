"""The guide to value: its figures come out as it says, and it defines each as the reports do."""

import sys
from pathlib import Path

import pytest

from cli.reporting.words import ENGLISH, FIGURES
from local.backend import backend
from tests.docs.pages import ROOT, blocks, page, rows, section, take

PAGE = page("docs/value.md")


def test_the_report_tells_what_the_guide_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tessera").symlink_to(ROOT / "tessera")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    with backend(campaigns=ROOT / "examples" / "live-seller") as running:
        take("\n".join(blocks(section(PAGE, "Try it"), "sh")), running.url)
        take("\n".join(blocks(section(PAGE, "Athena"), "sh")), running.url)
    assert "CREATE EXTERNAL TABLE" in (tmp_path / "tessera.sql").read_text("utf-8")


def test_each_figure_is_defined_as_in_the_reports() -> None:
    figures = [ENGLISH.figure(key) for key in FIGURES]
    assert rows(section(PAGE, "The figures")) == [[f"`{one.key}`", one.name, one.said] for one in figures]

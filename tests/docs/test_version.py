"""The project has one version number, and whoever says it says the same."""

import re
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from chalicelib import __version__
from chalicelib.api.openapi import document
from cli.__main__ import tessera

CHANGELOG = (Path(__file__).parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
RELEASES = re.findall(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)$", CHANGELOG, re.MULTILINE)


def test_the_changelog_begins_with_this_version() -> None:
    assert RELEASES[0][0] == __version__


def test_every_version_of_the_changelog_has_a_date_and_the_newest_comes_first() -> None:
    assert len(RELEASES) == CHANGELOG.count("\n## ") - CHANGELOG.count("\n## Unreleased\n")
    order = [([int(part) for part in number.split(".")], date.fromisoformat(day)) for number, day in RELEASES]
    assert order == sorted(order, reverse=True)


def test_the_openapi_document_says_this_version() -> None:
    assert document([])["info"]["version"] == __version__


def test_the_command_says_this_version() -> None:
    assert CliRunner().invoke(tessera, ["--version"], prog_name="tessera").output == f"tessera, version {__version__}\n"

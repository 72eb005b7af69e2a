"""CONTRIBUTING.md and its two lists name files, folders and targets that exist, and the layout that is there."""

import re

import pytest

from tests.docs.pages import ROOT, page, section

GUIDE = page("CONTRIBUTING.md")
LAYOUT = section(GUIDE, "The layout")


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/where.md"])
def test_every_path_exists(name: str) -> None:
    named = re.findall(r"`((?:chalicelib|cli|local|infra|bench|tests|docs)/[\w./-]*)`", page(name))
    assert len(named) > 15
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_each_word_is_explained_once() -> None:
    words = [word for name in ("CONTRIBUTING.md", "docs/words.md") for word in _words(page(name))]
    assert len(words) > 40
    assert sorted(words) == sorted(set(words))


def _words(text: str) -> list[str]:
    tables = re.findall(r"^\| word \| meaning \|\n.*\n((?:\|.*\n)+)", text, re.MULTILINE)
    return [word for one in tables for row in one.splitlines() for word in row.split("|")[1].strip().split(", ")]


def test_every_target_of_make_exists() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {*re.findall(r"`make ([a-z-]+)", GUIDE)} <= {*targets}


@pytest.mark.parametrize(("folder", "indent"), [(".", 0), ("chalicelib", 2), ("chalicelib/domain", 4)])
def test_the_layout_shows_every_package(folder: str, indent: int) -> None:
    lines = re.findall(rf"^ {{{indent}}}(\w+/(?: \w+/)*)", LAYOUT, re.MULTILINE)
    shown = {name.rstrip("/") for line in lines for name in line.split()}
    found = {file.parent.name for file in (ROOT / folder).glob("*/*.py")}
    assert shown - {"campaigns", "clients", "docs", "examples"} == found

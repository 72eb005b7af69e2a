"""Measured tables are put between a page's markers, and nothing else of the page changes."""

from pathlib import Path

import pytest

from bench.guide import BEGIN, END, write_guide

COMMAND = "python -m bench.some --write-docs"


def test_tables_are_put_between_the_markers(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN.format(command=COMMAND)}\nformer\n{END}\nafter")
    for _ in range(2):
        write_guide("| a |", COMMAND, page)
        assert page.read_text() == f"before\n{BEGIN.format(command=COMMAND)}\n\n| a |\n\n{END}\nafter"


def test_a_page_without_the_markers_is_left_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before")
    with pytest.raises(SystemExit, match="lacks the markers"):
        write_guide("| a |", COMMAND, page)
    assert page.read_text() == "before"

"""Cells of CSV files: no formula, whoever wrote the text, and nothing at which a reader stops."""

import csv
from pathlib import Path

import pytest

from cli.spreadsheets import harmless, write_table


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("tea", "tea"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("\x00=1+1", "'=1+1"),
        ("a\x00b\x1b[31m\x7f", "ab[31m"),
        ("a\nb\tc", "a\nb\tc"),
        (-5, -5),
        (None, None),
    ],
)
def test_a_cell_is_harmless(cell: object, shown: object) -> None:
    assert harmless(cell) == shown


def test_a_table_is_read_back_whatever_people_wrote(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    write_table(file, ["words"], [{"words": "a\x00b"}, {"words": 'c,"d'}, {"words": "e\r\nf"}])
    with file.open(newline="", encoding="utf-8-sig") as read:
        assert [line["words"] for line in csv.DictReader(read)] == ["ab", 'c,"d', "e\r\nf"]

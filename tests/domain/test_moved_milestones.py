"""Milestones that a newer version moves, changes, merges or splits: what was earned is given, and once."""

import pytest

from tests.domain.moved_milestones import CHALLENGE, MOVED, TASK, Row, is_given_once


@pytest.mark.parametrize("row", MOVED.values(), ids=MOVED.keys())
@pytest.mark.parametrize("of", [TASK, CHALLENGE], ids=["task", "challenge"])
def test_each_is_given_once(row: Row, of: str) -> None:
    is_given_once(row, of, "never")

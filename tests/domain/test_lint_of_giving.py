"""The lint of bags, prizes and sets: one change, and every finding that follows from it."""

import pytest

from tests.domain.lint_cases.giving import BAGS, PRIZES, SETS
from tests.domain.lint_cases.good import findings


@pytest.mark.parametrize(("changes", "expected"), BAGS)
def test_what_is_given_and_taken_exists(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), PRIZES)
def test_prizes_make_sense(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), SETS)
def test_sets_can_be_completed(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected

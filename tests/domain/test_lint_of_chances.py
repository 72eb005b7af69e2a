"""The lint of boxes, redemptions, chances and guarantees: one change, and every finding that follows from it."""

import pytest

from tests.domain.lint_cases.giving import BOXES, CHANCES
from tests.domain.lint_cases.good import findings


@pytest.mark.parametrize(("changes", "expected"), BOXES)
def test_boxes_and_redemptions_hold_what_they_promise(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), CHANCES)
def test_chances_and_guarantees_can_be_kept(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected

"""The lint of points and stars, their calendar and their use: one change, and every finding that follows from it."""

import pytest

from tests.domain.lint_cases.good import findings
from tests.domain.lint_cases.ledger import LEDGER


@pytest.mark.parametrize(("changes", "expected"), LEDGER)
def test_points_and_stars_have_a_calendar_and_a_use(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected

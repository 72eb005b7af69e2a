"""The lint of challenges and their tasks: one change, and every finding that follows from it."""

import pytest

from tests.domain.lint_cases.earning import CHALLENGES, TASKS
from tests.domain.lint_cases.good import findings


@pytest.mark.parametrize(("changes", "expected"), TASKS)
def test_tasks_can_be_done(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), CHALLENGES)
def test_challenges_pay_whom_they_should(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected

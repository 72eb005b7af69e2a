"""The lint of conditions on the fields of events: one change, and every finding that follows from it."""

import pytest

from tests.domain.lint_cases.earning import AS_ONE, CONDITIONS
from tests.domain.lint_cases.giving import BUY
from tests.domain.lint_cases.good import findings, messages


@pytest.mark.parametrize(("changes", "expected"), CONDITIONS)
def test_conditions_fit_their_fields(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), AS_ONE)
def test_several_values_are_not_written_as_one(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


def test_the_list_that_is_meant_is_told() -> None:
    assert "write has [tea, cake, bun]" in messages({f"{BUY}/where": "{channel: 'has [tea, cake or bun]'}"})
    assert "write has tea" in messages({f"{BUY}/where": "{channel: contains tea}"})

"""The lint of prices, budgets and years that can not be meant: one change, and every finding that follows from it."""

import pytest

from tests.domain.lint_cases.good import findings
from tests.domain.lint_cases.sense import BOUNDS, PRICES, WORTH, YEARS


@pytest.mark.parametrize(("changes", "expected"), BOUNDS)
def test_nothing_is_free_without_end(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), PRICES)
def test_prices_can_be_paid(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), WORTH)
def test_budgets_and_coupons_make_sense(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), YEARS)
def test_years_and_titles_are_meant(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected

"""The lint: a good campaign, one change, and every finding that follows from it, told in what would be right."""

import pytest

from tests.domain.lint_cases.good import findings, messages
from tests.domain.lint_cases.whole import CALENDAR, GENERAL, LIMITS, ROUNDS


@pytest.mark.parametrize(("changes", "expected"), GENERAL)
def test_the_whole_file(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), CALENDAR)
def test_the_calendar(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), ROUNDS)
def test_rounds_and_windows_are_whole(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), LIMITS)
def test_limits_count_by_periods_that_exist(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param(
            {"blind_boxes/care/odds": "{bike: 1.5%, tee: 50%, note: 50%}"}, "add up to 101.5%", id="the exact sum"
        ),
        pytest.param({"prizes/bike/when_out": "teee"}, "did you mean tee?", id="the nearest name"),
        pytest.param({"timezone": "Asia/Shanghia"}, "Asia/Shanghai", id="the nearest timezone"),
        pytest.param({"prizes/note/coupon": "99.9% off"}, "it takes 99% off", id="what is not yet all"),
        pytest.param({"market": "XX"}, "there are CN, JP", id="the names that there are"),
        pytest.param(
            {
                "blind_boxes/care/odds": "{note: 1/144, bike: 1%, tee: rest}",
                "blind_boxes/care/guarantees": "[{of: [note], within: 144}]",
                "blind_boxes/care/limit": "5 a day",
            },
            "note 0.69% becomes 1.10%",
            id="the published chance beside the real one",
        ),
        pytest.param(
            {"closes": "end of 2026-05-31"}, "closes at 2026-06-01 00:00, which is not after", id="both moments"
        ),
        pytest.param(
            {"challenges/missions/tasks/order": "{when: order.paid, gives: {draws: care}}"},
            "challenges.missions.tasks.buy",
            id="both tasks",
        ),
    ],
)
def test_messages_name_what_would_be_right(changes: dict[str, str], said: str) -> None:
    assert said in messages(changes)

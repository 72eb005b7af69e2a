"""The lint of boards, quizzes and forms, and of a campaign with everything wrong: one change, and every finding."""

import pytest

from tests.domain.lint_cases.earning import CONDITIONS, TASKS
from tests.domain.lint_cases.giving import BAGS, CHANCES, PRIZES, SETS
from tests.domain.lint_cases.good import findings
from tests.domain.lint_cases.whole import BOARDS, CALENDAR, FORMS, QUIZZES


@pytest.mark.parametrize(("changes", "expected"), BOARDS)
def test_places_of_boards_are_there_to_be_paid(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), QUIZZES)
def test_questions_are_asked_and_have_a_right_answer(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), FORMS)
def test_forms_can_be_filled_in(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


def test_a_campaign_with_everything_wrong_is_judged_to_its_end() -> None:
    everything = {
        place: text
        for row in (*CALENDAR, *CONDITIONS, *TASKS, *BAGS, *PRIZES, *SETS, *CHANCES)
        for place, text in row.values[0].items()
        if text != "(leave out)"
    }
    assert len(findings(everything)) > 10

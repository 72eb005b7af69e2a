"""The lint: a good campaign, one change, and every finding that follows from it."""

import pytest

from tests.domain.lint_cases.earning import AS_ONE, BUY, CHALLENGES, CONDITIONS, TASKS
from tests.domain.lint_cases.giving import BAGS, BOXES, CHANCES, PRIZES, SETS
from tests.domain.lint_cases.good import findings, messages
from tests.domain.lint_cases.ledger import LEDGER
from tests.domain.lint_cases.sense import BOUNDS, PRICES, WORTH, YEARS
from tests.domain.lint_cases.whole import BOARDS, CALENDAR, FORMS, GENERAL, LIMITS, QUIZZES, ROUNDS


@pytest.mark.parametrize(("changes", "expected"), GENERAL)
def test_the_whole_file(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), CALENDAR)
def test_the_calendar(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), ROUNDS)
def test_rounds_and_windows_are_whole(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), BOARDS)
def test_places_of_boards_are_there_to_be_paid(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), QUIZZES)
def test_questions_are_asked_and_have_a_right_answer(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), FORMS)
def test_forms_can_be_filled_in(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), LIMITS)
def test_limits_count_by_periods_that_exist(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), CONDITIONS)
def test_conditions_fit_their_fields(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), AS_ONE)
def test_several_values_are_not_written_as_one(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


def test_the_list_that_is_meant_is_told() -> None:
    assert "write has [tea, cake, bun]" in messages({f"{BUY}/where": "{channel: 'has [tea, cake or bun]'}"})
    assert "write has tea" in messages({f"{BUY}/where": "{channel: contains tea}"})


@pytest.mark.parametrize(("changes", "expected"), TASKS)
def test_tasks_can_be_done(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), CHALLENGES)
def test_challenges_pay_whom_they_should(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), BAGS)
def test_what_is_given_and_taken_exists(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), LEDGER)
def test_points_and_stars_have_a_calendar_and_a_use(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), PRIZES)
def test_prizes_make_sense(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), SETS)
def test_sets_can_be_completed(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), BOXES)
def test_boxes_and_redemptions_hold_what_they_promise(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), CHANCES)
def test_chances_and_guarantees_can_be_kept(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


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


def test_a_campaign_with_everything_wrong_is_judged_to_its_end() -> None:
    everything = {
        place: text
        for row in (*CALENDAR, *CONDITIONS, *TASKS, *BAGS, *PRIZES, *SETS, *CHANCES)
        for place, text in row.values[0].items()
        if text != "(leave out)"
    }
    assert len(findings(everything)) > 10

"""Every scenario of every shipped campaign holds, and the runner says so only when it is true."""

from functools import cache
from pathlib import Path

import pytest

from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.scenarios import Scenario, check, run
from cli import folder as files
from cli.campaign_file import load_tree, render
from cli.folder import publish

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


def load(folder: Path) -> list[Scenario]:
    loaded = files.load_scenarios(folder, folder.name)
    assert loaded.value is not None, render(loaded.findings)
    return loaded.value


SHIPPED = [
    pytest.param(scenario, id=f"{folder.name}: {scenario.name}")
    for folder in sorted(path.parent for path in CAMPAIGNS.glob("*/scenarios.yaml"))
    for scenario in load(folder)
]


@cache
def published(campaign: str) -> Definitions:
    return publish(CAMPAIGNS / campaign)


@pytest.mark.parametrize("scenario", SHIPPED)
def test_scenario_holds(scenario: Scenario) -> None:
    assert not (failures := run(scenario, published(scenario.campaign))), "\n".join(map(str, failures))


# --- the runner itself ----------------------------------------------------------------------


def written(folder: Path, steps: str, given: str = "{}") -> Path:
    """A scenario file for the care box, in a folder of its name beside the shipped programme."""
    home = folder / "care-box"
    home.mkdir()
    (home / "scenarios.yaml").write_text(f"scenarios:\n  one:\n    given: {given}\n    steps:\n{steps}", "utf-8")
    for name in ("events.yaml", "programme.yaml"):
        (folder / name).write_bytes((CAMPAIGNS / name).read_bytes())
    (home / "campaign.yaml").write_bytes((CAMPAIGNS / "care-box" / "campaign.yaml").read_bytes())
    return home


DRAW = "{at: opens, does: draw care, lands: rose"


@pytest.mark.parametrize(
    ("step", "expected", "got"),
    [
        pytest.param(
            DRAW + ", gets: {}}", "gets nothing", "gets draws/care -1, prizes/rose 1", id="more than it should get"
        ),
        pytest.param(
            DRAW + ", gets: {draws: {care: -1}, prizes: [rose, lily]}}",
            "gets draws/care -1, prizes/lily 1, prizes/rose 1",
            "gets draws/care -1, prizes/rose 1",
            id="less than it should get",
        ),
        pytest.param(
            DRAW + ", refused: sold_out}",
            "refused sold_out",
            "gets draws/care -1, prizes/rose 1",
            id="not refused though it should be",
        ),
        pytest.param(
            "{at: opens - 1 ms, does: draw care}",
            "not refused",
            "refused window_closed: The campaign 'care-box' is not open now.",
            id="refused though it should not be",
        ),
        pytest.param(
            "{at: closes, does: draw care, refused: sold_out}",
            "refused sold_out",
            "refused window_closed: The campaign 'care-box' is not open now.",
            id="refused for another reason",
        ),
        pytest.param(
            DRAW + ", has: {draws: {care: 2}}}", "has draws/care 2", "has draws/care 1", id="holds something else"
        ),
        pytest.param(
            DRAW + ", left: {rose: 398}}", "left of rose: 398", "left of rose: 399", id="more stock left than it should"
        ),
        pytest.param(
            "{at: opens, does: order.paid, with: {amount: 3.99 CNY}, progress: {spend/buy: 399.00 CNY}}",
            "progress of spend/buy: 399.00 CNY",
            "progress of spend/buy: 3.99 CNY",
            id="progress is another",
        ),
    ],
)
def test_a_step_that_fails_is_shown_with_what_was_expected(tmp_path: Path, step: str, expected: str, got: str) -> None:
    home = written(tmp_path, f"      - {step}\n", "{age: 30, draws: {care: 2}}")
    (scenario,) = load(home)

    (failure,) = run(scenario, publish(home))

    assert (failure.expected, failure.got) == (expected, got)
    assert failure.path == ("scenarios", "one", "steps", 0)
    assert failure.step == step


def test_a_failure_stops_its_scenario_and_shows_the_wallet(tmp_path: Path) -> None:
    steps = f"      - {DRAW}, gets: {{}}}}\n      - {{does: draw care, gets: {{}}}}\n"
    (scenario,) = load(written(tmp_path, steps, "{age: 30, draws: {care: 2}}"))

    (failure,) = run(scenario, published("care-box"))

    assert failure.wallet == {"points": 0, "draws/care": 1, "prizes/rose": 1}


@pytest.mark.parametrize(
    ("step", "line", "says"),
    [
        pytest.param(
            "{does: fly care}",
            5,
            'unknown action "fly care"; known actions are join,',
            id="an unknown deed",
        ),
        pytest.param("{does: drw care}", 5, "did you mean draw care?", id="a misspelled deed"),
        pytest.param(
            "{does: pays mall/1, with: {amount: 9.00 CNY}}", 5, "did you mean pay mall/1?", id="a misspelled bill"
        ),
        pytest.param("{does: draws}", 5, "did you mean draw NAME?", id="a misspelled deed of nothing"),
        pytest.param("{does: run_finished, with: {km: 3}}", 5, "write run.finished", id="an event without its dot"),
        pytest.param("{at: 10:00, does: join}", 5, "write its date too, as in 2026-07-01 10:00", id="no date"),
        pytest.param("{at: noon, does: join}", 5, "write its date too, as in 2026-07-01 12:00", id="no date at noon"),
        pytest.param("{at: 1 June 2026 10:00, does: join}", 5, "write 2026-06-01 10:00", id="another order"),
        pytest.param("{at: +1 day, does: join}", 5, "write + 1 day", id="no space after the sign"),
        pytest.param("{at: 1 day later, does: join}", 5, "write + 1 day", id="a time in words"),
        pytest.param("{at: after 2 hours, does: join}", 5, "write + 2 hours", id="a time in other words"),
        pytest.param("{at: opens + 1day, does: join}", 5, "write opens + 1 day", id="no space in a time"),
        pytest.param("{at: closes -1 ms, does: join}", 5, "write closes - 1 ms", id="no space before a time"),
        pytest.param("{does: join, gets: {points: minus 5}}", 5, "write -5", id="a minus in words"),
        pytest.param("{at: 2026-06-01, does: join}", 5, "needs a date and a clock time", id="a bare date"),
        pytest.param("{at: Wed 10:00, does: join}", 5, "needs a date and a clock time", id="a moment that recurs"),
        pytest.param("{at: opens - 1 fortnight}", 5, "not a duration", id="an unknown unit"),
        pytest.param("{at: soon}", 5, "is no moment", id="an unknown base"),
        pytest.param("{does: join, gts: {}}", 5, "did you mean gets?", id="a typo in a key"),
        pytest.param("{does: join, gets: {points: 5,000}}", 5, '"000" is nothing to hold', id="thousands with a comma"),
        pytest.param("{does: join, has: {draws: {care: two}}}", 5, '"two" is no count', id="a count in words"),
        pytest.param("{does: join, gets: {coins: 5}}", 5, '"coins" is nothing to hold', id="an unknown asset"),
        pytest.param("{does: join, with: {amount: 5}}", 5, '"join" has no fields', id="fields of no event"),
        pytest.param("{does: join, times: -1}", 5, "whole number", id="a negative number of times"),
        pytest.param("{does: join, times: 0}", 5, "once or more often", id="no time at all"),
        pytest.param("{does: join, by: bo, by: me}", 5, "stands in line 5 already", id="a key twice"),
    ],
)
def test_a_file_that_does_not_read_names_the_line(tmp_path: Path, step: str, line: int, says: str) -> None:
    home = written(tmp_path, f"      - {step}\n")

    loaded = files.load_scenarios(home, "care-box")

    assert loaded.value is None
    assert {one.place.line for one in loaded.findings} == {line}
    assert says in render(loaded.findings)


def test_a_whole_file_is_checked_at_once(tmp_path: Path) -> None:
    home = written(tmp_path, "      - {at: opens, has: {points: 1}}\n  two: {steps: [{at: opens, has: {points: 0}}]}\n")
    tree = load_tree(home / "scenarios.yaml").tree
    assert tree is not None

    checked = check(tree, publish(home), "care-box")

    assert (checked.passed, [one.scenario for one in checked.failures], checked.holds) == (1, ["one"], False)


def test_a_file_that_does_not_read_is_not_played() -> None:
    checked = check({"scenarios": {"one": {"steps": [{"at": "never"}]}}}, published("care-box"), "care-box")

    assert (checked.passed, checked.failures, checked.holds) == (0, (), False)
    assert checked.findings[0].path == ("scenarios", "one", "steps", 0, "at")

"""The programme's scenarios: what does not read is told with its line, and what can't be given is not played."""

from pathlib import Path

import pytest

from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.scenarios import run
from cli import folder as files
from cli.campaign_file import field, render
from cli.folder import publish

HEAD = "scenarios:\n  one:\n"
AT = "at: 2026-06-01 10:00"


def step(text: str, before: str = "") -> str:
    """A file with one scenario, whose last step is this one: in line 4, where none stands before it."""
    return f"{HEAD}    steps:\n{before}      - {{{text}}}\n"


def given(text: str) -> str:
    """A file with one scenario, which begins with this in line 3."""
    return f"{HEAD}    given: {{{text}}}\n    steps:\n      - {{{AT}, does: order.paid}}\n"


@pytest.mark.parametrize(
    ("text", "line", "place", "says"),
    [
        pytest.param("", 1, "file", "the file is empty", id="empty"),
        pytest.param("- one\n", 1, "file", "a list stands where a map is wanted", id="a list of all"),
        pytest.param("# ours\nscenarios: []\n", 2, "scenarios", "a list stands where a map is wanted", id="a list"),
        pytest.param(f"{HEAD}    - {{{AT}}}\n", 2, "scenarios.one", "with given, steps", id="steps without their key"),
        pytest.param("scenarios:\n  one: {}\n", 2, "scenarios.one.steps", '"steps" is needed here', id="no steps"),
        pytest.param(f"{HEAD}    steps: {{}}\n", 3, "scenarios.one.steps", "a list is wanted", id="a map of steps"),
        pytest.param(
            f"{HEAD}    steps:\n      - order.paid\n", 4, "scenarios.one.steps[0]", "a map is wanted", id="a bare step"
        ),
        pytest.param(step("does: [a"), 4, "file", "expected", id="an open bracket"),
        pytest.param(given("teir: gold"), 3, "scenarios.one.given.teir", "did you mean tier?", id="a typo in given"),
        pytest.param(
            given("others: {bo: gold}"), 3, "scenarios.one.given.others.bo", "a map is wanted", id="another's bare tier"
        ),
        pytest.param(given("age: old"), 3, "scenarios.one.given.age", "whole number", id="an age in words"),
        pytest.param(
            step(f"{AT}, do: order.paid"), 4, "scenarios.one.steps[0].do", "did you mean does?", id="a typo in a step"
        ),
        pytest.param(
            step(f"{AT}, does: pay"), 4, "scenarios.one.steps[0].does", 'unknown action "pay"', id="an unknown step"
        ),
        pytest.param(
            step(f"{AT}, does: order."), 4, "scenarios.one.steps[0].does", "is not a type of event", id="half an event"
        ),
        pytest.param(
            step(f"{AT}, does: join"), 4, "scenarios.one.steps[0].does", "belongs to a campaign", id="joining"
        ),
        pytest.param(
            step(f"{AT}, does: draw care"), 4, "scenarios.one.steps[0].does", "belongs to a campaign", id="drawing"
        ),
        pytest.param(
            step(f"{AT}, does: order.paid, with: A-1"), 4, "scenarios.one.steps[0].with", "a map", id="a bare field"
        ),
        pytest.param(
            step(f"{AT}, does: order.paid, gets: {{coins: 5}}"),
            4,
            "scenarios.one.steps[0].gets",
            '"coins" is nothing to hold',
            id="an unknown asset",
        ),
        pytest.param(
            step("at: 2026-06-01, does: order.paid"), 4, "scenarios.one.steps[0].at", "a clock time", id="a bare date"
        ),
        pytest.param(
            step("does: order.paid"), 4, "scenarios.one.steps[0].at", "no opening to start from", id="no moment"
        ),
        pytest.param(
            step("at: opens, does: order.paid"), 4, "scenarios.one.steps[0].at", "no opening", id="an opening"
        ),
        pytest.param(
            step("at: closes - 1 ms, does: order.paid", before=f"      - {{{AT}, does: order.paid}}\n"),
            5,
            "scenarios.one.steps[1].at",
            "no opening",
            id="a close in a later step",
        ),
    ],
)
def test_a_file_that_does_not_read_names_the_line_and_the_place(
    tmp_path: Path, text: str, line: int, place: str, says: str
) -> None:
    (tmp_path / "scenarios.yaml").write_text(text, "utf-8")

    loaded = files.load_scenarios(tmp_path, PROGRAMME)

    assert loaded.value is None
    assert [(one.place.line, field(one.finding.path)) for one in loaded.findings] == [(line, place)]
    assert says in render(loaded.findings)


def test_a_later_step_goes_on_from_the_one_before(tmp_path: Path) -> None:
    text = step("at: + 2 days, does: again", before=f"      - {{{AT}, does: order.paid}}\n")
    (tmp_path / "scenarios.yaml").write_text(text, "utf-8")

    assert files.load_scenarios(tmp_path, PROGRAMME).findings == ()


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        pytest.param(given("tier: gold"), None, "", id="a tier"),
        pytest.param(given("tier: iron"), "given.tier", 'no tier "iron"', id="an unknown tier"),
        pytest.param(
            given("others: {bo: {tier: iron}}"),
            "given.others.bo.tier",
            'no tier "iron"',
            id="an unknown tier of another member",
        ),
        pytest.param(given("stock: {tee: 1}"), "given.stock.tee", 'no stock "tee"', id="a stock"),
        pytest.param(given("prizes: {tee: 1}"), "given.prizes.tee", 'no prize "tee"', id="a prize"),
        pytest.param(step(f"{AT}, by: bo, does: order.paid"), "steps[0].by", 'there is no member "bo"', id="by nobody"),
        pytest.param(
            step(f"{AT}, does: again"), "steps[0].does", "no step above has sent a request", id="again, but what"
        ),
        pytest.param(step(f"{AT}, does: order.payed"), "steps[0].does", "did you mean order.paid?", id="an event"),
        pytest.param(step(f"{AT}, does: order.paid, lands: tee"), "steps[0].lands", 'no row "tee"', id="a draw"),
        pytest.param(
            step("at: 2026-06-01 09:59, does: order.paid", before=f"      - {{{AT}, does: order.paid}}\n"),
            "steps[1].at",
            "before the step above it",
            id="a step before the one above it",
        ),
    ],
)
def test_what_the_programme_lacks_can_not_be_played(tmp_path: Path, text: str, place: str | None, says: str) -> None:
    (tmp_path / "scenarios.yaml").write_text(text, "utf-8")
    (tmp_path / "programme.yaml").write_text("timezone: Asia/Shanghai\ntiers: {green: {}, gold: {}}\n", "utf-8")
    (tmp_path / "events.yaml").write_text("order.paid: {from: server}\n", "utf-8")

    loaded = files.load_scenarios(tmp_path, PROGRAMME, publish(tmp_path))

    assert [field(one.finding.path) for one in loaded.findings] == ([f"scenarios.one.{place}"] if place else [])
    assert says in render(loaded.findings)
    assert all(run(one, publish(tmp_path)) == [] for one in loaded.value or ())

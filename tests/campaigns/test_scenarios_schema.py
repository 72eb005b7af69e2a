"""The JSON Schema of scenarios.yaml: every file of ours satisfies it, and a slip does not."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chalicelib.domain.scenarios.file import ScenariosFile
from cli.commands.new import TEMPLATES
from cli.schemas import described
from cli.template import Wish, filled
from tests.campaigns.test_schema import as_an_editor

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "campaigns").glob("**/scenarios.yaml"))
SCHEMA = Draft202012Validator(described(ScenariosFile))


def complaints(text: str) -> list[str]:
    return [error.message for error in SCHEMA.iter_errors(_with_moments_as_text(as_an_editor(text)))]


def _with_moments_as_text(node: Any) -> Any:
    """The tree as YAML 1.2 has it: this reader takes `2026-06-01 10:00:00` for a timestamp, as YAML 1.1 did."""
    if isinstance(node, dict):
        return {key: _with_moments_as_text(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_with_moments_as_text(item) for item in node]
    return str(node) if isinstance(node, date) else node


def test_it_is_valid_itself() -> None:
    Draft202012Validator.check_schema(described(ScenariosFile))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_shipped_file_satisfies_it_and_names_it(file: Path) -> None:
    text = file.read_text("utf-8")
    schema = text.splitlines()[0].partition("$schema=")[2]
    assert complaints(text) == []
    assert (file.parent / schema).resolve() == ROOT / "campaigns" / "scenarios.schema.json"


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("*/scenarios.yaml")), ids=lambda file: file.parent.name)
def test_a_template_satisfies_it_and_names_it(file: Path) -> None:
    june = Wish("june", "June", None, "UTC", "EUR", date(2026, 6, 1), date(2026, 6, 30))
    text = filled(file.read_text("utf-8"), june)
    assert complaints(text) == []
    assert text.startswith("# yaml-language-server: $schema=../scenarios.schema.json\n")


STEP = "scenarios: {one: {steps: [{%s}]}}"


@pytest.mark.parametrize(
    "text",
    [
        STEP % "at: opens, does: join, gets: {}",
        STEP % "does: draw care 10 times, lands: [tee, bike], gets: {points: -5, prizes: {tee: 9, bike: 1}}",
        STEP % "does: draw care, lands: tee, gets: {draws: care, fragments: [set/a, set/b], prizes: tee}",
        STEP % "does: order.paid, with: {amount: 399.00 CNY, first: true, skus: [a, b]}, times: 3, every: 1 day",
        STEP % "has: {points: 0, draws: {care: -1}}, left: {monthly/tee: 3}, progress: {a/b: 3}, refused: sold_out",
        "scenarios: {one: {given: {tier: gold, age: 8, guardian: true, stock: {tee: 1}, others: {bo: {}}}, steps: []}}",
    ],
)
def test_what_is_right_satisfies_it(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize(
    "text",
    [
        STEP % "at: opens, do: join",
        STEP % "gets: {coins: 5}",
        STEP % "gets: {points: five}",
        STEP % "gets: {prizes: {tee: much}}",
        STEP % "every: 1 fortnight",
        STEP % "times: often",
        STEP % "lands: {tee: 1}",
        "scenarios: {one: {given: {teir: gold}, steps: []}}",
        "scenarios: {one: {given: {others: {bo: {stock: {}}}}, steps: []}}",
        "scenarios: {one: {}}",
        "scenario: {}",
    ],
)
def test_a_slip_does_not(text: str) -> None:
    assert complaints(text)

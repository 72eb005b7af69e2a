"""The schema of scenarios: of one mind with the reader, on every key and on every shipped file."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from chalicelib.domain.file.annotations import struct_fields
from chalicelib.domain.scenarios import scenarios, written
from cli.scenario_schema import scenarios_schema
from cli.yaml_tree import parse

SCHEMA = scenarios_schema()
SCENARIO = SCHEMA["properties"]["scenarios"]["additionalProperties"]["properties"]
SHIPPED = sorted((Path(__file__).parents[2] / "campaigns").glob("**/scenarios.yaml"))


def refused_by_schema(text: str) -> bool:
    as_editors_read_it = json.loads(json.dumps(YAML(typ="safe").load(text), default=str))  # a date stays a text
    return bool([*Draft202012Validator(SCHEMA).iter_errors(as_editors_read_it)])


def refused_by_reader(text: str) -> bool:
    node = parse(text.encode()).node
    assert node is not None
    return bool(scenarios(node, "spa")[1])


def test_it_is_valid_itself() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_it_has_the_readers_keys_each_with_a_description() -> None:
    step, given = SCENARIO["steps"]["items"]["properties"], SCENARIO["given"]["properties"]
    assert step.keys() == struct_fields(written._WrittenStep).keys()
    assert given.keys() == struct_fields(written._WrittenGiven).keys()
    assert all(key["description"] for key in (*step.values(), *given.values()))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
def test_a_shipped_file_satisfies_it_and_names_it(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not refused_by_schema(text)
    named = text.splitlines()[0].partition("$schema=")[2]
    assert (file.parent / named).resolve() == SHIPPED[0].parents[1] / "scenarios.schema.json"


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("scenarios: {one: {steps: [{at: opens, does: join}]}}", False),
        ("scenarios: {one: {steps: [{does: draw box, lands: rose, gets: {draws: box}}]}}", False),
        ("scenarios: {one: {steps: [{does: draw box 10 times, lands: [rose, 2027]}]}}", False),
        ("scenarios: {one: {given: {age: 30, stock: {rose: 1}}, steps: [{has: {points: -1}}]}}", False),
        ("scenarios: {one: {steps: [{does: a.b, with: {n: 3, amount: 1.00 CNY, on: true}}]}}", False),
        ("scenarios: {one: {steps: [{do: join}]}}", True),
        ("scenarios: {one: {stops: []}}", True),
        ("scenarios: {one: {given: {aeg: 30}, steps: []}}", True),
        ("scenarios: {one: {given: {others: {bo: {stock: {rose: 1}}}}, steps: []}}", True),
        ("scenarios: {one: {steps: [{gets: {point: 1}}]}}", True),
        ("scenarios: {one: {steps: [{times: often}]}}", True),
        ("scenario: {}", True),
    ],
)
def test_schema_and_reader_refuse_the_same(text: str, refused: Any) -> None:
    assert (refused_by_schema(text), refused_by_reader(text)) == (refused, refused)

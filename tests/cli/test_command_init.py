"""`tessera init`: a folder of one's own, in which everything is at hand that campaigns need."""

import json
import re
from pathlib import Path

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from tests.cli.conftest import Run


def test_a_campaign_lints_and_holds_in_a_folder_of_ones_own(run: Run) -> None:
    made = run("init", "elsewhere/ours")
    new = run("new", "summer", "--mechanic", "blind-box", "--into", "elsewhere/ours", "--yes")

    assert (made.exit_code, new.exit_code) == (0, 0), made.output + new.output
    assert made.output.endswith(
        "Next: ./tessera new NAME --into elsewhere/ours, and make run CAMPAIGNS=elsewhere/ours\n"
    )
    assert run("lint", "elsewhere/ours").exit_code == 0
    assert run("test", "elsewhere/ours").exit_code == 0


def test_every_file_names_a_schema_that_is_there_and_that_it_keeps(run: Run) -> None:
    run("init", "ours")
    run("new", "summer", "--into", "ours", "--yes")
    files = [Path("ours/events.yaml"), Path("ours/programme.yaml"), *Path("ours/summer").glob("*.yaml")]

    assert len(files) == 4
    for file in files:
        named = re.match(r"# yaml-language-server: \$schema=(.+)\n", file.read_text("utf-8"))
        assert named, file
        schema = json.loads((file.parent / named[1]).read_text("utf-8"))
        Draft202012Validator(schema).validate(YAML(typ="safe").load(file))


def test_what_is_there_stays_and_only_schemas_are_renewed(run: Run) -> None:
    run("init", "ours")
    Path("ours/events.yaml").write_text("a.b: {from: client}\n")
    Path("ours/campaign.schema.json").write_text("old")

    again = run("init", "ours")

    assert again.exit_code == 0
    assert "ours/events.yaml stays as it is." in again.output
    assert Path("ours/events.yaml").read_text() == "a.b: {from: client}\n"
    assert Path("ours/campaign.schema.json").read_text() != "old"
    assert run("init", "ours/events.yaml").exit_code == 1

"""Every example is a programme of its own that the check has nothing to say of, and whose scenarios hold."""

from pathlib import Path

import pytest

from chalicelib.domain.scenarios import Scenario, run
from cli import folder as files
from cli.campaign_file import render
from cli.folder import publish
from cli.judging import judge

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/*/campaign.yaml"))


def scenarios(folder: Path) -> list[Scenario]:
    loaded = files.load_scenarios(folder, folder.name)
    assert loaded.value is not None, render(loaded.findings)
    return loaded.value


HELD = [pytest.param(folder, one, id=f"{folder.name}: {one.name}") for folder in FOLDERS for one in scenarios(folder)]


def test_there_are_examples() -> None:
    named = {"coffee", "cosmetics", "tea-house", "live-seller", "corner-shop"}
    assert {folder.parent.name for folder in FOLDERS} >= named


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_check_has_nothing_to_say_of_an_example(folder: Path) -> None:
    assert not (found := judge(folder)), render(found)


@pytest.mark.parametrize(("folder", "scenario"), HELD)
def test_the_scenario_of_an_example_holds(folder: Path, scenario: Scenario) -> None:
    assert not (failures := run(scenario, publish(folder))), "\n".join(map(str, failures))

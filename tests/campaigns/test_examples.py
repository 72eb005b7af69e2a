"""Every example is a programme of its own that the check has nothing to say of, and whose scenarios hold."""

from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from chalicelib.domain.file.blocks import blocks
from chalicelib.domain.record.outcome import StockKey
from chalicelib.domain.scenarios import Scenario, run
from cli import folder as files
from cli.campaign_file import render
from cli.folder import publish
from cli.judging import judge
from cli.simulation import population
from cli.simulation.crowd import Crowd
from cli.simulation.game import game
from cli.simulation.share import HALVES
from cli.simulation.size import STEPS_A_SECOND, expected, plan
from cli.simulation.summarise import summarise
from cli.simulation.tally import Tally
from cli.simulation.text import tables

EXAMPLES = Path(__file__).parents[2] / "examples"
HALF_A_MINUTE = 27 * STEPS_A_SECOND
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/*/campaign.yaml"))


def scenarios(folder: Path) -> list[Scenario]:
    loaded = files.load_scenarios(folder, folder.name)
    assert loaded.value is not None, render(loaded.findings)
    return loaded.value


HELD = [pytest.param(folder, one, id=f"{folder.name}: {one.name}") for folder in FOLDERS for one in scenarios(folder)]


def test_there_are_examples() -> None:
    till = {"coffee", "cosmetics", "tea-house", "live-seller", "corner-shop", "snacks", "hot-pot"}
    assert {folder.parent.name for folder in FOLDERS} >= till | {"kids", "bike-shop"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_check_has_nothing_to_say_of_an_example(folder: Path) -> None:
    assert not (found := judge(folder)), render(found)


@pytest.mark.parametrize(("folder", "scenario"), HELD)
def test_the_scenario_of_an_example_holds(folder: Path, scenario: Scenario) -> None:
    assert not (failures := run(scenario, publish(folder))), "\n".join(map(str, failures))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_example_can_be_simulated_by_its_own_population(folder: Path) -> None:
    campaign, tree, programme = files.read(folder)
    assert (folder / population.FILE).exists()
    crowd = population.beside(folder, programme)
    whole = game(campaign, tree, programme, crowd)
    planned = plan(whole, None, members_said=True, days_said=False)
    assert planned.runs * expected(planned.game).steps <= HALF_A_MINUTE
    assert planned.game.days == whole.days
    few = replace(crowd, members=16, unsure=None)
    played = game(campaign, tree, programme, few, most_days=400)
    crowds = [Crowd(played, 1, half) for half in range(HALVES)]
    for day in range(len(played.days)):
        taken = sum((one.day(day, {}) for one in crowds), Counter[StockKey]())
        assert all(n > 0 for n in taken.values())
    tally = sum((one.end() for one in crowds), Tally())
    assert tally.earned.total() + tally.prizes.total() > 0
    assert set(tally.refused) <= {"not_enough", "limit_reached", "not_eligible", "window_closed"}
    summary = summarise(played, [tally])
    assert all(table.row_count for table in tables(summary))
    moved = tally.earned.total() - tally.spent.total() - tally.expired.total() - tally.taken_back.total()
    moved -= tally.coupons.paid.total() - tally.coupons.paid_back.total()
    moved += tally.cash.points_back.total()
    assert moved == tally.ends.total() - tally.owed
    assert bool(summary.refunds.high) <= bool(crowd.refunds)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_everything_that_members_see_of_an_example_has_a_title_in_both_languages(folder: Path) -> None:
    campaign, _, programme = files.read(folder)
    titles = {"/".join(map(str, one.path)): one.block.title for one in blocks(campaign)}
    titles |= {f"tiers/{name}": tier.title for name, tier in programme.tiers.items()}
    missing = [key for key, title in titles.items() if not isinstance(title, dict) or {*title} != {"zh-CN", "en"}]
    assert not missing

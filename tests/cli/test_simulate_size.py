"""A simulation says beforehand how much it plays, and bounds by itself what would take hours."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from chalicelib.domain.words.values import Chance
from cli import folder
from cli.commands.simulate import simulate
from cli.simulation import population
from cli.simulation.crowd import Crowd
from cli.simulation.game import Game, game
from cli.simulation.population import Kind, Population
from cli.simulation.size import FEW_RUNS, FEWEST, MOST, MOST_RUNS, expected, plan

KIDS, CLUB = Path("campaigns/kids-atelier"), Path("examples/coffee/coffee-club")
CROWD = Population(kinds={"all": Kind(share=Chance(None), comes=Fraction(1, 4))})


def made(path: Path, crowd: Population | None = None, days: int | None = None) -> Game:
    campaign, tree, programme = folder.read(path)
    return game(campaign, tree, programme, crowd or population.beside(path, programme), days)


def test_what_fits_is_played_in_full() -> None:
    found = plan(made(KIDS), None, members_said=True, days_said=False)
    assert (found.runs, found.shown, len(found.game.days)) == (MOST_RUNS, "", 30)
    assert found.told.startswith("Playing 20 runs, each of 2,500 members over 30 days: about ")


def test_a_long_campaign_without_a_population_plays_fewer_members() -> None:
    found = plan(made(CLUB, Population()), None, members_said=False, days_said=False)
    assert FEWEST <= found.game.population.members < 5000
    assert len(found.game.days) == 3652
    assert "--members 5000 --days 3652 plays the usual 5,000" in found.shown
    assert found.runs * expected(found.game).steps <= MOST


def test_a_crowd_that_is_too_large_plays_the_first_days() -> None:
    found = plan(made(CLUB, msgspec.structs.replace(CROWD, members=50_000)), None, members_said=True, days_said=False)
    days = len(found.game.days)
    assert 1 < days < 3652
    assert (found.runs, found.game.population.members) == (1, 50_000)
    assert found.shown.startswith(f"Shown are the first {days:,} of 3,652 days")
    assert found.shown.endswith("--days 3652 plays all of them.")
    more = replace(found.game, days=made(CLUB).days[: days + 1])
    assert expected(found.game).steps <= MOST < expected(more).steps


@pytest.mark.parametrize(("members", "runs"), [(200, 20), (500, 1), (450, 2), (2000, 1)])
def test_twenty_runs_or_as_many_as_take_no_time(members: int, runs: int) -> None:
    found = plan(made(CLUB, msgspec.structs.replace(CROWD, members=members), 1500), None, True, True)
    assert found.runs == runs
    assert found.shown == ""
    assert runs == 1 or found.runs * expected(found.game).steps <= (MOST if runs == MOST_RUNS else FEW_RUNS)


def test_what_somebody_asks_for_is_played() -> None:
    large = made(CLUB, msgspec.structs.replace(CROWD, members=50_000))
    found = plan(large, 3, members_said=True, days_said=True)
    assert (found.runs, len(found.game.days), found.shown) == (3, 3652, "")


def test_so_many_runs_of_the_usual_crowd_are_cut_to_the_first_days() -> None:
    found = plan(made(CLUB, Population()), 20, members_said=False, days_said=False)
    assert (found.runs, found.game.population.members) == (20, 5000)
    assert "--days 3652" in found.shown


@pytest.mark.parametrize("path", [KIDS, CLUB, Path("examples/live-seller/order-points")], ids=lambda path: path.name)
def test_visits_and_events_are_about_as_many_as_expected(path: Path) -> None:
    of = made(path)
    of = replace(of, population=msgspec.structs.replace(of.population, members=400, unsure=None), days=of.days[:120])
    crowds = [Crowd(of, 1, half) for half in range(2)]
    for day in range(len(of.days)):
        for crowd in crowds:
            crowd.day(day, {})
    tallies = [crowd.end() for crowd in crowds]
    told, visits = expected(of), sum(tally.visits.total() for tally in tallies)
    assert 0.8 < visits / told.visits < 1.25
    assert 0.5 < sum(tally.decisions for tally in tallies) / told.steps < 2


def test_the_command_says_it_before_it_plays() -> None:
    result = CliRunner().invoke(simulate, [str(KIDS), "--members", "30", "--days", "5", "--runs", "1"])
    assert result.exit_code == 0, result.output
    assert "Playing one run of 30 members over 5 days: about " in result.stderr
    assert "Playing" not in result.stdout


def test_a_bounded_run_says_so_with_its_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.simulation.size.MOST", 60)
    html = tmp_path / "page.html"
    result = CliRunner().invoke(simulate, [str(KIDS), "--members", "20", "--runs", "1", "--html", str(html)])
    assert result.exit_code == 0, result.output
    assert "of 30 days" in result.stdout
    assert "--days 30 plays all of them." in html.read_text(encoding="utf-8")


def test_everything_comes_as_json() -> None:
    options = ("--members", "20", "--days", "5", "--runs", "1", "--format", "json")
    result = CliRunner().invoke(simulate, [str(KIDS), *options])
    told = msgspec.json.decode(result.stdout)
    assert (told["campaign"], told["runs"], told["days"], told["members"]["middle"]) == ("kids-atelier", 1, 5, 20)
    assert told["refunds"] == {"low": 0.0, "middle": 0.0, "high": 0.0}

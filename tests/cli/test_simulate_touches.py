"""Simulations of touches: what is sent, who is held out, what stops the rest, and that nobody else's chance changes."""

from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import CampaignFile
from cli.simulation.game import Game, game
from cli.simulation.population import BadPopulation, Habit, Population, load
from cli.simulation.summarise import summarise
from cli.simulation.text import tables
from tests.cli.test_simulate_refunds import played
from tests.domain.game import tree
from tests.domain.reach import CAMPAIGN, PROGRAMME

HALF = Fraction(1, 2)
PEOPLE = Population(members=40, does={"shop.visited": Habit(often=Fraction(1))}, allows=HALF, consents=HALF)


def made(people: Population, programme: str = PROGRAMME, days: int = 40) -> Game:
    found, _ = reading.read(tree(programme), Programme)
    file = tree(CAMPAIGN)
    campaign, _ = reading.read(file, CampaignFile)
    assert found is not None
    assert campaign is not None
    return game(campaign, file, found, people, days)


def test_who_is_told_comes_back_and_who_is_held_out_does_not() -> None:
    tally = played(made(replace(PEOPLE, comes_back=HALF)))
    assert tally.touches.sent["thanks"] > 20
    assert tally.touches.held_out["thanks"] > 20
    assert tally.touches.came["thanks"] <= tally.touches.sent["thanks"]
    assert tally.touches.dropped.total() == tally.touches.stopped.total()
    more = played(made(replace(PEOPLE, comes_back=Fraction(1))))
    never = played(made(PEOPLE))
    assert more.visits.total() > tally.visits.total() > never.visits.total()


def test_without_a_plan_nothing_is_told_and_all_visits_are_the_same() -> None:
    plan = PROGRAMME[PROGRAMME.index("  plan:") : PROGRAMME.index("events:")]
    without = played(made(PEOPLE, PROGRAMME.replace(plan, "")))
    assert not without.touches.sent
    assert without.visits == played(made(PEOPLE)).visits


def test_the_summary_tells_what_was_sent_and_what_stopped_the_rest() -> None:
    whole = made(replace(PEOPLE, comes_back=HALF, allows=Fraction(1, 100)))
    tally = played(whole)
    summary = summarise(whole, [tally])
    lines = {one.touch: one for one in summary.told}
    assert list(lines) == ["points-end", "tier-ends", "coupon", "gold", "again", "birthday", "thanks"]
    assert lines["thanks"].sent.middle == tally.touches.sent["thanks"]
    titles = [str(one.title) for one in tables(summary)]
    assert "Messages" in titles
    assert ("What stopped those that were dropped" in titles) == bool(tally.touches.stopped)


def test_nobody_comes_back_where_nobody_is_told_anything(tmp_path: Path) -> None:
    (tmp_path / "population.yaml").write_text("comes_back: 8%\n")
    with pytest.raises(BadPopulation, match="has no touches"):
        load(tmp_path / "population.yaml", Programme())

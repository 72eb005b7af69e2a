"""Simulations of points that end, wait for their days, and are worth money, and of what comes about by itself."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.words.values import Chance
from cli.simulation.crowd import Crowd
from cli.simulation.game import Game, game
from cli.simulation.page import page
from cli.simulation.population import Population
from cli.simulation.recording import load
from cli.simulation.summarise import summarise
from cli.simulation.tally import Tally
from cli.simulation.text import tables
from tests.domain.game import tree
from tests.domain.ledger import CAMPAIGN, PROGRAMME

WORTH = PROGRAMME.replace("{valid: 2 months}", "{valid: 2 months, pays: 100 points for 1.00 CNY}")
SHORT = CAMPAIGN.replace("end of 2030-12-31", "end of 2026-05-31").replace(
    "gives: {stars: 1, points: 1}}",
    "gives: {stars: 1, points: 1}}\n      read: {when: article.read, gives: {points: 9}, after: 15 days}",
)
EVENTS = "\n  article.read: {from: client}\n"


def made(folder: Path, events: list[dict[str, Any]]) -> Game:
    """A game of recorded events, of the club from January to May."""
    programme, wrong = reading.read(tree(WORTH + EVENTS), Programme)
    assert programme is not None, wrong
    campaign, wrong = reading.read(tree(SHORT), CampaignFile)
    assert campaign is not None, wrong
    path = folder / "events.jsonl"
    path.write_text("\n".join(map(json.dumps, events)))
    never = Population(spends=Fraction(0), tiers={"green": Chance(Fraction(1))})
    return game(campaign, tree(SHORT), programme, never, recording=load(path))


def played(folder: Path, events: list[dict[str, Any]]) -> tuple[Game, Tally]:
    found = made(folder, events)
    crowd = Crowd(found, 1, 0)
    for day in range(len(found.days)):
        crowd.day(day, {})
    return found, crowd.end()


def order(id: str, amount: str, day: str) -> dict[str, Any]:
    data = {"order": id, "amount": amount}
    return {
        "id": id,
        "source": "s",
        "type": "order.paid",
        "subject": "ann",
        "time": f"{day}T10:00:00+08:00",
        "data": data,
    }


ORDERS = [
    order("1", "20.00 CNY", "2026-01-10"),
    order("2", "5.00 CNY", "2026-02-10"),
    order("3", "2.00 CNY", "2026-05-10"),
]
READ = {
    "id": "r",
    "source": "s",
    "type": "article.read",
    "subject": "ann",
    "time": "2026-05-20T10:00:00+08:00",
    "data": {},
}


def test_points_are_told_by_the_month_in_which_they_end(tmp_path: Path) -> None:
    _, tally = played(tmp_path, ORDERS)
    gained = {month: n for month, n in tally.ended.items() if n}
    assert gained.get("2026-03", 0) >= 20
    assert gained.get("2026-04", 0) >= 5
    assert tally.ends["2026-07"] >= 2
    assert tally.earned.total() == tally.spent.total() + tally.expired.total() + tally.ends.total()
    assert tally.expired.total() == tally.ended.total()


def test_what_waits_for_its_days_is_told_apart(tmp_path: Path) -> None:
    _, tally = played(tmp_path, [*ORDERS, READ])
    assert tally.pending == 9
    early = {**READ, "time": "2026-05-10T10:00:00+08:00"}
    assert played(tmp_path, [*ORDERS, early])[1].pending == 0


def test_a_summary_says_what_they_are_worth(tmp_path: Path) -> None:
    found, tally = played(tmp_path, [*ORDERS, READ])
    summary = summarise(found, [tally])
    assert summary.liability is not None
    assert summary.liability.middle == tally.ends.total() + 9
    assert summary.worth_in == "CNY"
    told = {
        str(table.title): [str(cell) for column in table.columns for cell in column.cells] for table in tables(summary)
    }
    assert "worth of these" in told["Points and draws"]
    assert "2026-03: ended" in told["Points by the month in which they end"]
    assert "2026-07: held" in told["Points by the month in which they end"]
    assert "worth of the points held" in page(summary, "Club", 1)


@pytest.mark.parametrize("spends", [0, 1])
def test_made_up_members_report_nothing_that_comes_about_by_itself(tmp_path: Path, spends: int) -> None:
    found = made(tmp_path, ORDERS)
    crowd = Crowd(game_of(found, spends), 1, 0)
    for day in range(5):
        crowd.day(day, {})
    assert crowd.end().refused.keys() <= {"not_enough"}


def game_of(found: Game, spends: int) -> Game:
    """The same with members that are made up."""
    campaign, _ = reading.read(tree(SHORT), CampaignFile)
    assert campaign is not None
    return game(campaign, tree(SHORT), found.programme, Population(members=20, spends=Fraction(spends)))

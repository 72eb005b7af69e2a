"""Simulations with boards: over both halves of the crowd each place is paid once, to who leads; programs stand out."""

import re
from base64 import b64decode
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.mechanics.board.block import Board
from cli import folder
from cli.simulation import plots
from cli.simulation.cells import score
from cli.simulation.contests import contests, winners
from cli.simulation.crowd import Crowd
from cli.simulation.drawing import NARROW, WIDE
from cli.simulation.game import Game, game
from cli.simulation.page import page
from cli.simulation.population import Population
from cli.simulation.runs import play
from cli.simulation.share import HALVES
from cli.simulation.size import expected
from cli.simulation.summarise import summarise
from cli.simulation.tally import Tally
from cli.simulation.text import tables
from tests.cli.test_simulate_refunds import rows

EVENTS = "design.liked: {from: server}\ngame.finished: {from: server, fields: {points: number}}\n"
CAMPAIGN = """
campaign: fair
title: Fair
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-14
boards:
  stars:
    title: Stars
    when: design.liked
    score: count
    limit: 5 a day
    review: 3 days
    gives: {1: {prizes: bike}, 2 to 3: {prizes: tee, points: 10}}
  speed: {repeats: weekly, when: game.finished, score: best of points, gives: {1 to 2: {prizes: pin}}}
prizes:
  bike: {gift: bike, value: 1299.00 CNY, stock: 1}
  tee: {gift: tee, value: 99.00 CNY, stock: 2}
  pin: {badge: pin}
"""
CROWD = Population(members=30)


def test_each_place_of_each_ranking_is_paid_once(tmp_path: Path) -> None:
    tally, led = played(made(tmp_path, CROWD))
    assert tally.boards.paid == {("stars", "1"): 1, ("stars", "2 to 3"): 2, ("speed", "1 to 2"): 4}
    assert tally.prizes == {"bike": 1, "tee": 2, "pin": 4}
    assert tally.earned.total() == 20
    assert tally.boards.cost["stars"] == 129900 + 2 * 9900 == tally.cost.total()
    assert tally.boards.winners.total() == 7
    assert not tally.refused
    assert tally.boards.last["stars", "1", "c"] == led["stars"][0]
    assert tally.boards.last["stars", "2 to 3", "c"] == led["stars"][2] <= led["stars"][1]


def test_a_ranking_is_paid_before_the_day_that_follows_its_end(tmp_path: Path) -> None:
    found = contests(made(tmp_path, CROWD))
    assert {day: [one.board for one in paid] for day, paid in found.items()} == {
        7: ["speed"],  # the grace is a day
        13: ["stars", "speed"],
    }


def test_a_ranking_that_is_not_over_is_not_paid(tmp_path: Path) -> None:
    tally, _ = played(made(tmp_path, CROWD, days=10))
    assert tally.boards.paid == {("speed", "1 to 2"): 2}


def test_programs_win_where_no_limit_stops_them(tmp_path: Path) -> None:
    crowd = replace(CROWD, bots=Fraction(1, 10))
    limited, _ = played(made(tmp_path, crowd))
    free, led = played(made(tmp_path, crowd, CAMPAIGN.replace("limit: 5 a day", "")))
    assert led["stars"][0] == 200 * 14
    assert limited.boards.last["stars", "1", "c"] <= 5 * 14
    assert free.boards.winners["stars", "bots"] == 3
    without, _ = played(made(tmp_path, CROWD))
    assert without.boards.winners["stars", "bots"] == 0
    assert expected(made(tmp_path, crowd)).events > 10 * expected(made(tmp_path, CROWD)).events


def test_two_processes_pay_as_one(tmp_path: Path) -> None:
    of = made(tmp_path, CROWD)
    [tally] = play(of, 1, lambda: None)
    alone, _ = played(of)
    assert (tally.boards.last, tally.boards.paid, tally.prizes) == (alone.boards.last, alone.boards.paid, alone.prizes)


def test_is_told_in_tables_plots_and_page(tmp_path: Path) -> None:
    of = made(tmp_path, replace(CROWD, bots=Fraction(1, 10)))
    tally, _ = played(of)
    summary = summarise(of, [tally])
    shown = {str(one.title): {row[0]: row[2] for row in rows(one)} for one in tables(summary)}
    stars, speed = shown["Stars: who wins"], shown["speed: who wins, 2 rankings"]
    assert (stars["paid: place 1"], stars["paid: places 2 to 3"], speed["paid: places 1 to 2"]) == ("1", "2", "4")
    assert stars["score on place 1"] == f"{tally.boards.last['stars', '1', 'c']} times"
    assert stars["cost of its prizes"] == "1,497.00 CNY"
    assert speed["lowest score on places 1 to 2"].endswith(" points")
    assert sum(int(n) for row, n in stars.items() if row.startswith("won by")) == 3
    [stocks] = [one for one in tables(summary) if one.title == "Stocks"]
    assert [row[-1] for row in rows(stocks)] == ["after the end"] * 2, "the review is three days"
    assert {"board-stars", "winners-stars", "board-speed", "winners-speed"} <= dict(plots.figures(summary)).keys()
    html = page(summary, "Fair", 1)
    assert "prizes for the places of Stars" in html
    assert html.count("<picture>") == html.count('alt="') == len(list(plots.figures(summary)))
    assert 'alt="Stars: what it takes to win"' in html


def test_a_plot_for_a_phone_is_narrow_and_breaks_its_lines(tmp_path: Path) -> None:
    of = made(tmp_path, CROWD, CAMPAIGN.replace("title: Stars", "title: The favourite designers of all who came"))
    tally, _ = played(of)
    wide, narrow = (dict(plots.figures(summarise(of, [tally]), inches)) for inches in (WIDE, NARROW))
    assert wide.keys() == narrow.keys()
    one = narrow["board-stars"]
    assert (one.get_figwidth(), wide["board-stars"].get_figwidth()) == (NARROW, WIDE)
    assert one.get_label() == "The favourite designers of all who came: what it takes to win"
    assert [text.get_text().count("\n") for text in one.texts][:1] == [1]


def test_the_page_has_each_plot_in_both_widths(tmp_path: Path) -> None:
    of = made(tmp_path, CROWD)
    html = page(summarise(of, [played(of)[0]]), "Fair", 1)
    images = re.findall(r'(srcset|src)="data:image/svg\+xml;base64,([^"]+)"', html)
    widths = [(kind, re.findall(rb'<svg [^>]*?width="([0-9.]+)pt"', b64decode(svg), re.DOTALL)) for kind, svg in images]
    assert {kind: {round(float(one[0]), 3) for of, one in widths if of == kind} for kind in ("src", "srcset")} == {
        "src": {round(72 * WIDE, 3)},
        "srcset": {round(72 * NARROW, 3)},
    }


@pytest.mark.parametrize("members", [1, 2])
def test_places_on_which_nobody_stands_are_not_paid(tmp_path: Path, members: int) -> None:
    of = made(tmp_path, replace(CROWD, members=members))
    tally, _ = played(of)
    assert tally.boards.paid["stars", "2 to 3"] <= members - 1
    assert summarise(of, [tally]).boards[0].name == "stars"


def made(tmp_path: Path, crowd: Population, campaign: str = CAMPAIGN, days: int | None = None) -> Game:
    (tmp_path / "fair").mkdir(exist_ok=True)
    (tmp_path / "events.yaml").write_text(EVENTS)
    (tmp_path / "programme.yaml").write_text("timezone: Asia/Shanghai\ncurrency: CNY\n")
    (tmp_path / "fair" / "campaign.yaml").write_text(campaign)
    definition, tree, programme = folder.read(tmp_path / "fair")
    return game(definition, tree, programme, crowd, days)


def played(of: Game) -> tuple[Tally, dict[str, list[int]]]:
    """A run in one process, and the scores of each board's last ranking, the best first."""
    halves, taken, led = [Crowd(of, 1, half) for half in range(HALVES)], Counter[Any](), {}
    coming, boards = contests(of), of.published.campaign.blocks(Board)
    for day in range(len(of.days)):
        taken += sum((half.day(day, taken) for half in halves), Counter())
        for one in coming.get(day, ()):
            places = winners(boards[one.board], [half.best(one) for half in halves])
            led[one.board] = [place.score for place in places]
            for half in halves:
                taken.update(half.award(one, places, day, taken))
    return sum((half.end() for half in halves), Tally()), led


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (1_234_567.0, "times", "1,234,567 times"),
        (12.1, "times", "12 times"),
        (41.54, "points", "41.5 points"),
        (120_000.0, "CNY", "1,200.00 CNY"),
        (7.0, "", "7"),
    ],
)
def test_a_score_is_told_with_its_unit(value: float, unit: str, told: str) -> None:
    assert score(value, unit) == told

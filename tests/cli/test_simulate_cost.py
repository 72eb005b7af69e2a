"""`tessera simulate` comforts nobody falsely: it says what its runs can tell, what it costs at worst, what is cut."""

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from chalicelib.domain.words.values import Chance
from cli import folder
from cli.simulation.choices import MOST_FREE, MOST_PAID
from cli.simulation.cost import can_tell, cut_short, notes, on_budget, without_value, worst_case
from cli.simulation.crowd import Crowd
from cli.simulation.game import Game, game
from cli.simulation.population import Habit, Kind, Population
from cli.simulation.share import HALVES
from cli.simulation.summarise import summarise
from cli.simulation.summary import Summary, percentiles
from cli.simulation.tally import Tally
from cli.simulation.text import what_was_run
from cli.simulation.worst import most_units

HEAD = """
campaign: fair
title: Fair
timezone: Asia/Shanghai
opens: 2026-07-01 12:00
closes: 2026-08-03 12:00
"""
EVENTS = "order.paid: {from: server, fields: {order: text, amount: money}, unique: order}\n"


def made(tmp_path: Path, blocks: str, population: Population | None = None) -> Game:
    """The game of a fair with these blocks."""
    (tmp_path / "fair").mkdir(exist_ok=True)
    (tmp_path / "events.yaml").write_text(EVENTS)
    (tmp_path / "programme.yaml").write_text("tiers: {green: {}}\n")
    (tmp_path / "fair" / "campaign.yaml").write_text(HEAD + blocks)
    campaign, tree, programme = folder.read(tmp_path / "fair")
    return game(campaign, tree, programme, population or Population(members=3))


UNLIMITED = """
blind_boxes: {box: {costs: {points: 1}, odds: {tee: 100%}}}
prizes: {tee: {gift: tee, value: 1.00 CNY}}
"""


def costing(tmp_path: Path, costs: list[int], budget: str = "budget: 100.00 CNY\n", prizes: str = "") -> Summary:
    """A summary of runs that cost so much, in CNY."""
    prizes = prizes or UNLIMITED
    runs = [Tally(came=1, cost=Counter({0: cost * 100})) for cost in costs]
    return summarise(made(tmp_path, budget + prizes), runs)


BUDGETS = {
    "twenty runs, all within": (
        [50] * 20,
        False,
        "Within budget: 20 of 20 runs cost at most 50.00 CNY, the dearest 50",
    ),
    "twenty runs, one of them dearer": (
        [50] * 19 + [99],
        False,
        "Within budget: 19 of 20 runs cost at most 52.45 CNY, the dearest 99.00 CNY; the budget is 100.00 CNY.",
    ),
    "twenty runs, one over": ([50] * 19 + [101], False, "the dearest 101.00 CNY"),
    "twenty runs, two over": ([50] * 18 + [101] * 2, True, "Over budget: in 2 of 20 runs the prizes cost more"),
    "exactly the budget": ([100] * 20, False, "Within budget: 20 of 20"),
    "a hundred runs, five over": ([50] * 95 + [101] * 5, False, "Within budget: 95 of 100"),
    "a hundred runs, six over": ([50] * 94 + [101] * 6, True, "Over budget: in 6 of 100 runs"),
    "nineteen runs": ([50] * 19, False, "The budget of 100.00 CNY can't be judged: 19 runs can't tell"),
    "four runs": ([50, 51, 52, 53], False, "The dearest of what was played cost 53.00 CNY."),
    "four runs, one over": (
        [50, 51, 52, 101],
        True,
        "Over budget: in 1 of 4 runs the prizes cost more than the budget",
    ),
    "four runs, one exactly": ([50, 51, 52, 100], False, "can't be judged"),
    "one run": ([50], False, "can't be judged: One run has no spread: --runs 20 shows it."),
    "one run over": ([101], True, "Over budget: in the only run"),
}


@pytest.mark.parametrize(("costs", "over", "says"), BUDGETS.values(), ids=BUDGETS)
def test_says_of_the_budget_what_so_many_runs_can_tell(tmp_path: Path, costs: list[int], over: bool, says: str) -> None:
    summary = costing(tmp_path, costs)
    assert (summary.over_budget, says in on_budget(summary)) == (over, True), on_budget(summary)
    assert can_tell(summary) == (over or len(costs) >= 20)


@pytest.mark.parametrize(
    ("stock", "says", "can"),
    [
        ("100", "Within budget, whatever happens", True),
        ("101", "The budget of 100.00 CNY can't be judged", False),
        ("2 a day", "Within budget, whatever happens", True),
        ("3 a day", "The budget of 100.00 CNY can't be judged", False),
    ],
    ids=["just enough", "a unit more", "on each of 34 days", "one more on each day"],
)
def test_four_runs_are_enough_where_the_worst_case_fits_in(tmp_path: Path, stock: str, says: str, can: bool) -> None:
    prizes = f"prizes: {{tee: {{gift: tee, value: 1.00 CNY, stock: {stock}}}}}\n"
    summary = costing(tmp_path, [1, 2, 3, 4], prizes=prizes)
    assert (says in on_budget(summary), can_tell(summary)) == (True, can)


def test_fewer_than_twenty_runs_show_the_least_and_the_most(tmp_path: Path) -> None:
    few, many = costing(tmp_path, [*range(19)]), costing(tmp_path, [*range(20)])
    assert (percentiles(few), few.cost.low, few.cost.high) == (("least", "median", "most"), 0, 1800)
    assert (percentiles(many), round(many.cost.low), round(many.cost.high)) == (("5%", "median", "95%"), 95, 1805)


@pytest.mark.parametrize(
    ("runs", "says"),
    [
        (1, "One run has no spread"),
        (2, "2 runs can't tell what happens in one of 20"),
        (19, "19 runs can't tell"),
        (20, "what happens in one of 7 or more"),
        (59, "what happens in one of 20 or more"),
        (100, "what happens in one of 34 or more"),
    ],
)
def test_says_how_rare_a_thing_so_many_runs_show(tmp_path: Path, runs: int, says: str) -> None:
    assert says in what_was_run(costing(tmp_path, [1] * runs), 1)


OFFER = "redemptions: {shop: {opens: %s, closes: %s, offers: {tee: {costs: {points: 1}, %sgives: {prizes: %s}}}}}\n"
ONCE = ("2026-07-01 12:00", "2026-08-03 12:00")
WORST = {
    "a stock": ("prizes: {tee: {gift: tee, stock: 7}}", 7),
    "a day, cut at both ends": ("prizes: {tee: {gift: tee, stock: 7 a day}}", 7 * 34),
    "a week": ("prizes: {tee: {gift: tee, stock: 7 a week}}", 7 * 6),
    "a month": ("prizes: {tee: {gift: tee, stock: 7 a month}}", 7 * 2),
    "no stock": ("prizes: {tee: {gift: tee}}\n" + OFFER % (*ONCE, "", "tee"), None),
    "an offer's stock": ("prizes: {tee: {gift: tee}}\n" + OFFER % (*ONCE, "stock: 5, ", "tee"), 5),
    "an offer's stock, two at once": ("prizes: {tee: {gift: tee}}\n" + OFFER % (*ONCE, "stock: 5, ", "{tee: 2}"), 10),
    "an offer's stock a window": (
        "prizes: {tee: {gift: tee}}\n" + OFFER % ("Wed 10:00", "Wed 12:00", "stock: 5 a window, ", "tee"),
        5 * 4,
    ),
    "an offer's stock a window that is open as it begins": (
        "prizes: {tee: {gift: tee}}\n" + OFFER % ("Wed 10:00", "Wed 14:00", "stock: 5 a window, ", "tee"),
        5 * 5,
    ),
    "both stocks": ("prizes: {tee: {gift: tee, stock: 3}}\n" + OFFER % (*ONCE, "stock: 5, ", "tee"), 3),
    "an offer and a box": (
        "prizes: {tee: {gift: tee}}\nblind_boxes: {box: {costs: {points: 1}, odds: {tee: 100%}}}\n"
        + OFFER % (*ONCE, "stock: 5, ", "tee"),
        None,
    ),
    "what replaces another": ("prizes: {cap: {gift: cap, stock: 1, when_out: tee}, tee: {gift: tee}}", None),
    "what nothing gives": ("prizes: {tee: {gift: tee}}", 0),
}


@pytest.mark.parametrize(("blocks", "most"), WORST.values(), ids=WORST)
def test_the_most_that_can_be_handed_out_is_what_stocks_allow(tmp_path: Path, blocks: str, most: int | None) -> None:
    assert most_units(made(tmp_path, blocks + "\n").published)["tee"] == most


def test_the_worst_case_is_stock_times_value(tmp_path: Path) -> None:
    tee, cap = "{gift: tee, value: 9.99 CNY, stock: 50}", "{gift: cap, value: 2.00 CNY, stock: 2 a day}"
    prizes = f"prizes: {{tee: {tee}, cap: {cap}}}\n"
    assert worst_case(costing(tmp_path, [1], prizes=prizes)) == (
        "The worst case: if every unit of every limited prize is handed out, they cost 635.50 CNY."
    )


def test_the_worst_case_names_what_nothing_limits(tmp_path: Path) -> None:
    box = "blind_boxes: {box: {costs: {points: 1}, odds: {tee: 50%, cap: 50%}}}\n"
    prizes = "prizes: {tee: {title: Shirt, gift: tee, value: 9.99 CNY}, cap: {gift: cap, value: 2.00 CNY, stock: 2}}\n"
    assert "4.00 CNY; nothing limits Shirt, and what" in worst_case(costing(tmp_path, [1], prizes=box + prizes))
    assert worst_case(costing(tmp_path, [1])) == "The worst case has no bound: nothing limits tee."


def test_a_thing_without_value_is_named(tmp_path: Path) -> None:
    prizes = "prizes: {tee: {title: Shirt, gift: tee, stock: 1}, pin: {badge: pin}, dew: {points: 5}}\n"
    summary = costing(tmp_path, [0], prizes=prizes)
    assert without_value(summary) == "No value is stated, and so no cost is counted, for Shirt."
    assert notes(summary) == [without_value(summary)]


RICH = Population(
    members=2,
    kinds={"keen": Kind(share=Chance(None), comes=Fraction(0))},
    spends=Fraction(1),
    does={"order.paid": Habit(often=Fraction(1), values={"amount": ("500.00 CNY",)})},
)
EARN = "challenges: {buy: {tasks: {order: {when: order.paid, reach: 1 times, gives: {points: %d}}}}}\n"
BOX = "blind_boxes: {box: {title: Gold box, %sodds: {tee: 100%%}}}\nprizes: {tee: {%s}}\n"


def drawn(of: Game) -> Tally:
    """A run in one process."""
    halves = [Crowd(of, 1, half) for half in range(HALVES)]
    for day in range(len(of.days)):
        for half in halves:
            half.day(day, Counter())
    return sum((half.end() for half in halves), Tally())


CAPS = {
    "as many as the wallet pays for": (EARN % 57 + BOX % ("costs: {points: 1}, ", "gift: tee"), 57, 0),
    "hundreds": (EARN % 999 + BOX % ("costs: {points: 1}, ", "gift: tee"), 999, 0),
    "what a box gives pays for more": (EARN % 1 + BOX % ("costs: {points: 1}, ", "points: 1"), MOST_PAID, 2),
    "what is free": (EARN % 1 + BOX % ("", "gift: tee"), MOST_FREE, 2),
    "what is free, with a limit": (EARN % 1 + BOX % ("limit: 25 a campaign, ", "gift: tee"), MOST_FREE, 2),
    "what is free, with a small limit": (EARN % 1 + BOX % ("limit: 5 a campaign, ", "gift: tee"), 5, 0),
    "a limit of what is paid for": (EARN % 100 + BOX % ("costs: {points: 1}, limit: 30 a day, ", "gift: tee"), 30, 0),
    "a chain of choices in one visit": (
        EARN % 10
        + BOX % ("costs: {draws: box}, ", "gift: tee")
        + OFFER.replace("prizes: %s", "draws: box") % (*ONCE, ""),
        10,
        0,
    ),
}


@pytest.mark.parametrize(("blocks", "times", "cut"), CAPS.values(), ids=CAPS)
def test_plays_all_that_the_wallet_pays_for(tmp_path: Path, blocks: str, times: int, cut: int) -> None:
    of = made(tmp_path, blocks, RICH)
    tally = drawn(of)
    assert (dict(tally.draws), tally.cut["draw box"]) == ({times: 2}, cut)
    told = cut_short(summarise(of, [tally]))
    assert told.startswith("Ended before members had enough: draw Gold box in 2 visits.") == bool(cut)

"""Boards: what counts for a score and when, how an order that comes back lowers it, and what the places are paid."""

from typing import Any

import pytest

from chalicelib.domain.decide.award import Award
from chalicelib.domain.mechanics.board.rankings import ranking_at, rankings
from chalicelib.domain.publishing.definitions import Replaced, assemble
from chalicelib.domain.record.actions import Happened, Settle
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.receipt import Receipt
from tests.domain.game import Game, gets
from tests.domain.ledger import Ledger
from tests.domain.test_refunds import HEAD, ORDERS, ledger, paid, refunded

BOARD = """
boards:
  runs: {{when: run.finished, score: {score}, gives: {{1: {{points: 10}}, 2 to 3: {{points: 1}}}}{more}}}
"""


def board(score: str = "count", more: str = "") -> Game:
    return Game(BOARD.format(score=score, more=f", {more}" if more else ""))


def run(game: Game, when: str | int, km: Any = 5, by: str = "ann", arrives: str | int | None = None) -> Any:
    return game.event("run.finished", when, by, arrives, km=km)


def scores(game: Game | Ledger, campaign: str = "play") -> dict[str, list[int]]:
    """The scores of Ann: the score, and when it was reached."""
    played = game.store.members["ann"].document.played.get(campaign)
    return {key: [one.score, one.at] for key, one in played.scores.items()} if played else {}


@pytest.mark.parametrize(
    ("score", "km", "expected"),
    [
        pytest.param("count", [5, 5, 5], [3, 2], id="a count: each event, reached with the last"),
        pytest.param("sum of km", [5, 1.5], [6500, 1], id="a sum, in thousandths"),
        pytest.param("sum of km", [5, -3, 0], [5000, 0], id="what is worth nothing adds nothing, and reaches nothing"),
        pytest.param("best of km", [3, 7, 5], [7000, 1], id="the best alone"),
        pytest.param("best of km", [7, 7], [7000, 0], id="as good again: who was there first is so still"),
    ],
)
def test_a_score_is_what_the_board_says(score: str, km: list[float], expected: list[int]) -> None:
    game = board(score)
    start = game.at("06-03 10:00")
    for n, one in enumerate(km):
        run(game, start + n, one)
    assert scores(game) == {"runs@c": [expected[0], start + expected[1]]}


def test_of_late_news_the_own_time_counts() -> None:
    """A sum is reached with the last of its events, whenever that was heard of; a best one by the first as good."""
    game = board("best of km")
    run(game, "06-03 10:00", 7)
    run(game, "06-03 09:00", 7, arrives="06-03 11:00")
    assert scores(game) == {"runs@c": [7000, game.at("06-03 09:00")]}
    game = board("sum of km")
    run(game, "06-03 10:00", 7)
    run(game, "06-03 09:00", 7, arrives="06-03 11:00")
    assert scores(game) == {"runs@c": [14000, game.at("06-03 10:00")]}


@pytest.mark.parametrize(
    ("more", "when", "arrives", "counts"),
    [
        pytest.param("", "2026-05-31 23:59:59.999", None, False, id="before it opens"),
        pytest.param("", "06-01 00:00", None, True, id="as it opens"),
        pytest.param("", "06-30 23:59:59.999", None, True, id="its last moment"),
        pytest.param("", "07-01 00:00", None, False, id="as it closes"),
        pytest.param("", "06-30 23:59:59.999", "07-01 23:59:59.998", True, id="late, within the grace"),
        pytest.param("", "06-30 23:59:59.999", "07-01 23:59:59.999", False, id="the grace after it is over"),
        pytest.param("closes: 2026-06-10 12:00", "06-10 11:59:59.999", "06-11 11:59:59.998", True, id="its own end"),
        pytest.param("closes: 2026-06-10 12:00", "06-10 12:00", None, False, id="after its own end"),
        pytest.param("where: {km: at least 6}", "06-03 10:00", None, False, id="another event"),
        pytest.param("who: {tier: gold}", "06-03 10:00", None, False, id="other members"),
    ],
)
def test_what_counts(more: str, when: str, arrives: str | None, counts: bool) -> None:
    game = board(more=more)
    run(game, when, arrives=arrives)
    assert bool(scores(game)) == counts


def test_a_limit_bounds_what_counts_in_its_period() -> None:
    game = board(more="limit: 2 a day")
    for _ in range(3):
        run(game, "06-03 23:59:59.999")
    run(game, "06-04 00:00")
    run(game, "06-03 12:00", arrives="06-04 10:00")  # of the day before, which is full
    assert scores(game)["runs@c"][0] == 3


def test_each_week_has_a_ranking_of_its_own_and_those_over_are_forgotten() -> None:
    game = board(more="repeats: weekly")
    run(game, "06-07 23:59:59.999")
    run(game, "06-08 00:00")
    assert {key: one[0] for key, one in scores(game).items()} == {"runs@w260601": 1, "runs@w260608": 1}
    run(game, "06-12 00:00")
    assert {key: one[0] for key, one in scores(game).items()} == {"runs@w260608": 2}


@pytest.mark.parametrize(("comes", "counts"), [("06-11 11:59:59.999", True), ("06-11 12:00", False)])
def test_what_comes_about_by_itself_counts_until_the_ranking_is_over(comes: str, counts: bool) -> None:
    """A birthday is noticed when the member comes: then the ranking of its day may be frozen."""
    blocks = BOARD.format(score="count", more=", closes: 2026-06-10 12:00").replace("run.finished", "member.birthday")
    game = Game(blocks, profiles={"ann": Profile(tier="green", born="1990-06-05")})
    run(game, "06-03 10:00")
    game.play(Settle(), comes)
    assert bool(scores(game)) == counts


def test_an_event_that_does_not_raise_the_score_writes_nothing() -> None:
    game = board("best of km", more="limit: 2 a day")
    run(game, "06-03 10:00", 7)
    assert run(game, "06-03 10:01", 5) is None
    assert isinstance(run(game, "06-03 10:02", 8), Receipt)  # nor does it use up the limit


def test_a_paused_campaign_goes_on_scoring_and_pays_no_place() -> None:
    game = board()
    programme = game.definitions.programme
    game.store.definitions = assemble(programme, [game.published], paused={"play": game.at("06-02 00:00")})
    run(game, "06-03 10:00")
    assert scores(game)["runs@c"][0] == 1
    assert gets(game.play(Award("play", "runs", "c", 1), "07-03 10:00")) == "campaign_paused"


@pytest.mark.parametrize(
    ("rank", "expected"), [(1, {"points": 10}), (2, {"points": 1}), (3, {"points": 1}), (4, "not_offered")]
)
def test_each_place_is_paid_what_it_gives(rank: int, expected: dict[str, int] | str) -> None:
    assert gets(board().play(Award("play", "runs", "c", rank), "07-03 10:00")) == expected


WEEKLY = """
boards:
  runs: {when: run.finished, score: count, repeats: weekly, gives: {1 to 3: {points: 1}}}
challenges:
  fame: {tasks: {podium: {when: rank.won, where: {board: runs, rank: at most 2}, each: 1 time, gives: {prizes: cup}}}}
prizes: {cup: {badge: cup}}
"""


@pytest.mark.parametrize(("rank", "more"), [(1, {"prizes/cup": 1}), (2, {"prizes/cup": 1}), (3, {})])
def test_a_task_hears_of_a_place_that_was_won_once(rank: int, more: dict[str, int]) -> None:
    game = Game(WEEKLY)
    award = Award("play", "runs", "w260601", rank)
    assert gets(game.play(award, "06-09 10:00")) == {"points": 1, **more}
    assert game.event("rank.won", "06-10 10:00").code == "event_from_tessera"


def test_a_place_of_a_contest_that_is_the_whole_campaign_is_won_when_that_is_over() -> None:
    game = Game(WEEKLY.replace("repeats: weekly, ", ""))
    assert gets(game.play(Award("play", "runs", "c", 1), "07-03 10:00")) == {"points": 1}


def test_what_scored_is_told_to_the_store_as_the_document_has_it() -> None:
    game = board("sum of km")
    run(game, "06-03 10:00", 7)
    run(game, "06-03 11:00", 2)
    assert game.last is not None
    [entry] = game.last.entries
    assert [entry.score, entry.at] == scores(game)[f"{entry.board}@{entry.window}"]


MOST = """
boards:
  most:   {when: order.paid, score: sum of amount, gives: {1: {points: 1}}}
  orders: {when: order.paid, score: count, gives: {1: {points: 1}}}
  best:   {when: order.paid, score: best of amount, gives: {1: {points: 1}}}
"""


def shop() -> Ledger:
    return ledger(MOST, ORDERS)


def of_ann(one: Ledger) -> dict[str, int]:
    campaign = next(iter(one.store.members["ann"].document.played))
    return {key.removesuffix("@c"): score for key, (score, _) in scores(one, campaign).items()}


@pytest.mark.parametrize(
    ("refunds", "expected"),
    [
        pytest.param([], {"most": 9000, "orders": 2, "best": 6000}, id="none"),
        pytest.param([("b", "10.00")], {"most": 8000, "orders": 2, "best": 5000}, id="a part of the best"),
        pytest.param([("b", "40.00")], {"most": 5000, "orders": 2, "best": 3000}, id="so much that another is best"),
        pytest.param([("b", "60.00")], {"most": 3000, "orders": 1, "best": 3000}, id="all of the best"),
        pytest.param([("b", "20.00"), ("b", "40.00")], {"most": 3000, "orders": 1, "best": 3000}, id="all, in parts"),
        pytest.param([("a", "30.00"), ("b", "60.00")], {"most": 0, "orders": 0, "best": 0}, id="everything"),
    ],
)
def test_an_order_that_comes_back_lowers_the_score(refunds: list[tuple[str, str]], expected: dict[str, int]) -> None:
    one = shop()
    paid(one, "a", "30.00")
    paid(one, "b", "60.00")
    for n, (order, amount) in enumerate(refunds):
        refunded(one, order, str(n), amount)
    assert of_ann(one) == expected


def test_a_lower_score_is_reached_at_the_refund() -> None:
    one = shop()
    paid(one, "a", "30.00")
    refunded(one, "a", "1", "10.00", "2026-03-04 10:00")
    campaign = next(iter(one.store.members["ann"].document.played))
    assert scores(one, campaign)["most@c"] == [2000, one.at("2026-03-04 10:00")]


def test_a_refund_lowers_nothing_once_the_ranking_is_over() -> None:
    one = shop()
    paid(one, "a", "30.00")
    [published] = one.store.definitions.campaigns.values()
    over = ranking_at([Replaced(0, published)], "most", published.window.opens)
    assert over is not None
    refunded(one, "a", "1", "10.00", over.ends - 1)
    assert of_ann(one)["most"] == 2000
    refunded(one, "a", "2", "10.00", over.ends)
    assert of_ann(one)["most"] == 2000


# Each row: the grace and the blocks that are in force at the refund, which comes some days after the close; the order
# was counted with a grace of two days.
AFTER_A_CHANGE = {
    "the same": ("2 days", MOST, 1, 2000),
    "the same, over": ("2 days", MOST, 2, 3000),
    "longer": ("10 days", MOST, 9, 2000),
    "longer, over": ("10 days", MOST, 10, 3000),
    "shorter": ("1 day", MOST, 0, 2000),
    "shorter, over": ("1 day", MOST, 1, 3000),
    "a week, not the whole campaign": ("10 days", MOST.replace("order.paid,", "order.paid, repeats: weekly,"), 1, 2000),
    "no such window any more, over": ("10 days", MOST.replace("order.paid,", "order.paid, repeats: weekly,"), 2, 3000),
    "no such board any more": ("10 days", MOST.replace("most:", "much:"), 1, 2000),
    "no such board any more, over": ("10 days", MOST.replace("most:", "much:"), 2, 3000),
}


@pytest.mark.parametrize(("grace", "blocks", "days", "expected"), AFTER_A_CHANGE.values(), ids=AFTER_A_CHANGE)
def test_a_refund_lowers_a_score_for_as_long_as_late_orders_add_to_it(
    grace: str, blocks: str, days: int, expected: int
) -> None:
    def head(grace: str) -> str:
        return HEAD.replace("2030-12-31", "2026-03-31").replace("grace: 60 days", f"grace: {grace}")

    one = Ledger(ORDERS, head("2 days") + MOST)
    one.enrol("ann", "2026-01-05 10:00")
    paid(one, "a", "30.00")
    one.store.definitions = Ledger(ORDERS, head(grace) + blocks).store.definitions
    refunded(one, "a", "1", "10.00", one.at("2026-04-01 00:00") + days * 86_400_000)
    assert of_ann(one)["most"] == expected


def test_an_amount_of_another_currency_counts_for_nobody() -> None:
    one = shop()
    time = one.at("2026-03-02 09:00")
    data = {"order": "e", "amount": "50.00 EUR"}
    one.play(Happened("e", "shop", "order.paid", time, data), time, id="e")
    assert of_ann(one) == {"orders": 1}


@pytest.mark.parametrize(
    ("more", "until", "expected"),
    [
        pytest.param("", "06-03 10:00", ["c"], id="one"),
        pytest.param("repeats: weekly", "06-15 00:00", ["w260601", "w260608", "w260615"], id="each week so far"),
        pytest.param("repeats: monthly", "07-09 00:00", ["m2606"], id="none after the campaign"),
        pytest.param("repeats: daily, opens: 2026-06-02 06:00", "06-03 10:00", ["d260602", "d260603"], id="own days"),
    ],
)
def test_the_rankings_that_there_were(more: str, until: str, expected: list[str]) -> None:
    game = board(more=more)
    found = list(rankings([Replaced(0, game.published)], "runs", 0, game.at(until)))
    assert [one.id for one in found] == expected
    assert all(one.opens < one.closes < one.ends <= one.pays < one.frozen_from for one in found)

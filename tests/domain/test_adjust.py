"""Adjustments: managers give and take what no block does, all of it or nothing."""

from collections.abc import Callable

import pytest

from chalicelib.domain.record.actions import Adjust, Correction
from chalicelib.domain.record.adjustment import Adjustment, approved, declined
from chalicelib.domain.record.journal import Posting
from chalicelib.domain.record.purse import folded
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Conflict, Forbidden
from tests.domain.game import Game

BLOCKS = """
challenges: {visits: {tasks: {visit: {when: shop.visited, gives: {points: 100, draws: box, fragments: set/a}}}}}
collections: {set: {fragments: [a, b], gives: {points: 1}}}
blind_boxes: {box: {costs: {draws: box}, odds: {pin: rest}}}
prizes: {pin: {badge: pin}}
"""
AT = "06-03 10:00"


def adjusted(*moves: tuple[str, int] | tuple[str, int, str]) -> object:
    game = Game(BLOCKS)
    game.event("shop.visited", AT)
    before = game.holds()
    got = game.play(Adjust("a1", "so it was agreed", tuple(Correction(*one) for one in moves)), AT)
    if not isinstance(got, Receipt):
        assert game.holds() == before, "nothing of it has happened"
        return getattr(got, "code", got)
    return {name: n - before.get(name, 0) for name, n in game.holds().items() if n != before.get(name, 0)}


@pytest.mark.parametrize(
    ("moves", "moved"),
    [
        pytest.param([("points", 5)], {"points": 5}, id="points"),
        pytest.param([("points", -100)], {"points": -100}, id="all of the points"),
        pytest.param([("points", -101)], "not_enough", id="more points than there are"),
        pytest.param([("points", 2**53)], "number_full", id="more than phones can read"),
        pytest.param([("draws/box", 2, "play"), ("points", -1)], {"draws/box": 2, "points": -1}, id="both, at once"),
        pytest.param([("draws/box", 2, "play"), ("points", -101)], "not_enough", id="or nothing"),
        pytest.param([("points", 5), ("points", -105)], {"points": -100}, id="one on top of the other"),
        pytest.param([("fragments/set/b", 1, "play")], {"fragments/set/b": 1}, id="a fragment"),
        pytest.param([("draws/box", -2, "play")], "not_enough", id="more draws than there are"),
        pytest.param([("draws/bax", 1, "play")], "unknown_asset", id="a box that is none"),
        pytest.param([("fragments/set/c", 1, "play")], "unknown_asset", id="a fragment that is none"),
        pytest.param([("prizes/pin", 1, "play")], "unknown_asset", id="prizes are granted by blocks"),
        pytest.param([("draws/box", 1, "plays")], "unknown_campaign", id="a campaign that is none"),
    ],
)
def test_it_moves_all_of_it_or_nothing(moves: list[tuple[str, int]], moved: object) -> None:
    assert adjusted(*moves) == moved


def test_the_receipt_says_why_and_names_no_block() -> None:
    game = Game(BLOCKS)
    game.event("shop.visited", AT)
    moves = (Correction("points", 5), Correction("stars", 3), Correction("draws/box", -1, "play"))
    receipt = game.play(Adjust("a1", "so it was agreed", moves), AT)
    assert isinstance(receipt, Receipt)
    assert (receipt.does, receipt.asked["adjustment"], receipt.asked["reason"]) == ("adjust", "a1", "so it was agreed")
    assert receipt.postings == (
        Posting("programme", "adjusted", 2, gave={"points": 5, "stars": 3}, lots={"2026-06": 5}),
        Posting("play", "adjusted", took={"draws/box": 1}),
    )


def test_what_is_owed_is_paid_first() -> None:
    game = Game(BLOCKS)
    game.event("shop.visited", AT)
    game.store.members["ann"].document.owed = 30
    game.store.members["ann"].document.lots = folded([])
    game.play(Adjust("a1", "so it was agreed", (Correction("points", 50),)), AT)
    assert (game.holds()["points"], game.member("ann").document.owed) == (20, 0)


ONE = Adjustment("a1", "ann", (Correction("points", 5),), "so it was agreed", "mia", 1)


def stands(state: str) -> Adjustment:
    done = {"waiting": ONE, "approving": approved(ONE, "bo", 2, False), "declined": declined(ONE, "bo", 2)}
    return done[state]


def outcome(decided: Callable[[], Adjustment]) -> str:
    try:
        return decided().state
    except (Forbidden, Conflict) as error:
        return error.code


@pytest.mark.parametrize(
    ("state", "by", "own", "then"),
    [
        pytest.param("waiting", "bo", False, "approving", id="a second manager"),
        pytest.param("waiting", "mia", False, "own_adjustment", id="whoever proposed it"),
        pytest.param("waiting", "mia", True, "approving", id="where there is one manager alone"),
        pytest.param("approving", "cy", False, "approving", id="goes on after a crash"),
        pytest.param("approving", "mia", False, "approving", id="whoever asks for that"),
        pytest.param("declined", "cy", False, "adjustment_decided", id="it was declined"),
    ],
)
def test_who_may_approve(state: str, by: str, own: bool, then: str) -> None:
    assert outcome(lambda: approved(stands(state), by, 3, own)) == then


@pytest.mark.parametrize(
    ("state", "then"), [("waiting", "declined"), ("declined", "declined"), ("approving", "adjustment_decided")]
)
def test_who_may_decline(state: str, then: str) -> None:
    assert outcome(lambda: declined(stands(state), "mia", 3)) == then

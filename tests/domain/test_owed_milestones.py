"""What milestones owe is what is reached less what was given, also of older records, and home screens show it."""

import json

import msgspec
import pytest

from chalicelib.domain.mechanics.challenge.milestones import owed
from chalicelib.domain.play.capacity import MOST_ENTRIES
from chalicelib.domain.record.actions import Settle
from chalicelib.domain.record.member import Member, Payment
from chalicelib.domain.views.home import home
from chalicelib.domain.words.values import Bag
from tests.domain.game import Game
from tests.domain.moved_milestones import (
    CHALLENGE,
    DAY,
    EACH,
    LATER,
    PRIZES,
    TASK,
    P,
    Q,
    R,
    play,
    prizes,
)
from tests.domain.test_new_terms import change
from tests.domain.test_pause import pause

# Each row: what was given, as (place, bag, times); the terms; how often each place is reached; and what is owed.
Gift = tuple[int, Bag, int]
HISTORIES: dict[str, tuple[list[Gift], dict[int, Bag], dict[int, int], list[Gift]]] = {
    "nothing yet": ([], {3: Bag(points=5)}, {3: 2}, [(3, Bag(points=5), 2)]),
    "as often as it is reached": ([(3, Bag(points=5), 2)], {3: Bag(points=5)}, {3: 5}, [(3, Bag(points=5), 3)]),
    "never taken back": ([(3, Bag(points=5), 4)], {3: Bag(points=5)}, {3: 1}, []),
    "given elsewhere": ([(5, Bag(points=5), 2)], {3: Bag(points=5)}, {3: 3}, [(3, Bag(points=5), 1)]),
    "the rest of a larger one": ([(3, Bag(points=5), 2)], {3: Bag(points=8)}, {3: 2}, [(3, Bag(points=3), 2)]),
    "that and one more time": ([(3, Bag(points=5), 2)], {3: Bag(points=5, draws={"b": 1})}, {3: 3},
                               [(3, Bag(points=5, draws={"b": 1}), 1), (3, Bag(draws={"b": 1}), 2)]),
    "a smaller one from then on": ([(3, Bag(points=10), 3)], {3: Bag(points=5)}, {3: 5}, [(3, Bag(points=5), 2)]),
    "a smaller one takes nothing of the next": (
        [(3, Bag(points=10), 1)], {3: Bag(points=5), 5: Bag(points=20)}, {3: 1, 5: 1}, [(5, Bag(points=20), 1)]),
    "points that changed places": (
        [(3, Bag(points=5), 1)], {3: Bag(points=3), 5: Bag(points=5)}, {3: 1, 5: 1}, [(3, Bag(points=3), 1)]),
    "one later and one earlier": (
        [(3, Bag(points=3), 1)], {2: Bag(points=5), 4: Bag(points=3)}, {2: 1, 4: 1}, [(2, Bag(points=5), 1)]),
    "two moved at once": (
        [(5, Bag(points=8), 2)], {3: Bag(points=8), 5: Bag(points=5)}, {3: 3, 5: 2},
        [(3, Bag(points=8), 1), (5, Bag(points=5), 2)]),
    "split": ([(5, Bag(points=10), 1)], {3: Bag(points=5), 5: Bag(points=5)}, {3: 1, 5: 1}, []),
    "merged": ([(3, Bag(points=5), 1), (5, Bag(points=4), 1)], {3: Bag(points=10)}, {3: 1}, [(3, Bag(points=1), 1)]),
    "what gives nothing": ([], {3: Bag()}, {3: 1}, []),
    "what is not reached": ([], {3: Bag(points=5)}, {3: 0}, []),
}  # fmt: skip


@pytest.mark.parametrize(("given", "terms", "reached", "expected"), HISTORIES.values(), ids=HISTORIES.keys())
def test_what_is_reached_is_owed_less_what_was_given(
    given: list[Gift], terms: dict[int, Bag], reached: dict[int, int], expected: list[Gift]
) -> None:
    more = owed([Payment(*one) for one in given], terms, reached)
    assert [(one.at, one.bag, one.times) for one in more] == expected


def as_it_was_stored(game: Game) -> None:
    """Let the record be as releases wrote it that kept places alone."""
    ann = game.member("ann")
    stored = json.loads(msgspec.json.encode(ann.document))
    for part in stored.get("g", {}).values():
        part["d"] = [one[:3] for one in part.get("d", ())]
        for one in part.get("r", {}).values():
            for record in (one, *one.get("t", {}).values()):
                record.pop("g", None)
    document = msgspec.json.decode(json.dumps(stored), type=Member)
    game.store.members["ann"] = msgspec.structs.replace(ann, document=document)


@pytest.mark.parametrize("paused", [True, False])
def test_under_each_all_that_was_earned_is_given_by_as_many_receipts_as_it_takes(paused: bool) -> None:
    many = "{5.00 CNY: {prizes: slip}}"
    blocks = "challenges: {c: {tasks: {t: {when: order.paid, each: 10.00 CNY of amount, milestones: %s}}}}\n"
    blocks += "prizes: {slip: {coupon: 10% off}}".replace("%", "%%")
    game = Game(blocks % many)
    if paused:
        pause(game)
    game.event("order.paid", DAY, amount=f"{10 * (MOST_ENTRIES + 901)}.00 CNY")
    change(game, blocks % many.replace("5.00", "3.00"))
    pause(game, False)
    while game.play(Settle(), LATER):
        pass
    assert len(game.member("ann").document.coupons) == MOST_ENTRIES + 901


@pytest.mark.parametrize("of", [TASK, EACH, CHALLENGE], ids=["task", "each", "challenge"])
@pytest.mark.parametrize("paused", [True, False])
@pytest.mark.parametrize("then", [f"{{5: {P}}}", f"{{3: {P}}}"])
def test_a_record_of_places_alone_gets_what_stands_there_or_next_below(of: str, paused: bool, then: str) -> None:
    game = Game(of % f"{{5: {P}}}")
    if paused:
        pause(game)
    play(game, 0, 6)
    as_it_was_stored(game)
    change(game, of % then)
    pause(game, False)
    game.play(Settle(), LATER)
    assert prizes(game) == "p"
    play(game, 6, 1)
    assert prizes(game) == "p"
    assert game.play(Settle(), LATER) is None


def test_what_each_gave_in_a_round_is_forgotten_with_it() -> None:
    daily = "challenges: {c: {tasks: {t: {when: shop.visited, reach: 9 times, milestones: %s}}, repeats: daily}}\n"
    game = Game(daily % f"{{2: {P}}}" + PRIZES)
    for at in ("06-10 10:00", "06-10 11:00", "06-11 10:00"):
        game.event("shop.visited", at)
    change(game, daily % f"{{1: {P}}}" + PRIZES)
    game.play(Settle(), "06-11 12:00")
    assert prizes(game) == "pp"


def test_what_was_reached_is_shown_wherever_it_stands() -> None:
    for of in (TASK, CHALLENGE):
        game = Game(of % f"{{2: {P}, 5: {Q}}}")
        play(game, 0, 3)
        change(game, of % f"{{1: {P}, 2: {R}, 4: {Q}}}")
        seen = home(game.definitions, game.member("ann"), game.at(LATER)).campaigns["play"].challenges["c"]  # type: ignore[attr-defined]
        milestones = seen.milestones or seen.tasks["t"].milestones
        assert [(one.at, one.times) for one in milestones] == [(1, 1), (2, 1), (4, 0)]

"""Milestones that newer versions move give once: in pauses, to and fro, and whatever versions follow."""

from collections import Counter
from random import Random

import pytest

from chalicelib.domain.file.flow import bag_of
from chalicelib.domain.mechanics.challenge.milestones import moved, noted, owed
from chalicelib.domain.record.actions import Settle
from chalicelib.domain.record.member import Payment
from chalicelib.domain.words.values import Bag
from tests.domain.game import Game
from tests.domain.moved_milestones import CHALLENGE, EACH, LATER, MOVED, TASK, Row, is_given_once, play, prizes
from tests.domain.test_new_terms import change


@pytest.mark.parametrize("row", MOVED.values(), ids=MOVED.keys())
@pytest.mark.parametrize("of", [TASK, EACH, CHALLENGE], ids=["task", "each", "challenge"])
@pytest.mark.parametrize("paused", ["before", "over both", "at the change"])
def test_each_is_given_once_around_a_pause(row: Row, of: str, paused: str) -> None:
    is_given_once(row, of, paused)


@pytest.mark.parametrize("row", MOVED.values(), ids=MOVED.keys())
def test_each_is_given_once_where_units_are_counted_over_and_over(row: Row) -> None:
    is_given_once(row, EACH, "never")


@pytest.mark.parametrize("row", MOVED.values(), ids=MOVED.keys())
@pytest.mark.parametrize("of", [TASK, CHALLENGE], ids=["task", "challenge"])
def test_to_and_fro_gives_no_more_than_either(row: Row, of: str) -> None:
    first, done, then, given, more, in_the_end = row
    game = Game(of % first)
    play(game, 0, done)
    for terms in (then, first, then, first):
        change(game, of % terms)
        game.play(Settle(), LATER)
        assert prizes(game) == given
    play(game, done, more)
    fresh = Game(of % first)
    play(fresh, 0, done + more)
    assert not Counter(prizes(fresh)) - Counter(prizes(game)), "what the terms say"
    most = Counter(in_the_end) | Counter(prizes(fresh))
    assert not Counter(prizes(game)) - most, "and not more than that, or than what was given before"


def test_whatever_versions_follow_each_reward_is_given_once_and_what_is_promised_is_given() -> None:
    random = Random(7)
    for _ in range(2_000):
        versions, given = [_version(random) for _ in range(3)], list[Payment]()
        for done in range(1, 7):
            terms = random.choice(versions)
            given = noted(given, owed(given, terms, {place: int(place <= done) for place in terms}))
            had = Counter[str]()
            for one in given:
                had.update({asset: n * one.times for asset, n in one.bag.assets.items()})
            assert not had or max(had.values()) == 1, (versions, terms, given)
            assert {asset for place, bag in terms.items() if place <= done for asset in bag.assets} <= {*had}


def _version(random: Random) -> dict[int, Bag]:
    """Some of four rewards, each at one of six places."""
    found: dict[int, Bag] = {}
    for name in random.sample("pqrs", random.randint(1, 4)):
        place = random.randint(1, 6)
        found[place] = bag_of({**found.get(place, Bag()).assets, f"prizes/{name}": 1})
    return found


@pytest.mark.parametrize("seed", range(4))
def test_terms_that_did_not_change_are_no_special_case(seed: int) -> None:
    chance = Random(seed)
    bags = [Bag(points=3), Bag(points=3, draws={"box": 1}), Bag(points=0), Bag(draws={"box": 2})]
    for _ in range(300):
        terms = {place: chance.choice(bags) for place in chance.sample(range(1, 9), chance.randrange(4))}
        reached = {place: chance.randrange(4) for place in terms}
        given = [Payment(place, bag, n) for place, bag in terms.items() if (n := chance.randrange(reached[place] + 1))]
        assert owed(given, terms, reached) == moved(given, terms, reached)

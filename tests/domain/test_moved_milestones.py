"""Milestones that a newer version moves, changes, merges or splits: what was earned is given, and once."""

import json
from collections import Counter
from random import Random

import msgspec
import pytest

from chalicelib.domain.file.flow import bag_of
from chalicelib.domain.mechanics.challenge.milestones import moved, noted, owed
from chalicelib.domain.play.capacity import MOST_ENTRIES
from chalicelib.domain.record.actions import Settle
from chalicelib.domain.record.member import Member, Payment
from chalicelib.domain.views.home import home
from chalicelib.domain.words.values import Bag
from tests.domain.game import Game
from tests.domain.test_new_terms import change
from tests.domain.test_pause import pause

DAY, LATER = "06-10 10:00", "06-10 12:00"
P, Q, R = (f"{{prizes: {name}}}" for name in "pqr")
PRIZES = "prizes: {p: {badge: p}, q: {badge: q}, r: {badge: r}}"
TASK = "challenges: {c: {tasks: {t: {when: shop.visited, reach: 20 times, milestones: %s}}}}\n" + PRIZES
EACH = "challenges: {c: {tasks: {t: {when: shop.visited, each: 9 times, milestones: %s}}}}\n" + PRIZES
NAMES = "abcdefgh"
TASKS = ", ".join(f"{name}: {{when: cart.added, where: {{sku: {name}}}}}" for name in NAMES)
CHALLENGE = f"challenges: {{c: {{tasks: {{{TASKS}}}, milestones: %s}}}}\n{PRIZES}"
BOTH = "{prizes: [p, q]}"
TWICE = "{prizes: {p: 2}}"

# Each row: milestones at first, how much is done, the milestones then, what that gives in all; how much more is done,
# and what there is in the end.
MOVED: dict[str, tuple[str, int, str, str, int, str]] = {
    "one that is met now": (f"{{5: {P}}}", 4, f"{{3: {P}}}", "p", 2, "p"),
    "one that was given": (f"{{5: {P}}}", 5, f"{{3: {P}}}", "p", 2, "p"),
    "two, of which one was given": (f"{{5: {P}, 7: {Q}}}", 6, f"{{3: {P}, 5: {Q}}}", "pq", 2, "pq"),
    "two, of which both were given": (f"{{5: {P}, 7: {Q}}}", 7, f"{{3: {P}, 5: {Q}}}", "pq", 1, "pq"),
    "two, of which none was given": (f"{{5: {P}, 7: {Q}}}", 4, f"{{3: {P}, 5: {Q}}}", "p", 2, "pq"),
    "two, by more than one place": (f"{{6: {P}, 7: {Q}}}", 6, f"{{1: {P}, 2: {Q}}}", "pq", 2, "pq"),
    "three, each to the next": (f"{{3: {P}, 5: {Q}, 7: {R}}}", 5, f"{{2: {P}, 3: {Q}, 5: {R}}}", "pqr", 3, "pqr"),
    "three of the same bag": (f"{{3: {P}, 5: {P}, 7: {P}}}", 5, f"{{2: {P}, 3: {P}, 5: {P}}}", "ppp", 3, "ppp"),
    "two of the same bag": (f"{{3: {P}, 5: {P}}}", 4, f"{{2: {P}, 3: {P}}}", "pp", 2, "pp"),
    "one more below": (f"{{5: {P}}}", 6, f"{{3: {P}, 4: {Q}}}", "pq", 2, "pq"),
    "one more above": (f"{{5: {P}}}", 6, f"{{3: {P}, 7: {Q}}}", "p", 1, "pq"),
    "one more in its place": (f"{{5: {P}}}", 6, f"{{3: {P}, 5: {Q}}}", "pq", 1, "pq"),
    "one more below it in its place": (f"{{5: {P}}}", 6, f"{{3: {Q}, 5: {P}}}", "pq", 1, "pq"),
    "merged, one of them given": (f"{{3: {P}, 5: {Q}}}", 4, f"{{3: {BOTH}}}", "pq", 2, "pq"),
    "merged, both given": (f"{{3: {P}, 5: {Q}}}", 6, f"{{3: {BOTH}}}", "pq", 2, "pq"),
    "merged, none given": (f"{{3: {P}, 5: {Q}}}", 2, f"{{3: {BOTH}}}", "", 2, "pq"),
    "merged of the same bag": (f"{{3: {P}, 5: {P}}}", 4, f"{{3: {TWICE}}}", "pp", 2, "pp"),
    "merged of the same bag, both given": (f"{{3: {P}, 5: {P}}}", 5, f"{{3: {TWICE}}}", "pp", 2, "pp"),
    "merged lower": (f"{{5: {P}, 7: {Q}}}", 6, f"{{2: {BOTH}}}", "pq", 2, "pq"),
    "split": (f"{{5: {BOTH}}}", 6, f"{{3: {P}, 5: {Q}}}", "pq", 2, "pq"),
    "split, and moved": (f"{{5: {BOTH}}}", 6, f"{{2: {Q}, 3: {P}}}", "pq", 2, "pq"),
    "split, and not given": (f"{{5: {BOTH}}}", 4, f"{{3: {P}, 5: {Q}}}", "p", 2, "pq"),
    "a larger one": (f"{{3: {P}}}", 4, f"{{3: {BOTH}}}", "pq", 2, "pq"),
    "a larger one beside one of the same bag": (f"{{3: {P}, 5: {P}}}", 4, f"{{3: {TWICE}, 5: {P}}}", "pp", 1, "ppp"),
    "a larger one, earlier": (f"{{5: {P}}}", 5, f"{{3: {BOTH}}}", "pq", 2, "pq"),
    "changed places, one given": (f"{{3: {P}, 5: {Q}}}", 4, f"{{3: {Q}, 5: {P}}}", "pq", 2, "pq"),
    "changed places, both given": (f"{{3: {P}, 5: {Q}}}", 6, f"{{3: {Q}, 5: {P}}}", "pq", 2, "pq"),
    "one later, one earlier": (f"{{3: {P}, 6: {Q}}}", 4, f"{{2: {Q}, 5: {P}}}", "pq", 2, "pq"),
    "one later": (f"{{3: {P}}}", 4, f"{{5: {P}}}", "p", 2, "p"),
    "one later, not given": (f"{{3: {P}}}", 2, f"{{5: {P}}}", "", 4, "p"),
    "a smaller one, and the next": (f"{{3: {BOTH}, 5: {R}}}", 4, f"{{3: {P}, 5: {R}}}", "pq", 2, "pqr"),
    "the lower one is gone": (f"{{3: {P}, 5: {BOTH}}}", 4, f"{{5: {BOTH}}}", "p", 2, "pq"),
    "merged higher, one given": (f"{{3: {P}, 5: {Q}}}", 4, f"{{5: {BOTH}}}", "p", 2, "pq"),
    "merged higher, both given": (f"{{3: {P}, 5: {Q}}}", 6, f"{{5: {BOTH}}}", "pq", 1, "pq"),
    "merged with the next but one": (f"{{2: {P}, 3: {R}, 5: {Q}}}", 4, f"{{3: {R}, 5: {BOTH}}}", "pr", 2, "pqr"),
    "another one in its place": (f"{{3: {P}}}", 4, f"{{3: {R}, 5: {P}}}", "pr", 2, "pr"),
    "another one in the place of two": (f"{{3: {BOTH}}}", 4, f"{{3: {R}, 5: {P}, 6: {Q}}}", "pqr", 2, "pqr"),
    "all are gone": (f"{{3: {P}, 5: {Q}}}", 4, "{}", "p", 2, "p"),
}  # fmt: skip


def play(game: Game, before: int, more: int = 0) -> None:
    """So much is done, in tasks or visits of one task, beyond what was done before."""
    for name in NAMES[before : before + more]:
        game.event("shop.visited", DAY)
        game.event("cart.added", DAY, sku=name)


def prizes(game: Game) -> str:
    """What Ann holds, letter by letter."""
    held = {asset.removeprefix("prizes/"): n for asset, n in game.holds().items() if asset != "points"}
    return "".join(sorted(Counter(held).elements()))


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


@pytest.mark.parametrize("row", MOVED.values(), ids=MOVED.keys())
@pytest.mark.parametrize("of", [TASK, EACH, CHALLENGE], ids=["task", "each", "challenge"])
@pytest.mark.parametrize("paused", ["never", "before", "over both", "at the change"])
def test_each_is_given_once(row: tuple[str, int, str, str, int, str], of: str, paused: str) -> None:
    first, done, then, given, more, in_the_end = row
    game = Game(of % first)
    if paused in ("before", "over both"):
        pause(game)
    play(game, 0, done)
    if paused == "before":
        pause(game, False)
        game.play(Settle(), DAY)
    if paused == "at the change":
        pause(game)
    change(game, of % then)
    if paused != "never":
        game.play(Settle(), DAY)
        pause(game, False)
    game.play(Settle(), LATER)
    assert prizes(game) == given
    assert game.play(Settle(), LATER) is None
    play(game, done, more)
    assert prizes(game) == in_the_end
    assert game.play(Settle(), LATER) is None


@pytest.mark.parametrize("row", MOVED.values(), ids=MOVED.keys())
@pytest.mark.parametrize("of", [TASK, CHALLENGE], ids=["task", "challenge"])
def test_to_and_fro_gives_no_more_than_either(row: tuple[str, int, str, str, int, str], of: str) -> None:
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


@pytest.mark.parametrize("seed", range(4))
def test_terms_that_did_not_change_are_no_special_case(seed: int) -> None:
    chance = Random(seed)
    bags = [Bag(points=3), Bag(points=3, draws={"box": 1}), Bag(points=0), Bag(draws={"box": 2})]
    for _ in range(300):
        terms = {place: chance.choice(bags) for place in chance.sample(range(1, 9), chance.randrange(4))}
        reached = {place: chance.randrange(4) for place in terms}
        given = [Payment(place, bag, n) for place, bag in terms.items() if (n := chance.randrange(reached[place] + 1))]
        assert owed(given, terms, reached) == moved(given, terms, reached)

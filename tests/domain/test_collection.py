"""Sets: composing, wildcards, exchange against duplicates, random fragments, gifts between members."""

from collections import Counter

import pytest

from chalicelib.domain.mechanics.collection.play import Compose, Exchange, Send
from chalicelib.domain.record.actions import Action, Join
from chalicelib.domain.record.journal import Posting
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.home import home
from tests.domain.game import Game, gets

SET = """
challenges:
  get:
    tasks:
      a: {{when: cart.added, where: {{sku: a}}, each: 1 times, gives: {{fragments: set/a}}}}
      b: {{when: cart.added, where: {{sku: b}}, each: 1 times, gives: {{fragments: set/b}}}}
      c: {{when: cart.added, where: {{sku: c}}, each: 1 times, gives: {{fragments: set/c}}}}
      w: {{when: cart.added, where: {{sku: w}}, each: 1 times, gives: {{fragments: set/w}}}}
      r: {{when: cart.added, where: {{sku: r}}, each: 1 times, gives: {{fragments: set/random}}}}
collections:
  set: {{fragments: [a, b, c], gives: {{points: 50}}{more}}}
"""
DAY = "06-02 10:00"


def game(held: str, more: str = "", by: str = "ann") -> Game:
    """A game in which a member holds these fragments, a letter each."""
    one = Game(SET.format(more=f", {more}" if more else ""))
    for letter in held:
        one.event("cart.added", DAY, by=by, sku=letter)
    return one


COMPOSE = Compose("play", "set")
FULL = {"fragments/set/a": -1, "fragments/set/b": -1, "fragments/set/c": -1}

# Each row: held fragments, terms of the collection, the actions, what the last of them gives.
CASES: dict[str, tuple[str, str, list[Action], object]] = {
    "a full set is used up and pays": ("abc", "", [COMPOSE], FULL | {"points": 50}),
    "one of each only, duplicates stay": ("aabbc", "", [COMPOSE], FULL | {"points": 50}),
    "a set that lacks a piece is refused": ("aab", "", [COMPOSE], "not_enough"),
    "a second time needs a second set": ("abca", "", [COMPOSE, COMPOSE], "not_enough"),
    "a limit holds": ("abcabc", "limit: 1 a campaign", [COMPOSE, COMPOSE], "limit_reached"),
    "without limit again and again": ("abcabc", "", [COMPOSE, COMPOSE], FULL | {"points": 50}),
    "a wildcard stands in for a missing piece": (
        "abw",
        "wildcard: w",
        [COMPOSE],
        {"fragments/set/a": -1, "fragments/set/b": -1, "fragments/set/w": -1, "points": 50},
    ),
    "two wildcards for two": (
        "aww",
        "wildcard: w",
        [COMPOSE],
        {"fragments/set/a": -1, "fragments/set/w": -2, "points": 50},
    ),
    "one wildcard is not two": ("aw", "wildcard: w", [COMPOSE], "not_enough"),
    "a wildcard is spared where nothing is missing": ("abcw", "wildcard: w", [COMPOSE], FULL | {"points": 50}),
    "no exchange unless declared": ("aaaa", "", [Exchange("play", "set", "c")], "not_offered"),
    "three spares keep one of each": (
        "aaabb",
        "exchange: 3 spares",
        [Exchange("play", "set", "c")],
        {"fragments/set/a": -2, "fragments/set/b": -1, "fragments/set/c": 1},
    ),
    "two spares are not three": ("aaab", "exchange: 3 spares", [Exchange("play", "set", "c")], "not_enough"),
    "three alike": (
        "aaab",
        "exchange: 3 alike",
        [Exchange("play", "set", "c")],
        {"fragments/set/a": -3, "fragments/set/c": 1},
    ),
    "two alike and two alike are not three": (
        "aabb",
        "exchange: 3 alike",
        [Exchange("play", "set", "c")],
        "not_enough",
    ),
    "no exchange for a wildcard": (
        "aaaa",
        "wildcard: w, exchange: 3 spares",
        [Exchange("play", "set", "w")],
        "unknown_fragment",
    ),
    "an unknown collection": ("abc", "", [Compose("play", "other")], "unknown_collection"),
    "an unknown campaign": ("abc", "", [Compose("other", "set")], "unknown_campaign"),
    "an unknown fragment": ("abc", "exchange: 3 spares", [Exchange("play", "set", "z")], "unknown_fragment"),
}


@pytest.mark.parametrize(("held", "more", "actions", "expected"), CASES.values(), ids=CASES.keys())
def test_what_a_set_gives_and_takes(held: str, more: str, actions: list[Action], expected: object) -> None:
    one = game(held, more)
    results = [one.play(action, DAY) for action in actions]
    assert gets(results[-1]) == expected
    assert all(n >= 0 for n in one.holds().values())


@pytest.mark.parametrize(("at", "expected"), [("06-30 23:59:59.999", 50), ("07-01 00:00", "window_closed")])
def test_a_set_is_composed_while_the_campaign_is_open(at: str, expected: object) -> None:
    got = gets(game("abc").play(COMPOSE, at))
    assert (got["points"] if isinstance(got, dict) else got) == expected


SENDS: dict[str, tuple[str, list[Send], object]] = {
    "off unless the campaign says so": ("", [Send("play", "set", "a", "bo")], "not_offered"),
    "one piece changes hands": ("send: 2 a day", [Send("play", "set", "a", "bo")], {"fragments/set/a": -1}),
    "what one does not hold can't be sent": ("send: 2 a day", [Send("play", "set", "c", "bo")], "not_enough"),
    "a limit a day": (
        "send: 1 a day",
        [Send("play", "set", "a", "bo"), Send("play", "set", "b", "bo")],
        "limit_reached",
    ),
    "to oneself": ("send: 2 a day", [Send("play", "set", "a", "ann")], "gift_to_self"),
    "to nobody": ("send: 2 a day", [Send("play", "set", "a", "eve")], "unknown_member"),
    "a piece that can't be sent": ("send: 2 a day, cannot_send: [a]", [Send("play", "set", "a", "bo")], "not_offered"),
    "a piece that does not exist": ("send: 2 a day", [Send("play", "set", "z", "bo")], "unknown_fragment"),
}


@pytest.mark.parametrize(("more", "sends", "expected"), SENDS.values(), ids=SENDS.keys())
def test_gifts_keep_both_wallets_exact(more: str, sends: list[Send], expected: object) -> None:
    one = game("ab", more)
    one.member("bo")
    assert gets([one.play(send, DAY) for send in sends][-1]) == expected
    both = Counter(one.holds("ann")) + Counter(one.holds("bo"))
    assert {name: n for name, n in both.items() if n} == {"fragments/set/a": 1, "fragments/set/b": 1}


def test_a_gift_leaves_a_receipt_on_both_sides() -> None:
    one = game("a", "send: 2 a day")
    one.member("bo")
    sent = one.play(Send("play", "set", "a", "bo"), DAY)
    assert isinstance(sent, Receipt)
    assert one.last is not None
    received = one.last.recipient_receipt
    assert received is not None
    assert (received.does, received.asked, received.number) == ("receive", {"from": "ann"}, 2)
    assert received.postings == (Posting("play", "collections/set:send", gave={"fragments/set/a": 1}),)
    assert received.id != sent.id


# Each row: the terms, then gifts to Bo as (sender, moment) and what comes of each.
ONE = {"fragments/set/a": -1}
RECEIVED: dict[str, tuple[str, list[tuple[str, str, object]]]] = {
    "strangers use up nothing where receiving has no limit": (
        "send: 1 a day",
        [("eve", DAY, ONE), ("mal", DAY, ONE), ("ann", DAY, ONE), ("ann", DAY, "limit_reached")],
    ),
    "the recipient's limit has a code of its own": (
        "send: 2 a day, receive: 2 a day",
        [("eve", DAY, ONE), ("mal", DAY, ONE), ("ann", DAY, "recipient_limit_reached")],
    ),
    "the sender's own limit is told first": (
        "send: 1 a day, receive: 1 a day",
        [("ann", DAY, ONE), ("ann", DAY, "limit_reached"), ("eve", DAY, "recipient_limit_reached")],
    ),
    "to the last millisecond of the day": (
        "send: 9 a day, receive: 1 a day",
        [("ann", DAY, ONE), ("ann", "06-02 23:59:59.999", "recipient_limit_reached"), ("ann", "06-03 00:00", ONE)],
    ),
    "each by its own period": (
        "send: 1 a day, receive: 2 a campaign",
        [("ann", DAY, ONE), ("ann", "06-03 10:00", ONE), ("ann", "06-04 10:00", "recipient_limit_reached")],
    ),
    "a refused gift uses up neither": (
        "send: 1 a day, receive: 1 a campaign",
        [("eve", DAY, ONE), ("ann", DAY, "recipient_limit_reached"), ("ann", DAY, "recipient_limit_reached")],
    ),
}


@pytest.mark.parametrize(("terms", "gifts"), RECEIVED.values(), ids=RECEIVED.keys())
def test_sending_and_receiving_have_a_limit_each(terms: str, gifts: list[tuple[str, str, object]]) -> None:
    one = game("aaa", terms)
    for other in ("eve", "mal"):
        for _ in range(3):
            one.event("cart.added", DAY, by=other, sku="a")
    one.member("bo")
    for number, (by, at, expected) in enumerate(gifts):
        assert gets(one.play(Send("play", "set", "a", "bo"), at, by=by)) == expected, f"gift {number}"


@pytest.mark.parametrize(
    ("terms", "sends_left", "receives_left", "can_send"),
    [
        ("exchange: 3 alike", (0, 0), (0, 0), (False, False)),
        ("send: 1 a day", (0, 1), (None, None), (False, True)),
        ("send: 2 a day, receive: 5 a campaign", (1, 2), (5, 4), (True, True)),
        ("send: 3 a day, receive: 1 a day", (2, 3), (1, 0), (True, True)),
    ],
)
def test_the_home_screen_says_which_limit_is_how_far(
    terms: str, sends_left: tuple[object, object], receives_left: tuple[object, object], can_send: tuple[bool, bool]
) -> None:
    one = game("aaa", terms)
    one.member("bo")
    one.play(Send("play", "set", "a", "bo"), DAY)
    for at, who in enumerate(("ann", "bo")):
        campaign = home(one.definitions, one.member(who), one.at(DAY)).campaigns["play"]
        seen = campaign.collections["set"]  # type: ignore[attr-defined]
        assert (seen.sends_left, seen.receives_left, seen.can_send) == (sends_left[at], receives_left[at], can_send[at])


@pytest.mark.parametrize(("who", "code"), [("ann", "not_joined"), ("bo", "recipient_not_eligible")])
def test_what_keeps_the_recipient_out_is_not_told_as_if_it_were_the_senders(who: str, code: str) -> None:
    one = Game(SET.format(more=", send: 1 a day") + "\nopt_in: true")
    for member in {"ann", "bo"} - {who}:
        one.play(Join("play"), DAY, by=member)
    one.member(who)
    one.event("cart.added", DAY, sku="a")
    assert gets(one.play(Send("play", "set", "a", "bo"), DAY)) == code


def test_random_fragments_follow_published_chances_and_their_guarantee() -> None:
    terms = "odds: {a: 60%, b: 39.9%, c: 0.1%}, guarantees: [{of: [c], within: 7}]"
    one = game("r" * 70, terms)
    held = one.holds()
    assert held["fragments/set/c"] >= 10
    assert sum(held[f"fragments/set/{name}"] for name in "abc") == 70
    assert one.member("ann").document.played["play"].chance["collections/set"][0] == 70

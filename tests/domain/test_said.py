"""What the brand says of a member has its own time: words in any order of arrival, and events judged by their time."""

from itertools import permutations
from typing import Any

import pytest

from chalicelib.domain.record.actions import Update
from chalicelib.domain.record.member import Member, Profile
from chalicelib.domain.record.said import KEPT_FOR, MOST_WORDS, as_of, say
from tests.domain.game import Game, gets

NOW = 100 * KEPT_FOR

WORDS: dict[str, tuple[list[tuple[int, dict[str, Any]]], Profile]] = {
    "two words": ([(10, {"tier": "green"}), (11, {"tier": "gold"})], Profile("gold")),
    "a word that comes back": (
        [(10, {"tier": "gold"}), (11, {"tier": "green"}), (12, {"tier": "gold"})],
        Profile("gold"),
    ),
    "a word that was only said again": (
        [(10, {"tier": "gold"}), (12, {"tier": "gold"}), (11, {"tier": "green"})],
        Profile("gold"),
    ),
    "field by field": (
        [(10, {"tier": "gold", "tags": ("a",)}), (11, {"tags": ("b",), "born": "1990-05-17"}), (12, {"born": ""})],
        Profile("gold", ("b",)),
    ),
    "taken back": ([(10, {"tier": "gold", "guardian": True}), (11, {"tier": "", "guardian": False})], Profile()),
    "a millisecond apart": ([(10, {"tags": ("a",)}), (11, {"tags": ()}), (12, {"tags": ("c",)})], Profile("", ("c",))),
}


@pytest.mark.parametrize(("words", "right"), WORDS.values(), ids=WORDS.keys())
def test_the_later_word_holds_in_whichever_order_they_arrive(
    words: list[tuple[int, dict[str, Any]]], right: Profile
) -> None:
    for arriving in permutations(words):
        member = Member()
        for time, said in arriving:
            say(member, said, time, NOW)
        assert member.profile == right, arriving


def test_of_two_words_of_one_moment_the_one_that_arrives_later_holds() -> None:
    member = Member()
    say(member, {"tier": "gold"}, 10, NOW)
    say(member, {"tier": "green"}, 10, NOW)
    assert member.profile.tier == "green"


@pytest.mark.parametrize("arriving", list(permutations([(NOW - 20, "green"), (NOW - 10, "gold"), (NOW - 5, "")])))
@pytest.mark.parametrize(
    ("moment", "tier"),
    [(NOW - 21, "born"), (NOW - 20, "green"), (NOW - 11, "green"), (NOW - 10, "gold"), (NOW - 6, "gold"), (NOW, "")],
)
def test_the_tier_of_a_moment(arriving: tuple[tuple[int, str], ...], moment: int, tier: str) -> None:
    member = Member(profile=Profile("born"))
    for time, said in arriving:
        say(member, {"tier": said}, time, NOW)
    assert as_of(member, moment).tier == tier


def test_a_date_of_birth_was_true_all_along() -> None:
    member = Member(profile=Profile(born="1990-05-17"))
    say(member, {"born": "1991-05-17"}, NOW - 10, NOW)
    say(member, {"born": "1992-05-17"}, NOW - 11, NOW)
    assert as_of(member, NOW - 20).born == "1991-05-17"


def test_few_words_are_kept_and_the_last_one_always() -> None:
    member = Member()
    for n in range(3 * MOST_WORDS):
        say(member, {"tier": f"t{n}"}, NOW + n, NOW + n)
    assert len(member.said["tier"]) == MOST_WORDS
    say(member, {"tier": "last"}, NOW + n + 1, NOW + n + 1 + KEPT_FOR)
    assert [one.value for one in member.said["tier"]] == ["last"]


BY_TIER = "challenges: {c: {tasks: {t: {when: shop.visited, each: 1 time, who: {tier: gold}, gives: {points: 1}}}}}"
BY_TAG = "challenges: {c: {tasks: {t: {when: shop.visited, each: 1 time, who: {tag: vip}, gives: {points: 1}}}}}"
BY_AGE = (
    "challenges: {c: {tasks: {t: {when: shop.visited, each: 1 time, who: {age: at least 18}, gives: {points: 1}}}}}"
)


@pytest.mark.parametrize(
    ("blocks", "words", "visited", "counts"),
    [
        (BY_TIER, [("10:00", Update(tier="gold"))], "09:59:59.999", False),
        (BY_TIER, [("10:00", Update(tier="gold"))], "10:00", True),
        (BY_TIER, [("10:00", Update(tier="gold")), ("11:00", Update(tier="green"))], "10:59:59.999", True),
        (BY_TIER, [("10:00", Update(tier="gold")), ("11:00", Update(tier="green"))], "11:00", False),
        (BY_TIER, [("10:00", Update(tier="gold")), ("11:00", Update(tier=""))], "10:30", True),
        (BY_TAG, [("10:00", Update(tags=("vip",))), ("11:00", Update(tags=()))], "10:30", True),
        (BY_TAG, [("10:00", Update(tags=("vip",))), ("11:00", Update(tags=()))], "11:30", False),
        (BY_AGE, [("10:00", Update(born="2008-06-03"))], "06-02 23:59:59.999", False),
        (BY_AGE, [("10:00", Update(born="2008-06-03"))], "06-03 00:00", True),
    ],
)
def test_an_event_is_judged_by_what_its_own_time_knew(
    blocks: str, words: list[tuple[str, Update]], visited: str, counts: bool
) -> None:
    for arriving in permutations(words):
        game = Game(blocks)
        for clock, word in arriving:
            said = Update(word.tier, word.tags, word.born, word.guardian, game.at(f"06-02 {clock}"))
            game.play(said, "06-02 12:00")
        at = visited if visited.startswith("06-") else f"06-02 {visited}"
        result = game.event("shop.visited", at, arrives="06-03 09:00", shop="x")
        assert (gets(result) == {"points": 1}) is counts


def test_what_is_done_now_goes_by_the_last_word_though_its_clock_is_ahead() -> None:
    game = Game(BY_TIER)
    now = game.at("06-02 10:00")
    game.play(Update(tier="gold", time=now + 60_000), now)
    assert gets(game.event("shop.visited", now, shop="x")) == {"points": 1}

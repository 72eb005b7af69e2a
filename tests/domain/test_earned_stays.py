"""What a home screen has once shown as held stays: over the end of windows, over pauses, and when a campaign is closed.

The task counts what Ann did before the campaign. She looks at her home screen, something happens that might take away
what it showed, and she looks again: it still shows it, and her next action brings it, once.
"""

from collections.abc import Mapping, Sequence

import pytest

from chalicelib.domain.mechanics.collection.play import Send
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Settle, Update
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.home import home
from tests.domain.game import Game, gets

TASK = "{when: member.joined, already: true, gives: {points: 5}"
WHOLE = f"challenges: {{old: {{tasks: {{join: {TASK}}}}}}}}}"
NOON = f"challenges: {{old: {{opens: daily 10:00, closes: daily 12:00, tasks: {{join: {TASK}}}}}}}}}"
DATED = f"challenges: {{old: {{tasks: {{join: {TASK}, opens: 2026-06-05 10:00, closes: 2026-06-05 12:00}}}}}}}}"
INSIDE = (
    "challenges: {old: {opens: daily 10:00, closes: daily 12:00, "
    f"tasks: {{join: {TASK}, opens: Fri 11:00, closes: Fri 14:00}}}}}}}}"  # 2026-06-05 is a Friday
)
SILVER = f"challenges: {{old: {{tasks: {{join: {TASK}, who: {{tier: silver}}}}}}}}}}"
PAUSED, CLOSED, LEFT = "paused", "closed", "left"
MS = ".999"


def joined(blocks: str) -> Game:
    """A game in which Ann did what counts, before the campaign."""
    game = Game(blocks)
    game.event("member.joined", "05-20 10:00")
    return game


def turn(game: Game, state: str, since: str = "") -> None:
    """Put the game's campaign into another state."""
    programme, paused = game.definitions.programme, {"play": game.at(since)} if state == PAUSED else {}
    game.store.definitions = assemble(
        programme,
        [game.published] if state in ("", PAUSED) else [],
        paused,
        [game.published] if state == CLOSED else [],
    )


def shown(game: Game, at: str) -> int:
    """The points on Ann's home screen."""
    return home(game.definitions, game.member("ann"), max(game.at(at), game.member("ann").at)).points


@pytest.mark.parametrize(
    ("blocks", "seen", "state", "since", "again"),
    [
        pytest.param(WHOLE, "06-01 00:00", "", "", "06-30 23:59:59.999", id="to the campaign's last moment"),
        pytest.param(WHOLE, "06-30 23:59:59.999", "", "", "07-01 00:00", id="over the campaign's end"),
        pytest.param(WHOLE, "06-03 10:00", "", "", "07-01 23:00", id="through the grace"),
        pytest.param(WHOLE, "06-03 10:00", "", "", "07-05 00:00", id="after the grace"),
        pytest.param(WHOLE, "06-03 10:00", CLOSED, "", "07-05 00:00", id="when it was closed for good"),
        pytest.param(NOON, "06-03 11:59:59.999", "", "", "06-03 12:00", id="over the end of a daily window"),
        pytest.param(NOON, "06-03 10:00", "", "", "06-04 09:59:59.999", id="until it opens again"),
        pytest.param(NOON, "06-30 10:00", CLOSED, "", "07-05 00:00", id="closed for good after a daily window"),
        pytest.param(DATED, "06-05 10:00", "", "", "06-20 10:00", id="long after a task's own time"),
        pytest.param(INSIDE, "06-05 11:59:59.999", "", "", "06-07 11:00", id="over two windows, one in the other"),
        pytest.param(WHOLE, "06-03 10:00", PAUSED, "06-03 10:00:00.001", "06-03 10:00:00.001", id="over a pause"),
        pytest.param(NOON, "06-03 11:59:59.999", PAUSED, "06-03 12:00", "06-03 13:00", id="closed, then paused"),
        pytest.param(WHOLE, "06-30 23:00", PAUSED, "06-30 23:30", "07-09 10:00", id="over a pause over the end"),
    ],
)
def test_what_counts_from_before_stays_due(blocks: str, seen: str, state: str, since: str, again: str) -> None:
    game = joined(blocks)
    assert shown(game, seen) == 5

    turn(game, state, since)

    assert shown(game, again) == 5
    assert gets(game.play(Settle(), again)) == {"points": 5}
    assert game.play(Settle(), again) is None, "only once"
    turn(game, "")
    assert game.play(Settle(), again) is None, "nor after a resume"
    assert game.holds()["points"] == shown(game, again) == 5


@pytest.mark.parametrize(
    ("since", "points"),
    [
        pytest.param("06-03 11:00:00.001", 5, id="after the terms: they were seen"),
        pytest.param("06-03 11:00", 0, id="with the terms"),
        pytest.param("06-03 10:30", 0, id="before the terms"),
    ],
)
def test_what_new_terms_gave_stays_over_a_pause(since: str, points: int) -> None:
    task = "challenges: {c: {tasks: {t: {when: shop.visited, reach: 3 times, gives: {points: 5}}}}}"
    game = Game(task)
    for _ in range(2):
        game.event("shop.visited", "06-03 10:00")
    less, terms = Game(task.replace("3 times", "2 times")).published, {"play": game.at("06-03 11:00")}
    programme, paused = game.definitions.programme, {"play": game.at(since)}

    game.store.definitions = assemble(programme, [less], paused, since=terms)

    assert shown(game, "06-03 12:00") == points
    assert gets(game.play(Settle(), "06-03 12:00")) == ({"points": 5} if points else {})
    game.store.definitions = assemble(programme, [less], since=terms)
    game.play(Settle(), "06-03 13:00")
    assert game.holds()["points"] == 5


@pytest.mark.parametrize("gifts", [("06-03 12:30",), ("06-03 12:30", "06-04 09:00"), ("06-03 11:00", "06-03 12:00")])
def test_a_gift_that_comes_meanwhile_takes_nothing_away(gifts: Sequence[str]) -> None:
    """The gift's receipt is hers, though nothing that is hers was settled by it."""
    sets = "collections: {set: {fragments: [a, b], gives: {points: 1}, send: 9 a day}}"
    give = "challenges: {day: {tasks: {visit: {when: shop.visited, each: 1 time, gives: {fragments: set/a}}}}}"
    game = joined(NOON + "\n" + sets)
    giver = Game(f"{give}\n{sets}")
    assert shown(game, "06-03 11:00") == 5
    game.member("bo")
    for n, at in enumerate(gifts):
        noon = game.store.definitions
        game.store.definitions = giver.store.definitions
        game.event("shop.visited", "06-03 10:30", by="bo")
        game.store.definitions = noon
        assert isinstance(game.play(Send("play", "set", "a", "ann"), at, by="bo"), Receipt), n
        assert shown(game, at) == 5

    assert gets(game.play(Settle(), gifts[-1])) == {"points": 5}
    assert game.play(Settle(), gifts[-1]) is None


@pytest.mark.parametrize(
    ("blocks", "did", "state", "since", "at"),
    [
        pytest.param(WHOLE, "05-20 10:00", "", "", "05-31 23:59:59.999", id="the campaign is not open yet"),
        pytest.param(WHOLE, "07-01 00:00", "", "", "07-01 01:00", id="it was over when she did it"),
        pytest.param(DATED, "06-05 12:00", "", "", "06-05 13:00", id="the task was over"),
        pytest.param(WHOLE, "05-20 10:00", PAUSED, "05-31 10:00", "06-03 10:00", id="it was paused before it opened"),
        pytest.param(NOON, "05-20 10:00", PAUSED, "06-01 10:00", "06-01 11:00", id="paused the moment it opened"),
        pytest.param(SILVER, "05-20 10:00", "", "", "06-03 10:00", id="she is not silver"),
        pytest.param(WHOLE, "05-20 10:00", LEFT, "", "07-20 10:00", id="it has left the list"),
    ],
)
def test_what_was_never_shown_is_not_due(blocks: str, did: str, state: str, since: str, at: str) -> None:
    game = Game(blocks)
    turn(game, LEFT)  # no campaign listens to what she does
    game.event("member.joined", did)
    turn(game, state, since)

    assert shown(game, at) == 0
    result = game.play(Settle(), at)
    assert gets(result) in (None, {})
    assert game.holds()["points"] == 0


@pytest.mark.parametrize(
    ("repeats", "until", "expected"),
    [
        pytest.param("daily", "06-03 23:59:59.999", 5, id="one day"),
        pytest.param("daily", "06-04 00:00", 10, id="the next day, and the one before is not lost"),
        pytest.param("daily", "06-09 12:00", 35, id="a week"),
        pytest.param("weekly", "06-07 23:59:59.999", 5, id="one week"),
        pytest.param("weekly", "06-08 00:00", 10, id="the next week"),
        pytest.param("monthly", "07-10 12:00", 5, id="over the end"),
    ],
)
def test_each_round_that_was_shown_stays_due(repeats: str, until: str, expected: int) -> None:
    game = Game(WHOLE.replace("{tasks", f"{{repeats: {repeats}, tasks"))
    turn(game, LEFT)
    game.event("member.joined", "06-03 10:00")
    turn(game, "")

    assert shown(game, until) == expected
    game.play(Settle(), until)
    assert game.holds()["points"] == shown(game, until) == expected


def test_who_becomes_silver_when_it_is_over_was_not_silver_while_it_was_open() -> None:
    game = joined(SILVER)
    game.play(Update(tier="silver"), "07-01 00:00")
    assert shown(game, "07-01 00:00") == shown(game, "07-02 00:00") == 0
    turn(game, CLOSED)
    assert shown(game, "07-02 00:00") == 0


def test_what_an_update_at_the_last_moment_brings_stays_due() -> None:
    game = joined(SILVER)
    game.play(Update(tier="silver"), "06-30 23:59:59.999")
    assert shown(game, "06-30 23:59:59.999") == shown(game, "07-02 00:00") == 5


def test_a_receipt_tells_when_it_fell_due() -> None:
    """The last moment at which it was there to be seen: the audit finds the block open then."""
    game = joined(NOON)
    receipt = game.play(Settle(), "06-03 20:00")
    assert isinstance(receipt, Receipt)
    assert [one.at for one in receipt.postings] == [game.at("06-03 11:59:59") + 999]


VISITS = "challenges: {week: {tasks: {visit: {when: shop.visited, each: 1 time, gives: {points: 7}}}}}"


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        pytest.param({"06-03 12:00": ""}, 7, id="resumed"),
        pytest.param({"06-03 12:00": "", "06-03 13:00": PAUSED}, 7, id="resumed, and paused again"),
        pytest.param({"07-02 12:00": ""}, 7, id="resumed after the end"),
        pytest.param({"07-02 12:00": "", "07-02 14:00": CLOSED}, 7, id="resumed after the end, and closed"),
        pytest.param({}, 0, id="still paused"),
        pytest.param({"06-03 11:00": PAUSED}, 0, id="paused in the very moment in which it was earned"),
        pytest.param({"06-03 11:00:00.001": PAUSED}, 7, id="paused again in the next"),
    ],
)
def test_what_was_earned_in_a_pause_is_paid_once_it_was_resumed(then: Mapping[str, str], expected: int) -> None:
    game = Game(VISITS)
    turn(game, PAUSED, "06-03 10:00")
    game.event("shop.visited", "06-03 11:00")
    assert shown(game, "06-03 11:00") == 0
    last = "06-03 11:00:00.001"
    for last, state in then.items():
        turn(game, state, last)

    assert shown(game, last) == expected
    assert gets(game.play(Settle(), last)) == ({"points": expected} if expected else None)
    assert game.play(Settle(), last) is None, "only once"
    turn(game, "")
    assert shown(game, last) == 7


def test_what_is_owed_is_rather_kept_than_lost_with_a_campaign_that_nobody_knows() -> None:
    game = Game(VISITS + "\nprizes: {pin: {badge: pin}}")
    turn(game, PAUSED, "06-03 10:00")
    game.event("shop.visited", "06-03 11:00")
    turn(game, LEFT)
    assert game.play(Settle(), "07-20 10:00") is None
    turn(game, CLOSED)
    assert gets(game.play(Settle(), "07-20 10:00")) == {"points": 7}
    turn(game, LEFT)
    receipt = game.play(Settle(), "07-20 10:00")
    assert isinstance(receipt, Receipt)
    assert receipt.archived == ("play",)

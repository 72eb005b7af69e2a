"""A change that favours members reaches those who were first: who meets the new terms gets what they say, once."""

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.mechanics.collection.play import Compose
from chalicelib.domain.publishing.definitions import Replaced, assemble
from chalicelib.domain.record.actions import Join, Settle, Update
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.home import home
from tests.domain.game import Game, gets
from tests.domain.test_pause import pause

DAY = "06-10 10:00"
LATER = "06-10 12:00"


def change(game: Game, blocks: str, at: str = "") -> None:
    """Another version of the game's campaign takes effect; at: when, where the backend knows."""
    game.published = Game(blocks).published
    since = {"play": game.at(at)} if at else {}
    game.store.definitions = assemble(
        game.definitions.programme, [game.published], game.definitions.paused, since=since
    )


def task(terms: str, more: str = "", head: str = "") -> str:
    return f"challenges: {{c: {{tasks: {{t: {{{terms}}}}}{more}}}}}\n{head}"


VISIT = "when: shop.visited"
SKUS = "when: cart.added"
PAID = "when: order.paid"
TWO_TASKS = "challenges: {c: {tasks: {t: {when: shop.visited, gives: {points: 1}}, u: {when: live.watched}}, %s}}"
ONE_TASK = "challenges: {c: {tasks: {t: {when: shop.visited, gives: {points: 1}}}, %s}}"

Done = Sequence[tuple[str, dict[str, Any]]]
TWICE: Done = [("shop.visited", {})] * 2
OTHERS: Done = [("cart.added", {"sku": "x"}), ("cart.added", {"sku": "y"})]
ORDER: Done = [("order.paid", {"amount": "250.00 CNY"})]

# Each row: the terms at first, what Ann does, the new terms, and the points that they give her now.
TERMS: dict[str, tuple[str, Done, str, int]] = {
    "a target that is met now": (task(f"{VISIT}, reach: 3 times, gives: {{points: 5}}"), TWICE,
                                 task(f"{VISIT}, reach: 2 times, gives: {{points: 5}}"), 5),
    "a target that is not met yet": (task(f"{VISIT}, reach: 4 times, gives: {{points: 5}}"), TWICE,
                                     task(f"{VISIT}, reach: 3 times, gives: {{points: 5}}"), 0),
    "different values": (task(f"{SKUS}, reach: 3 different sku, gives: {{points: 5}}"), OTHERS,
                         task(f"{SKUS}, reach: 2 different sku, gives: {{points: 5}}"), 5),
    "a sum to the cent": (task(f"{PAID}, reach: 300.00 CNY of amount, gives: {{points: 5}}"), ORDER,
                          task(f"{PAID}, reach: 250.00 CNY of amount, gives: {{points: 5}}"), 5),
    "a cent more": (task(f"{PAID}, reach: 300.00 CNY of amount, gives: {{points: 5}}"), ORDER,
                    task(f"{PAID}, reach: 250.01 CNY of amount, gives: {{points: 5}}"), 0),
    "a smaller amount each": (task(f"{PAID}, each: 100.00 CNY of amount, gives: {{points: 5}}"), ORDER,
                              task(f"{PAID}, each: 50.00 CNY of amount, gives: {{points: 5}}"), 15),
    "again and again, not once": (task(f"{PAID}, reach: 100.00 CNY of amount, gives: {{points: 5}}"), ORDER,
                                  task(f"{PAID}, each: 100.00 CNY of amount, gives: {{points: 5}}"), 5),
    "no more than the limit": (task(f"{PAID}, each: 300.00 CNY of amount, limit: 3 a day, gives: {{points: 5}}"), ORDER,
                               task(f"{PAID}, each: 50.00 CNY of amount, limit: 3 a day, gives: {{points: 5}}"), 15),
    "a new milestone": (task(f"{VISIT}, reach: 5 times, gives: {{points: 5}}"), TWICE,
                        task(f"{VISIT}, reach: 5 times, gives: {{points: 5}}, milestones: {{2: {{points: 3}}}}"), 3),
    "a new milestone of a task that is done": (
        task(f"{VISIT}, reach: 2 times, gives: {{points: 5}}"), TWICE,
        task(f"{VISIT}, reach: 2 times, gives: {{points: 5}}, milestones: {{1: {{points: 3}}}}"), 3),
    "a new milestone beyond": (
        task(f"{VISIT}, reach: 5 times, gives: {{points: 5}}"), TWICE,
        task(f"{VISIT}, reach: 5 times, gives: {{points: 5}}, milestones: {{3: {{points: 3}}}}"), 0),
    "a milestone that comes earlier": (
        task(f"{VISIT}, reach: 5 times, milestones: {{3: {{points: 3}}}}"), TWICE,
        task(f"{VISIT}, reach: 5 times, milestones: {{2: {{points: 3}}}}"), 3),
    "a milestone that was paid and comes earlier": (
        task(f"{VISIT}, reach: 5 times, milestones: {{2: {{points: 3}}}}"), TWICE,
        task(f"{VISIT}, reach: 5 times, milestones: {{1: {{points: 3}}}}"), 0),
    "another one below that": (
        task(f"{VISIT}, reach: 5 times, milestones: {{2: {{points: 3}}}}"), TWICE,
        task(f"{VISIT}, reach: 5 times, milestones: {{1: {{points: 4}}, 2: {{points: 3}}}}"), 4),
    "a task less": (TWO_TASKS % "gives: {points: 7}", TWICE, ONE_TASK % "gives: {points: 7}", 7),
    "a new reward for all tasks": (ONE_TASK % "milestones: {1: {points: 1}}", TWICE,
                                   ONE_TASK % "milestones: {1: {points: 1}}, gives: {points: 7}", 7),
    "a new milestone of the challenge": (TWO_TASKS % "gives: {points: 7}", TWICE,
                                         TWO_TASKS % "gives: {points: 7}, milestones: {1: {points: 2}}", 2),
    "a reward of a task that had none": (
        task(f"{VISIT}, reach: 2 times", ", gives: {points: 1}"), TWICE,
        task(f"{VISIT}, reach: 2 times, gives: {{points: 5}}", ", gives: {points: 1}"), 5),
    "a larger one, which is for who comes from now on": (
        task(f"{VISIT}, reach: 2 times, gives: {{points: 5}}"), TWICE,
        task(f"{VISIT}, reach: 2 times, gives: {{points: 9}}"), 0),
    "the same terms": (task(f"{VISIT}, reach: 2 times, gives: {{points: 5}}"), TWICE,
                       task(f"{VISIT}, reach: 2 times, gives: {{points: 5}}, title: Two visits"), 0),
    "a higher target, which is never taken back": (task(f"{VISIT}, reach: 2 times, gives: {{points: 5}}"), TWICE,
                                                   task(f"{VISIT}, reach: 3 times, gives: {{points: 5}}"), 0),
    "a wider audience, of who did it before": (
        task(f"{VISIT}, reach: 2 times, who: {{tier: green}}, gives: {{points: 5}}"), [*TWICE[:1], ("tier", {})],
        task(f"{VISIT}, reach: 1 times, who: {{tier: [green, gold]}}, gives: {{points: 5}}"), 5),
    "a narrower one": (
        task(f"{VISIT}, reach: 2 times, gives: {{points: 5}}"), TWICE[:1],
        task(f"{VISIT}, reach: 1 times, who: {{tier: gold}}, gives: {{points: 5}}"), 0),
    "the challenge's": (
        task(f"{VISIT}, reach: 2 times, gives: {{points: 5}}"), TWICE[:1],
        task(f"{VISIT}, reach: 1 times, gives: {{points: 5}}", ", who: {tier: gold}"), 0),
    "a task of earlier events for a wider audience": (
        task("when: member.joined, already: true, who: {tier: gold}, gives: {points: 5}"), [("member.joined", {})],
        task("when: member.joined, already: true, gives: {points: 5}"), 5),
}  # fmt: skip


@pytest.mark.parametrize(("first", "done", "then", "points"), TERMS.values(), ids=TERMS.keys())
@pytest.mark.parametrize("action", ["settle", "update", "same event"])
def test_who_meets_the_new_terms_gets_what_they_say(
    first: str, done: Done, then: str, points: int, action: str
) -> None:
    game = Game(first)
    for kind, data in done:
        game.play(Update(tier="gold"), DAY) if kind == "tier" else game.event(kind, DAY, **data)
    before = game.holds()["points"]
    change(game, then)
    shown = home(game.definitions, game.member("ann"), game.at(LATER))
    assert shown.points == before + points
    assert game.holds()["points"] == before, "the home screen writes nothing"
    if action == "settle":
        game.play(Settle(), LATER)
    elif action == "update":
        game.play(Update(tags=("seen",)), LATER)
    else:
        game.event("run.finished", LATER)
    assert game.holds()["points"] == before + points
    assert game.play(Settle(), LATER) is None, "and only once"


LOW, HIGH = (task(f"{VISIT}, reach: {n} times, gives: {{points: 5}}", ", repeats: daily") for n in (1, 2))


@pytest.mark.parametrize(
    ("at", "points"),
    [("06-10 23:59:59.999", 5), ("06-11 00:00", 5), ("06-11 23:59:59.999", 5), ("06-12 00:00", 0)],
)
def test_a_round_is_held_against_new_terms_until_its_grace_is_over(at: str, points: int) -> None:
    game = Game(HIGH)
    game.event("shop.visited", DAY)
    change(game, LOW)
    game.play(Settle(), at)
    assert game.holds()["points"] == points


@pytest.mark.parametrize(
    ("effect", "points"),
    [("06-10 09:00", 5), ("06-11 00:00", 5), ("06-11 23:59:59.999", 5), ("06-12 00:00", 0), ("06-19 00:00", 0)],
)
@pytest.mark.parametrize("at", ["06-12 00:00", "06-20 10:00", "06-30 23:59:59.999"])
def test_what_was_met_while_the_round_counted_is_paid_whenever_the_member_comes(
    effect: str, points: int, at: str
) -> None:
    game = Game(HIGH)
    game.event("shop.visited", DAY)
    change(game, LOW, effect)
    game.play(Settle(), max(at, effect))
    assert game.holds()["points"] == points
    assert game.play(Settle(), "06-30 23:59:59.999") is None


def publish(game: Game, *versions: tuple[str, str]) -> None:
    """Further versions take effect, each at its moment; those before are still at hand."""
    before = (game.published, *(Game(blocks).published for blocks, _ in versions))
    since = (0, *(game.at(at) for _, at in versions))
    *replaced, last = (Replaced(at, one) for at, one in zip(since, before, strict=True))
    game.published = last.published
    game.store.definitions = assemble(
        game.definitions.programme, [last.published], None, (), {"play": last.since}, {"play": tuple(replaced)}
    )


MORE = LOW.replace("points: 5", "points: 9")
SEVEN = LOW.replace("points: 5", "points: 7")
GONE = LOW.replace("c: {tasks", "d: {tasks")

# Each row: the versions after HIGH, of which the round of 10 June (over with 11 June) has met one, and what it gives.
ONE_AFTER_THE_OTHER: dict[str, tuple[tuple[tuple[str, str], ...], int]] = {
    "a title, after the round": (((LOW, "06-10 12:00"), (LOW + "title: Other", "06-12 00:00")), 5),
    "a title, within its grace": (((LOW, "06-10 12:00"), (LOW + "title: Other", "06-11 12:00")), 5),
    "back again, after the round": (((LOW, "06-10 12:00"), (HIGH, "06-12 00:00")), 5),
    "back again, within its grace": (((LOW, "06-10 12:00"), (HIGH, "06-11 23:59:59.999")), 0),
    "more, after the round": (((LOW, "06-10 12:00"), (MORE, "06-12 00:00")), 5),
    "more, within its grace": (((LOW, "06-10 12:00"), (MORE, "06-11 23:59:59.999")), 9),
    "without it, after the round": (((LOW, "06-10 12:00"), (GONE, "06-12 00:00")), 5),
    "lower only after the round": (((HIGH, "06-10 12:00"), (LOW, "06-12 00:00")), 0),
    "three, the last after the round": (((SEVEN, "06-10 12:00"), (LOW, "06-11 10:00"), (MORE, "06-13 00:00")), 5),
    "three, two of them after the round": (((SEVEN, "06-11 10:00"), (LOW, "06-12 00:00"), (HIGH, "06-13 00:00")), 7),
}  # fmt: skip


@pytest.mark.parametrize(("versions", "points"), ONE_AFTER_THE_OTHER.values(), ids=ONE_AFTER_THE_OTHER.keys())
@pytest.mark.parametrize("at", ["06-13 00:00", "06-20 10:00"])
@pytest.mark.parametrize("settled", [False, True])
def test_a_round_that_is_over_is_held_against_the_terms_at_its_end(
    versions: tuple[tuple[str, str], ...], points: int, at: str, settled: bool
) -> None:
    game = Game(HIGH)
    game.event("shop.visited", DAY)
    published = game.published
    if settled:  # the sweep came in between
        last = sum(since <= "06-11 23:59:59.999" for _, since in versions)
        publish(game, *versions[:last])
        game.play(Settle(), "06-11 23:59:59.999")
        assert game.holds()["points"] == points
    game.published = published
    publish(game, *versions)
    assert home(game.definitions, game.member("ann"), game.at(at)).points == points
    game.play(Settle(), at)
    assert game.holds()["points"] == points
    assert game.play(Settle(), "06-30 23:59:59.999") is None


def test_what_a_newer_version_is_without_is_left_out_of_what_a_round_gave() -> None:
    gives = LOW.replace("points: 5", "points: 5, prizes: seal") + "prizes: {seal: {badge: seal}}"
    game = Game(HIGH)
    game.event("shop.visited", DAY)
    publish(game, (gives, "06-10 12:00"), (LOW, "06-13 00:00"))
    assert gets(game.play(Settle(), "06-13 00:00")) == {"points": 5}


@pytest.mark.parametrize(("visited", "points"), [("06-29 23:59:59.999", 0), ("06-30 00:00", 5)])
def test_a_closed_campaign_pays_what_its_last_rounds_showed(visited: str, points: int) -> None:
    game = Game(HIGH)
    game.event("shop.visited", visited)
    change(game, LOW)
    closed = assemble(game.definitions.programme, [], settling=[game.published])
    game.store.definitions = closed
    game.play(Settle(), "07-09 10:00")
    assert game.holds()["points"] == points


@pytest.mark.parametrize("order", [("lower", "event"), ("event", "lower")])
def test_in_whatever_order_they_come_it_is_paid_once(order: tuple[str, str]) -> None:
    game = Game(HIGH)
    game.event("shop.visited", DAY)
    for one in order:
        change(game, LOW) if one == "lower" else game.event("shop.visited", DAY)
    game.play(Settle(), LATER)
    assert game.holds()["points"] == 5


def test_to_and_fro_pays_once() -> None:
    game = Game(task(f"{VISIT}, reach: 9 times, milestones: {{2: {{points: 3}}}}"))
    for _ in TWICE:
        game.event("shop.visited", DAY)
    for places in ("{1: {points: 3}}", "{2: {points: 3}}", "{1: {points: 3}}"):
        change(game, task(f"{VISIT}, reach: 9 times, milestones: {places}"))
        game.play(Settle(), LATER)
    assert game.holds()["points"] == 3


def test_a_challenges_milestone_that_comes_earlier_is_paid_once() -> None:
    tasks = "a: {when: shop.visited}, b: {when: cart.added}, d: {when: live.watched}"
    game = Game(f"challenges: {{c: {{tasks: {{{tasks}}}, milestones: {{2: {{points: 3}}}}}}}}")
    game.event("shop.visited", DAY)
    game.event("cart.added", DAY, sku="x")
    change(game, f"challenges: {{c: {{tasks: {{{tasks}}}, milestones: {{1: {{points: 3}}}}}}}}")
    assert game.play(Settle(), LATER) is None
    seen = home(game.definitions, game.member("ann"), game.at(LATER)).campaigns["play"].challenges["c"]  # type: ignore[attr-defined]
    assert [(one.at, one.times) for one in seen.milestones] == [(1, 1)]
    assert game.holds()["points"] == 3


def test_only_who_has_joined_gets_it() -> None:
    high, low = (f"{one}\nopt_in: true" for one in (HIGH, LOW))
    game = Game(high)
    game.event("shop.visited", DAY)
    change(game, low)
    assert game.play(Settle(), LATER) is None
    game = Game(high)
    game.play(Join("play"), DAY)
    game.event("shop.visited", DAY)
    change(game, low)
    assert gets(game.play(Settle(), LATER)) == {"points": 5}


def test_during_a_pause_it_waits() -> None:
    game = Game(HIGH)
    game.event("shop.visited", DAY)
    pause(game)
    change(game, LOW)
    game.play(Settle(), LATER)
    assert game.holds()["points"] == 0
    assert home(game.definitions, game.member("ann"), game.at(LATER)).points == 0
    pause(game, False)
    assert gets(game.play(Settle(), LATER)) == {"points": 5}
    assert game.play(Settle(), LATER) is None


PAUSED = "06-10 11:30"
TITLE = LOW + "title: Other"
LATE = task(f"{VISIT}, reach: 1 times, gives: {{points: 5}}, who: {{tier: gold}}", ", repeats: daily")
# Each row: the versions after HIGH with their moments, around a pause from 11:30 on; what is shown and held from the
# last of them on, and what there is once the campaign was resumed.
AROUND_A_PAUSE: dict[str, tuple[tuple[tuple[str, str], ...], int, int]] = {
    "met before it": (((LOW, "06-10 11:00"),), 5, 5),
    "met in the last millisecond before it": (((LOW, "06-10 11:29:59.999"),), 5, 5),
    "met as it begins": (((LOW, PAUSED),), 0, 5),
    "met during it": (((LOW, "06-10 12:00"),), 0, 5),
    "met before it, and a title": (((LOW, "06-10 11:00"), (TITLE, "06-10 12:00")), 5, 5),
    "a title as it begins": (((LOW, "06-10 11:00"), (TITLE, PAUSED)), 5, 5),
    "met before it, and more": (((LOW, "06-10 11:00"), (MORE, "06-10 12:00")), 5, 5),
    "met before it, and back again": (((LOW, "06-10 11:00"), (HIGH, "06-10 12:00")), 5, 5),
    "met before it, and gone": (((LOW, "06-10 11:00"), (GONE, "06-10 12:00")), 5, 5),
    "met before it, and two titles": (
        ((LOW, "06-10 11:00"), (TITLE, "06-10 12:00"), (LOW, "06-10 12:30")), 5, 5),
    "met during it, and a title": (((LOW, "06-10 12:00"), (TITLE, "06-10 12:30")), 0, 5),
    "met during it, and more": (((LOW, "06-10 12:00"), (MORE, "06-10 12:30")), 0, 9),
    "by others before it, by all during it": (((LATE, "06-10 11:00"), (LOW, "06-10 12:00")), 0, 5),
}  # fmt: skip


@pytest.mark.parametrize(("versions", "held", "in_the_end"), AROUND_A_PAUSE.values(), ids=AROUND_A_PAUSE.keys())
@pytest.mark.parametrize("at", ["06-10 13:00", "06-20 10:00"])
def test_what_was_shown_before_a_pause_stays_whatever_takes_effect_during_it(
    versions: tuple[tuple[str, str], ...], held: int, in_the_end: int, at: str
) -> None:
    game = Game(HIGH)
    game.event("shop.visited", DAY)
    publish(game, *versions)
    game.store.definitions = playing = replace(game.definitions, paused={"play": game.at(PAUSED)})
    assert home(playing, game.member("ann"), game.at(at)).points == held
    game.play(Settle(), at)
    assert game.holds()["points"] == held
    assert game.play(Settle(), at) is None
    game.store.definitions = replace(playing, paused={})
    game.play(Settle(), at)
    assert game.holds()["points"] == in_the_end


def test_the_receipt_tells_the_block_and_that_the_task_is_done() -> None:
    game = Game(HIGH)
    game.event("shop.visited", DAY)
    change(game, LOW)
    receipt = game.play(Settle(), LATER)
    assert isinstance(receipt, Receipt)
    assert receipt.done == ("play/c/t", "play/c")
    assert [(one.why, one.gave, one.at) for one in receipt.postings] == [
        ("challenges/c/t", {"points": 5}, game.at(LATER))
    ]


def test_what_becomes_due_is_there_for_the_action_itself() -> None:
    blocks = "collections: {s: {fragments: [a], gives: {points: 9}}}"
    game = Game(task(f"{VISIT}, reach: 2 times, gives: {{fragments: s/a}}", head=blocks))
    game.event("shop.visited", DAY)
    change(game, task(f"{VISIT}, reach: 1 times, gives: {{fragments: s/a}}", head=blocks))
    assert gets(game.play(Compose("play", "s"), LATER)) == {"points": 9}


def test_an_event_that_pays_nothing_itself_claims_nothing() -> None:
    """Its receipt is for what fell due; the same order may still count for the member that it is of."""
    game = Game(HIGH, profiles={"ann": Profile(tier="green")})
    game.event("shop.visited", DAY)
    change(game, LOW)
    assert gets(game.event("order.paid", LATER, order="A-1", amount="5.00 CNY")) == {"points": 5}
    assert game.last is not None
    assert game.last.claims == ()


WAITS = f"{VISIT}, reach: %d times, gives: {{points: 5}}, milestones: {{%s}}, after: 3 days"


@pytest.mark.parametrize(
    ("before", "now", "points"),
    [
        pytest.param(WAITS % (3, "3: {points: 1}"), WAITS % (2, "3: {points: 1}"), 5, id="a lower target"),
        pytest.param(
            WAITS % (3, "3: {points: 1}"), WAITS % (3, "2: {points: 1}"), 1, id="a milestone that comes earlier"
        ),
    ],
)
@pytest.mark.parametrize("seen", ["06-10 13:00", "06-12 09:00", "06-13 23:59"])
def test_what_new_terms_give_after_some_days_waits_from_their_moment(
    before: str, now: str, points: int, seen: str
) -> None:
    game = Game(task(before))
    for _ in range(2):
        game.event("shop.visited", DAY)
    change(game, task(now), LATER)
    game.play(Settle(), seen)
    assert game.holds()["points"] == 0, "whenever it is seen first"
    game.play(Settle(), "06-13 23:59")
    assert game.holds()["points"] == 0
    game.play(Settle(), "06-14 00:00")
    assert game.holds()["points"] == points
    game.play(Settle(), "06-20 00:00")
    assert game.holds()["points"] == points


def test_what_new_terms_give_after_some_days_is_given_to_who_comes_later() -> None:
    game = Game(task(WAITS % (3, "3: {points: 1}")))
    for _ in range(2):
        game.event("shop.visited", DAY)
    change(game, task(WAITS % (2, "3: {points: 1}")), LATER)
    game.play(Settle(), "06-14 00:00")
    assert game.holds()["points"] == 5

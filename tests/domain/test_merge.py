"""Merging: two records of one person become one, part by part, and nothing is lost, doubled or paid twice."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.decide import merge as rules
from chalicelib.domain.decide.falls_due import falls_due
from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.decide.merge import COMBINED, COMBINED_IN_CAMPAIGN
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.challenge.merging import combined
from chalicelib.domain.record import bought, purse, stars
from chalicelib.domain.record.actions import Join, Merge, Settle, Update
from chalicelib.domain.record.bill import HoldKept
from chalicelib.domain.record.bought import Bought
from chalicelib.domain.record.journal import MERGED, total
from chalicelib.domain.record.member import Coupon, Member, OtherIds, Played, Progress, Round, Snapshot
from chalicelib.domain.record.purse import Lot, folded
from chalicelib.domain.record.receipt import Receipt
from tests.domain.game import HEAD, Game
from tests.domain.ledger import HEAD as LEDGER_HEAD
from tests.domain.ledger import Ledger

AT = "06-05 10:00"


def merged(game: Game, by: str = "ann", absorbs: str = "bob", at: str = AT) -> AskResult:
    return game.play(Merge(absorbs), at, by)


def code(result: AskResult) -> object:
    return getattr(result, "code", result)


def absorbed_receipt(game: Game) -> Receipt:
    assert game.last
    assert game.last.recipient_receipt
    return game.last.recipient_receipt


BLOCKS = """
challenges:
  care:
    tasks:
      three: {when: member.checked_in, reach: 3 times, gives: {points: 100}, milestones: {2: {points: 20}}}
      each: {when: shop.visited, each: 2 times, gives: {points: 10}}
      days: {when: live.watched, reach: 3 days, gives: {points: 7}}
      best: {when: run.finished, reach: 10 of km (in one event), gives: {points: 5}}
      carts: {when: cart.added, reach: 3 different sku, gives: {points: 3}}
collections: {set: {fragments: [a, b], gives: {points: 1}}}
blind_boxes: {box: {costs: {draws: box}, odds: {pin: 50%, cup: rest}, guarantees: [{of: [cup], within: 5}]}}
prizes: {pin: {badge: pin}, cup: {badge: cup}}
"""


@pytest.mark.parametrize(
    ("events", "points"),
    [
        pytest.param("ann member.checked_in, bob member.checked_in", 20, id="a milestone both reach together"),
        pytest.param("ann member.checked_in*2, bob member.checked_in*2", 140, id="a target both reach together"),
        pytest.param("ann member.checked_in*3, bob member.checked_in*3", 240, id="what both reached is not taken"),
        pytest.param("ann shop.visited, bob shop.visited", 10, id="of each, the rests make one"),
        pytest.param("ann shop.visited*3, bob shop.visited*3", 30, id="and what was paid stays paid"),
    ],
)
def test_what_both_reach_is_paid_once(events: str, points: int) -> None:
    game = Game(BLOCKS)
    game.member("ann"), game.member("bob")
    for at, one in enumerate(events.split(", ")):
        who, _, rest = one.partition(" ")
        kind, _, times = rest.partition("*")
        for n in range(int(times or 1)):
            game.event(kind, f"06-0{1 + n} 1{at}:00", who)
    assert isinstance(merged(game), Receipt)
    game.event("member.joined", "06-05 11:00", "ann")
    assert game.holds("ann")["points"] == points
    game.event("member.joined", "06-05 12:00", "ann")
    assert game.holds("ann")["points"] == points, "and never again"


PENDING = """
challenges:
  care:
    tasks:
      orders: {when: order.paid, reach: 2 times, gives: {points: 100}, milestones: {2: {points: 7}}, after: 15 days}
      spent: {when: order.paid, each: 100.00 CNY of amount, gives: {points: 10}, limit: 3 a campaign, after: 15 days}
      visits: {when: shop.visited, reach: 2 times, gives: {points: 1}}
"""


@pytest.mark.parametrize("first_action", ["06-05 10:00", "06-12 10:00", "06-20 23:59"])
def test_what_both_reach_waits_for_its_days_from_the_merge_on(first_action: str) -> None:
    game = Game(PENDING)
    for who in ("ann", "bob"):
        game.event("order.paid", "06-02 10:00", who, amount="50.00 CNY")
        game.event("shop.visited", "06-02 10:00", who)
    assert isinstance(merged(game), Receipt)
    game.play(Settle(), first_action)
    assert game.holds()["points"] == 1, "what has no days comes with the next action"
    game.play(Settle(), "06-20 23:59")
    assert game.holds()["points"] == 1
    game.play(Settle(), "06-21 00:00")
    assert game.holds()["points"] == 118
    game.play(Settle(), "06-29 00:00")
    assert game.holds()["points"] == 118


def test_what_both_reach_is_due_at_once_though_it_has_no_moment() -> None:
    game = Game(BLOCKS)
    for who in ("ann", "bob"):
        game.member(who)
        game.event("member.checked_in", "06-01 10:00", who)
    assert isinstance(merged(game), Receipt)
    at = game.at(AT)
    after = Snapshot("ann", 9, at, game.member("ann").document)
    assert falls_due(game.definitions, after, at, merged=True) == at
    assert falls_due(game.definitions, after, at, merged=False) > at, "of other actions it is not asked"


TASKS = Game(BLOCKS).published.campaign.blocks(Challenge)["care"].tasks


@pytest.mark.parametrize(
    ("task", "one", "other", "both"),
    [
        ("three", Progress(amount=2), Progress(amount=4), Progress(amount=6)),
        ("three", Progress(amount=3, paid={"": 1}), Progress(amount=3, paid={"": 1}), Progress(amount=6, paid={"": 1})),
        ("each", Progress(amount=3, paid={"": 1}), Progress(amount=5, paid={"": 2}), Progress(amount=8, paid={"": 3})),
        ("days", Progress(days=[5, 2, 9, 1]), Progress(days=[6, 3]), Progress(days=[5, 5])),
        ("best", Progress(amount=8000, best=[8000]), Progress(amount=9000), Progress(amount=9000, best=[8000])),
        ("carts", Progress(seen=["a", "b"]), Progress(seen=["b", "c"]), Progress(seen=["a", "b", "c"])),
        (
            "each",
            Progress(counted={"d1": 2}),
            Progress(counted={"d1": 1, "d2": 1}),
            Progress(counted={"d1": 3, "d2": 1}),
        ),
        (None, Progress(amount=2, paid={"": 1}), Progress(amount=3, paid={"": 1}), Progress(amount=5, paid={"": 2})),
    ],
    ids=["times", "a target of once", "a target of each", "days", "in one event", "different", "at most", "gone"],
)
def test_progress_is_combined_by_what_it_counts(task: str | None, one: Any, other: Any, both: Any) -> None:
    assert combined(TASKS[task] if task else None, one, other) == both
    twice = combined(TASKS[task] if task else None, other, one)
    assert (twice.amount, twice.days, sorted(twice.seen), twice.paid) == (
        both.amount,
        both.days,
        both.seen,
        both.paid,
    ), "whichever stays"


@pytest.mark.parametrize(
    ("field", "one", "other", "both"),
    [
        ("joined", 0, 5, 5),
        ("joined", 7, 5, 5),
        ("joined", 7, 0, 7),
        ("counts", {"a@d": 1, "b@d": 2}, {"b@d": 1, "c@d": 4}, {"a@d": 1, "b@d": 3, "c@d": 4}),
        ("chance", {}, {"box": [9, 4, 1]}, {"box": [0, 4, 1]}),
        ("chance", {"box": [3, 1, 0]}, {"box": [9, 4, 1]}, {"box": [3, 4, 1]}),
        ("chance", {"box": [3, 5, 1]}, {"box": [9, 4, 0, 2, 0]}, {"box": [3, 5, 1, 2, 0]}),
    ],
)
def test_a_part_in_a_campaign_is_combined(field: str, one: Any, other: Any, both: Any) -> None:
    assert COMBINED_IN_CAMPAIGN[field](one, other) == both


@pytest.mark.parametrize(
    ("field", "one", "other", "both"),
    [
        ("kept", {"a": 5, "b": 1}, {"a": 3, "c": 2}, {"a": 3, "b": 1, "c": 2}),
        ("tries", {"t@d": 2}, {"t@d": 1}, {"t@d": 3}),
    ],
)
def test_what_is_over_all_campaigns_is_combined(field: str, one: Any, other: Any, both: Any) -> None:
    assert COMBINED[field](one, other) == both
    assert COMBINED[field](other, one) == both


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (None, None, None),
        (None, Bought(3, 4, {"CNY": [1, 5, 24317, 1, 5]}), Bought(3, 4, {"CNY": [1, 5, 24317, 1, 5]})),
        (
            Bought(3, 9, {"CNY": [3, 50, 24317, 1, 10], "EUR": [1, 2, 24317, 1, 2]}),
            Bought(2, 7, {"CNY": [2, 9, 24316, 1, 4, 1, 5]}),
            Bought(2, 9, {"CNY": [5, 59, 24316, 1, 4, 2, 15], "EUR": [1, 2, 24317, 1, 2]}),
        ),
    ],
)
def test_purchases_are_combined(one: Any, other: Any, both: Any) -> None:
    assert bought.together(one, other) == both == bought.together(other, one)


def test_every_field_is_treated() -> None:
    """Whoever adds a field says in one of the tables how it is merged."""
    parts = (COMBINED, rules.MOVED, rules.OF_ORDERS, rules.OF_ARRIVAL, rules.OF_PERSON, rules.OWN)
    assert sorted(name for part in parts for name in part) == sorted(Member.__struct_fields__)
    in_campaign = (COMBINED_IN_CAMPAIGN, rules.MOVED_IN_CAMPAIGN, rules.OF_MECHANICS)
    assert sorted(name for part in in_campaign for name in part) == sorted(Played.__struct_fields__)
    treated = {"amount", "best", "days", "seen", "counted", "paid", "gave", "given"}
    assert treated == set(Progress.__struct_fields__), "challenge.merging.combined"
    assert {"tasks", "paid", "given"} == set(Round.__struct_fields__), "challenge.merging.together"
    assert {"first", "last", "sums", "starts"} == set(Bought.__struct_fields__), "bought.together"
    assert {"into", "absorbed", "linked"} == set(OtherIds.__struct_fields__)


LOT = Lot("+2", 24317, 40)


def with_points(game: Ledger, who: str, lots: list[Lot], owed: int = 0) -> None:
    document = game.document(who)
    document.lots, document.owed = folded(lots), owed


@pytest.mark.parametrize(
    ("ann", "bob", "lots", "owed"),
    [
        pytest.param(([LOT], 0), ([LOT], 0), [replace(LOT, n=80)], 0, id="lots of a month add up"),
        pytest.param(([LOT], 0), ([Lot("", 24316, 5)], 0), [LOT, Lot("", 24316, 5)], 0, id="others stay apart"),
        pytest.param(([], 30), ([LOT], 0), [replace(LOT, n=10)], 0, id="what one owes the other pays"),
        pytest.param(([LOT], 0), ([], 30), [replace(LOT, n=10)], 0, id="either way"),
        pytest.param(([LOT], 0), ([], 50), [], 10, id="and the rest is still owed"),
        pytest.param(([], 50), ([LOT], 0), [], 10, id="whoever owes it"),
        pytest.param(([], 50), ([], 1), [], 51, id="what both owe adds up"),
    ],
)
def test_points_and_debts(ann: Any, bob: Any, lots: list[Lot], owed: int) -> None:
    game = Ledger()
    for who, (held, owes) in (("ann", ann), ("bob", bob)):
        game.enrol(who, "2026-05-02 09:00")
        with_points(game, who, held, owes)
    receipt = game.play(Merge("bob"), "2026-05-03 09:00")
    assert isinstance(receipt, Receipt)
    document = game.document()
    assert (purse.in_order(document.lots), document.owed) == (sorted(lots, key=lambda one: one.kind == ""), owed)
    assert game.document("bob") == Member(ids=OtherIds(into="ann"))
    [other] = [one for one in game.store.receipts_of("bob") if one.does == "absorbed"]
    assert total(receipt.legs, lambda leg: (leg.campaign, leg.asset)) == {
        key: -n for key, n in total(other.legs, lambda leg: (leg.campaign, leg.asset)).items()
    }, "the two receipts balance"
    assert (other.asked, receipt.asked) == ({"into": "ann"}, {"absorbs": "bob"})


def test_draws_and_fragments_that_are_owed_are_paid_by_the_other() -> None:
    game = Game(BLOCKS)
    for who, has, owed in (("ann", {"draws/box": 2, "fragments/set/a": 1}, {"fragments/set/b": 3}), ("bob", {}, {})):
        game.member(who).document.played["play"] = Played(has=dict(has), owed=dict(owed))
    bob = game.member("bob").document.played["play"]
    bob.has, bob.owed = {"fragments/set/b": 1}, {"draws/box": 5}
    assert isinstance(merged(game), Receipt)
    played = game.member("ann").document.played["play"]
    assert (played.has, played.owed) == ({"fragments/set/a": 1}, {"draws/box": 3, "fragments/set/b": 2})


def test_stars_add_up_month_by_month_and_lift_the_tier_once() -> None:
    game = Ledger()
    for who in ("ann", "bob"):
        game.enrol(who, "2026-03-01 09:00")
        game.order("20.00 CNY", "2026-03-02 09:00", who)
        game.order("11.00 CNY", "2026-04-02 09:00", who)
    assert [game.document(who).profile.tier for who in ("ann", "bob")] == ["silver", "silver"]
    receipt = game.play(Merge("bob"), "2026-04-03 09:00")
    assert isinstance(receipt, Receipt)
    assert receipt.tier
    assert game.document().stars == [0, 24314, 40, 22]
    assert (receipt.tier.before, receipt.tier.tier) == ("silver", "gold"), "silver is not reached again"
    given = [leg.n for leg in receipt.legs if leg.why.startswith("challenges/") and leg.asset == "points"]
    assert given == [100], "and the points of gold come once"


@pytest.mark.parametrize(
    ("stars_of_one", "stars_of_other", "both"),
    [
        ([], [], []),
        ([0, 24314, 5], [], [0, 24314, 5]),
        ([1, 24314, 5, 6], [2, 24316, 7], [3, 24314, 5, 6, 7]),
        ([1, 24300, 5], [2, 24313, 7], [8, 24301, *[0] * 12, 7]),
    ],
)
def test_stars_of_both(stars_of_one: list[int], stars_of_other: list[int], both: list[int]) -> None:
    assert stars.together(stars_of_one, stars_of_other) == both == stars.together(stars_of_other, stars_of_one)
    assert stars.total(both) == stars.total(stars_of_one) + stars.total(stars_of_other)


@pytest.mark.parametrize(
    ("ann", "bob", "known"),
    [
        pytest.param({"tier": "green"}, {"tier": "gold"}, {"tier": "gold"}, id="the higher tier"),
        pytest.param({"tier": "gold"}, {"tier": "green"}, {"tier": "gold"}, id="whoever has it"),
        pytest.param({"tags": ("a", "b")}, {"tags": ("b", "c")}, {"tags": ("a", "b", "c")}, id="tags of both"),
        pytest.param({"born": "1990-01-01"}, {"born": "1980-01-01"}, {"born": "1990-01-01"}, id="her date of birth"),
        pytest.param({}, {"born": "1980-01-01"}, {"born": "1980-01-01"}, id="or the other's"),
        pytest.param({}, {"guardian": True}, {"guardian": True}, id="a consent"),
    ],
)
def test_profiles(ann: Any, bob: Any, known: Any) -> None:
    game = Ledger()
    for who, said in (("ann", ann), ("bob", bob)):
        game.enrol(who, "2026-03-01 09:00")
        game.play(Update(**said), "2026-03-02 09:00", who)
    game.play(Merge("bob"), "2026-04-03 09:00")
    assert {name: getattr(game.document().profile, name) for name in known} == known
    game.play(Update(tier="silver", tags=("new",), born="1999-09-09", guardian=False), "2026-05-01 09:00")
    profile = game.document().profile
    assert (profile.tier, profile.tags, profile.born, profile.guardian) == ("silver", ("new",), "1999-09-09", False)


def test_coupons_move_with_their_codes() -> None:
    game = Ledger()
    for who in ("ann", "bob"):
        game.enrol(who, "2026-03-01 09:00")
    coupon = Coupon("K7QXM2TRW4ZB3NFA", "club", "cup", game.at("2026-05-01 00:00"), "free cup")
    game.document("bob").coupons = [coupon]
    receipt = game.play(Merge("bob"), "2026-04-03 09:00")
    assert isinstance(receipt, Receipt)
    assert game.document().coupons == [coupon]
    assert receipt.coupons == (), "it was given before"


def test_what_fell_due_for_the_other_comes_before() -> None:
    game = Ledger()
    for who in ("ann", "bob"):
        game.enrol(who, "2026-03-01 09:00")
    game.order("20.00 CNY", "2026-03-02 09:00", "bob")
    game.settle("2026-06-02 09:00", "ann")
    receipt = game.play(Merge("bob"), "2026-06-03 09:00")
    assert isinstance(receipt, Receipt)
    assert game.document().points == 0, "the points of March ended with May"
    [other] = [one for one in game.store.receipts_of("bob") if one.does == "absorbed"]
    assert [leg.why for leg in other.settled] == ["expired"]
    assert MERGED not in {leg.why for leg in receipt.legs if leg.asset == "points"}


def test_draws_go_on_where_hers_stopped_and_a_guarantee_is_as_near_as_the_nearer() -> None:
    game = Game(BLOCKS)
    for who, draws in (("ann", 2), ("bob", 4)):
        game.member(who).document.played["play"] = Played(has={"draws/box": 9})
        for _ in range(draws):
            game.play(Draw("play", "box"), "06-02 10:00", who, lands="pin")
    merged(game)
    receipt = game.play(Draw("play", "box"), "06-06 10:00")
    assert isinstance(receipt, Receipt)
    [drawn] = receipt.draws
    assert (drawn.n, drawn.memory, drawn.got) == (3, (4, 0), ("cup",))


BOARDS = """
boards:
  most: {when: run.finished, score: sum of km, gives: {1: {points: 9}}}
  best: {when: run.finished, score: best of km, gives: {1: {points: 9}}}
"""


def test_scores_of_open_boards_add_up_or_the_better_counts() -> None:
    game = Game(BOARDS)
    for at, (who, km) in enumerate((("ann", 3), ("bob", 4), ("ann", 2))):
        game.event("run.finished", f"06-02 1{at}:00", who, km=km, on="2026-06-02")
    receipt = merged(game)
    assert isinstance(receipt, Receipt)
    scores = {key: one.score for key, one in game.member("ann").document.played["play"].scores.items()}
    assert scores == {"most@c": 9000, "best@c": 4000}
    entries = {board: game.store.entries["play", board, "c"] for board in ("most", "best")}
    assert {board: one["ann"].score for board, one in entries.items()} == {"most": 9000, "best": 4000}
    assert {board: one["bob"].score for board, one in entries.items()} == {"most": 0, "best": 0}


def test_a_score_of_a_board_that_is_over_stays_where_it_was_reached() -> None:
    game = Game(BOARDS.replace("score: best", "repeats: daily, score: best"), f"{HEAD}grace: 30 minutes\n")
    game.event("run.finished", "06-02 10:00", "bob", km=4, on="2026-06-02")
    game.event("run.finished", "06-03 00:20", "bob", km=1, on="2026-06-03")
    game.event("run.finished", "06-03 00:20", "ann", km=1, on="2026-06-03")
    merged(game, at="06-03 00:40")
    best = next(found for key, found in game.store.entries.items() if key[1] == "best")
    assert {who: one.score for who, one in best.items()} == {"bob": 4000}


def test_who_joined_has_joined_since_the_earlier() -> None:
    game = Game("", HEAD + "opt_in: true\n")
    game.play(Join("play"), "06-02 10:00", "bob")
    game.play(Join("play"), "06-03 10:00", "ann")
    receipt = merged(game)
    assert isinstance(receipt, Receipt)
    assert game.member("ann").document.played["play"].joined == game.at("06-02 10:00")
    assert (receipt.both, receipt.first, absorbed_receipt(game).both) == (("play",), (), ())


def test_an_event_under_the_old_id_counts_for_who_stays() -> None:
    game = Game(BLOCKS)
    game.event("shop.visited", "06-02 10:00", "bob")
    merged(game)
    assert isinstance(game.event("shop.visited", "06-05 11:00", "bob"), Receipt)
    assert game.holds("ann")["points"] == 10
    assert [one.does for one in game.store.receipts_of("bob")][-1] == "absorbed"


def test_chains_lead_on_in_one_step() -> None:
    game = Game(BLOCKS)
    for who in ("cy", "bob", "ann"):
        game.event("shop.visited", "06-02 10:00", who)
    merged(game, "bob", "cy", "06-05 10:00")
    merged(game, "ann", "bob", "06-05 11:00")
    assert game.member("cy").document.ids.into == game.member("bob").document.ids.into == "ann"
    assert game.member("ann").document.ids.absorbed == ("bob", "cy")


@pytest.mark.parametrize(
    ("absorbs", "refused"),
    [
        pytest.param("ann", "same_member", id="herself"),
        pytest.param("nobody", "unknown_member", id="nobody"),
        pytest.param("g0123456789abcdef0123", "unknown_member", id="a guest"),
        pytest.param("gone", "unknown_member", id="one who was erased"),
        pytest.param("old", "unknown_member", id="one who was merged"),
        pytest.param("held", "on_hold", id="one for whom a bill holds something"),
        pytest.param("many", "record_full", id="one with too many other ids"),
        pytest.param("rich", "number_full", id="more points than phones can read"),
        pytest.param("big", "record_full", id="a record too large for the table"),
    ],
)
def test_what_is_refused(absorbs: str, refused: str) -> None:
    game = Game(BLOCKS)
    for who in ("ann", absorbs):
        if who != "nobody":
            game.store.members[who] = replace(game.member("ann"), id=who, document=Member())
    game.member("ann").document.lots = folded([Lot("", 24317, 5)])
    if absorbs != "nobody":
        document = game.member(absorbs).document
        hold = HoldKept("order.paid.order/1", game.at("06-05 10:05"))
        document.erased = int(absorbs == "gone")
        document.ids = OtherIds(into="cy" if absorbs == "old" else "", linked=11 if absorbs == "many" else 0)
        document.holds = [hold] if absorbs == "held" else []
        document.lots = folded([Lot("", 24317, 2**53 - 1)]) if absorbs == "rich" else {}
        document.kept = {f"type.{n}": 10**12 for n in range(20_000)} if absorbs == "big" else {}
    before = dict(game.store.members)
    assert code(merged(game, absorbs=absorbs)) == refused
    assert game.store.members == before


def test_purchases_of_both_conserve_their_sums() -> None:
    one = Bought(3, 9, {"CNY": [9, 900, 24304, 1, 10, *[0, 0] * 11, 1, 7]})
    other = Bought(3, 9, {"CNY": [2, 30, 24330, 2, 30]})
    both, same = bought.together(one, other), bought.together(other, one)
    assert both == same
    assert both
    assert both.sums["CNY"] == [11, 930, 24330, 2, 30]


TAGGED = """
timezone: Asia/Shanghai
tags:
  likes: {one_of: [tea, coffee]}
  done: {any_of: [a, b]}
events: {member.joined: {from: server}}
"""


@pytest.mark.parametrize(
    ("own", "theirs", "both"),
    [
        pytest.param({}, {"likes/tea": 24320}, {"likes/tea": 24320}, id="tags of the other"),
        pytest.param({"likes/tea": 24320}, {"likes/coffee": 0}, {"likes/tea": 24320}, id="hers where one is had"),
        pytest.param({"likes/mate": 0}, {"likes/tea": 0}, {"likes/tea": 0}, id="the one that is still declared"),
        pytest.param({"likes/tea": 0}, {"likes/mate": 0}, {"likes/tea": 0}, id="hers beside one that is no more"),
        pytest.param({"likes/mate": 0}, {"likes/cola": 0}, {"likes/mate": 0}, id="hers of two that are no more"),
        pytest.param({"done/a": 24320}, {"done/b": 0}, {"done/a": 24320, "done/b": 0}, id="both where any are"),
        pytest.param({"done/a": 24320}, {"done/a": 24325}, {"done/a": 24325}, id="for longer"),
        pytest.param({"done/a": 24325}, {"done/a": 24320}, {"done/a": 24325}, id="whoever has it so"),
        pytest.param({"done/a": 24325}, {"done/a": 0}, {"done/a": 0}, id="or for ever"),
    ],
)
def test_tags_that_rules_gave(own: dict[str, int], theirs: dict[str, int], both: dict[str, int]) -> None:
    game = Ledger(TAGGED, f"{LEDGER_HEAD}challenges: {{one: {{tasks: {{join: {{when: member.joined}}}}}}}}\n")
    for who, tags in (("ann", own), ("bob", theirs)):
        game.enrol(who, "2026-05-02 09:00")
        game.document(who).given_tags = dict(tags)
    assert isinstance(game.play(Merge("bob"), "2026-05-03 09:00"), Receipt)
    assert game.document().given_tags == both

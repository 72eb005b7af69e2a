"""Refunds: an order that comes back takes back what it gave, by its own receipt, whatever came between."""

from collections import Counter
from typing import Any

import pytest

from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Ask, Happened, Update
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.purse import by_name, in_order
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.scenarios import publish
from chalicelib.domain.words.errors import TesseraError
from tests.domain.game import tree
from tests.domain.ledger import CAMPAIGN, PROGRAMME, Ledger

ORDERS = PROGRAMME.replace(
    """  order.paid: {from: server, fields: {order: text, amount: money}, unique: order}
""",
    """  order.paid: {from: server, fields: {order: text, amount: money}, unique: order, spends: amount}
  order.refunded:
    from: server
    fields: {order: text, refund: text, amount: money}
    unique: [order, refund]
    takes_back: order.paid by order
""",
)
TASKS = """
challenges:
  buy:
    tasks:
      each:   {when: order.paid, each: 10.00 CNY of amount, gives: {points: 10}}
      spend:
        {when: order.paid, reach: 100.00 CNY of amount, gives: {prizes: mug}, milestones: {50.00 CNY: {draws: box}}}
      three:  {when: order.paid, reach: 3 times, gives: {prizes: slip}}
      large:  {when: order.paid, each: 30.00 CNY of amount (in one event), gives: {fragments: set/a}}
blind_boxes: {box: {costs: {draws: box}, odds: {mug: rest}}}
collections: {set: {fragments: [a, b], gives: {points: 1}}}
redemptions:
  shop: {opens: daily 00:00, closes: end of day, offers: {pin: {costs: {points: 80}, gives: {prizes: pin}}}}
prizes: {mug: {gift: mug}, pin: {badge: pin}, slip: {coupon: 10% off, valid: 90 days}}
"""
HEAD = CAMPAIGN.partition("challenges:")[0]
START = "2026-03-02 09:00"


def ledger(tasks: str = TASKS, programme: str = ORDERS) -> Ledger:
    found = Ledger(programme, HEAD + tasks)
    found.enrol("ann", "2026-01-05 10:00", Profile(tier="gold"))
    return found


def paid(one: Ledger, order: str, amount: str, when: str | int = START) -> Any:
    time = one.at(when)
    data = {"order": order, "amount": f"{amount} CNY"}
    return one.play(Happened(f"p-{order}", "shop", "order.paid", time, data), time, id=f"p-{order}")


def refunded(one: Ledger, order: str, refund: str, amount: str, when: str | int = START, money: str = "CNY") -> Any:
    time = one.at(when)
    data = {"order": order, "refund": refund, "amount": f"{amount} {money}"}
    happened = Happened(f"r-{order}-{refund}", "shop", "order.refunded", time, data)
    return one.store.report(Ask(receipt_id("test", happened.id), happened), time)


def holds(one: Ledger) -> dict[str, int]:
    """All that is held, and what is owed as a negative number."""
    document = one.document()
    part = document.played.get("club")
    sums = Counter({"points": document.points - document.owed})
    if part:
        sums.update(part.has)
        sums.subtract(part.owed)
    sums.update(f"prizes/{one.prize}" for one in document.coupons)
    return {asset: n for asset, n in sums.items() if n}


def code(answer: Any) -> str | None:
    return answer.code if isinstance(answer, TesseraError) else None


FULL = {"points": 100, "prizes/mug": 1, "draws/box": 1, "fragments/set/a": 3}
TWO = [("a", "60.00"), ("b", "60.00")]
THREE = [("a", "40.00"), ("b", "5.00"), ("c", "5.00")]


@pytest.mark.parametrize(
    ("orders", "refunds", "expected"),
    [
        pytest.param([("a", "100.00")], [], FULL, id="none"),
        pytest.param([("a", "99.99")], [], {"points": 90, "draws/box": 1, "fragments/set/a": 3}, id="a cent less"),
        pytest.param([("a", "100.00")], ["0.01"], {"points": 90, "draws/box": 1, "fragments/set/a": 3}, id="a cent"),
        pytest.param([("a", "100.00")], ["10.00"], {"points": 90, "draws/box": 1, "fragments/set/a": 3}, id="a tenth"),
        pytest.param([("a", "100.00")], ["10.01"], {"points": 80, "draws/box": 1, "fragments/set/a": 2}, id="and more"),
        pytest.param([("a", "100.00")], ["50.00"], {"points": 50, "draws/box": 1, "fragments/set/a": 1}, id="half"),
        pytest.param([("a", "100.00")], ["50.01"], {"points": 40, "fragments/set/a": 1}, id="more than half"),
        pytest.param([("a", "100.00")], ["30.00", "70.00"], {}, id="all of it in two parts"),
        pytest.param([("a", "100.00")], ["100.00"], {}, id="all of it"),
        pytest.param(TWO, ["60.00"], {"points": 60, "draws/box": 1, "fragments/set/a": 2}, id="one of two"),
        pytest.param(
            THREE, [], {"points": 50, "draws/box": 1, "fragments/set/a": 1, "prizes/slip": 1}, id="three orders"
        ),
        pytest.param(THREE, ["39.99"], {"points": 10, "prizes/slip": 1}, id="nearly one of three"),
        pytest.param(THREE, ["40.00"], {"points": 10}, id="one of three"),
    ],
)
def test_what_comes_back_takes_back_what_it_gave(
    orders: list[tuple[str, str]], refunds: list[str], expected: dict[str, int]
) -> None:
    one = ledger()
    for order, amount in orders:
        paid(one, order, amount)
    for number, amount in enumerate(refunds):
        answer = refunded(one, "a", str(number), amount)
        assert isinstance(answer, Receipt), answer
    assert holds(one) == expected


STEPS = """
challenges:
  buy:
    tasks:
      one: {when: order.paid, reach: 1 time}
      two: {when: order.paid, reach: 2 times}
      much: {when: order.paid, reach: 100.00 CNY of amount}
    milestones: {2: {points: 20}}
    gives: {points: 300}
"""


@pytest.mark.parametrize(("back", "points"), [("0.01", 20), ("50.00", 20), ("59.99", 20), ("60.00", 0)])
def test_what_a_challenge_gave_for_tasks_done_goes_with_them(back: str, points: int) -> None:
    one = ledger(STEPS)
    paid(one, "a", "60.00")
    paid(one, "b", "40.00")
    assert holds(one) == {"points": 320}
    refunded(one, "a", "1", back)
    assert holds(one) == ({"points": points} if points else {})
    paid(one, "c", "60.00")
    assert holds(one) == {"points": 320}


def test_what_was_spent_is_owed_and_the_next_pays_it() -> None:
    one = ledger()
    paid(one, "a", "90.00")
    one.play(Redeem("club", "shop", "pin"), START)
    answer = refunded(one, "a", "all", "90.00")
    assert isinstance(answer, Receipt)
    assert [(leg.n, leg.owed, leg.lots) for leg in answer.own if leg.asset == "points"] == [
        (-90, 80, {"2026-03+2": -10})
    ]
    assert (one.document().points, one.document().owed) == (0, 80)
    assert code(one.play(Redeem("club", "shop", "pin"), START)) == "not_enough"
    paid(one, "b", "70.00")
    assert (one.document().points, one.document().owed) == (0, 10)
    paid(one, "c", "20.00")
    assert (one.document().points, one.document().owed) == (10, 0)


def test_draws_and_fragments_that_are_gone_are_owed_too() -> None:
    one = ledger()
    paid(one, "a", "60.00")
    part = one.document().played["club"]
    part.has = {}
    refunded(one, "a", "all", "60.00")
    assert one.document().played["club"].owed == {"draws/box": 1, "fragments/set/a": 2}
    paid(one, "b", "90.00")
    assert one.document().played["club"].has == {"fragments/set/a": 1}
    assert one.document().played["club"].owed == {}


def test_what_is_used_stays_and_the_receipt_says_so() -> None:
    one = ledger()
    for order in "abc":
        paid(one, order, "5.00")
    one.document().coupons.clear()
    answer = refunded(one, "a", "all", "5.00")
    assert isinstance(answer, Receipt)
    assert answer.kept == {"club": {"prizes/slip": 1}}


@pytest.mark.parametrize(
    ("order", "refund", "amount", "money", "expected"),
    [
        ("a", "1", "100.01", "CNY", "more_than_paid"),
        ("a", "1", "100.00", "USD", "bad_event_field"),
        ("a", "1", "0.00", "CNY", "bad_event_field"),
        ("a", "1", "100.00", "CNY", None),
        ("z", "1", "100.00", "CNY", None),
    ],
)
def test_a_refund_that_can_not_be(order: str, refund: str, amount: str, money: str, expected: str | None) -> None:
    one = ledger()
    paid(one, "a", "100.00")
    before = holds(one)
    assert code(refunded(one, order, refund, amount, money=money)) == expected
    assert (holds(one) == before) == (expected is not None or order == "z")


def test_the_same_refund_twice_is_one() -> None:
    one = ledger()
    paid(one, "a", "100.00")
    first = refunded(one, "a", "1", "30.00")
    after = holds(one)
    assert refunded(one, "a", "1", "30.00") == first
    assert holds(one) == after
    assert code(refunded(one, "a", "2", "70.01")) == "more_than_paid"


@pytest.mark.parametrize(
    ("orders", "refunds", "points"),
    [
        ([("a", "40.00"), ("b", "50.00")], [("a", "40.00")], 17),
        ([("a", "40.00"), ("b", "50.00")], [("b", "50.00")], 17),
        ([("a", "40.00"), ("b", "50.00")], [("b", "20.01")], 17),
        ([("a", "40.00"), ("b", "50.00")], [("b", "20.01"), ("a", "10.01")], 0),
        ([("a", "40.00"), ("b", "40.00")], [("b", "40.00")], 17),
        ([("a", "40.00"), ("b", "40.00")], [("b", "40.00"), ("a", "40.00")], 0),
        ([("a", "40.00"), ("b", "29.99")], [("a", "10.01")], 0),
        ([(name, "40.00") for name in "abcdefghij"], [(name, "40.00") for name in "abcdefg"], 17),
    ],
)
def test_the_best_single_order_that_is_left_counts(
    orders: list[tuple[str, str]], refunds: list[tuple[str, str]], points: int
) -> None:
    task = "{when: order.paid, reach: 30.00 CNY of amount (in one event), gives: {points: 17}}"
    one = ledger(f"challenges: {{buy: {{tasks: {{one: {task}}}}}}}")
    for name, amount in orders:
        paid(one, name, amount)
    for number, (name, amount) in enumerate(refunds):
        refunded(one, name, str(number), amount)
    assert holds(one) == ({"points": points} if points else {})


def test_today_s_rules_do_not_matter() -> None:
    """A rule that gives twice as much since then takes back no more; one that is gone takes it back all the same."""
    for changed in (
        TASKS.replace("gives: {points: 10}", "gives: {points: 20}"),
        TASKS.replace("each:   {", "later:  {"),
    ):
        one = ledger()
        paid(one, "a", "90.00")
        one.store.definitions = publish(tree(HEAD + changed), one.programme)
        refunded(one, "a", "all", "90.00")
        assert one.document().points - one.document().owed == 0


MADE = """
challenges:
  buy:
    milestones: {1: {prizes: draw}}
    tasks:
      one: {when: order.paid, each: 50.00 CNY of amount, gives: {prizes: bonus}}
      mug: {when: order.paid, each: 1 time, gives: {prizes: mug}}
blind_boxes: {box: {costs: {draws: box}, odds: {mug: rest}}}
prizes: {bonus: {points: 500}, draw: {draws: {box: 2}}, mug: {gift: mug}}
"""


@pytest.mark.parametrize(
    "today",
    [
        pytest.param(MADE, id="the same"),
        pytest.param(MADE.replace("points: 500", "points: 900"), id="more points"),
        pytest.param(MADE.replace("points: 500", "gift: cup"), id="a gift now"),
        pytest.param(MADE.replace("box: 2", "box: 1"), id="fewer draws"),
        pytest.param(MADE.replace("bonus", "other").replace("mug", "cup"), id="no such prizes"),
    ],
)
@pytest.mark.parametrize(
    ("back", "left"), [("100.00", {}), ("50.00", {"points": 500, "draws/box": 2, "prizes/mug": 1})]
)
def test_a_prize_is_taken_back_as_it_was_then(today: str, back: str, left: dict[str, int]) -> None:
    one = ledger(MADE)
    paid(one, "a", "100.00")
    assert holds(one) == {"points": 1000, "draws/box": 2, "prizes/mug": 1}
    one.store.definitions = publish(tree(HEAD + today), one.programme)
    answer = refunded(one, "a", "back", back)
    assert isinstance(answer, Receipt), answer
    assert (holds(one), answer.kept) == (left, {})


@pytest.mark.parametrize(
    ("then", "today", "has", "left", "kept"),
    [
        pytest.param("{gift: mug}", "{points: 900}", 1, {}, {}, id="a gift that is points now, here"),
        pytest.param("{gift: mug}", "{points: 900}", 0, {}, {"prizes/prize": 1}, id="a gift that is points now, gone"),
        pytest.param("{points: 50}", "{gift: mug}", 1, {"prizes/prize": 1}, {}, id="points, and a gift of that name"),
        pytest.param("{coupon: 10% off}", "{points: 900}", 0, {}, {}, id="a coupon that is points now"),
    ],
)
def test_a_prize_that_became_another_kind_is_taken_back_as_the_one_it_was(
    then: str, today: str, has: int, left: dict[str, int], kept: dict[str, int]
) -> None:
    text = (
        "challenges: {buy: {tasks: {one: {when: order.paid, each: 1 time, gives: {prizes: prize}}}}}\nprizes: {prize: "
    )
    one = ledger(f"{text}{then}}}")
    paid(one, "a", "100.00")
    one.document().played["club"].has = {"prizes/prize": has} if has else {}
    one.store.definitions = publish(tree(f"{HEAD}{text}{today}}}"), one.programme)
    answer = refunded(one, "a", "back", "100.00")
    assert isinstance(answer, Receipt), answer
    assert (holds(one), answer.kept.get("club", {})) == (left, kept)


@pytest.mark.parametrize(("gives", "prizes"), [("points: 10", ""), ("prizes: bonus", "prizes: {bonus: {points: 10}}")])
@pytest.mark.parametrize(("back", "left"), [("50.00", 10), ("100.00", 0)])
def test_points_go_from_the_month_in_which_they_came(gives: str, prizes: str, back: str, left: int) -> None:
    task = f"{{when: order.paid, each: 50.00 CNY of amount, gives: {{{gives}}}}}"
    one = ledger(f"challenges: {{buy: {{tasks: {{one: {task}}}}}}}\n{prizes}")
    paid(one, "before", "50.00", "2026-02-02 09:00")
    paid(one, "a", "100.00", "2026-03-02 09:00")
    refunded(one, "a", "back", back, "2026-03-04 09:00")
    lots = {"2026-02+2": 10, "2026-03+2": left}
    assert by_name(in_order(one.document().lots)) == {name: n for name, n in lots.items() if n}


LIMITED = """
challenges: {buy: {tasks: {one: {when: order.paid, each: 10.00 CNY of amount, limit: 3 a day, gives: {points: 10}}}}}
"""


@pytest.mark.parametrize(
    ("back", "points"), [("10.00", 30), ("70.00", 30), ("70.01", 20), ("90.00", 10), ("100.00", 0)]
)
def test_of_a_limit_what_was_earned_counts(back: str, points: int) -> None:
    one = ledger(LIMITED)
    paid(one, "a", "100.00")
    assert holds(one) == {"points": 30}
    refunded(one, "a", "1", back)
    assert holds(one) == ({"points": points} if points else {})


@pytest.mark.parametrize(("back", "points"), [("10.00", 30), ("70.01", 20), ("100.00", 0)])
def test_of_a_day_long_over_no_more_is_taken_back_than_the_order_brought(back: str, points: int) -> None:
    """The day's count is forgotten: what a limit cut off then is not taken, and not more than was given."""
    one = ledger(LIMITED)
    paid(one, "a", "100.00", "2026-03-02 09:00")
    one.settle("2026-05-20 09:00")
    before = one.document().points
    refunded(one, "a", "1", back, "2026-05-21 09:00")
    assert before - (one.document().points - one.document().owed) == 30 - points


DAYS = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-09", "2026-03-10"]
"""Four days of one week, and two of the next."""


@pytest.mark.parametrize(
    ("limit", "amounts", "back", "points"),
    [
        pytest.param("3 a day", ["9.99", "0.01"], ["0"], 0, id="what another day's order had completed"),
        pytest.param("3 a day", ["9.99", "0.01", "10.00"], ["0"], 10, id="the latest that it had moved on"),
        pytest.param("3 a day", ["95.00", "5.00"], ["0"], 0, id="the day's own, and then what another had completed"),
        pytest.param("3 a day", ["95.00", "5.00", "20.00"], ["0"], 20, id="the latest first"),
        pytest.param("3 a day", ["10.00", "10.00"], ["1"], 10, id="its own"),
        pytest.param("1 a week", ["10.00"] * 4, ["3"], 10, id="what the limit had cut off"),
        pytest.param("1 a week", ["10.00"] * 4, ["3", "2", "1"], 10, id="all that the limit had cut off"),
        pytest.param("1 a week", ["10.00"] * 4, ["3", "2", "1", "0"], 0, id="and what it had not"),
        pytest.param("[1 a day, 3 a week]", [*["10.00"] * 3, "", "10.00"], ["4"], 30, id="of another week than most"),
        pytest.param(
            "[1 a day, 3 a week]",
            [*["10.00"] * 3, "", *["10.00"] * 2],
            ["5", "4"],
            30,
            id="of two days of another week",
        ),
        pytest.param("[1 a day, 3 a week]", ["10.00"] * 4, ["3"], 30, id="what one of two limits had cut off"),
        pytest.param("[1 a day, 3 a week]", ["10.00"] * 4, ["3", "2"], 20, id="and what none had"),
        pytest.param("[1 a day, 3 a week]", ["10.00"] * 4, ["0", "1", "2", "3"], 0, id="all of it"),
    ],
)
def test_under_a_limit_nobody_keeps_more_than_what_is_left_has_earned(
    limit: str, amounts: list[str], back: list[str], points: int
) -> None:
    one = ledger(LIMITED.replace("3 a day", limit))
    for number, (amount, day) in enumerate(zip(amounts, DAYS, strict=False)):
        if amount:
            paid(one, str(number), amount, f"{day} 09:00")
    for order in back:
        refunded(one, order, "all", amounts[int(order)], "2026-03-11 09:00")
    assert holds(one) == ({"points": points} if points else {})


def test_what_waits_for_its_day_goes_first() -> None:
    task = "{when: order.paid, each: 1.00 CNY of amount, gives: {points: 1}, after: 15 days}"
    one = ledger(f"challenges: {{buy: {{tasks: {{one: {task}}}}}}}")
    paid(one, "a", "100.00")
    paid(one, "b", "50.00", "2026-03-03 09:00")
    refunded(one, "a", "1", "60.00", "2026-03-04 09:00")
    assert sorted((waits.times, waits.due) for waits in one.document().played["club"].due) == [
        (40, one.at("2026-03-18 00:00")),
        (50, one.at("2026-03-19 00:00")),
    ]
    one.settle("2026-03-18 00:00")
    assert holds(one) == {"points": 40}


@pytest.mark.parametrize("reported", ["2026-03-20 09:00", "2026-04-20 09:00"], ids=["in time", "after its days"])
def test_what_came_after_its_days_goes_from_the_month_in_which_it_came(reported: str) -> None:
    """An order of 20 March gives on 5 April. What else came before ends before it, and is not touched."""
    task = "when: order.paid, each: 1.00 CNY of amount, gives: {points: 1, stars: 1}"
    one = Ledger(
        ORDERS, HEAD + f"challenges: {{buy: {{tasks: {{now: {{{task}}}, then: {{{task}, after: 15 days}}}}}}}}"
    )
    one.enrol("ann", "2026-01-05 10:00")
    paid(one, "first", "10.00", "2026-03-01 09:00")
    data = {"order": "a", "amount": "8.00 CNY"}
    one.play(Happened("a", "shop", "order.paid", one.at("2026-03-20 09:00"), data), reported)
    one.settle("2026-04-20 10:00")
    march, april = "2026-03+2", "2026-04+2"
    assert by_name(in_order(one.document().lots)) == {march: 28, april: 8}
    assert one.document().stars[-2:] == [28, 8]
    answer = refunded(one, "a", "1", "3.00", "2026-04-21 09:00")
    assert isinstance(answer, Receipt)
    assert by_name(in_order(one.document().lots)) == {march: 25, april: 5}
    assert one.document().stars[-2:] == [25, 5]


def test_points_go_back_to_the_lot_they_came_from() -> None:
    one = ledger("challenges: {buy: {tasks: {one: {when: order.paid, each: 1.00 CNY of amount, gives: {points: 1}}}}}")
    paid(one, "a", "10.00", "2026-03-31 09:00")
    paid(one, "b", "10.00", "2026-04-01 09:00")
    answer = refunded(one, "b", "1", "4.00", "2026-04-02 09:00")
    assert isinstance(answer, Receipt)
    assert [leg.lots for leg in answer.own] == [{"2026-04+2": -4}]


@pytest.mark.parametrize("boost", ["x1.5", "x2", "x1.25"])
def test_a_boost_counts_as_it_did(boost: str) -> None:
    tasks = f"""
challenges:
  buy:
    tasks:
      one:
        when: order.paid
        each: 1.00 CNY of amount
        gives: {{points: 2}}
        boosts: [{{who: {{tier: gold}}, points: {boost}}}]
"""
    one = ledger(tasks)
    paid(one, "a", "30.00")
    refunded(one, "a", "1", "10.00")
    assert holds(one) == {"points": int(40 * float(boost[1:]))}
    refunded(one, "a", "2", "20.00")
    assert holds(one) == {}


@pytest.mark.parametrize("after", ["", "after: 15 days"], ids=["at once", "later"])
@pytest.mark.parametrize("boost", ["x1.5", "x1.25", "x2"])
def test_a_boost_goes_back_whole_in_whatever_parts(boost: str, after: str) -> None:
    """What is left is what the smaller order would have given, rounded down once, after each part."""
    tasks = f"""
challenges:
  buy:
    tasks:
      one:
        when: order.paid
        each: 1.00 CNY of amount
        gives: {{points: 1}}
        boosts: [{{who: {{tier: gold}}, points: {boost}}}]
        {after}
"""
    one = ledger(tasks)
    paid(one, "a", "7.00")
    for left in range(6, -1, -1):
        refunded(one, "a", str(left), "1.00")
        part = one.document().played["club"]
        waits = sum(earned.times + earned.more for earned in part.due)
        assert one.document().points + waits == int(left * float(boost[1:])), left
        assert one.document().owed == 0


BOOSTED = """
challenges:
  buy:
    tasks:
      one: {when: order.paid, reach: 1 time, gives: {points: 10}, boosts: [{points: x2}]}
    gives: {points: 5}
"""


def test_what_the_challenge_gave_had_no_boost() -> None:
    one = ledger(BOOSTED)
    paid(one, "a", "10.00")
    assert holds(one) == {"points": 25}
    refunded(one, "a", "all", "10.00")
    assert holds(one) == {}


def test_a_challenge_that_was_done_stays_done_when_a_task_comes_to_it_that_was_not() -> None:
    before = "{when: order.paid, reach: 10.00 CNY of amount, gives: {points: 1}}"
    coming = "{when: order.paid, reach: 900.00 CNY of amount, gives: {points: 9}}"
    one = ledger(f"challenges: {{buy: {{tasks: {{one: {before}}}, gives: {{points: 100}}}}}}")
    paid(one, "a", "10.00")
    assert holds(one) == {"points": 101}
    more = f"challenges: {{buy: {{tasks: {{one: {before}, two: {coming}}}, gives: {{points: 100}}}}}}"
    one.store.definitions = publish(tree(HEAD + more), one.programme)
    paid(one, "b", "10.00", "2026-03-03 09:00")
    refunded(one, "b", "all", "10.00", "2026-03-04 09:00")
    assert holds(one) == {"points": 101}


STARRED = """
challenges:
  buy:
    tasks:
      pay: {when: order.paid, each: 1.00 CNY of amount, gives: {stars: 1}}
      up:  {when: tier.reached, each: 1 time, gives: {points: 50}}
"""


@pytest.mark.parametrize("when", ["2026-03-01 09:00", START, "2026-03-20 09:00"], ids=["older", "at once", "later"])
@pytest.mark.parametrize(
    ("back", "tier", "points"),
    [("10.00", "gold", 100), ("10.01", "silver", 50), ("40.00", "silver", 50), ("40.01", "green", 0)],
)
def test_a_tier_that_stars_brought_goes_with_them_whatever_the_refund_s_own_time(
    when: str, back: str, tier: str, points: int
) -> None:
    one = Ledger(ORDERS, HEAD + STARRED)
    one.enrol("ann", "2026-01-05 10:00")
    paid(one, "a", "70.00")
    happened = Happened(
        "r", "shop", "order.refunded", one.at(when), {"order": "a", "refund": "1", "amount": f"{back} CNY"}
    )
    assert code(one.store.report(Ask("r", happened), one.at("2026-03-21 09:00"))) is None
    assert one.document().profile.tier == tier
    assert holds(one) == ({"points": points} if points else {})


@pytest.mark.parametrize(("had", "expected"), [("", "green"), ("green", "green"), ("silver", "silver")])
def test_the_tier_that_the_brand_gave_is_there_again(had: str, expected: str) -> None:
    one = Ledger(ORDERS, HEAD + STARRED)
    one.enrol("ann", "2026-01-05 10:00", Profile(tier=had))
    paid(one, "a", "70.00")
    assert one.document().profile.tier == "gold"
    refunded(one, "a", "all", "70.00", "2026-03-04 09:00")
    assert one.document().profile.tier == expected
    one.settle("2029-01-01 00:00")
    assert one.document().profile.tier == expected, "for ever, as the brand said"


def test_a_tier_that_only_the_brand_gives_is_no_step_back() -> None:
    programme = ORDERS.replace("  gold: {from", "  vip: {}\n  gold: {from")
    one = Ledger(programme, HEAD + STARRED)
    one.enrol("ann", "2026-01-05 10:00")
    paid(one, "a", "70.00")
    refunded(one, "a", "part", "20.00", "2026-03-04 09:00")
    assert one.document().profile.tier == "silver"


def test_a_word_that_is_said_again_does_not_look_at_the_tier_again() -> None:
    """A brand's system that sends all it knows each night sends old words, each with its own time."""
    one = Ledger(ORDERS, HEAD + STARRED)
    one.enrol("ann", "2026-01-05 10:00")
    word = Update(tier="gold", until=one.at("2026-04-20 12:00"), time=one.at("2026-02-01 09:00"))
    one.play(word, "2026-02-01 09:00")
    paid(one, "a", "40.00")
    one.settle("2026-04-20 12:00")
    refunded(one, "a", "all", "40.00", "2026-05-04 09:00")
    one.play(word, "2026-05-05 02:00")
    one.settle("2026-06-20 23:59")
    assert one.document().profile.tier == "gold", "only the next look tells"
    one.settle("2026-06-21 00:00")
    assert one.document().profile.tier == "silver"


@pytest.mark.parametrize(
    ("orders", "back", "when", "tier"),
    [
        pytest.param([("a", "30.00", "02-10")], "a", "02-20", "green", id="what brought it"),
        pytest.param([("a", "30.00", "02-10"), ("b", "9.00", "03-20")], "b", "03-21", "silver", id="another"),
        pytest.param([("a", "30.00", "02-10"), ("b", "30.00", "03-20")], "a", "03-21", "silver", id="more came since"),
        pytest.param([("a", "30.00", "02-10"), ("b", "29.00", "03-20")], "a", "03-21", "green", id="not enough came"),
        pytest.param([("a", "30.00", "02-10"), ("b", "9.00", "03-20")], "b", "01-20", "silver", id="told of before it"),
        pytest.param(
            [("a", "30.00", "02-10"), ("b", "9.00", "03-20")], "a", "01-20", "green", id="what brought it, so"
        ),
    ],
)
def test_a_tier_falls_back_where_what_is_left_was_never_enough(
    orders: list[tuple[str, str, str]], back: str, when: str, tier: str
) -> None:
    """Silver of thirty stars in a month, kept for eight: a refund goes by what is left, whatever its own time."""
    one = Ledger(ORDERS.replace("30 stars in 3 months, keeps: 2", "30 stars in 1 months, keeps: 8"), HEAD + STARRED)
    one.enrol("ann", "2026-01-05 10:00")
    for name, amount, day in orders:
        paid(one, name, amount, f"2026-{day} 09:00")
    amounts = {name: amount for name, amount, _ in orders}
    data = {"order": back, "refund": "1", "amount": f"{amounts[back]} CNY"}
    happened = Happened("r", "shop", "order.refunded", one.at(f"2026-{when} 10:00"), data)
    assert code(one.store.report(Ask("r", happened), one.at("2026-03-25 09:00"))) is None
    assert one.document().profile.tier == tier


@pytest.mark.parametrize(("days", "tier"), [(("03-02", "02-27"), "silver"), (("02-27", "03-02"), "silver")])
def test_a_tier_is_reached_at_once_by_stars_of_whatever_month(days: tuple[str, str], tier: str) -> None:
    """An order of February that is told of in March, where one of March was before, is enough as of now."""
    one = Ledger(ORDERS, HEAD + STARRED)
    one.enrol("ann", "2026-01-05 10:00")
    for number, day in enumerate(days):
        time, data = one.at(f"2026-{day} 09:00"), {"order": str(number), "amount": "20.00 CNY"}
        one.play(Happened(f"p{number}", "shop", "order.paid", time, data), f"2026-03-0{number + 2} 10:00")
    assert one.document().profile.tier == tier


def test_a_tier_that_was_had_then_is_not_reached_again_by_an_order_that_comes_late() -> None:
    one = Ledger(ORDERS, HEAD + STARRED)
    one.enrol("ann", "2026-01-05 10:00")
    paid(one, "a", "30.00", "2026-02-10 09:00")
    one.settle("2026-06-22 09:00")
    assert one.document().profile.tier == "green"
    before = one.document().said
    time, data = one.at("2026-04-25 09:00"), {"order": "b", "amount": "1.00 CNY"}
    assert code(one.play(Happened("b", "shop", "order.paid", time, data), "2026-06-22 10:00")) is None
    assert one.document().said == before


@pytest.mark.parametrize(
    ("more", "tier"),
    [(0, "green"), (29, "green"), (30, "silver")],
    ids=["none", "not enough", "enough to stay"],
)
@pytest.mark.parametrize("when", ["2026-05-20 23:59", "2026-05-21 00:00", "2026-06-02 09:00"])
def test_a_tier_that_is_put_back_is_looked_at_where_its_time_was_over_meanwhile(
    more: int, tier: str, when: str
) -> None:
    """Silver is kept in March and looked at again on the 21st of May; gold stood above it until an order came back."""
    one = Ledger(ORDERS, HEAD + STARRED)
    one.enrol("ann", "2026-01-05 10:00")
    paid(one, "a", "30.00", "2026-01-10 09:00")
    paid(one, "b", "60.00", "2026-04-20 09:00")
    if more:
        paid(one, "c", f"{more}.00", "2026-04-21 09:00")
    assert one.document().profile.tier == "gold"
    refunded(one, "b", "all", "60.00", when)
    assert one.document().profile.tier == ("silver" if when < "2026-05-21" else tier)
    one.settle("2026-06-02 10:00")
    assert one.document().profile.tier == tier


def test_of_a_tier_that_was_looked_at_only_the_next_look_tells() -> None:
    one = Ledger(ORDERS, HEAD + STARRED)
    one.enrol("ann", "2026-01-05 10:00")
    paid(one, "a", "70.00")
    one.settle("2026-05-03 00:00")
    refunded(one, "a", "all", "70.00", "2026-05-04 09:00")
    assert one.document().profile.tier == "gold"
    one.settle("2026-07-03 00:00")
    assert one.document().profile.tier == "silver"


def test_what_is_owed_to_a_campaign_ends_with_it() -> None:
    one = ledger()
    paid(one, "a", "60.00")
    one.document().played["club"].has = {}
    refunded(one, "a", "all", "60.00")
    one.store.definitions = assemble(one.programme, [])
    closed = one.settle("2026-03-05 09:00")
    assert isinstance(closed, Receipt)
    assert closed.moved() == {"club": {"draws/box": 1, "fragments/set/a": 2}}, "so that all receipts add up to nothing"
    assert "club" not in one.document().played

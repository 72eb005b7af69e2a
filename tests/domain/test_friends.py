"""Friends: the inviter is told of a friend's first order that stays, once a friend, whatever comes first."""

from collections.abc import Callable
from itertools import permutations

import pytest
from msgspec.structs import replace

from chalicelib.domain.derived.erasure import anonymous, anonymous_receipt
from chalicelib.domain.record.actions import Ask, Happened, Merge
from chalicelib.domain.record.arrival import Arrival, Came, together
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.sharing import pseudonym
from chalicelib.domain.words.errors import BadEvent, TesseraError, Unknown
from tests.domain.circle import FRIENDS, Circle


def circle(blocks: str = FRIENDS, waiting: bool = False) -> Circle:
    """Me, and Bo whom I invited."""
    found = Circle(blocks, waiting)
    found.born("me", "06-01 08:00")
    found.born("bo", invited_by="me")
    return found


CASES: dict[str, tuple[Callable[[Circle], object], int]] = {
    "nothing": (lambda one: None, 0),
    "an order": (lambda one: one.pays("bo", "a", "06-03 12:00"), 100),
    "two orders are one reward": (
        lambda one: (one.pays("bo", "a", "06-03 12:00"), one.pays("bo", "b", "06-04 12:00")),
        100,
    ),
    "a part of it comes back": (
        lambda one: (one.pays("bo", "a", "06-03 12:00"), one.refunds("a", "06-04 12:00", "119.99")),
        100,
    ),
    "all of it comes back": (lambda one: (one.pays("bo", "a", "06-03 12:00"), one.refunds("a", "06-04 12:00")), 0),
    "all of it in two parts": (
        lambda one: (
            one.pays("bo", "a", "06-03 12:00"),
            one.refunds("a", "06-04 12:00", "60.00", "r1"),
            one.refunds("a", "06-05 12:00", "60.00", "r2"),
        ),
        0,
    ),
    "another order before the refund takes no place": (
        lambda one: (
            one.pays("bo", "a", "06-03 12:00"),
            one.pays("bo", "b", "06-04 12:00"),
            one.refunds("a", "06-05 12:00"),
        ),
        0,
    ),
    "another order after the refund is no second first": (
        lambda one: (
            one.pays("bo", "a", "06-03 12:00"),
            one.refunds("a", "06-04 12:00"),
            one.pays("bo", "b", "06-05 12:00"),
        ),
        0,
    ),
    "the refund of a later order": (
        lambda one: (
            one.pays("bo", "a", "06-03 12:00"),
            one.pays("bo", "b", "06-04 12:00"),
            one.refunds("b", "06-05 12:00"),
        ),
        100,
    ),
    "the refund before its order": (
        lambda one: (one.refunds("a", "06-03 11:00"), one.pays("bo", "a", "06-03 12:00")),
        0,
    ),
    "the refund before its order, and another order": (
        lambda one: (
            one.refunds("a", "06-03 11:00"),
            one.pays("bo", "a", "06-03 12:00"),
            one.pays("bo", "b", "06-04 12:00"),
        ),
        0,
    ),
    "a part before its order, and the rest after": (
        lambda one: (
            one.refunds("a", "06-03 11:00", "20.00", "r1"),
            one.pays("bo", "a", "06-03 12:00"),
            one.refunds("a", "06-04 12:00", "100.00", "r2"),
        ),
        0,
    ),
    "an order of nothing is none": (
        lambda one: (one.pays("bo", "a", "06-03 12:00", "0.00"), one.pays("bo", "b", "06-04 12:00")),
        100,
    ),
    "an order before she came": (lambda one: one.pays("bo", "a", "06-01 08:54", arrives="06-01 10:00"), 0),
    "and one after it": (
        lambda one: (
            one.pays("bo", "a", "06-01 08:54", arrives="06-01 10:00"),
            one.pays("bo", "b", "06-01 09:01"),
        ),
        100,
    ),
    "a clock that is some minutes behind": (lambda one: one.pays("bo", "a", "06-01 08:56", arrives="06-01 10:00"), 100),
    "an order that is claimed": (
        lambda one: (
            one.pays("nobody", "a", "06-03 12:00", end="77"),
            one.does("bo", "order.claimed", "06-05 12:00", channel="shop", order="a", end="77"),
        ),
        100,
    ),
    "an order that is waited for": (
        lambda one: (
            one.does("bo", "order.claimed", "06-02 12:00", channel="shop", order="a", end="77"),
            one.pays("nobody", "a", "06-02 11:00", arrives="06-03 12:00", end="77"),
        ),
        100,
    ),
    "an order of nobody": (lambda one: one.pays("nobody", "a", "06-03 12:00", end="77"), 0),
    "an order of somebody else": (lambda one: (one.born("cy"), one.pays("cy", "a", "06-03 12:00")), 0),
    "an order of a friend's friend: one level": (
        lambda one: (one.born("cy", invited_by="bo"), one.pays("cy", "a", "06-03 12:00")),
        0,
    ),
    "two friends": (
        lambda one: (
            one.born("cy", invited_by="me"),
            one.pays("bo", "a", "06-03 12:00"),
            one.pays("cy", "b", "06-03 12:00"),
        ),
        200,
    ),
    "of two friends one sends back": (
        lambda one: (
            one.born("cy", invited_by="me"),
            one.pays("bo", "a", "06-03 12:00"),
            one.pays("cy", "b", "06-03 12:00"),
            one.refunds("a", "06-04 12:00"),
        ),
        100,
    ),
}


@pytest.mark.parametrize(("happens", "right"), CASES.values(), ids=CASES)
def test_the_first_order_of_a_friend_that_stays_is_rewarded_once(
    happens: Callable[[Circle], object], right: int
) -> None:
    one = circle()
    happens(one)

    assert one.pending("me", "06-07 12:00") == right
    assert one.points("me", "06-25 12:00") == right


@pytest.mark.parametrize(("happens", "right"), CASES.values(), ids=CASES)
def test_whatever_the_queue_does_with_it(happens: Callable[[Circle], object], right: int) -> None:
    waiting = circle(waiting=True)
    happens(waiting)
    for order in permutations(waiting.queue):
        for twice in (1, 2):
            one = circle(waiting=True)
            happens(one)
            assert one.queue == waiting.queue
            for told in order * twice:
                one.hears(told, "06-07 12:00")
            assert one.points("me", "06-25 12:00") == right


def test_a_refund_after_the_points_were_spent_is_owed() -> None:
    one = circle()
    one.pays("bo", "a", "06-03 12:00")
    one.does("me", "member.joined", "06-20 12:00")  # the fifteen days are over: the points are there
    document = one.document("me")
    assert document.points == 100
    document.lots.clear()  # spent

    one.refunds("a", "06-21 12:00")

    assert one.document("me").owed == 100


def test_the_friend_is_told_apart_by_a_pseudonym_and_nothing_else_is_told() -> None:
    one = circle()
    one.pays("bo", "a", "06-03 12:00")
    [heard] = one.receipts("me")[1:]
    assert heard.asked == {
        "id": pseudonym("bo", "me"),
        "source": "tessera",
        "type": "friend.bought",
        "time": one.at("06-03 12:00"),
        "by_member": True,
        "data": {"friend": pseudonym("bo", "me")},
    }
    told = [receipt.tells for receipt in one.receipts("bo") if receipt.tells]
    assert [[(each.type, each.to) for each in some] for some in told] == [[("friend.bought", one.token("me"))]]


def test_a_friend_who_joins_is_told_once() -> None:
    one = circle("challenges: {hi: {tasks: {joins: {when: friend.joined, each: 1 time, gives: {points: 1}}}}}")
    for day in (2, 3):
        one.does("bo", "member.joined", f"06-0{day} 12:00")
    one.does("me", "member.joined", "06-02 12:00")

    assert one.points("me", "06-04 12:00") == 1


@pytest.mark.parametrize(
    ("data", "code", "right"),
    [
        pytest.param({}, "live-7", 1, id="the code of the first sign-in"),
        pytest.param({}, "live-8", 0, id="another code"),
        pytest.param({}, "", 0, id="no code"),
        pytest.param({"code": "live-7"}, "live-8", 1, id="the shop knows another code"),
        pytest.param({"code": "live-8"}, "live-7", 0, id="the shop knows another code than this"),
    ],
)
def test_joining_has_the_code_with_which_a_member_came(data: dict[str, str], code: str, right: int) -> None:
    one = Circle("challenges: {hi: {tasks: {live: {when: member.joined, where: {code: live-7}, gives: {points: 1}}}}}")
    one.born("bo", code=code)
    one.does("bo", "member.joined", "06-02 12:00", **data)

    assert one.points("bo", "06-04 12:00") == right


@pytest.mark.parametrize(("who", "right"), [("bo", 1), ("me", 0)])
def test_a_task_may_be_for_the_invited_alone(who: str, right: int) -> None:
    one = circle("challenges: {hi: {tasks: {buy: {when: order.paid, who: {invited: true}, gives: {points: 1}}}}}")
    one.pays(who, "a", "06-03 12:00")

    assert one.points(who, "06-04 12:00") == right


def test_what_led_to_the_first_sign_in_stands_in_its_receipt() -> None:
    one = Circle()
    one.born("bo", invited_by="me", code="live-7")

    [receipt] = one.receipts("bo")
    assert receipt.asked["invited_by"] == one.token("me")
    assert receipt.asked["code"] == "live-7"
    assert "me" not in receipt.asked.values()


def test_where_nobody_listens_nobody_is_told_and_the_first_order_was_the_first() -> None:
    one = circle("challenges: {hi: {tasks: {buy: {when: order.paid, each: 1 time, gives: {points: 1}}}}}", waiting=True)
    one.pays("bo", "a", "06-03 12:00")
    one.does("bo", "member.joined", "06-03 12:00")
    assert one.queue == []
    assert one.document("bo").arrival.order  # type: ignore[union-attr]

    one.refunds("a", "06-04 12:00")
    assert one.queue == []


def test_who_is_gone_hears_nothing() -> None:
    one = circle(waiting=True)
    one.pays("bo", "a", "06-03 12:00")
    me = one.store.members["me"]
    one.store.members["me"] = Snapshot("me", me.version + 1, me.at, anonymous(me.document, me.at))

    answer = one.hears(one.queue[0], "06-04 12:00")

    assert isinstance(answer, Unknown)


def test_nothing_of_an_erased_friend_stays_at_the_inviter_but_a_pseudonym() -> None:
    one = circle()
    one.pays("bo", "a", "06-03 12:00")
    bo = anonymous(one.document("bo"), one.at("06-04 12:00"))
    left = [anonymous_receipt(receipt) for receipt in one.receipts("bo")]

    assert bo.arrival is None
    assert not any(receipt.tells or "invited_by" in receipt.asked for receipt in left)
    assert "'bo'" not in repr(one.document("me")) + repr(one.receipts("me"))


@pytest.mark.parametrize("type", ["friend.bought", "friend.joined", "friend.refunded", "content.reached"])
def test_nobody_reports_what_only_another_member_brings_about(type: str) -> None:
    one = circle()

    answer = one.does("me", type, "06-03 12:00", friend="x")

    assert isinstance(answer, BadEvent)
    assert answer.code == "event_from_tessera"


def test_an_order_that_comes_late_for_its_campaign_is_told_by_its_own_time() -> None:
    one = circle(waiting=True)
    one.pays("bo", "a", "06-30 23:00")
    [told] = one.queue
    assert told.time == one.at("06-30 23:00")

    answer = one.hears(told, "07-01 12:00")

    assert isinstance(answer, Receipt)
    assert answer.later[0].due == one.at("07-16 00:00")


def test_the_limit_of_the_inviter_is_freed_by_what_comes_back() -> None:
    one = circle(FRIENDS.replace("10 a month", "1 a month"))
    one.born("cy", invited_by="me")
    one.pays("bo", "a", "06-03 12:00")
    one.pays("cy", "b", "06-03 13:00")
    assert one.pending("me", "06-04 12:00") == 100

    one.refunds("a", "06-04 12:00")

    assert one.pending("me", "06-05 12:00") == 100


def test_what_is_told_needs_no_moment_that_has_come() -> None:
    """The friend's container may be some seconds ahead of the inviter's."""
    one = circle()
    event = Happened("x", "tessera", "friend.bought", one.at("06-03 13:00"), {"friend": "x"}, by_member=True)

    answer = one.store.act("me", [Ask("x", event)], one.at("06-03 12:00")).results[0]

    assert not isinstance(answer, TesseraError)


CAME, LATER = Arrival(5, "x"), Arrival(6, "y")
TOLD = Arrival(6, "y", order="p", bought=True)
CODE = Arrival(4, code="poster")
TOGETHER: dict[str, tuple[Came, Came, Arrival | None]] = {
    "neither": (Came(None, False, 1), Came(None, False, 2), None),
    "the earlier": (Came(LATER, False, 1), Came(CAME, False, 1), CAME),
    "the earlier had no link": (Came(None, False, 1), Came(LATER, False, 2), None),
    "the earlier had a code alone": (Came(CODE, False, 1), Came(LATER, False, 2), CODE),
    "the later had no link": (Came(CAME, False, 1), Came(None, False, 2), CAME),
    "the earlier was brought in": (Came(None, False, 0), Came(LATER, False, 2), None),
    "who has ordered": (Came(CAME, False, 1), Came(replace(LATER, order="o"), True, 2), replace(LATER, order="o")),
    "who has ordered without a link": (Came(CAME, False, 1), Came(None, True, 2), None),
    "both have ordered, the earlier without a link": (
        Came(None, True, 1),
        Came(replace(LATER, order="o"), True, 2),
        None,
    ),
    "whose order came back long ago": (
        Came(replace(CAME, order="o"), False, 1),
        Came(None, True, 2),
        replace(CAME, order="o"),
    ),
    "whose inviter was told": (Came(replace(CAME, order="o"), True, 1), Came(TOLD, True, 2), TOLD),
    "whose inviter was told, beside an earlier one without a link": (Came(None, True, 1), Came(TOLD, True, 2), TOLD),
}


@pytest.mark.parametrize(("one", "other", "right"), TOGETHER.values(), ids=TOGETHER)
def test_two_records_of_one_person_came_in_one_way(one: Came, other: Came, right: Arrival | None) -> None:
    assert together(one, other) == together(other, one) == right


def test_of_two_records_of_one_day_the_one_that_stays_is_the_earlier() -> None:
    assert together(Came(None, False, 1), Came(CAME, False, 1)) is None
    assert together(Came(CAME, False, 1), Came(None, False, 1)) == CAME


@pytest.mark.parametrize("has_ordered", [True, False])
def test_an_old_customer_is_not_invited_by_merging(has_ordered: bool) -> None:
    one = circle()
    one.born("old", "06-01 07:00")
    if has_ordered:
        one.pays("old", "a", "06-02 12:00")

    one.store.act("old", [Ask("one", Merge("bo"))], one.at("06-03 12:00"))
    one.pays("old", "b", "06-04 12:00")

    assert one.pending("me", "06-05 12:00") == 0
    assert one.document("old").arrival is None


def test_a_friend_is_known_by_the_first_name_for_good() -> None:
    """So that the refund of an order is known, whatever becomes of the friend's record."""
    one = circle()
    one.pays("bo", "a", "06-03 12:00")
    arrival = one.document("bo").arrival
    assert arrival is not None
    assert arrival.known == pseudonym("bo", "me")

    one.document("bo").arrival = replace(arrival, known="another")
    one.refunds("a", "06-04 12:00")

    assert one.receipts("me")[-1].asked["data"] == {"friend": "another"}


def test_the_refund_of_a_later_order_that_gave_something_takes_nothing_from_the_inviter() -> None:
    one = circle(FRIENDS + "      own: {when: order.paid, each: 1 time, gives: {points: 7}}\n")
    one.pays("bo", "a", "06-03 12:00")
    one.pays("bo", "b", "06-04 12:00")
    one.refunds("b", "06-05 12:00")

    assert one.points("bo", "06-06 12:00") == 7
    assert one.pending("me", "06-06 12:00") == 100


def test_nobody_is_told_of_herself() -> None:
    """As where two records of one person became one, and the one had invited the other."""
    one = circle(waiting=True)
    one.document("bo").arrival = Arrival(one.at("06-01 09:00"), one.token("bo"))
    one.pays("bo", "a", "06-03 12:00")

    assert one.queue == []


@pytest.mark.parametrize(("stays", "goes"), [("bo", "cy"), ("cy", "bo")])
def test_two_records_of_one_friend_are_one_friend(stays: str, goes: str) -> None:
    one = circle()
    one.born("cy", invited_by="me")
    one.pays("bo", "a", "06-03 12:00")

    one.store.act(stays, [Ask("one", Merge(goes))], one.at("06-04 12:00"))
    one.pays(stays, "b", "06-05 12:00")
    assert one.pending("me", "06-06 12:00") == 100

    one.refunds("a", "06-06 12:00")
    assert one.pending("me", "06-06 12:00") == 0


def test_who_absorbed_the_inviter_hears_of_the_friend_and_of_the_refund() -> None:
    one = circle()
    one.born("new", "06-01 07:00")
    one.pays("bo", "a", "06-03 12:00")

    one.store.act("new", [Ask("one", Merge("me"))], one.at("06-04 12:00"))
    assert one.pending("new", "06-04 12:00") == 100

    one.born("cy", invited_by="me")
    one.pays("cy", "b", "06-05 12:00")
    assert one.pending("new", "06-05 12:00") == 200

    one.refunds("b", "06-06 12:00")
    assert one.pending("new", "06-06 12:00") == 100

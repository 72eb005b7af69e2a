"""When a member has to be settled next: never later than settling does something, whatever brings it about."""

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.falls_due import FAR, falls_due
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Ask, Settle
from chalicelib.domain.record.bill import HoldKept
from chalicelib.domain.record.bought import Bought
from chalicelib.domain.record.member import Coupon, Member, Played, Profile, Progress, Round, Snapshot, Unpaid
from chalicelib.domain.words.values import Bag
from tests.domain.game import Game
from tests.domain.ledger import Ledger
from tests.postings import with_points

NOW = "06-10 09:00"


def does(definitions: Definitions, member: Snapshot, at: int) -> bool:
    """Whether settling does something at a moment."""
    return bool(decide(Situation(definitions=definitions, member=member, now=at), [Ask("", Settle())]).receipts)


def due(game: Game, document: Member, when: str = NOW) -> int:
    """The moment of a member with that document, and that settling does something then and nothing just before."""
    now = game.at(when)
    member = Snapshot("ann", 3, now, document)
    at = falls_due(game.definitions, member, now)
    assert at == now or not does(game.definitions, member, at - 1)
    return at


# --- things with a moment of their own ---


def coupon(ends: int, bill: str = "") -> Coupon:
    return Coupon("C", "play", "slip", ends, bill=bill)


def test_the_first_of_several_moments_counts() -> None:
    game = Game(BUY)
    coupons = [coupon(game.at("06-20 00:00")), coupon(game.at("06-13 00:00")), coupon(0)]
    assert due(game, Member(coupons=coupons)) == game.at("06-13 00:00")


def test_what_is_kept_for_a_bill_is_looked_at_when_the_hold_ends() -> None:
    game = Game(BUY)
    hold = HoldKept("mall/1", game.at("06-10 09:15"))
    document = Member(coupons=[coupon(game.at("06-10 09:05"), "mall/1")], holds=[hold])
    assert due(game, document) == game.at("06-10 09:15")


def test_who_has_nothing_that_falls_due_is_looked_at_after_a_year() -> None:
    game = Game(BUY)
    assert due(game, with_points(5, coupons=[coupon(0)])) == game.at(NOW) + FAR


def test_what_is_to_be_given_on_a_day_falls_due_then() -> None:
    game = Game(BUY)
    waiting = Unpaid("buy/order/", 1, game.at("06-01 00:00"), Bag(points=5), game.at("06-16 00:00"))
    document = Member(played={"play": Played(due=[waiting])})
    assert due(game, document) == game.at("06-16 00:00")
    paused = replace(game.definitions, paused={"play": 1})
    assert falls_due(paused, Snapshot("ann", 1, 1, document), game.at(NOW)) == game.at(NOW) + FAR, "it is withheld"


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        pytest.param("1990-06-12", "06-12 00:00", id="to come"),
        pytest.param("1990-06-10", "2027-06-10 00:00", id="today, and raised already"),
        pytest.param("1990-01-05", "2027-01-05 00:00", id="over"),
        pytest.param("", None, id="not known"),
    ],
)
def test_birthdays_fall_due(born: str, expected: str | None) -> None:
    game = Game(BUY)
    member = Snapshot("ann", 1, game.at(NOW), Member(profile=Profile(born=born)))
    at = falls_due(game.definitions, member, game.at(NOW))
    assert at == (game.at(expected) if expected else game.at(NOW) + FAR)


def test_a_tier_is_looked_at_after_its_grace() -> None:
    ledger = Ledger()
    ledger.enrol("ann", "2026-03-02 09:00")
    ledger.order("35.00 CNY", "2026-03-02 10:00")
    document = replace_points(ledger.document())
    member = Snapshot("ann", 2, ledger.at("2026-03-02 10:00"), document)
    at = falls_due(ledger.store.definitions, member, member.at)
    assert at == ledger.at("2026-05-13 00:00")
    assert not does(ledger.store.definitions, member, at), "it is kept"
    assert falls_due(ledger.store.definitions, member, at) == ledger.at("2026-07-13 00:00")
    assert does(ledger.store.definitions, member, ledger.at("2026-07-13 00:00"))


def replace_points(document: Member) -> Member:
    """Without points and coupons, which end before."""
    document.lots, document.coupons = {}, []
    return document


# --- what time alone brings about ---

BUY = """
challenges: {buy: {tasks: {order: {when: order.paid, each: 1.00 CNY of amount, gives: {prizes: slip}}}}}
prizes: {slip: {coupon: 10% off}}
"""
ALREADY = """
challenges:
  hello:
    {when}
    tasks:
      join: {when: member.joined, already: true, gives: {points: 5}}
"""


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        pytest.param("opens: 2026-06-12 10:00", "06-12 10:00", id="a block that opens"),
        pytest.param("{opens: daily 20:00, closes: daily 21:00}", "06-10 20:00", id="each evening"),
    ],
)
def test_what_a_member_did_before_falls_due_when_it_counts(window: str, expected: str) -> None:
    text = window.strip("{}").replace(", ", "\n    ")
    game = Game(ALREADY.replace("{when}", text))
    document = Member(kept={"member.joined": 1})
    at = due(game, document)
    assert at == game.at(expected)
    assert does(game.definitions, Snapshot("ann", 3, game.at(NOW), document), at)


def test_a_campaign_that_is_still_to_open_counts_what_was_before_as_it_opens() -> None:
    game = Game(ALREADY.replace("{when}\n", "\n"))
    assert due(game, Member(kept={"member.joined": 1}), "05-20 00:00") == game.at("06-01 00:00")


@pytest.mark.parametrize(
    ("who", "born", "expected"),
    [
        pytest.param("age: at least 18", "2008-06-12", "06-12 00:00", id="of age"),
        pytest.param("birthday: this week", "1990-06-17", "06-15 00:00", id="the week of the birthday"),
        pytest.param("birthday: this month", "1990-07-17", "07-01 00:00", id="its month"),
    ],
)
def test_what_was_done_before_is_paid_when_the_member_comes_to_belong(who: str, born: str, expected: str) -> None:
    task = f"{{when: shop.visited, reach: 2 times, who: {{{who}}}, gives: {{points: 5}}}}"
    game = Game(f"challenges: {{go: {{tasks: {{visit: {task}}}}}}}\ncloses: 2026-08-01 00:00\ngrace: 1 day")
    rounds = {"go@c": Round(tasks={"visit": Progress(amount=2)})}
    document = Member(profile=Profile(born=born), played={"play": Played(rounds=rounds)})
    member = Snapshot("ann", 3, game.at(NOW), document)
    assert list(looks(game, member))[-1] == game.at(expected)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param("last_order: 5 to 9 days ago", "06-13 00:00", id="so many days after an order"),
        pytest.param("joined: more than 20 days ago", "06-12 00:00", id="after joining"),
        pytest.param("orders: at most 1 in 1 month", "07-01 00:00", id="the month of an order is over"),
    ],
)
def test_what_was_done_before_is_paid_when_so_many_days_have_passed(who: str, expected: str) -> None:
    task = f"{{when: shop.visited, reach: 2 times, who: {{{who}}}, gives: {{points: 5}}}}"
    game = Game(f"challenges: {{go: {{tasks: {{visit: {task}}}}}}}\ncloses: 2026-08-01 00:00\ngrace: 1 day")
    rounds = {"go@c": Round(tasks={"visit": Progress(amount=2)})}
    joined, ordered = date(2026, 5, 22).toordinal(), game.at("06-08 12:00")
    bought = Bought(ordered, ordered, {"CNY": [2, 5000, 2026 * 12 + 5, 2, 5000]})
    document = Member(joined=joined, bought=bought, played={"play": Played(rounds=rounds)})
    member = Snapshot("ann", 3, game.at(NOW), document)
    assert list(looks(game, member))[-1] == game.at(expected)


def looks(game: Game, member: Snapshot) -> Iterator[int]:
    """The moments at which a sweep looks, until it settles something."""
    at = game.at(NOW)
    while not does(game.definitions, member, at):
        at = falls_due(game.definitions, member, at)
        yield at


def test_more_than_one_receipt_has_room_for_is_due_at_once() -> None:
    game = Game(BUY)
    game.event("order.paid", NOW, order="1", amount="1700.00 CNY")
    assert falls_due(game.definitions, game.member("ann"), game.at(NOW)) == game.at(NOW)
    game.play(Settle(), NOW)
    assert falls_due(game.definitions, game.member("ann"), game.at(NOW)) > game.at(NOW)


def test_what_a_closed_campaign_left_is_due_at_once() -> None:
    game = Game(BUY)
    document = Member(played={"gone": Played(has={"draws": 1})})
    assert due(game, document) == game.at(NOW)


# --- and nothing else ---

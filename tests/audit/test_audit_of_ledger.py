"""The audit finds what is wrong with lots, rewards that come later, boosts and tiers."""

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any

import msgspec
import pytest

from audit import RULES, read_statement, wallets
from audit.evidence import TRIES
from audit.recount import Recount
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Enrol, Happened, Settle
from chalicelib.domain.record.member import Profile
from chalicelib.domain.views.home import home
from tests.domain import test_refunds
from tests.domain.game import tree
from tests.proof.lives import Life
from tests.proof.order_lives import OrderLife
from tests.proof.world import moment

LOTS = "Points are in lots, spent in order, and end once at their moment"
LATER = "What was earned is given when its days are over, and whole"
TIERS = "A tier follows on the last one, and takes its stars"
GIVES = "A block gives what its file says, and takes what it costs"
WALLETS = "No wallet falls below zero"


@pytest.fixture(scope="module")
def life() -> Life:
    """Orders of two months of which the second makes silver, a visit that waits, a birthday, and a price of each kind;
    at the end all points are over, and so is the tier."""
    life = Life()
    for day, ask in (
        ("01-05 10:00", Enrol(Profile(born="1990-03-14"))),
        ("01-10 10:00", 120),
        ("01-11 10:00", "shop.visited"),
        ("02-10 10:00", 150),
        ("02-11 10:00", 40),
        ("02-20 10:00", Redeem("ledger", "bar", "latte")),
        ("03-02 10:00", Redeem("ledger", "bar", "old")),
        ("12-30 10:00", Settle()),
    ):
        at = moment(f"2026-{day}")
        if isinstance(ask, int):
            life.order("ann", ask, at, at)
        elif isinstance(ask, str):
            life.play("ann", Happened(f"e{life.asked}", "shop", ask, at, {"shop": "north"}), at)
        else:
            life.play("ann", ask, at)
    return life


def receipt(of: list[Any], number: int) -> Any:
    return of[number - 1]


def posting(of: list[Any], why: str, asset: str = "points") -> Any:
    """The first posting of a block that moved an asset."""
    found = (one for each in of for one in each.get("postings", ()) if one["why"].endswith(why))
    return next(one for one in found if asset in one.get("gave", {}) or asset in one.get("took", {}))


def gives_more(of: Any, n: int) -> None:
    """One posting gives more, into its lot."""
    of["gave"]["points"] += n
    of["lots"][next(iter(of["lots"]))] += n


def spends_the_later_lot(all: list[Any]) -> None:
    one = posting(all, "bar/latte")
    one["lots"] = {"2026-02+2": -30}


def spends_what_is_too_young(all: list[Any]) -> None:
    one = posting(all, "bar/old")
    one["lots"] = {"2026-02+2": -5}


def ends_a_day_early(all: list[Any]) -> None:
    posting(all, "expired")["at"] -= 86_400_000


def ends_in_part(all: list[Any]) -> None:
    one = posting(all, "expired")
    one["took"]["points"] -= 1
    name = next(iter(one["lots"]))
    one["lots"][name] += 1


def ends_never(all: list[Any]) -> None:
    for each in all:
        each["postings"] = [one for one in each.get("postings", ()) if one["why"] != "expired"]


def belongs_to_another_month(all: list[Any]) -> None:
    one = posting(all, "cups/pay")
    one["lots"] = {"2026-03+2": one["gave"]["points"]}


def ends_by_another_rule(all: list[Any]) -> None:
    one = posting(all, "cups/pay")
    one["lots"] = {"2026-01+24": one["gave"]["points"]}


def is_in_no_lot(all: list[Any]) -> None:
    del posting(all, "cups/pay")["lots"]


def owes_what_is_held(all: list[Any]) -> None:
    one = posting(all, "bar/latte")
    one["lots"] = {name: n + 1 for name, n in one["lots"].items()}
    one["owed"] = {"points": len(one["lots"])}


def comes_a_day_early(all: list[Any]) -> None:
    one = posting(all, "visits/see")
    one["at"] -= 86_400_000


def waits_a_day_less(all: list[Any]) -> None:
    receipt(all, 3)["later"][0]["due"] -= 86_400_000


def comes_twice(all: list[Any]) -> None:
    one = posting(all, "visits/see")
    one["times"] = one.get("times", 1) + 1
    gives_more(one, 5)
    one["gave"]["stars"] += 1


def comes_in_part(all: list[Any]) -> None:
    gives_more(posting(all, "visits/see"), -1)


def comes_at_once(all: list[Any]) -> None:
    del receipt(all, 3)["later"]


def more_than_the_boost(all: list[Any]) -> None:
    gives_more(posting([receipt(all, 5)], "cups/pay"), 1)


def a_boost_that_the_file_lacks(all: list[Any]) -> None:
    posting([receipt(all, 5)], "cups/pay")["boost"] = "1.75"


def without_its_boost(all: list[Any]) -> None:
    posting([receipt(all, 5)], "cups/pay").pop("boost")


def after_another_tier(all: list[Any]) -> None:
    all[-1]["tier"]["before"] = "green"


def without_the_stars(all: list[Any]) -> None:
    receipt(all, 2)["tier"] = {"before": "", "tier": "gold"}


BROKEN: dict[Callable[[list[Any]], None], set[str]] = {
    spends_the_later_lot: {LOTS},
    spends_what_is_too_young: {LOTS},
    ends_a_day_early: {LOTS},
    ends_in_part: {LOTS},
    ends_never: {LOTS},
    belongs_to_another_month: {LOTS},
    ends_by_another_rule: {LOTS},
    is_in_no_lot: {LOTS},
    owes_what_is_held: {LOTS},
    comes_a_day_early: {LATER},
    waits_a_day_less: {LATER},
    comes_twice: {LATER},
    comes_in_part: {LATER},
    comes_at_once: {LATER},
    more_than_the_boost: {GIVES},
    a_boost_that_the_file_lacks: {GIVES},
    without_its_boost: {GIVES},
    after_another_tier: {TIERS},
    without_the_stars: {TIERS},
}
MAY_ALSO = {LOTS, WALLETS, "Nothing is granted outside its window, or without having counted", GIVES}
"""What else may be broken by that: points that came or went otherwise are missing later, or too many."""


@pytest.mark.parametrize(("change", "rules"), BROKEN.items(), ids=[one.__name__ for one in BROKEN])
def test_a_broken_rule_is_found(life: Life, change: Callable[[list[Any]], None], rules: set[str]) -> None:
    told = copy.deepcopy(life.told["ann"])
    change(told)
    recount = Recount(RULES, life.recount.published, {}, programme=life.recount.programme)
    for one in told:
        recount.add("ann", one)
    found = {title for title, breaches in recount.breaches.items() if breaches}
    assert rules <= found
    assert found <= rules | MAY_ALSO


@pytest.mark.parametrize("more", [0, 1, -1])
def test_the_stars_of_a_home_screen_are_held_against_the_receipts(life: Life, more: int) -> None:
    snapshot, told = life.store.members["ann"], life.told["ann"]
    page = msgspec.to_builtins(home(life.store.definitions, snapshot, snapshot.at))
    page["tier"]["stars"] += more
    pages = {
        "/v1/me": {"me": page},
        "/v1/campaigns": {"campaigns": []},
        "/v1/me/receipts": {"receipts": told[::-1], "before": None},
    }
    one = read_statement(lambda path: msgspec.json.encode(pages[path]))
    recount = Recount(RULES, life.recount.published, {}, programme=life.recount.programme)
    for receipt in one.receipts:
        recount.add("ann", receipt)
    wallets.compare_wallet(recount, "ann", one.version, one.holds)
    assert [title for title, found in recount.breaches.items() if found] == ([wallets.HOLDINGS[0]] if more else [])


@pytest.mark.parametrize("behind", [0, 1, 2, TRIES])
def test_a_statement_that_was_overtaken_is_read_again(life: Life, behind: int) -> None:
    """A schedule settles the member between the home screen and the receipts; one that is always behind is told so."""
    snapshot, told = life.store.members["ann"], life.told["ann"]
    page = msgspec.to_builtins(home(life.store.definitions, snapshot, snapshot.at))
    looks = []

    def get(path: str) -> bytes:
        if path == "/v1/me":
            looks.append(path)
            return msgspec.json.encode({"me": page | {"version": page["version"] - (len(looks) <= behind)}})
        found: Any = {"campaigns": []} if path == "/v1/campaigns" else {"receipts": told[::-1], "before": None}
        return msgspec.json.encode(found)

    one = read_statement(get)
    assert (len(looks), one.version == len(told)) == (min(behind + 1, TRIES), behind < TRIES)


BACK = "What comes back takes back what was given"


def takes_more(refund: Any) -> None:
    """More points are taken back than the order had brought."""
    one = posting([refund], "orders/large")
    one["took"]["points"] += 100
    one["owed"] = {"points": 100}


def gives_while_it_takes(refund: Any) -> None:
    posting([refund], "orders/large")["gave"] = {"draws/box": 1}


def takes_another_lot(refund: Any) -> None:
    one = posting([refund], "orders/large")
    one["lots"] = {"2026-01+3": sum(one["lots"].values())}


def withdraws_more(refund: Any) -> None:
    refund["later"][0]["times"] -= 9


@pytest.mark.parametrize(
    ("change", "rule"),
    [(None, ""), (takes_more, BACK), (gives_while_it_takes, BACK), (takes_another_lot, LOTS), (withdraws_more, LATER)],
)
def test_a_refund_that_is_wrong_is_found(change: Callable[[Any], None] | None, rule: str) -> None:
    """Of an order of sixty, forty come back."""
    shop = OrderLife(Random(1))
    told: list[Any] = []
    shop.store.hear = lambda who, receipts: told.extend(json.loads(msgspec.json.encode(one)) for one in receipts)
    data = {"channel": "jd", "order": "1", "amount": "60.00 CNY"}
    shop.act("ann", shop.ask("order.paid", data, shop.now))
    shop.report(shop.ask("order.refunded", data | {"amount": "40.00 CNY", "refund": "r"}, shop.now))
    if change is not None:
        change(told[-1])
    for one in told:
        shop.recount.add("ann", one)
    found = {title for title, breaches in shop.recount.breaches.items() if breaches}
    assert rule in found if rule else not found


@pytest.mark.parametrize(("more", "found"), [(0, set()), (1, {BACK, WALLETS})])
def test_a_prize_of_points_is_taken_back_as_it_was_given(more: int, found: set[str]) -> None:
    one = test_refunds.ledger(test_refunds.MADE)
    test_refunds.paid(one, "a", "100.00")
    test_refunds.refunded(one, "a", "all", "100.00")
    told = [json.loads(msgspec.json.encode(receipt)) for receipt in one.store._receipts.values()]
    posting([told[-1]], "prizes/bonus:undone")["took"]["points"] += more
    files = {"club": [(0, 1, tree(test_refunds.HEAD + test_refunds.MADE))]}
    recount = Recount(RULES, files, {}, programme=[(0, 1, tree(test_refunds.ORDERS))])
    for receipt in told:
        recount.add("ann", receipt | {"versions": dict.fromkeys(receipt.get("versions", {}), "1:x")})
    assert found <= {title for title, breaches in recount.breaches.items() if breaches}
    assert found or not any(recount.breaches.values())


@pytest.mark.parametrize("more", [0, 1, -1])
def test_what_is_owed_of_a_campaign_is_held_against_the_receipts(more: int) -> None:
    """A draw that was taken back and was not there is owed: there is none, and the receipts say one less than none."""
    page = {
        "member": "ann",
        "version": 1,
        "points": 0,
        "purse": {"on_hold": 0, "owed": 0},
        "tier": None,
        "coupons": [],
        "settled": {},
        "campaigns": {"fair": {"has": {}, "owed": {"draws/box": 1 + more}}},
    }
    back = {"campaign": "fair", "why": "challenges/x/y", "took": {"draws/box": 1}, "owed": {"draws/box": 1}}
    receipt = {"id": "r", "number": 1, "at": 1, "does": "event", "asked": {"type": "x", "time": 1}, "postings": [back]}
    pages = {
        "/v1/me": {"me": page},
        "/v1/campaigns": {"campaigns": []},
        "/v1/me/receipts": {"receipts": [receipt], "before": None},
    }
    one = read_statement(lambda path: msgspec.json.encode(pages[path]))
    recount = Recount(wallets.RULES, {"fair": [(0, 1, {})]}, {})
    for said in one.receipts:
        recount.add("ann", said)
    wallets.compare_wallet(recount, "ann", one.version, one.holds)
    assert [title for title, found in recount.breaches.items() if found] == ([wallets.HOLDINGS[0]] if more else [])

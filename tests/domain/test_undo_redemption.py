"""Redemptions that are undone: costs to their lots, goods out of the wallet, stock and limits as they were before."""

from typing import Any

import pytest

from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.bill_actions import Hold, PayBill
from chalicelib.domain.record.journal import total
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.redemption_actions import Undo
from chalicelib.domain.words.values import Money
from tests.domain.tills import PROGRAMME, Tills, code

CAMPAIGN = """
campaign: shop
title: Shop
timezone: Asia/Shanghai
opens: 2026-01-01 00:00
closes: end of 2026-12-31
challenges:
  welcome: {tasks: {join: {when: member.joined, gives: {prizes: mug, draws: {care: 2}, fragments: {set/a: 2}}}}}
collections: {set: {fragments: [a, b], odds: {a: 50%, b: rest}, gives: {points: 1}}}
blind_boxes: {care: {odds: {mug: 100%}, costs: {draws: care}}}
redemptions:
  shop:
    opens: 2026-01-01 00:00
    closes: end of 2026-12-31
    limit: 4 a month
    offers:
      serum:  {costs: {points: 200}, gives: {prizes: serum}, stock: 1, limit: 1 a month}
      mask:   {costs: {points: 50}, gives: {prizes: mask}}
      note:   {costs: {points: 10}, gives: {prizes: note}, stock: 5}
      lucky:  {costs: {points: 10}, gives: {fragments: {set/random: 2, set/a: 1}, points: 3}}
      purse:  {costs: {points: 10}, gives: {prizes: purse}}
      mixed:  {costs: {points: 10}, gives: {fragments: {set/a: 1}, prizes: mix}}
      chance: {costs: {points: 10}, gives: {prizes: chance}}
      ticket: {costs: {points: 10}, gives: {prizes: ticket}, limit: 1 a month}
      swap:   {costs: {draws: care, fragments: set/a, prizes: mug}, gives: {draws: {care: 3}}}
prizes:
  serum: {gift: serum}
  mask:  {gift: mask, stock: 1, limit: 1 a campaign}
  note:  {coupon: 5.00 CNY off, valid: 30 days}
  purse: {points: 30}
  mix:    {points: 5, fragments: {set/random: 1}}
  chance: {fragments: {set/random: 1}}
  ticket: {pool: cinema, valid: 30 days}
  mug:   {gift: mug}
"""
NOON, LATER = "2026-03-10 12:00", "2026-03-10 12:30"


class Shop(Tills):
    """Ann, who holds points of two months, and Bo."""

    def __init__(self) -> None:
        super().__init__(PROGRAMME, CAMPAIGN)
        self.give("ann", m2026_02=120, m2026_03=300)
        self.give("bo", m2026_03=300)

    def redeem(self, offer: str, when: str = NOON, who: str = "ann") -> AskResult:
        return self.play(Redeem("shop", "shop", offer), when, who)

    def undo(self, done: AskResult, when: str = LATER, who: str = "ann") -> AskResult:
        assert isinstance(done, Receipt), done
        return self.play(Undo(done.id), when, who, id=f"undo {done.id}")

    def counts(self, who: str = "ann") -> dict[str, int]:
        return self.document(who).played["shop"].counts

    def has(self, who: str = "ann") -> dict[str, int]:
        return self.document(who).played["shop"].has


@pytest.fixture
def shop() -> Shop:
    return Shop()


def moved(answer: AskResult) -> dict[str, int]:
    assert isinstance(answer, Receipt), answer
    return total(answer.own, lambda leg: leg.asset)


@pytest.mark.parametrize(
    ("offer", "back"),
    [
        ("serum", {"points": 200, "prizes/serum": -1}),
        ("mask", {"points": 50, "prizes/mask": -1}),
        ("note", {"points": 10, "prizes/note": -1}),
        ("purse", {"points": -20}),
        ("swap", {"draws/care": -2, "fragments/set/a": 1, "prizes/mug": 1}),
    ],
)
def test_an_undone_redemption_leaves_the_member_as_before(shop: Shop, offer: str, back: dict[str, int]) -> None:
    before, lots = shop.has(), shop.document("ann").lots
    done = shop.redeem(offer)
    undone = shop.undo(done)
    assert isinstance(undone, Receipt)
    assert (moved(undone), undone.kept) == (back, {})
    unmade = {"prizes/purse:undone"} if offer == "purse" else set()
    assert {one.why for one in undone.postings} == {f"redemptions/shop/{offer}:undone"} | unmade
    assert shop.document("ann").lots == lots
    assert not [one for one in shop.document("ann").coupons if one.prize == "note"]
    assert (shop.counts(), shop.has()) == ({}, before)


def test_what_chance_gave_stays_and_the_receipt_says_so(shop: Shop) -> None:
    done = shop.redeem("lucky")
    undone = shop.undo(done)
    assert isinstance(undone, Receipt)
    assert set(undone.kept["shop"]) <= {"fragments/set/a", "fragments/set/b"}
    assert sum(undone.kept["shop"].values()) == 2
    assert moved(undone) == {"points": 7, "fragments/set/a": -1}


def test_fragments_that_chance_gave_are_told_from_those_of_the_bag(shop: Shop) -> None:
    """A prize is made of one by chance, beside one of the offer's own: the one by chance stays."""
    undone = shop.undo(shop.redeem("mixed"))
    assert isinstance(undone, Receipt)
    assert sum(undone.kept["shop"].values()) == 1
    assert moved(undone) == {"points": 5, "fragments/set/a": -1}
    back = {one.why: (one.gave, one.took) for one in undone.postings}
    assert back["prizes/mix:undone"] == ({"prizes/mix": 1}, {"points": 5})
    assert back["redemptions/shop/mixed:undone"] == ({"points": 10}, {"prizes/mix": 1, "fragments/set/a": 1})


def test_a_prize_of_which_all_stays_is_not_taken_back(shop: Shop) -> None:
    undone = shop.undo(shop.redeem("chance"))
    assert isinstance(undone, Receipt)
    assert sum(undone.kept["shop"].values()) == 1
    assert moved(undone) == {"points": 10}


def test_the_unit_and_the_limits_come_back(shop: Shop) -> None:
    first = shop.redeem("serum")
    assert code(shop.redeem("serum", who="bo")) == "sold_out"
    shop.undo(first)
    assert isinstance(shop.redeem("serum", LATER), Receipt), "her limit of one a month is free again"
    assert code(shop.redeem("serum", LATER, "bo")) == "sold_out", "one unit came back, and no more"
    mask = shop.redeem("mask", LATER)
    shop.undo(mask)
    assert isinstance(shop.redeem("mask", LATER), Receipt), "so are the stock and the limit of a prize"


def test_a_partners_code_never_comes_back(shop: Shop) -> None:
    done = shop.redeem("ticket")
    undone = shop.undo(done)
    assert isinstance(undone, Receipt)
    assert undone.used_up is not None
    assert (undone.used_up.units, sum(undone.used_up.counts.values())) == ({}, -2), "its limits do, and nothing else"
    assert not any(shop.store.stocks.returned.values())
    assert not [one for one in shop.document().coupons if one.prize == "ticket"]
    assert isinstance(shop.redeem("ticket", LATER), Receipt)


def test_of_several_uses_one_is_forgotten(shop: Shop) -> None:
    """Four a month are allowed over all offers."""
    done = [shop.redeem("note") for _ in range(4)]
    assert code(shop.redeem("note")) == "limit_reached"
    shop.undo(done[0])
    assert isinstance(shop.redeem("note", LATER), Receipt)
    assert code(shop.redeem("note", LATER)) == "limit_reached"


def test_it_is_undone_once(shop: Shop) -> None:
    done = shop.redeem("serum")
    first = shop.undo(done)
    assert shop.undo(done, "2026-03-11 10:00") is first
    assert shop.document("ann").points == 420
    assert isinstance(shop.redeem("serum", LATER, "bo"), Receipt)
    assert code(shop.redeem("serum", LATER)) == "sold_out"


def test_points_return_to_their_lots_and_end_not_before_the_end_of_next_month(shop: Shop) -> None:
    done = shop.redeem("serum", "2026-04-20 12:00")
    assert isinstance(done, Receipt)
    assert [one.lots for one in done.postings] == [{"2026-02+2": -120, "2026-03+2": -80}]
    undone = shop.undo(done, "2026-05-02 12:00")
    assert isinstance(undone, Receipt)
    [posting] = [one for one in undone.postings if one.gave]
    assert posting.lots == {"2026-02=2026-06-30": 120, "2026-03=2026-06-30": 80}


def test_points_that_it_gave_and_are_spent_are_owed_and_paid_by_what_returns(shop: Shop) -> None:
    shop.give("ann", m2026_03=10)
    done = shop.redeem("purse")
    shop.give("ann")
    shop.undo(done)
    assert (shop.document("ann").points, shop.document("ann").owed) == (0, 20)


def test_a_gift_that_is_gone_stays_away(shop: Shop) -> None:
    done = shop.redeem("serum")
    shop.has().pop("prizes/serum")
    undone = shop.undo(done)
    assert isinstance(undone, Receipt)
    assert (undone.kept, moved(undone)) == ({"shop": {"prizes/serum": 1}}, {"points": 200})


@pytest.mark.parametrize(
    ("action", "when", "refused"),
    [
        (PayBill, LATER, "coupon_used"),
        (Hold, LATER, "coupon_held"),
        (None, "2026-05-20 12:00", "coupon_ended"),
    ],
)
def test_a_coupon_that_is_used_kept_or_over_keeps_its_redemption(
    shop: Shop, action: Any, when: str, refused: str
) -> None:
    done = shop.redeem("note")
    if action:
        made: Action = action("pos", "1", Money(10_000, "CNY"), (shop.code("note"),))
        assert isinstance(shop.play(made, LATER), Receipt)
    points = shop.document("ann").points
    assert code(shop.undo(done, when)) == refused
    assert shop.document("ann").points == points


def test_only_a_redemption_of_the_member_is_undone(shop: Shop) -> None:
    done = shop.redeem("mask")
    assert code(shop.undo(done, who="bo")) == "unknown_redemption"
    undone = shop.undo(done)
    assert code(shop.undo(undone)) == "unknown_redemption"


def test_a_receipt_of_an_earlier_release_returns_costs_and_no_stock(shop: Shop) -> None:
    done = shop.redeem("serum")
    assert isinstance(done, Receipt)
    for key, one in shop.store._receipts.items():
        if one.id == done.id:
            shop.store._receipts[key] = Receipt(
                one.id, one.number, one.at, one.does, one.asked, one.postings, versions=one.versions
            )
    assert isinstance(shop.undo(done), Receipt)
    assert shop.document("ann").points == 420
    assert code(shop.redeem("serum", LATER, "bo")) == "sold_out"

"""Points and cash: what is kept for a redemption, what its payment takes and gives, what is free once it is over."""

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.decide.settle import settle
from chalicelib.domain.derived.erasure import anonymous
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Ask, Settle
from chalicelib.domain.record.cash import PAID_CASH, CashDue
from chalicelib.domain.record.journal import total
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.record.redemption_actions import PayCash, Undo
from chalicelib.domain.words.values import Money
from tests.domain.tills import PROGRAMME, Tills, code

CAMPAIGN = """
campaign: shop
title: Shop
timezone: Asia/Shanghai
opens: 2026-01-01 00:00
closes: end of 2026-12-31
redemptions:
  shop:
    opens: daily 10:00
    closes: daily 22:00
    limit: 2 a month
    offers:
      bag:   {costs: {points: 200, cash: 29.00 CNY}, gives: {prizes: bag, points: 5}, stock: 1, limit: 1 a month}
      tin:   {costs: {cash: 9.00 CNY}, gives: {prizes: gold-tin}}
      old:   {costs: {points: 20 older than 1 month, cash: 1.00 CNY}, gives: {prizes: note}}
prizes:
  bag:      {gift: bag}
  gold-tin: {gift: gold-tin, stock: 1, limit: 1 a campaign, when_out: tin}
  tin:      {gift: tin}
  note:     {coupon: 5.00 CNY off, valid: 30 days}
"""
NOON, OVER = "2026-03-10 12:00", "2026-03-10 12:15"
IN_TIME = "2026-03-10 12:14:59.999"
CASH = Money(2900, "CNY")


class Shop(Tills):
    """Ann and Bo, who hold points of two months."""

    def __init__(self) -> None:
        super().__init__(PROGRAMME, CAMPAIGN)
        for who in ("ann", "bo"):
            self.give(who, m2026_02=120, m2026_03=300)

    def redeem(self, offer: str = "bag", when: str = NOON, who: str = "ann") -> AskResult:
        return self.play(Redeem("shop", "shop", offer), when, who)

    def pay(
        self, done: AskResult, when: str = IN_TIME, who: str = "ann", amount: Money = CASH, payment: str = "p"
    ) -> AskResult:
        assert isinstance(done, Receipt), done
        ask = Ask(receipt_id(PAID_CASH, done.id), PayCash(done.id, amount, payment))
        return self.store.act(who, [ask], self.at(when), b"entropy").results[0]

    def settled(self, who: str, when: str) -> Member:
        """The document with what fell due."""
        was, now = self.store.members[who], self.at(when)
        turn = Turn(self.store.definitions, who, msgspec.convert(msgspec.to_builtins(was.document), Member), now, now)
        settle(turn, was.at)
        return turn.member

    def undo(self, done: AskResult, when: str = IN_TIME, who: str = "ann") -> AskResult:
        assert isinstance(done, Receipt), done
        return self.play(Undo(done.id), when, who, id=f"undo {done.id}")

    def points(self, who: str = "ann", when: str = NOON) -> tuple[int, int]:
        """Points that are free, and that are kept."""
        document = self.settled(who, when)
        return document.points, sum(n for hold in document.holds for n in hold.lots.values())


@pytest.fixture
def shop() -> Shop:
    return Shop()


def moved(answer: AskResult) -> dict[str, int]:
    assert isinstance(answer, Receipt), answer
    return total(answer.own, lambda leg: leg.asset)


def test_redeeming_keeps_points_and_stock_and_moves_nothing(shop: Shop) -> None:
    done = shop.redeem()
    assert isinstance(done, Receipt)
    assert (done.postings, done.cash) == ((), CashDue(CASH, 200, shop.at(OVER)))
    assert shop.points() == (220, 200)
    assert code(shop.redeem(when=IN_TIME, who="bo")) == "sold_out"
    assert code(shop.redeem(when=IN_TIME)) == "limit_reached"


def test_its_payment_takes_what_was_kept_and_gives_the_goods(shop: Shop) -> None:
    paid = shop.pay(shop.redeem())
    assert isinstance(paid, Receipt)
    assert (paid.does, moved(paid), paid.cash) == ("pay_cash", {"points": -195, "prizes/bag": 1}, CashDue(CASH, 200))
    [posting] = paid.postings
    assert (posting.why, posting.times) == ("redemptions/shop/bag", 1)
    assert posting.lots == {"2026-02+2": -120, "2026-03+2": -75}
    assert shop.points() == (225, 0)
    assert code(shop.redeem(when="2026-03-12 12:00", who="bo")) == "sold_out", "a unit that was paid never comes back"


@pytest.mark.parametrize("when", [OVER, "2026-03-12 12:00"])
def test_after_a_quarter_of_an_hour_everything_is_free_again(shop: Shop, when: str) -> None:
    lots = shop.document("ann").lots
    done = shop.redeem()
    assert isinstance(shop.redeem(when=when, who="bo"), Receipt), "the unit may be taken though nobody put it back"
    assert code(shop.pay(done, when)) == "not_waiting"
    assert shop.play(Settle(), when) is None, "of what is only free again there is nothing to record"
    settled = shop.settled("ann", when)
    assert (shop.points(when=when), settled.lots, settled.played["shop"].counts) == ((420, 0), lots, {})
    assert code(shop.redeem(when=when)) == "sold_out", "the unit is Bo's, and one came back"


def test_in_its_last_moment_it_is_paid_and_not_taken(shop: Shop) -> None:
    done = shop.redeem()
    assert code(shop.redeem(when=IN_TIME, who="bo")) == "sold_out"
    assert isinstance(shop.pay(done, IN_TIME), Receipt)


def test_a_unit_that_came_back_can_wait_and_come_back_again(shop: Shop) -> None:
    shop.redeem()
    again = shop.redeem(when=OVER, who="bo")
    assert code(shop.redeem(when="2026-03-10 12:20")) == "sold_out"
    shop.undo(again, "2026-03-10 12:20", "bo")
    last = shop.redeem(when="2026-03-10 12:21")
    assert isinstance(shop.pay(last, "2026-03-10 12:22"), Receipt)
    assert code(shop.redeem(when="2026-03-10 20:00", who="bo")) == "sold_out"


def test_what_waits_is_undone_at_once(shop: Shop) -> None:
    done = shop.redeem()
    undone = shop.undo(done)
    assert isinstance(undone, Receipt)
    assert undone.used_up is not None
    assert (undone.postings, undone.used_up.units) == ((), {"redemptions/shop/bag@": -1})
    assert shop.points() == (420, 0)
    assert isinstance(shop.redeem(when=IN_TIME, who="bo"), Receipt)
    assert code(shop.pay(done)) == "not_waiting"
    assert shop.undo(done, "2026-03-11 12:00") is undone


def test_what_was_paid_is_undone(shop: Shop) -> None:
    lots = shop.document("ann").lots
    done = shop.redeem()
    shop.pay(done)
    undone = shop.undo(done, "2026-03-11 12:00")
    assert moved(undone) == {"points": 195, "prizes/bag": -1}
    assert (shop.points(), shop.document("ann").lots) == ((420, 0), lots)
    assert isinstance(shop.redeem(when="2026-03-11 12:00", who="bo"), Receipt)
    assert code(shop.redeem(when="2026-03-11 12:00")) == "sold_out"


def test_what_is_over_has_nothing_to_undo(shop: Shop) -> None:
    assert shop.undo(shop.redeem(), OVER) is None
    assert shop.points(when=OVER) == (420, 0)


@pytest.mark.parametrize("amount", [Money(2899, "CNY"), Money(2901, "CNY"), Money(2900, "USD")])
def test_another_amount_is_refused_and_it_goes_on_waiting(shop: Shop, amount: Money) -> None:
    done = shop.redeem()
    assert code(shop.pay(done, amount=amount)) == "other_amount"
    assert isinstance(shop.pay(done), Receipt)


def test_while_the_campaign_is_paused_nothing_is_given(shop: Shop) -> None:
    done = shop.redeem()
    running = shop.store.definitions
    shop.store.definitions = replace(running, paused={"shop": shop.at(NOON)})
    assert code(shop.pay(done)) == "campaign_paused"
    shop.store.definitions = running
    assert isinstance(shop.pay(done), Receipt)


def test_only_whom_it_is_for_can_have_it_paid(shop: Shop) -> None:
    done = shop.redeem()
    assert code(shop.pay(done, who="bo")) == "not_waiting"


def test_a_prize_is_kept_that_was_there_when_it_was_redeemed(shop: Shop) -> None:
    first, second = shop.redeem("tin"), shop.redeem("tin", who="bo")
    nine = Money(900, "CNY")
    assert moved(shop.pay(second, amount=nine, who="bo")) == {"prizes/tin": 1}
    assert moved(shop.pay(first, amount=nine)) == {"prizes/gold-tin": 1}


def test_old_points_are_kept_alone(shop: Shop) -> None:
    done = shop.redeem("old", "2026-04-10 12:00")
    assert shop.document("ann").holds[0].lots == {"2026-02+2": 20}
    paid = shop.pay(done, "2026-04-10 12:10", amount=Money(100, "CNY"))
    assert isinstance(paid, Receipt)
    assert [one.prize for one in paid.coupons] == ["note"]


def test_points_that_are_kept_end_no_sooner_than_they_are_free(shop: Shop) -> None:
    """Points of February end with April."""
    done = shop.redeem(when="2026-04-30 21:59")
    assert isinstance(shop.pay(done, "2026-04-30 22:10"), Receipt)
    lapses = Shop()
    lapses.give("ann", m2026_02=250)
    lapses.redeem(when="2026-04-30 21:59")
    assert lapses.points() == (50, 200)
    lapses.play(Settle(), "2026-05-01 00:00")
    assert lapses.points() == (0, 0)


@pytest.mark.parametrize("free", [0, 199])
def test_too_few_points_keep_nothing(shop: Shop, free: int) -> None:
    shop.give("ann", m2026_03=free)
    assert code(shop.redeem()) == "not_enough"
    assert shop.points() == (free, 0)
    assert isinstance(shop.redeem(who="bo"), Receipt)


def test_five_things_are_kept_at_once(shop: Shop) -> None:
    for number in range(5):
        shop.bill("hold", f"pos/{number}", NOON, "10.00")
    assert code(shop.redeem()) == "limit_reached"


def test_who_is_erased_holds_the_points_and_keeps_no_stock(shop: Shop) -> None:
    shop.redeem()
    forgotten: Member = anonymous(shop.document("ann"), shop.at(IN_TIME))
    assert (forgotten.points, forgotten.holds) == (420, [])
    assert shop.points() == (220, 200), "the document that was read is as it was"
    assert isinstance(shop.redeem(when=OVER, who="bo"), Receipt)

"""Tills on the store in memory: a programme whose points are money, and a campaign that gives coupons."""

from typing import Any

import msgspec

from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.decide.quotes import Quote, quote
from chalicelib.domain.decide.settle import settle
from chalicelib.domain.file.phrases import money
from chalicelib.domain.play.orders import bill_key
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Ask, Happened
from chalicelib.domain.record.bill_actions import Deduct, Hold, PayBill, Release, Reverse
from chalicelib.domain.record.member import Coupon, Member, Profile, Snapshot
from chalicelib.domain.record.order import OrderSnapshot
from chalicelib.domain.record.purse import Lot, folded, month_of_text
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.words.errors import TesseraError
from tests.domain.ledger import Ledger

PROGRAMME = """
timezone: Asia/Shanghai
currency: CNY
points: {valid: 2 months, pays: 100 points for 1.00 CNY, at_most: 50% of a bill}
events:
  member.joined: {from: server}
  order.paid:
    {from: server, fields: {channel: text, order: text, amount: money}, unique: [channel, order], spends: amount}
  order.refunded:
    from: server
    fields: {channel: text, order: text, refund: text, amount: money}
    unique: [channel, order, refund]
    takes_back: order.paid by [channel, order]
  order.claimed:
    {from: client, fields: {channel: text, order: text}, claims: "order.paid by [channel, order]", limit: 5 a day}
"""
CAMPAIGN = """
campaign: snacks
title: Snacks
timezone: Asia/Shanghai
opens: 2026-01-01 00:00
closes: end of 2026-12-31
challenges:
  welcome:
    tasks: {join: {when: member.joined, gives: {prizes: [off-20, off-30, tenth, towel, pair-a, pair-b, all, least]}}}
  back: {tasks: {buy: {when: order.paid, each: 10.00 CNY of amount, gives: {points: 1}}}}
  used: {tasks: {once: {when: coupon.used, where: {coupon: off-20}, each: 1 time, gives: {points: 3}}}}
prizes:
  off-20: {coupon: 20.00 CNY off 148.00 CNY, valid: 30 days}
  off-30: {coupon: 30.00 CNY off 178.00 CNY, valid: 30 days}
  tenth: {coupon: 10% off, valid: 30 days}
  towel: {coupon: free towel, valid: 30 days}
  pair-a: {coupon: 5.00 CNY off, valid: 30 days, with: [pair-b]}
  pair-b: {coupon: 10% off, valid: 30 days, with: [pair-a, off-20]}
  all: {coupon: 500.00 CNY off, valid: 30 days, with: [least]}
  least: {coupon: 1.00 CNY off 148.00 CNY, valid: 30 days, with: [all]}
"""
JOINED = "2026-03-01 12:00"
NOON = "2026-03-02 12:00"
ENDS = "2026-04-01 00:00"
"""The first moment at which the coupons of the welcome are over."""


class Tills(Ledger):
    """Ann, who got the coupons of the welcome, and the tills of the shop."""

    def __init__(self, programme: str = PROGRAMME, campaign: str = CAMPAIGN) -> None:
        super().__init__(programme, campaign)
        for who in ("ann", "bo"):
            self.enrol(who, "2026-01-05 10:00", Profile())
            self.play(Happened(f"j-{who}", "shop", "member.joined", self.at(JOINED)), JOINED, who)

    def code(self, prize: str, who: str = "ann") -> str:
        """The code of a member's coupon of a prize; the prize itself where there was none."""
        document = self.document(who)
        return next((one.code for one in (*document.coupons, *document.past) if one.prize == prize), prize)

    def give(self, who: str = "ann", **points: int) -> None:
        """Give points of months (`m2026_01=300`) by hand."""
        was = self.store.members[who]
        lots = folded(Lot("+2", month_of_text(month[1:].replace("_", "-")), n) for month, n in points.items())
        document = msgspec.structs.replace(was.document, lots=lots)
        self.store.members[who] = Snapshot(was.id, was.version, was.at, document)

    def coupon(self, coupon: Coupon, who: str = "ann") -> None:
        """Give a coupon by hand."""
        self.document(who).coupons.append(coupon)

    def bill(self, does: str, bill: str, when: str | int, amount: str = "", *, who: str = "ann", **said: Any) -> Any:
        """What a till asks for: `hold`, `pay`, `quote` or `cancel` (of a payment), `free` (of a hold)."""
        channel, order = bill.split("/")
        if does in ("cancel", "free"):
            return self.play({"cancel": Reverse, "free": Release}[does](channel, order), when, who)
        named = said.pop("coupons", ())
        named = (named,) if isinstance(named, str) else tuple(named)
        codes = tuple(self.code(one, who) for one in named)
        payment = said.pop("payment", "")
        kind = {"hold": Hold, "pay": PayBill, "quote": Deduct}[does]
        action = kind(channel, order, money(f"{amount} CNY"), codes, **said)
        if does == "quote":
            return self.quote(action, when, who)
        return self.play(msgspec.structs.replace(action, payment=payment), when, who, id=payment)

    def quote(self, action: Deduct, when: str | int, who: str) -> Quote | TesseraError:
        """A quote, or its refusal."""
        was, now = self.store.members[who], self.at(when)
        document = msgspec.json.decode(msgspec.json.encode(was.document), type=Member)
        turn = Turn(self.store.definitions, who, document, now, now)
        settle(turn, was.at)
        key = bill_key(self.programme, action)
        try:
            return quote(turn, action, self.store.orders.get(key, OrderSnapshot()) if key else OrderSnapshot())
        except TesseraError as error:
            return error

    def ordered(self, order: str, amount: str, when: str | int, who: str = "", **more: str) -> AskResult:
        """An order is paid, of a member or of nobody who is named. more: fields of the event."""
        channel, number = order.split("/")
        time = self.at(when)
        data = {"channel": channel, "order": number, "amount": f"{amount} CNY", **more}
        happened = Happened(f"o-{order}-{who}", "shop", "order.paid", time, data)
        if who:
            return self.play(happened, time, who)
        return self.store.report(Ask(receipt_id("test", happened.id), happened), time)

    def refunded(self, order: str, refund: str, amount: str, when: str | int) -> AskResult:
        """A part of an order comes back."""
        channel, number = order.split("/")
        time = self.at(when)
        data = {"channel": channel, "order": number, "refund": refund, "amount": f"{amount} CNY"}
        happened = Happened(f"r-{order}-{refund}", "shop", "order.refunded", time, data)
        return self.store.report(Ask(receipt_id("test", happened.id), happened), time)


def code(answer: Any) -> str | None:
    """The code of a refusal."""
    return answer.code if isinstance(answer, TesseraError) else None


def told(answer: Any) -> Any:
    """The code of a refusal, or what is left to pay, and how many points that took."""
    if not isinstance(answer, Receipt) or answer.bill is None:
        return code(answer)
    return (answer.bill.to_pay.minor / 100, answer.bill.points)

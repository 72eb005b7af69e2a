"""A programme with channels and touches, and one campaign under it, played in memory."""

from typing import Any

from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.decide.touch_times import next_try
from chalicelib.domain.record.actions import GiveConsent, Happened, TouchMember
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import TesseraError
from tests.domain.ledger import HEAD, Ledger

PROGRAMME = """
timezone: Asia/Shanghai
currency: CNY
points: {valid: end of next year}
tiers:
  green: {}
  gold: {from: 60 stars, keeps: 2 months, stays_with: 100 stars}
channels:
  mini: {needs: grant}
  work: {limit: [1 a day, 4 a month]}
  sms:  {limit: 2 a month, needs: consent}
touches:
  limit: [1 a day, 3 a week]
  quiet: daily 21:00 to daily 09:00
  plan:
    points-end: {when: 14 days before points end, by: [mini, sms]}
    tier-ends:  {when: 30 days before tier ends, by: [work]}
    coupon:     {when: 2 days before coupons end, by: [work]}
    gold:       {when: tier.reached, where: {tier: gold}, by: [work, mini], limit: 1 a month, waits: 7 days}
    again:      {when: order.paid, by: [mini], waits: 3 days, limit: 2 a month}
    birthday:   {when: member.birthday, who: {tier: not gold}, by: [work, mini]}
    thanks:     {when: shop.visited, by: [sms, work], waits: 2 days, holdout: 50%}
events:
  order.paid: {from: server, fields: {order: text, amount: money}, unique: order, spends: amount}
  order.refunded: {from: server, fields: {order: text, refund: text, amount: money}, unique: [order, refund],
    takes_back: order.paid by order}
  shop.visited: {from: client, fields: {shop: text}}
"""
CAMPAIGN = f"""{HEAD}
challenges:
  cups:
    tasks:
      pay: {{when: order.paid, each: 1.00 CNY of amount, gives: {{stars: 1, points: 1}}}}
      told: {{when: touch.sent, where: {{touch: thanks}}, each: 1 time, gives: {{prizes: cup}}}}
      visit: {{when: shop.visited, where: {{shop: tea}}, each: 1 time, gives: {{prizes: cup}}}}
prizes:
  cup: {{coupon: free cup, valid: 9 days}}
"""
BORN = Profile(born="1990-06-17")


class Reach(Ledger):
    """Members under the programme, who are told things."""

    def __init__(self, programme: str = PROGRAMME) -> None:
        super().__init__(programme, CAMPAIGN)
        self.enrol("ann", "2026-01-05 10:00", BORN)

    def touch(self, when: str | int, who: str = "ann") -> str:
        """Ask for a touch: what is sent, `held out` before it where it is not; the refusal, or nothing."""
        return told(self.play(TouchMember(), when, who))

    def visit(self, when: str | int, who: str = "ann", arrives: str | int | None = None, **data: Any) -> AskResult:
        """The member's phone reports a visit."""
        return self._event("shop.visited", when, who, arrives, data)

    def allow(self, channel: str, when: str | int, who: str = "ann") -> AskResult:
        """The member allows one message."""
        return self._event("message.allowed", when, who, None, {"channel": channel})

    def consent(self, channel: str, when: str | int, given: bool = True, who: str = "ann") -> AskResult:
        """The member wants to be reached by a channel, or does no more."""
        return self.play(GiveConsent(channel, given), when, who)

    def again_at(self, when: str | int, who: str = "ann") -> int | None:
        """When the member has to be asked again."""
        return next_try(self.store.settled(who, self.at(when)))

    def refund(self, order: str, amount: str, when: str | int) -> AskResult:
        """An order of Ann's comes back, or a part of it."""
        data = {"order": order, "refund": f"r-{self.asked}", "amount": amount}
        return self.play(Happened(f"e{self.asked}", "shop", "order.refunded", self.at(when), data), when)

    def _event(
        self, type: str, when: str | int, who: str, arrives: str | int | None, data: dict[str, Any]
    ) -> AskResult:
        time = self.at(when)
        happened = Happened(f"e{self.asked}", "phone", type, time, data, by_client=True)
        return self.play(happened, time if arrives is None else arrives, who)


def told(result: AskResult) -> str:
    """What a result of `touch` tells."""
    if isinstance(result, TesseraError):
        return result.code
    if not isinstance(result, Receipt) or result.touched is None:
        return "nothing"
    one = result.touched
    return f"{'held out: ' if one.held_out else ''}{one.touch} by {one.channel}"

"""A programme with points that end and tiers that stars decide, and one campaign under it, played in memory."""

from datetime import datetime
from typing import Any

from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened, Settle
from chalicelib.domain.record.member import Member, Profile
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.time.localtime import instant
from tests.domain.game import in_force, programme_of

PROGRAMME = """
timezone: Asia/Shanghai
currency: CNY
points: {valid: 2 months}
tiers:
  green: {}
  silver: {from: 30 stars in 3 months, keeps: 2 months, grace: 10 days}
  gold: {from: 60 stars in 3 months, keeps: 2 months, stays_with: 40 stars in 3 months}
events:
  order.paid: {from: server, fields: {order: text, amount: money}, unique: order}
"""
HEAD = """
campaign: club
title: Club
timezone: Asia/Shanghai
opens: 2026-01-01 00:00
closes: end of 2030-12-31
grace: 60 days
"""
CAMPAIGN = f"""{HEAD}
challenges:
  cups:
    tasks:
      pay: {{when: order.paid, each: 1.00 CNY of amount, gives: {{stars: 1, points: 1}}}}
  thanks:
    tasks:
      up: {{when: tier.reached, each: 1 time, gives: {{prizes: cup}}}}
      gold: {{when: tier.reached, where: {{tier: gold}}, each: 1 time, limit: 1 a month, gives: {{points: 100}}}}
      down: {{when: tier.lost, each: 1 time, gives: {{points: 7}}}}
      birthday: {{when: member.birthday, each: 1 time, gives: {{points: 20, stars: 3}}}}
redemptions:
  bar:
    opens: daily 00:00
    closes: end of day
    offers:
      latte: {{costs: {{points: 30}}, gives: {{prizes: latte}}}}
      old: {{costs: {{points: 5 older than 1 month}}, gives: {{prizes: latte}}}}
prizes:
  latte: {{badge: latte}}
  cup: {{coupon: free cup, valid: 9 days}}
"""


NOBODY = Profile()


class Ledger:
    """Members under the programme; times are wall clocks in Shanghai, `2026-03-02 09:00`, or epoch ms."""

    def __init__(self, programme: str = PROGRAMME, campaign: str = CAMPAIGN) -> None:
        self.programme = programme_of(programme)
        self.store = InMemoryStore(in_force(campaign, programme))
        self.asked = 0

    def at(self, when: str | int) -> int:
        """Epoch ms of a wall clock."""
        return when if isinstance(when, int) else instant(datetime.fromisoformat(when), self.programme.zone)

    def enrol(self, who: str, when: str | int, profile: Profile = NOBODY) -> None:
        """A member is born."""
        self.store.act(who, [Ask("born", Enrol(profile))], self.at(when))

    def play(self, action: Action, when: str | int, who: str = "ann", id: str = "") -> AskResult:
        """Decide one action and keep what it changes. id: of the request; empty: one of its own."""
        self.asked += 1
        ask = Ask(receipt_id("test", id or str(self.asked)), action)
        return self.store.act(who, [ask], self.at(when), b"entropy").results[0]

    def order(self, amount: str, when: str | int, who: str = "ann", arrives: str | int | None = None) -> AskResult:
        """An order is paid, and reported at once or later."""
        time = self.at(when)
        data = {"order": f"o-{self.asked}", "amount": amount}
        happened = Happened(f"e{self.asked}", "shop", "order.paid", time, data)
        return self.play(happened, time if arrives is None else arrives, who)

    def settle(self, when: str | int, who: str = "ann") -> AskResult:
        """Let fall due what is due."""
        return self.play(Settle(), when, who)

    def document(self, who: str = "ann") -> Member:
        """The member's document."""
        return self.store.members[who].document


def moved(result: AskResult) -> dict[str, Any]:
    """What a receipt moved, over all campaigns, by asset."""
    assert isinstance(result, Receipt), result
    sums: dict[str, int] = {}
    for leg in result.legs:
        sums[leg.asset] = sums.get(leg.asset, 0) + leg.n
    return {asset: n for asset, n in sums.items() if n}

"""Members who invite each other and share links, on the store in memory. Times are wall clocks as `06-03 10:00`."""

from datetime import datetime
from textwrap import indent
from typing import Any

from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore, Performed
from chalicelib.domain.mechanics.challenge.due import waits
from chalicelib.domain.record.actions import Ask, Enrol, Happened
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.record.told import Tell
from chalicelib.domain.time.localtime import instant
from tests.domain.game import in_force

EVENTS = """
member.joined: {from: server, kept: true, fields: {code: text}}
order.paid:
  from: server
  fields: {channel: text, order: text, amount: money, end: unkept}
  unique: [channel, order]
  spends: amount
order.refunded:
  from: server
  fields: {channel: text, order: text, refund: text, amount: money}
  unique: [channel, order, refund]
  takes_back: order.paid by [channel, order]
order.claimed:
  from: client
  fields: {channel: text, order: text, end: unkept}
  claims: order.paid by [channel, order], matching end
  limit: 5 a day
content.opened: {from: client, fields: {content: text, via: text}}
content.read:   {from: client, fields: {content: text, seconds: number}}
"""
PROGRAMME = f"timezone: Asia/Shanghai\ncurrency: CNY\nevents:\n{indent(EVENTS, '  ')}"
FRIENDS = """
challenges:
  thanks:
    tasks:
      inviter: {when: friend.bought, each: 1 time, limit: 10 a month, gives: {points: 100}, after: 15 days}
"""
HEAD = """
campaign: circle
title: Circle
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
"""


class Circle:
    """One campaign, and its members by name. queue: what members are told, where it waits (`waiting`) to be heard."""

    def __init__(self, blocks: str = FRIENDS, waiting: bool = False) -> None:
        self.queue: list[Tell] = []
        self.store = _Waiting(in_force(HEAD + blocks, PROGRAMME), self.queue if waiting else None)
        self.zone = self.store.definitions.campaign("circle").zone
        self.requests = 0

    def at(self, when: str | int) -> int:
        """Epoch ms of a wall clock of 2026."""
        return when if isinstance(when, int) else instant(datetime.fromisoformat(f"2026-{when}"), self.zone)

    def token(self, member: str) -> str:
        """The token of a member."""
        return self.store.definitions.sharing.seal(member)

    def born(self, member: str, when: str | int = "06-01 09:00", invited_by: str = "", code: str = "") -> str:
        """A member signs in for the first time, by the link of another one, or with a code."""
        token = self.token(invited_by) if invited_by else None
        self.store.act(member, [Ask("born", Enrol(invited_by=token, code=code or None))], self.at(when))
        return member

    def does(self, member: str, type: str, when: str | int, arrives: str | int | None = None, **data: Any) -> AskResult:
        """A member does something, which arrives then or later; of nobody it is an order or a refund."""
        self.requests += 1
        time, now = self.at(when), self.at(when if arrives is None else arrives)
        ask = Ask(receipt_id("test", str(self.requests)), Happened(f"e{self.requests}", "shop", type, time, data))
        return self.store.report(ask, now) if member == "nobody" else self.store.act(member, [ask], now).results[0]

    def pays(self, member: str, order: str, when: str | int, amount: str = "120.00", **more: Any) -> AskResult:
        """A member pays an order."""
        data = {"channel": "shop", "order": order, "amount": f"{amount} CNY"}
        return self.does(member, "order.paid", when, **(data | more))

    def refunds(self, order: str, when: str | int, amount: str = "120.00", refund: str = "r") -> AskResult:
        """An order, or a part of it, comes back."""
        data = {"channel": "shop", "order": order, "refund": refund, "amount": f"{amount} CNY"}
        return self.does("nobody", "order.refunded", when, **data)

    def hears(self, one: Tell, when: str | int) -> AskResult:
        """The queue hands over what a member is told."""
        return self.store.hear(one, self.at(when)).results[0]

    def document(self, member: str) -> Member:
        """The member's document."""
        return self.store.members[member].document

    def pending(self, member: str, when: str | int) -> int:
        """Points that wait for their day."""
        return sum(leg.n for leg in waits(self.store.settled(member, self.at(when))) if leg.asset == "points")

    def points(self, member: str, when: str | int) -> int:
        """Points that are held, less what is owed."""
        document = self.store.settled(member, self.at(when)).member
        return document.points - document.owed

    def receipts(self, member: str) -> list[Receipt]:
        """The receipts of a member, in their order."""
        return sorted(self.store.receipts_of(member), key=lambda one: one.number)


class _Waiting(InMemoryStore):
    """A store that lets what members are told wait, where there is a list for it."""

    def __init__(self, definitions: Any, kept: list[Tell] | None) -> None:
        super().__init__(definitions)
        self._kept = kept

    def tell(self, one: Tell, now: int) -> Performed:
        if self._kept is None:
            return super().tell(one, now)
        self._kept.append(one)
        return self.act("nobody-at-all", [], now)

    def hear(self, one: Tell, now: int) -> Performed:
        return super().tell(one, now)

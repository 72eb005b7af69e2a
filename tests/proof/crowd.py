"""A crowd over HTTP: many members and shops at once, before one backend or several that share a table."""

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from audit import Evidence, Statement, audit, read_statement, read_stocks
from cli.yaml_tree import parse
from local.backend import local_settings
from local.demo.diary import Diary
from local.demo.moves import Act, Batch, Event, Person, Slice
from local.demo.player import Player
from local.demo.wire import Reply, Wire

JUNE = 1_780_300_800_000  # 2026-06-01 16:00 in Shanghai
MINUTE = 60_000

CAMPAIGN = """
campaign: race
title: Race
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
challenges:
  start:
    tasks:
      go: {when: race.started, gives: {points: 100, fragments: {circle/card: 40}}}
  orders:
    tasks:
      pay: {when: order.paid, each: 1 time, limit: 3 a campaign, gives: {draws: thanks}}
  bills:
    tasks:
      pay:   {when: bill.paid, each: 1.00 CNY of amount, gives: {points: 1}}
      large: {when: bill.paid, reach: 70.00 CNY of amount, gives: {fragments: circle/card}}
blind_boxes:
  plain:  {costs: {points: 2}, odds: {pen: 100%}}
  daily:  {costs: {points: 1}, odds: {pen: 100%}, limit: 20 a day}
  dear:   {costs: {points: 7}, odds: {pen: 100%}}
  thanks: {costs: {draws: thanks}, odds: {pen: 100%}}
collections:
  circle: {fragments: [card], gives: {points: 1}, send: 100 a day}
redemptions:
  shelf: {opens: daily 00:00, closes: end of day, offers: {cup: {costs: {points: 2}, gives: {prizes: cup}}}}
  noon:
    opens: 10th 12:00
    closes: end of 10th
    limit: 2 a window
    offers:
      bowl: {costs: {points: 5}, gives: {prizes: bowl}, stock: 40 a window}
prizes:
  cup:  {gift: cup, value: 9.00 CNY, stock: 50}
  pen:  {badge: pen}
  bowl: {gift: bowl, value: 9.00 CNY}
"""
EVENTS = """
race.started: {from: server}
order.paid: {from: server, fields: {order: text}, unique: order}
bill.paid: {from: server, fields: {bill: text, amount: money}, unique: bill, spends: amount}
bill.refunded:
  from: server
  fields: {bill: text, refund: text, amount: money}
  unique: [bill, refund]
  takes_back: bill.paid by bill
bill.claimed: {from: client, fields: {bill: text}, claims: bill.paid by bill, within: 30 days, limit: 9 a day}
"""
UNIQUE = {"order.paid": "order", "bill.paid": "bill", "bill.refunded": ["bill", "refund"]}


def write_campaigns(folder: Path) -> Path:
    """The race in a folder as backends publish it."""
    (folder / "race").mkdir()
    (folder / "race" / "campaign.yaml").write_text(CAMPAIGN)
    (folder / "programme.yaml").write_text("timezone: Asia/Shanghai\ntiers: {}\n")
    (folder / "events.yaml").write_text(EVENTS)
    return folder


class Wires(Wire):
    """Requests to several backends in turn, as a load balancer spreads them; a clock is moved in each of them."""

    def __init__(self, urls: Sequence[str], diary: Diary) -> None:
        self._diary = diary
        self._wires = [Wire(url, diary) for url in urls]
        self._turns = count()

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
        if path == "/local/clock":
            return [wire.send(method, path, headers, body) for wire in self._wires][-1]
        return self._wires[next(self._turns) % len(self._wires)].send(method, path, headers, body)


def started(urls: Sequence[str], members: int, connections: int, at: int = JUNE) -> tuple[Player, Diary]:
    """Members `person-0` … who may start, over so many connections; who has started before goes on where he was."""
    diary = Diary()
    player = Player(Wires(urls, diary), local_settings(), diary, connections)
    people = [Person(f"person-{i}", "", (), "", False, 1.0) for i in range(members)]
    player.set_clock(at)
    player.sign_in(people)
    events = [Event(one.name, "race", "race.started", one.name, JUNE) for one in people]
    player.play(Slice(at, tuple(Batch((event,)) for event in events)))
    return player, diary


def draw(by: str, key: str, box: str = "plain") -> Act:
    return Act(by, f"/v1/campaigns/race/boxes/{box}/draw", key)


def buy(by: str, key: str) -> Act:
    """One of the fifty cups."""
    return Act(by, "/v1/campaigns/race/redemptions/shelf/cup/redeem", key)


def send(by: str, to: str, key: str) -> Act:
    return Act(by, "/v1/campaigns/race/collections/circle/send", key, {"fragment": "card", "to": to})


def redeem(by: str, key: str) -> Act:
    return Act(by, "/v1/campaigns/race/redemptions/noon/bowl/redeem", key)


def pay(by: str, id: str, order: str, at: int) -> Batch:
    return Batch((Event(id, "shop", "order.paid", by, at, {"order": order}),))


def bill(id: str, amount: str, at: int) -> Batch:
    """A bill of nobody."""
    return Batch((Event(id, "shop", "bill.paid", "", at, {"bill": id, "amount": amount}),))


def claim(by: str, id: str) -> Act:
    return Act(by, "/v1/orders/claim", f"claim-{id}", {"type": "bill.claimed", "data": {"bill": id}})


def give_back(id: str, refund: str, amount: str, at: int) -> Batch:
    """A part of a bill comes back."""
    data = {"bill": id, "refund": refund, "amount": amount}
    return Batch((Event(f"{id}-{refund}", "shop", "bill.refunded", "", at, data),))


def done(statement: Statement, action: str) -> int:
    """How many receipts of an action a member has."""
    return sum(receipt["does"] == action for receipt in statement.receipts)


def read_back(player: Player) -> Evidence:
    """The evidence of everybody who takes part."""
    race: Any = parse(CAMPAIGN.encode()).node
    statements = tuple(player.everybody(read_statement))
    return Evidence(statements, read_stocks(player.get), {"race": [(0, 1, race)]}, UNIQUE)


def assert_in_order(evidence: Evidence, diary: Diary) -> None:
    """Everything that must always hold does, and no answer contradicted another."""
    broken = [f"{one.rule}: {breach}" for one in audit(evidence, {}, {}) for breach in one.breaches]
    assert not broken, broken
    assert not diary.unequal, diary.unequal
    assert not diary.faults, diary.faults

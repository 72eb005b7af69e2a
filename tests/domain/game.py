"""Plays actions on the pure domain, as the store would: receipts numbered, snapshots with versions, stock counted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import CampaignFile, prepare
from chalicelib.domain.publishing.definitions import Version, assemble, limited_stocks, shards_for
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened
from chalicelib.domain.record.member import Member, Profile, Snapshot
from chalicelib.domain.record.outcome import Outcome, StockKey
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.time.localtime import instant
from chalicelib.domain.words.errors import Refused
from cli import yaml_tree

EVENTS = """
member.joined:     {from: server, kept: true}
member.checked_in: {from: client}
shop.visited:      {from: client, fields: {shop: text}}
live.watched:      {from: client, fields: {minutes: number, paid: flag}}
cart.added:        {from: client, fields: {sku: text}}
run.finished:      {from: server, fields: {km: number, on: date}}
order.paid:        {from: server, unique: order, fields: {order: text, amount: money, skus: texts}}
"""
TIERS = "{green: {}, silver: {}, gold: {}}"
HEAD = """
campaign: play
title: Play
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
"""


def tree(text: str) -> Any:
    """A file's text as a tree of texts."""
    read = yaml_tree.parse(text.encode())
    assert not read.findings, read.findings
    return read.node


class Game:
    """One campaign and its members. Times are wall clocks of the campaign, `06-03 10:00` in 2026, or epoch ms."""

    def __init__(self, blocks: str, campaign: str = HEAD, profiles: dict[str, Profile] | None = None) -> None:
        programme, findings = reading.read({"tiers": tree(TIERS), "events": tree(EVENTS)}, Programme)
        assert programme is not None, findings
        own = tree(blocks) if blocks else {}
        self.tree = {key: value for key, value in tree(campaign).items() if key not in own} | own
        definition, findings = reading.read(self.tree, CampaignFile)
        assert definition is not None, findings
        stocks = limited_stocks(definition)
        shards = {path: shards_for(quota, definition.crowd) for path, quota in stocks.items()}
        self.published = prepare(Version(definition.campaign, 1, self.tree, 0, shards), b"master" * 6)
        self.definitions = assemble(programme, [self.published])
        self.profiles = profiles or {}
        self.members: dict[str, Snapshot] = {}
        self.taken: Counter[StockKey] = Counter()
        self.requests = 0
        self.last: Outcome | None = None

    def at(self, when: str | int) -> int:
        """Epoch ms of a wall clock of the campaign."""
        if isinstance(when, int):
            return when
        text = when if when[:2] == "20" else f"2026-{when}"
        return instant(datetime.fromisoformat(text.strip()), self.published.zone)

    def member(self, name: str) -> Snapshot:
        """The member's snapshot; a member is born on first sight."""
        if name not in self.members:
            profile = self.profiles.get(name, Profile(tier="green", born="1990-05-17"))
            born = Snapshot(name, 0, 0, Member())
            outcome = decide(self.definitions, born, [Ask("born", Enrol(profile))], 0, b"", {})
            self.members[name] = Snapshot(name, 1, 0, outcome.member)
        return self.members[name]

    def play(self, action: Action, at: str | int, by: str = "ann", **more: Any) -> Receipt | Refused | None:
        """Decide one action and keep what it changes."""
        member, now = self.member(by), self.at(at)
        self.requests += 1
        ask = Ask(receipt_id("test", str(self.requests)), action)
        left = {
            StockKey(self.published.id, path, key.window): quota - self.taken[key]
            for path, quota in limited_stocks(self.published.campaign).items()
            for key in [*self.taken]
            if key.stock == path
        }
        to = getattr(action, "to", None)
        recipient = self.member(to) if to in self.members else None
        outcome = decide(self.definitions, member, [ask], now, b"entropy", left, recipient, **more)
        self.last = outcome
        if outcome.receipts:
            self.members[by] = Snapshot(by, member.version + 1, now, outcome.member)
            self.taken.update({take.key: take.n for take in outcome.takes})
        if outcome.recipient is not None and recipient is not None:
            self.members[recipient.id] = Snapshot(recipient.id, recipient.version + 1, now, outcome.recipient)
        return outcome.results[0]

    def event(self, type: str, at: str | int, by: str = "ann", arrives: str | int | None = None, **data: Any) -> Any:
        """Report an event with its own time; it arrives then or later."""
        time = self.at(at)
        return self.play(
            Happened(f"e{self.requests}", "shop", type, time, data), at if arrives is None else arrives, by
        )

    def holds(self, by: str = "ann") -> dict[str, int]:
        """What a member holds: points, and everything of this campaign."""
        document = self.member(by).document
        played = document.played.get(self.published.id)
        return {"points": document.points} | (played.has if played else {})


def gets(result: Receipt | Refused | None) -> dict[str, int] | str | None:
    """What a result moved in the game's campaign, or the code of a refusal."""
    if isinstance(result, Refused):
        return result.code
    return None if result is None else result.moved().get("play", {})

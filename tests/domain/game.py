"""Plays actions on the store in memory, in short words: one campaign, wall clocks of its calendar, members by name."""

import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from functools import cache, lru_cache
from textwrap import indent
from typing import Any

from msgspec.structs import replace

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened
from chalicelib.domain.record.member import Profile, Snapshot
from chalicelib.domain.record.outcome import Outcome
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.domain.scenarios import publish
from chalicelib.domain.time.localtime import instant
from chalicelib.domain.words.errors import TesseraError
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
    """A file's text as a tree of texts, which is the caller's own.

    Each of its blocks is parsed once: a case edits one of them, and to parse takes longer than all else that it does.
    """
    blocks = [one for one in re.split(r"\n(?=\S)", text) if one.strip()]
    parts = [deepcopy(_tree(one)) for one in blocks]
    if len(parts) == 1:
        return parts[0]
    whole = {key: value for one in parts for key, value in one.items()}
    assert len(whole) == sum(map(len, parts)), "a key stands there twice"
    return whole


@cache  # to copy takes a tenth of the time
def _tree(text: str) -> Any:
    read = yaml_tree.parse(text.encode())
    assert not read.findings, read.findings
    return read.node


@cache
def programme_with(events: str) -> Programme:
    """The programme of the game, with these types of events."""
    return programme_of(f"timezone: Asia/Shanghai\ntiers: {TIERS}\nevents:\n{indent(events, '  ')}")


@cache
def programme_of(text: str) -> Programme:
    """The programme of a text with everything: its timezone, its tiers, its events."""
    programme, findings = reading.read(tree(text), Programme)
    assert programme is not None, findings
    return programme


@lru_cache
def in_force(campaign: str, programme: str) -> Definitions:
    """A campaign's text as version 1 and alone, under the programme of a text: read once, since nothing changes it."""
    return publish(tree(campaign), programme_of(programme))


def _game(blocks: str, campaign: str) -> dict[str, Any]:
    own = tree(blocks) if blocks else {}
    return {key: value for key, value in tree(campaign).items() if key not in own} | own


@lru_cache
def _published(blocks: str, campaign: str) -> Definitions:
    return publish(_game(blocks, campaign), programme_with(EVENTS))


class Game:
    """One campaign and its members. Times are wall clocks of the campaign, `06-03 10:00` in 2026, or epoch ms."""

    def __init__(self, blocks: str, campaign: str = HEAD, profiles: dict[str, Profile] | None = None) -> None:
        self.tree = _game(blocks, campaign)
        self.store = InMemoryStore(_published(blocks, campaign))
        self.published = self.definitions.campaign(self.tree["campaign"])
        self.profiles = profiles or {}
        self.requests = 0
        self.last: Outcome | None = None

    @property
    def definitions(self) -> Definitions:
        """The definitions in force."""
        return self.store.definitions

    def at(self, when: str | int) -> int:
        """Epoch ms of a wall clock of the campaign."""
        if isinstance(when, int):
            return when
        text = when if when[:2] == "20" else f"2026-{when}"
        return instant(datetime.fromisoformat(text.strip()), self.published.zone)

    def member(self, name: str) -> Snapshot:
        """The member's snapshot; a member is born on first sight."""
        if name not in self.store.members:
            profile = self.profiles.get(name, Profile(tier="green", born="1990-05-17"))
            self.store.act(name, [Ask("born", Enrol(profile))], 0)
        return self.store.members[name]

    def play(self, action: Action, at: str | int, by: str = "ann", lands: str | None = None) -> AskResult:
        """Decide one action and keep what it changes."""
        self.member(by)
        self.requests += 1
        ask = Ask(receipt_id("test", str(self.requests)), action)
        acted = self.store.act(by, [ask], self.at(at), b"entropy", lands)
        self.last = acted.outcome
        return acted.results[0]

    def event(self, type: str, at: str | int, by: str = "ann", arrives: str | int | None = None, **data: Any) -> Any:
        """Report an event with its own time, which arrives then or later; an order that has no number gets its own."""
        time = self.at(at)
        if type == "order.paid":
            data.setdefault("order", f"own {self.requests}")
        return self.play(
            Happened(f"e{self.requests}", "shop", type, time, data), at if arrives is None else arrives, by
        )

    def decide(self, asks: Sequence[Ask], at: str | int, **more: Any) -> Outcome:
        """The decision of what Ann asks, which changes nothing here. more: fields of the situation."""
        situation = Situation(definitions=self.definitions, member=self.member("ann"), now=self.at(at))
        return decide(replace(situation, **more), asks)

    def holds(self, by: str = "ann") -> dict[str, int]:
        """What a member holds: points, and everything of this campaign."""
        document = self.member(by).document
        played = document.played.get(self.published.id)
        return {"points": document.points} | (played.has if played else {})


def gets(result: AskResult) -> dict[str, int] | str | None:
    """What a result moved in the game's campaign, or the code of a refusal."""
    if isinstance(result, TesseraError):
        return result.code
    return None if result is None else result.moved().get("play", {})

"""A world in which members press buttons by chance: every campaign at hand, members of all sorts, and stock that ends.

It has no table: buttons are of the domain alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.domain.decide.attempts import MOST_BYTES
from chalicelib.domain.decide.decision import decide
from chalicelib.domain.decide.in_memory import InMemoryStore
from chalicelib.domain.decide.pressing import Pressing
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.mechanics.definition import prepare
from chalicelib.domain.play.buttons import SOMEBODY, Button
from chalicelib.domain.publishing.definitions import (
    Definitions,
    Version,
    assemble,
    limited_stocks,
    shards_for,
)
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened
from chalicelib.domain.record.member import Member, Played, Profile, Snapshot
from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.domain.record.purse import Lot, folded, month_number
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.localtime import local
from chalicelib.domain.views import home
from chalicelib.domain.words.errors import Conflict, Refused
from chalicelib.domain.words.values import LARGEST_INTEGER
from cli.campaign_file import load, load_programme
from local.backend import CAMPAIGNS
from tests.domain.game import tree
from tests.proof.campaigns import OWN

MASTER = b"the master secret of who presses".ljust(32, b"\0")
HOUR = 3_600_000
DAY = 24 * HOUR

CORNERS = """
campaign: corners
title: Corners
timezone: Asia/Shanghai
opens: 2026-06-03 00:00
closes: end of 2026-06-25
who: {tier: at least bronze}
quizzes:
  days:
    questions:
      2026-06-05: {ask: Which?, options: {a: One, b: Two}, answer: b}
      2026-06-09: {ask: Which?, options: {a: One, b: Two}, answer: a}
  riddle:
    tries: 3
    questions:
      one: {ask: Which?, options: {a: One, b: Two, c: Three}, answer: b}
      two: {ask: Where?, options: {a: Here, b: There}, answer: a}
forms:
  words:
    asks:
      which: {ask: Which?, options: {x: One, y: Two}}
      more:  {ask: More?, text: 20}
collections:
  pair: {fragments: [x, y], exchange: 1 spares, send: 3 a day, receive: 1 a day, gives: {points: 1}}
challenges:
  comes:
    tasks:
      in:   {when: member.checked_in, each: 1 time, gives: {points: 3, fragments: {pair/x: 2}}}
      sent: {when: form.sent, gives: {fragments: pair/y, prizes: cup}}
  nights:
    opens: daily 20:00
    closes: daily 06:00
    tasks:
      in: {when: member.checked_in, reach: 3 days in a row, gives: {prizes: pin},
           make_up: {limit: 1 a week, costs: {points: 3}, within: 2 days}}
blind_boxes:
  grown:
    costs: {points: 2}
    odds: {rare: 50%, pin: rest}
    limit: [3 a day, 5 a week]
    min_age: 8
    guardian_under: 18
    who: {tag: not staff}
  seldom:
    opens: Sat 10:00
    closes: Sun 18:00
    odds: {pin: 100%}
    limit: 1 a window
redemptions:
  shelf:
    opens: daily 09:00
    closes: daily 21:00
    offers:
      old:  {costs: {points: 5 older than 1 month}, gives: {prizes: pin}}
      cup:  {costs: {points: 4}, gives: {prizes: cup}, limit: 2 a window, who: {tier: gold}}
      much: {costs: {points: 1}, gives: {points: 3}}
prizes:
  rare: {gift: rare-1, value: 9.00 CNY, stock: 2 a day}
  cup:  {gift: cup-1, value: 9.00 CNY, stock: 3}
  pin:  {badge: pin-1}
"""


def definitions() -> Definitions:
    """The shipped campaigns and small ones, all in force."""
    programme = load_programme(CAMPAIGNS).value
    assert programme is not None
    trees = [load(file).tree for file in sorted(Path(CAMPAIGNS).glob("*/campaign.yaml"))]
    trees += [tree(text) for text in (*OWN.values(), CORNERS)]
    return assemble(programme, [_published(one) for one in trees])


def _published(one: Any) -> Any:
    version = Version(id=one["campaign"], number=1, tree=one, published=0)
    campaign = prepare(version, MASTER).campaign
    shards = {path: shards_for(quota, campaign.crowd) for path, quota in limited_stocks(campaign).items()}
    return prepare(replace(version, shards=shards), MASTER)


class Recording(Pressing):
    """Buttons that note which action each is of."""

    seen: list[tuple[Action, Button]]

    def button(self, action: Action) -> Button:
        """The button of an action."""
        found = super().button(action)
        self.seen.append((action, found))
        return found


class Crowd:
    """Members who do something at every step, and the looks at them."""

    def __init__(self, rng: Random, here: Definitions, start: int) -> None:
        self.rng, self.definitions, self.now = rng, here, start
        self.store = InMemoryStore(here)
        self.asked = 0
        self.members = [f"m-{n}" for n in range(6)]
        for name in self.members:
            self._act(name, Enrol(self._profile()))

    def step(self) -> Iterator[tuple[Snapshot, Definitions, Action, Button]]:
        """Let time pass and something be done; then look at a member, and give what each button says."""
        rng = self.rng
        self.now += rng.choice((0, 1, 60_000, HOUR, 3 * HOUR, 7 * HOUR))
        member = rng.choice(self.members)
        for _ in range(rng.randrange(4)):
            self._event(member)
        snapshot = self._odd(self.store.members[member])
        here, now = self._paused(), max(self.now, snapshot.at)
        pressed = self._look(here, snapshot, now)
        yield from ((snapshot, here, *one) for one in pressed)
        may = [action for action, button in pressed if button.may and not action.involves]
        for action in rng.sample(may, min(len(may), 3)):
            self._act(member, action)

    def known(self, takes: Collection[Take]) -> Mapping[StockKey, int]:
        """All that there is of stocks."""
        return {take.key: self.store.stocks.left(take, self.now) for take in takes}

    def decided(self, snapshot: Snapshot, here: Definitions, action: Action) -> Refused | Conflict | None:
        """The refusal of an action that is asked at the moment of the look, decided as any action is."""
        situation = Situation(
            definitions=here,
            member=snapshot,
            now=max(self.now, snapshot.at),
            entropy=b"asked",
            recipient=self._somebody(snapshot, action) if action.involves else None,
        )
        while True:
            outcome = decide(situation, [Ask("asked", action)])
            left = {
                take.key: n for take in outcome.takes if (n := self.store.stocks.left(take, situation.now)) < take.n
            }
            if not left:
                (result,) = outcome.results
                return None if result is None or isinstance(result, Receipt) else result
            situation = replace(situation, at_most={**situation.at_most, **left})

    def _look(self, here: Definitions, snapshot: Snapshot, now: int) -> list[tuple[Action, Button]]:
        Recording.seen = []
        home.home(here, snapshot, now, self.known)
        closed = [one.id for one in here.campaigns.values() if now not in one.window]
        if closed:
            home.campaign(here, self.rng.choice(closed), snapshot, now, self.known)
        return Recording.seen

    def _act(self, member: str, action: Action) -> None:
        self.asked += 1
        self.store.act(member, [Ask(f"r{self.asked}", action)], self.now, b"entropy")

    def _event(self, member: str) -> None:
        kind = self.rng.choice([*self.definitions.programme.events, *["member.checked_in"] * 6])
        data: dict[str, Any] = {}
        if kind == "order.paid":
            data = {"order": f"o{self.asked}", "amount": f"{self.rng.choice((40, 120, 450, 900))}.00 CNY"}
        self._act(member, Happened(f"e{self.asked}", "shop", kind, self.now, data))

    def _profile(self) -> Profile:
        rng = self.rng
        born = rng.choice(("", "1990-05-17", "2010-06-11", "2018-06-08", "2020-02-29"))
        tags = rng.choice(((), ("staff",), ("mother-and-baby",)))
        return Profile(rng.choice(("", "green", "bronze", "gold")), tags, born, rng.random() < 0.3)

    def _odd(self, member: Snapshot) -> Snapshot:
        """Now and then a member as nobody becomes by honest means: about as much as a record holds."""
        chance, document = self.rng.random(), member.document
        month = month_number(local(self.now, self.definitions.programme.zone).date())
        if chance < 0.06:
            document = replace(document, lots=folded([Lot("", month, LARGEST_INTEGER - self.rng.randrange(30))]))
        elif chance < 0.12:
            room = MOST_BYTES - len(msgspec.json.encode(document)) - self.rng.randrange(60)
            document = replace(document, profile=replace(document.profile, tags=("x" * room,)))
        return replace(member, document=document)

    def _paused(self) -> Definitions:
        """Now and then a campaign is paused."""
        if self.rng.random() > 0.1:
            return self.definitions
        return replace(self.definitions, paused={self.rng.choice(list(self.definitions.campaigns)): self.now - HOUR})

    def _somebody(self, snapshot: Snapshot, action: Any) -> Snapshot:
        """Somebody like the member, who has got nothing in the campaign yet."""
        document: Member = self.store.settled(snapshot.id, self.now).member
        part = document.played.get(action.campaign)
        mine = {} if part is None else {action.campaign: Played(joined=part.joined)}
        return Snapshot(SOMEBODY, 1, max(self.now, snapshot.at), replace(document, played=mine))

"""The world that the proofs play in: the real parts on the embedded AWS, in several containers, by one clock.

A container has its own caches, chance and clock, which may run ahead of the world's; nothing but the table is shared.
Pauses move the world's clock, so that a run costs no real time and its patience can be measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from chalicelib import settings, wiring
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.actions import Action, Happened
from chalicelib.services.act import ActionAnswer, Request
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item
from cli import campaign_file
from tests.domain.game import tree
from tests.domain.test_orders import EVENTS as ORDERS
from tests.proof.campaigns import OWN, OWN_PROGRAMMES

SHIPPED = Path(__file__).parents[2] / "campaigns"
SETTINGS = settings.read({"TESSERA_STAGE": "local"})
MEMBER = "member"
SHOP = "event:shop"
"""The scopes of keys: a member's own, and those of a shop's events."""

Tree = dict[str, Any]

MEMBERS: Tree = {"members": {"may_tell": ["born"]}}
"""What members may tell of themselves: the shipped programme lets them tell nothing."""


@cache
def programme_tree() -> Tree:
    """The shipped tiers and event types."""
    loaded = campaign_file.load_programme(SHIPPED)
    assert loaded.tree is not None
    return dict(loaded.tree)  # type: ignore[arg-type]


def programme_of(names: Iterable[str]) -> Tree:
    """The programme of some campaigns: the shipped one, or the one that one of them needs."""
    own = next((OWN_PROGRAMMES[name] for name in names if name in OWN_PROGRAMMES), None)
    events = programme_tree()["events"] | (tree(ORDERS) if "store" in names else {})
    return programme_tree() | MEMBERS if own is None else {**tree(own), "events": events}


@cache
def campaign_tree(name: str) -> Tree:
    """One of the proofs' own campaigns, or a shipped one."""
    if name in OWN:
        return dict(tree(OWN[name]))
    loaded = campaign_file.load(SHIPPED / name / "campaign.yaml")
    assert loaded.tree is not None
    return dict(loaded.tree)  # type: ignore[arg-type]


def moment(wall: str, zone: str = "Asia/Shanghai") -> int:
    """Epoch ms of a wall clock: `2026-06-18 10:00`."""
    return int(datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def asking(action: Action, key: str, scope: str = MEMBER) -> Request:
    """A request under a key; its fingerprint is that of the action."""
    return Request(scope, key, sha256(repr(action).encode()).digest()[:16], action)


def event(type: str, time: int, id: str = "e", **data: Any) -> Happened:
    return Happened(id, "shop", type, time, data)


@dataclass
class Container:
    """One Lambda container. ahead: how many ms its clock runs before the world's."""

    world: World
    number: int
    ahead: int = 0
    parts: wiring.Parts = field(init=False)

    def __post_init__(self) -> None:
        chance = Random(1000 * self.world.seed + self.number)
        self.parts = wiring.build(
            SETTINGS,
            clock=self.clock,
            entropy=lambda: chance.randbytes(32),
            sleep=self.world.sleep,
            monotonic=lambda: self.world.now / 1000,
            rng=Random(self.number),
        )

    def clock(self) -> int:
        return self.world.now + self.ahead

    def act(self, member: str, *requests: Request) -> list[ActionAnswer]:
        return self.parts.act.act(member, requests, self.clock())

    def one(self, member: str, request: Request) -> ActionAnswer:
        [answer] = self.act(member, request)
        return answer

    def sign_in(self, who: str) -> str:
        """The member's id."""
        return self.parts.sign_in.sign_in("dev", who, self.clock()).member


@dataclass
class World:
    """A table with published campaigns, and the containers before it."""

    now: int
    """Epoch ms."""
    seed: int = 0
    published: dict[str, list[tuple[int, int, Tree]]] = field(default_factory=dict)
    """By campaign, its versions as (takes effect, number, tree), the oldest first."""
    programme: Tree = field(default_factory=dict)
    """The programme in force all the time."""
    started: int = 0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += round(seconds * 1000)

    def container(self, ahead: int = 0) -> Container:
        """A fresh one."""
        self.started += 1
        return Container(self, self.started, ahead)

    def publish(self, names: Iterable[str], takes_effect: int) -> None:
        """The first publication, into an empty table."""
        trees = [(name, campaign_tree(name)) for name in names]
        parts = self.container().parts
        self.programme = programme_of(names)
        parts.operations.publish.publish([(PROGRAMME, self.programme), *trees], self.now, takes_effect)
        self.published = {name: [(takes_effect, 1, one)] for name, one in trees}

    def republish(self, container: Container, name: str, revised: Tree) -> None:
        """A later version, which takes effect as soon as it may by the container's clock."""
        [version] = container.parts.operations.publish.publish([(name, revised)], container.clock())
        self.published[name].append((container.clock() + 60_000, version.number, revised))


def let_go() -> None:
    """Let the campaigns that were closed for good leave the list, as after a sweep by which nothing was due."""
    campaigns = Campaigns(Reader(lambda _: None, Random(0)))
    live = campaigns.live()
    campaigns.revise(live, replace(live, revision=live.revision + 1, settling={}))


@contextmanager
def opened(names: Sequence[str], at: str, seed: int = 0) -> Iterator[World]:
    """Give a world with these campaigns, all in force, and without a member."""
    world = World(moment(at), seed)
    Item.create_table(billing_mode="PAY_PER_REQUEST")
    try:
        world.publish(names, 0)
        yield world
    finally:
        Item.delete_table()

"""All parts, built once a container: the only place that knows every one of them.

Nothing is built when this is imported, so that `app.py` can be imported where there is no AWS and no secret. The
laptop's server and the tests hand in parts of their own, with a clock that pretends or chance that repeats.
"""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from chalicelib import settings as environment
from chalicelib.services.act import Act
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.close import Close
from chalicelib.services.counting import Counting
from chalicelib.services.grants import Grants
from chalicelib.services.history import History
from chalicelib.services.line_up import LineUp
from chalicelib.services.notices import Notices
from chalicelib.services.oversight import Oversight
from chalicelib.services.publish import Publish
from chalicelib.services.report import Reports
from chalicelib.services.show import Show
from chalicelib.services.sign_in import DevProvider, SignIn
from chalicelib.services.steer import Steer
from chalicelib.services.take_in import TakeIn
from chalicelib.settings import Settings
from chalicelib.store.bus import Bus
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.counters import Counters
from chalicelib.store.identities import Identities
from chalicelib.store.members import Members
from chalicelib.store.queue import Queue
from chalicelib.store.reader import Reader
from chalicelib.store.stock import Stock
from chalicelib.store.table import connect

Clock = Callable[[], int]
"""Epoch milliseconds."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the edge works with. clock: the campaigns' time · wall: the world's, for what expires."""

    settings: Settings
    clock: Clock
    wall: Clock
    act: Act
    take_in: TakeIn
    line_up: LineUp
    catalogue: Catalogue
    show: Show
    history: History
    sign_in: SignIn
    publish: Publish
    close: Close
    steer: Steer
    oversight: Oversight
    counting: Counting
    reports: Reports
    grants: Grants
    notices: Notices


_building = Lock()
_parts: Parts | None = None


def parts() -> Parts:
    """The container's parts, built from the environment at the first call; SettingsError where that lacks something."""
    global _parts
    with _building:
        if _parts is None:
            settings = environment.load()
            connect(settings.table, settings.region, settings.endpoint)
            _parts = build(settings)
        return _parts


def use(own: Parts | None) -> None:
    """Let the container work with these parts from now on; None: with its own again."""
    global _parts
    with _building:
        _parts = own


def wall_clock() -> int:
    """The world's time."""
    return time.time_ns() // 1_000_000


def random_bytes() -> bytes:
    """32 bytes that nobody can guess."""
    return secrets.token_bytes(32)


def build(
    settings: Settings,
    clock: Clock = wall_clock,
    entropy: Callable[[], bytes] = random_bytes,
    sleep: Callable[[float], None] = time.sleep,
    monotonic: Callable[[], float] = time.monotonic,
    rng: random.Random | None = None,
) -> Parts:
    """All parts, on the table that `store.table.connect` points at."""
    rng = rng or random.Random()  # noqa: S311 - spreads load and pauses; what is drawn or coded comes from `entropy`
    reader = Reader(sleep, rng)
    members, campaigns, stock = Members(reader), Campaigns(reader), Stock(reader, rng)
    catalogue = Catalogue(campaigns, settings.master_seed, monotonic)
    close = Close(campaigns, settings.master_seed)
    act = Act(members, stock, catalogue, entropy, sleep, monotonic, rng)
    counters = Counters(reader, sleep, rng)
    counting = Counting(counters, campaigns)
    bus = Bus(settings.bus, settings.region, sleep, rng)
    providers = {"dev": DevProvider()} if settings.dev_sign_in else {}
    return Parts(
        settings=settings,
        clock=clock,
        wall=wall_clock,
        act=act,
        take_in=TakeIn(act),
        line_up=LineUp(Queue(settings.queue, settings.region), Queue(settings.parked, settings.region)),
        catalogue=catalogue,
        show=Show(members, stock, catalogue, close),
        history=History(members),
        sign_in=SignIn(providers, Identities(reader), members, entropy, sleep, rng),
        publish=Publish(campaigns, settings.master_seed, entropy),
        close=close,
        steer=Steer(campaigns, settings.master_seed, entropy, settings.approve_own),
        oversight=Oversight(campaigns),
        counting=counting,
        reports=Reports(counters, campaigns, counting),
        grants=Grants(counters),
        notices=Notices(bus),
    )

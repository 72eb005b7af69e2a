"""Builds all parts, once a container: the only module that knows every one of them.

Nothing is built when this is imported, so that `app.py` can be imported where there is no AWS and no secret. The
laptop's server and the tests hand in parts of their own, with a clock that pretends or chance that repeats.
"""

from __future__ import annotations

import random
import secrets
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache, partial
from threading import Lock
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chalicelib import settings as environment
from chalicelib import telemetry
from chalicelib.credentials import MASTER_SEED, TOKEN_KEYS, WEBHOOK_PREFIX, WEBHOOK_SECRETS, from_secret, keys_of
from chalicelib.domain.record.sharing import sharing_of
from chalicelib.providers import DEV
from chalicelib.services.act import Act
from chalicelib.services.bills import Bills
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.close import Close
from chalicelib.services.history import History
from chalicelib.services.line_up import LineUp
from chalicelib.services.merge import Merging
from chalicelib.services.past import PastVersions
from chalicelib.services.show import Show
from chalicelib.services.sign_in import DevProvider, SignIn, Vouching
from chalicelib.services.standings import Standings
from chalicelib.services.take_in import TakeIn
from chalicelib.services.unclaimed import Unclaimed
from chalicelib.services.unpaid import UnpaidRankings
from chalicelib.services.wording import Wording
from chalicelib.settings import Settings
from chalicelib.store import secrets as vault
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.cursors import Cursors
from chalicelib.store.dynamo import connect
from chalicelib.store.fresh import Fresh
from chalicelib.store.full_shards import FullShards
from chalicelib.store.identities import Identities
from chalicelib.store.members import Members
from chalicelib.store.orders import Orders
from chalicelib.store.pools import Pools
from chalicelib.store.providers import of_clients, of_servers
from chalicelib.store.queue import Queue
from chalicelib.store.rankings import Rankings
from chalicelib.store.reader import Reader
from chalicelib.store.stock import StockShards
from chalicelib.wiring.ground import Clock, Ground

if TYPE_CHECKING:
    from chalicelib.services.rotate import Rotate
    from chalicelib.wiring.operations import Operations


class Parts(Struct, frozen=True):
    """All services that routes and triggers call."""

    settings: Settings
    """The environment; what Secrets Manager has, but for the master seed, is read anew every five minutes."""
    clock: Clock
    """The campaigns' time."""
    wall: Clock
    """The real time, for what expires."""
    act: Act
    """Does the actions of members."""
    bills: Bills
    """Quotes bills, and cancels them."""
    take_in: TakeIn
    """Decides the events that are reported."""
    line_up: LineUp
    """Puts events into the queue, to be decided later."""
    catalogue: Catalogue
    """Keeps this container's copy of the definitions in force."""
    show: Show
    """Reads what members see."""
    wording: Wording
    """Finds what members read and see, by the hash of the version that says it."""
    history: History
    """Reads the receipts of a member in pages."""
    sign_in: SignIn
    """Signs persons in."""
    standings: Standings
    """Reads rankings for members."""
    operate: Callable[[], Operations]
    """Gives what runs the programme, always the same."""

    @property
    def operations(self) -> Operations:
        """The services for managers, schedules and the stream: built at the first call, as most need none."""
        return self.operate()


_building = Lock()
_current: Callable[[], Parts] | None = None


def parts() -> Parts:
    """Give the container's parts, built from the environment at the first call, with secrets that are read anew every
    five minutes.

    The first call raises SettingsError or SecretUnreadable where something is missing, Unavailable where the secrets
    can't be read just now; the next one tries again.
    """
    global _current
    current = _current
    if current is None:
        with _building:
            current = _current = _current or _built()
    return current()


def use(own: Parts | None) -> None:
    """Let the container work with these parts from now on; None: with its own again."""
    global _current
    with _building:
        _current = None if own is None else lambda: own


def _built() -> Callable[[], Parts]:
    """Builds the provider that `parts()` calls on every invocation."""
    settings = environment.load()
    connect(settings.table, settings.region, settings.endpoint)
    if not settings.kept:
        built = build(settings)
        return lambda: built
    client = vault.client(settings.region, settings.aws)
    built = build(settings.with_secrets(vault.read_all(client, settings.kept)))
    # The master seed stays for as long as the container does: another one would be another game.
    changing = {name: arn for name, arn in settings.kept.items() if name != MASTER_SEED}

    def renewed() -> Parts:
        newer = built.settings.with_secrets(vault.read_all(client, changing))
        if newer.secrets.providers == built.settings.secrets.providers:
            return replace(built, settings=newer)  # with what the providers keep in memory
        return replace(built, settings=newer, sign_in=built.sign_in.by(_vouching(newer)))

    return Fresh(built, renewed, time.monotonic).get if changing else lambda: built


def rotation() -> Rotate:
    """Build the rotation of the secrets that this function was given: it needs none of the parts, and no table."""
    from chalicelib.services.rotate import Rotate, Rotated  # what no other function needs
    from chalicelib.store.secret_versions import SecretVersions

    settings = environment.load()
    new = {
        TOKEN_KEYS: lambda: random_bytes().hex(),
        WEBHOOK_SECRETS: lambda: WEBHOOK_PREFIX + b64encode(random_bytes()).decode(),
    }
    rotated = {arn: Rotated(_reader(name), new[name]) for name, arn in settings.kept.items() if name in new}
    return Rotate(SecretVersions(vault.client(settings.region, settings.aws)), rotated, wall_clock)


def _reader(name: str) -> Callable[[str], Mapping[str, str]]:
    def read(text: str) -> Mapping[str, str]:
        from_secret(name, text)  # raises SettingsError for what a function could not be started with
        return keys_of(text)

    return read


def wall_clock() -> int:
    """The real time, epoch ms."""
    return time.time_ns() // 1_000_000


def random_bytes() -> bytes:
    """Give 32 bytes that can't be guessed."""
    return secrets.token_bytes(32)


def build(
    settings: Settings,
    clock: Clock = wall_clock,
    entropy: Callable[[], bytes] = random_bytes,
    sleep: Callable[[float], None] = time.sleep,
    monotonic: Callable[[], float] = time.monotonic,
    rng: random.Random | None = None,
) -> Parts:
    """Build all parts, on the table that `store.dynamo.connect` points at."""
    rng = rng or random.Random()  # noqa: S311 - spreads load and pauses; what is drawn or coded comes from `entropy`
    reader = Reader(sleep, rng)
    members, campaigns = Members(reader), Campaigns(reader)
    pools = Pools(reader, rng, monotonic)
    stock = StockShards(reader, FullShards(reader, rng, wall_clock), rng, pools)
    master = settings.secrets.master_seed  # empty where a function needs none: deriving a seed from that is refused
    catalogue, sharing = Catalogue(campaigns, master, monotonic), sharing_of(master)
    cursors, rankings, identities = Cursors(reader), Rankings(reader), Identities(reader)
    unpaid = UnpaidRankings(rankings, cursors)
    close = Close(campaigns, cursors, unpaid, master)
    act = Act(members, stock, catalogue, entropy, sleep, monotonic, rng, observe=telemetry.observe)
    past = PastVersions(campaigns, master)
    ground = Ground(
        settings=settings,
        entropy=entropy,
        sleep=sleep,
        monotonic=monotonic,
        rng=rng,
        reader=reader,
        members=members,
        campaigns=campaigns,
        pools=pools,
        cursors=cursors,
        rankings=rankings,
        unpaid=unpaid,
        catalogue=catalogue,
        close=close,
        past=past,
        act=act,
    )
    return Parts(
        settings=settings,
        clock=clock,
        wall=wall_clock,
        act=act,
        bills=Bills(members, act, catalogue),
        take_in=TakeIn(act, Unclaimed(act, members, Orders(reader), catalogue), identities, sharing, master),
        line_up=LineUp(Queue(settings.queue, settings.region), Queue(settings.parked, settings.region)),
        catalogue=catalogue,
        show=Show(members, stock, catalogue, close, past),
        wording=Wording(campaigns, catalogue, settings.images),
        history=History(members),
        sign_in=SignIn(
            _vouching(settings),
            identities,
            members,
            Merging(members, act),
            entropy,
            sleep,
            rng,
            sharing,
            catalogue.known,
        ),
        standings=Standings(members, rankings, catalogue),
        operate=cache(partial(_operations, ground)),
    )


def _operations(ground: Ground) -> Operations:
    from chalicelib.wiring.operations import build as build_operations  # what members never wait for

    return build_operations(ground)


def _vouching(settings: Settings) -> Vouching:
    """Make the identity providers of this stage."""
    told = settings.secrets.providers
    dev = {DEV: DevProvider()} if settings.dev_sign_in else {}
    return Vouching({**dev, **of_clients(told)}, of_servers(told))

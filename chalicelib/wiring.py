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
from threading import Lock
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chalicelib import settings as environment
from chalicelib import telemetry
from chalicelib.credentials import MASTER_SEED, TOKEN_KEYS, WEBHOOK_PREFIX, WEBHOOK_SECRETS, from_secret, keys_of
from chalicelib.services.act import Act
from chalicelib.services.adjust import Adjusting
from chalicelib.services.announce import Announce
from chalicelib.services.awards import Awards
from chalicelib.services.bills import Bills
from chalicelib.services.boards import Boards
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.close import Close
from chalicelib.services.codes import PartnerCodes
from chalicelib.services.counting import Counting
from chalicelib.services.erase import Erase
from chalicelib.services.export import Export
from chalicelib.services.grants import Grants
from chalicelib.services.history import History
from chalicelib.services.line_up import LineUp
from chalicelib.services.notices import Notices
from chalicelib.services.overview import Overview
from chalicelib.services.past import PastVersions
from chalicelib.services.pictures import Pictures
from chalicelib.services.publish import Publish
from chalicelib.services.report import Reports
from chalicelib.services.review import Review
from chalicelib.services.show import Show
from chalicelib.services.sign_in import DevProvider, IdentityProvider, SignIn
from chalicelib.services.standings import Standings
from chalicelib.services.steer import Steer
from chalicelib.services.sweep import Sweep
from chalicelib.services.take_in import TakeIn
from chalicelib.services.unclaimed import Unclaimed
from chalicelib.services.unpaid import UnpaidRankings
from chalicelib.services.watch import Watch
from chalicelib.settings import Settings
from chalicelib.store import secrets as vault
from chalicelib.store.adjustments import Adjustments
from chalicelib.store.bus import Bus
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.code_cipher import CodeCipher
from chalicelib.store.codes import Codes
from chalicelib.store.counters import Counters
from chalicelib.store.cursors import Cursors
from chalicelib.store.dynamo import connect
from chalicelib.store.fresh import Fresh
from chalicelib.store.full_shards import FullShards
from chalicelib.store.identities import Identities
from chalicelib.store.members import Members
from chalicelib.store.orders import Orders
from chalicelib.store.personal import Personal
from chalicelib.store.pools import Pools
from chalicelib.store.queue import Queue
from chalicelib.store.rankings import Rankings
from chalicelib.store.reader import Reader
from chalicelib.store.report_state import ReportState
from chalicelib.store.stock import StockShards
from chalicelib.store.stock_sample import StockSample

if TYPE_CHECKING:
    from chalicelib.services.rotate import Rotate

Clock = Callable[[], int]
"""Epoch milliseconds."""


class Parts(Struct, frozen=True):
    """All services that routes and triggers call."""

    settings: Settings
    clock: Clock
    """The campaigns' time."""
    wall: Clock
    """The real time, for what expires."""
    act: Act
    bills: Bills
    take_in: TakeIn
    line_up: LineUp
    catalogue: Catalogue
    show: Show
    history: History
    sign_in: SignIn
    publish: Publish
    close: Close
    steer: Steer
    overview: Overview
    counting: Counting
    reports: Reports
    grants: Grants
    watch: Watch
    notices: Notices
    export: Export
    erase: Erase
    adjusting: Adjusting
    announce: Announce
    sweep: Sweep
    boards: Boards
    standings: Standings
    review: Review
    codes: PartnerCodes


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
        return replace(built, settings=newer, sign_in=built.sign_in.by(_providers(newer)))

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
    catalogue = Catalogue(campaigns, master, monotonic)
    cursors = Cursors(reader)
    rankings = Rankings(reader)
    unpaid = UnpaidRankings(rankings, cursors)
    close = Close(campaigns, cursors, unpaid, master)
    act = Act(members, stock, catalogue, entropy, sleep, monotonic, rng, observe=telemetry.observe)
    counters, report_state = Counters(sleep, rng), ReportState(reader)
    counting = Counting(counters, report_state, campaigns)
    bus = Bus(settings.bus, settings.region, sleep, rng)
    personal = Personal(reader, sleep, rng)
    return Parts(
        settings=settings,
        clock=clock,
        wall=wall_clock,
        act=act,
        bills=Bills(members, act, catalogue),
        take_in=TakeIn(act, Unclaimed(act, members, Orders(reader), catalogue)),
        line_up=LineUp(Queue(settings.queue, settings.region), Queue(settings.parked, settings.region)),
        catalogue=catalogue,
        show=Show(members, stock, catalogue, close, PastVersions(campaigns, master)),
        history=History(members),
        sign_in=SignIn(_providers(settings), Identities(reader), members, entropy, sleep, rng),
        publish=Publish(campaigns, master, entropy),
        close=close,
        steer=Steer(campaigns, master, entropy, settings.approve_own),
        overview=Overview(campaigns),
        counting=counting,
        reports=Reports(counters, report_state, campaigns, counting, monotonic),
        grants=Grants(reader, report_state),
        watch=Watch(catalogue, StockSample(reader)),
        notices=Notices(bus),
        export=Export(members, personal),
        erase=Erase(members, personal, sleep, rng),
        adjusting=Adjusting(members, Adjustments(reader), act, catalogue, settings.approve_own),
        announce=Announce(campaigns, cursors, bus),
        boards=Boards(
            catalogue,
            unpaid,
            Pictures(rankings, campaigns, counters, report_state),
            Awards(rankings, act, members),
            monotonic,
        ),
        standings=Standings(members, rankings, catalogue),
        codes=PartnerCodes(Codes(reader, CodeCipher(master), sleep, rng), pools, members),
        review=Review(catalogue, unpaid, rankings, campaigns),
        sweep=Sweep(members, act, catalogue, cursors, sleep, monotonic),
    )


def _providers(settings: Settings) -> dict[str, IdentityProvider]:
    """Make the identity providers of this stage."""
    providers: dict[str, IdentityProvider] = {}
    if settings.dev_sign_in:
        providers["dev"] = DevProvider()
    if app := settings.secrets.wechat:
        from chalicelib.store.wechat import WeChat  # of use to the API alone, and not on every stage

        providers["wechat"] = WeChat(app.appid, app.secret, settings.wechat_url)
    return providers

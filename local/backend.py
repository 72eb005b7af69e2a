"""The whole backend on a laptop: the deployed app, its table, the shipped campaigns, and a clock that can pretend."""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TextIO
from unittest.mock import patch

import boto3
from botocore.exceptions import BotoCoreError, ClientError

import app
from chalicelib import settings as environment
from chalicelib import wiring
from chalicelib.settings import LOCAL, Settings
from chalicelib.store.dynamo import connect
from chalicelib.store.table import Item
from chalicelib.wiring import Parts
from local.bus import Bus
from local.chance import Chance
from local.channels import Channels, create_channels
from local.clock import PretendClock
from local.embedded_aws import REGION, embedded_aws
from local.embedded_index import keys_looked_up_first
from local.engines import engine
from local.handing import hand_over
from local.inbox import Inbox, of_bus, of_events
from local.publishing import check_folder, publish_folder
from local.request_log import RequestLog
from local.routes import local_routes
from local.schedule import Job, Schedule
from local.server import HOST, Server, serve
from local.stocks import Stocks
from local.stream import Stream, of_receipts
from local.tables import create_tables
from local.testing_routes import testing_routes

log = logging.getLogger(__name__)

CAMPAIGNS = Path(__file__).parent.parent / "campaigns"


class _Runs(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Backend:
    """A backend that answers."""

    clock: PretendClock
    """The campaigns' time, which may be pretended."""
    schedule: Schedule
    """The deployed schedules, by the same clock."""
    stream: Stream
    """The table's stream, read into the functions that count receipts and send notices."""
    channels: Channels | None
    """None where its AWS has no queues."""
    inboxes: Mapping[str, Inbox]
    """By the function that each wakes."""
    server: Server
    """The HTTP server, on its port."""
    new: tuple[str, ...]
    """The versions that were published at its start."""
    requests: RequestLog
    """The last requests that it answered."""

    @property
    def parts(self) -> Parts:
        """Those of now: a reset makes new ones."""
        return wiring.parts()

    @property
    def url(self) -> str:
        return self.server.url


@contextmanager
def backend(
    port: int = 0,
    campaigns: Path = CAMPAIGNS,
    aws: str | None = None,
    host: str = HOST,
    log_to: TextIO | None = None,
) -> Iterator[Backend]:
    """A backend on this machine while it is open, one at a time in a process; port 0 takes a free one.

    campaigns: the folder that is published.
    aws: the URL of another AWS than the embedded one; it may be a DynamoDB alone.
    host: the address that it listens at; 0.0.0.0 lets other machines in.
    log_to: gets a line for each request.
    Raises OSError where the port is taken, `publishing.Unpublishable` where the campaigns have errors, `engines.Unfit`
    where Tessera can't play on that AWS.
    """
    with ExitStack() as stack:
        stack.enter_context(_elsewhere(aws) if aws else embedded_aws())
        if not aws:
            stack.enter_context(keys_looked_up_first())
        with engine(aws):
            channels = _channels()
            settings = local_settings(aws, channels.environ if channels else {})
            stack.enter_context(_table(settings))
            if channels is None:
                log.warning("No queue and no bus here.")
            clock = PretendClock()
            stack.callback(wiring.use, None)
            new = _begin(settings, clock, campaigns)
            schedule = Schedule(_JOBS, clock)
            stocks = Stocks()
            if aws:
                stocks.begin()
            stream = Stream((stocks.hear, of_receipts(app.count_receipts), of_receipts(app.send_notices)), settings)
            stream.begin()
            bus = Bus(channels) if channels else None
            inboxes = _inboxes(channels, bus) if channels and bus else {}
            catch_up = partial(hand_over, stream, inboxes.values())
        requests, chance = RequestLog(log_to), Chance()
        stack.enter_context(chance.in_the_draws())
        reset = None if aws else partial(_begin_again, settings, clock, campaigns, bus)
        routes = {
            **local_routes(app.app, wiring.parts(), clock, schedule, bus, stream, stocks, catch_up),
            **testing_routes(app.app, wiring.parts, clock, chance, requests, reset),
        }
        server = serve(app.app, port, routes, host, requests, clock, campaigns)
        running: tuple[_Runs, ...] = (server, schedule, stream, *inboxes.values())
        for one in running:
            stack.callback(one.stop)
            one.start()
        yield Backend(clock, schedule, stream, channels, inboxes, server, new, requests)


def local_settings(aws: str | None = None, channels: Mapping[str, str] = {}) -> Settings:
    """The settings of the stage `local`: whatever the environment leaves out has a value that everybody knows."""
    return environment.read({**os.environ, "TESSERA_STAGE": LOCAL, "TESSERA_DYNAMODB": aws or "", **channels})


def _close(event: Any, context: Any) -> Any:
    closed = app.close_campaigns(event, context)
    if closed:
        wiring.parts().catalogue.refresh()
    return closed


_JOBS = (
    Job("close_campaigns", 60.0, _close, final=True),
    Job("watch", 60.0, app.watch),
    Job("announce_windows", 60.0, app.announce_windows),
    Job("sweep_expired", 60.0, app.sweep_expired, jumps=False),
    Job("rank_boards", 60.0, app.rank_boards),
)
"""The deployed schedules, each minute on a laptop where AWS takes its time."""


def _begin(settings: Settings, clock: PretendClock, campaigns: Path) -> tuple[str, ...]:
    """Let the app work with new parts, once the folder is published; gives the versions that are new."""
    parts = wiring.build(settings, clock)
    new = publish_folder(parts, campaigns, clock())
    parts.catalogue.refresh()
    wiring.use(parts)
    return tuple(f"{version.id} {version.number}" for version in new)


def _begin_again(settings: Settings, clock: PretendClock, campaigns: Path, bus: Bus | None) -> tuple[str, ...]:
    """Empty the table and publish the folder as it is now, by the world's time. Raises Unpublishable, and nothing is
    changed.
    """
    check_folder(campaigns)
    clock.pretend(None)
    with Item.batch_write() as batch:
        for item in Item.scan(consistent_read=True):
            batch.delete(item)
    if bus:
        bus.heard()
    return _begin(settings, clock, campaigns)


def _channels() -> Channels | None:
    """The queues and the bus; None in an AWS that has none, such as DynamoDB alone."""
    try:
        return create_channels(f"tessera-{LOCAL}")
    except (BotoCoreError, ClientError) as error:
        log.info("No queue and no bus here: %s", error)
        return None


def _inboxes(channels: Channels, bus: Bus) -> Mapping[str, Inbox]:
    return {
        "take_events": Inbox(channels.sqs, channels.queue, of_events(app.take_events)),
        "forward_events": Inbox(channels.sqs, channels.inbound, of_bus(app.forward_events)),
        "others": Inbox(channels.sqs, channels.outbound, of_bus(bus.hear)),
    }


@contextmanager
def _table(settings: Settings) -> Iterator[None]:
    """The table, which the store works with meanwhile. One inside this process goes when it is left."""
    meta = Item.Meta
    before = meta.table_name, meta.region, meta.host, Item._connection
    client = boto3.client("dynamodb", settings.region, endpoint_url=settings.endpoint)
    create_tables(client, settings.table)
    connect(settings.table, settings.region, settings.endpoint)
    try:
        yield
    finally:
        meta.table_name, meta.region, meta.host, Item._connection = before
        if settings.endpoint is None:
            client.delete_table(TableName=settings.table)


def _elsewhere(aws: str) -> AbstractContextManager[object]:
    """Lets clients ask another AWS. It wants credentials, but not true ones: a machine without any makes some up."""
    there = {"AWS_ENDPOINT_URL_SQS": aws, "AWS_ENDPOINT_URL_EVENTBRIDGE": aws}
    if boto3.Session().region_name is None:
        there["AWS_DEFAULT_REGION"] = REGION
    if boto3.Session().get_credentials() is None:
        there |= {"AWS_ACCESS_KEY_ID": "laptop", "AWS_SECRET_ACCESS_KEY": "laptop"}
    return patch.dict(os.environ, there)

"""The whole backend on a laptop: the deployed app, its table, the shipped campaigns, and a clock that can pretend."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import boto3

from app import app
from chalicelib import settings as environment
from chalicelib import wiring
from chalicelib.settings import LOCAL, Settings
from chalicelib.store.table import Item, connect
from chalicelib.wiring import Parts
from local.clock import PretendClock
from local.embedded_aws import embedded_aws
from local.publishing import publish_folder
from local.routes import local_routes
from local.schedule import Schedule
from local.server import HOST, Server, serve
from local.stream import Stream
from local.tables import create_tables

CAMPAIGNS = Path(__file__).parent.parent / "campaigns"


@dataclass(frozen=True, slots=True)
class Backend:
    """A backend that answers. new: the versions that were published at its start."""

    parts: Parts
    clock: PretendClock
    schedule: Schedule
    stream: Stream
    server: Server
    new: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server.port}"


@contextmanager
def backend(port: int = 0, campaigns: Path = CAMPAIGNS, aws: str | None = None) -> Iterator[Backend]:
    """A backend on 127.0.0.1 while it is open, one at a time in a process; port 0 takes a free one.

    campaigns: the folder that is published · aws: the URL of a DynamoDB to be used instead of the embedded one. Raises
    OSError where the port is taken, `publishing.Unpublishable` where the campaigns have errors.
    """
    with ExitStack() as stack:
        stack.enter_context(_credentials() if aws else embedded_aws())
        settings = local_settings(aws)
        stack.enter_context(_table(settings))
        clock = PretendClock()
        parts = wiring.build(settings, clock)
        new = publish_folder(parts, campaigns, clock())
        parts.catalogue.refresh()
        wiring.use(parts)
        stack.callback(wiring.use, None)
        schedule = Schedule(parts, clock)
        server = serve(app, port, local_routes(app, parts, clock, schedule))
        stream = Stream(parts.counting, settings)
        for one in (server, schedule, stream):
            stack.callback(one.stop)
            one.start()
        yield Backend(
            parts, clock, schedule, stream, server, tuple(f"{version.id} {version.number}" for version in new)
        )


def local_settings(aws: str | None = None) -> Settings:
    """The settings of the stage `local`: whatever the environment leaves out has a value that everybody knows."""
    return environment.read({**os.environ, "TESSERA_STAGE": LOCAL, "TESSERA_DYNAMODB": aws or ""})


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


def _credentials() -> AbstractContextManager[object]:
    """A DynamoDB on a laptop asks for credentials too, but not for true ones: a machine without any makes some up."""
    if boto3.Session().get_credentials() is not None:
        return patch.dict(os.environ)
    return patch.dict(os.environ, AWS_ACCESS_KEY_ID="laptop", AWS_SECRET_ACCESS_KEY="laptop")

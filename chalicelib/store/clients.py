"""Clients of other AWS services than DynamoDB, made at their first use, because most containers never use them.

They share the botocore session of DynamoDB's client: with it a client is made in 5 to 10 ms, and one of its own takes
80 more, to load what every client knows.
"""

from typing import Any, Final

from botocore.config import Config

from chalicelib.store import dynamo
from chalicelib.store.table import CONNECT_SECONDS, RESENDS

READ_SECONDS: Final = 5


def client(service: str, region: str, endpoint: str | None = None, read_seconds: float = READ_SECONDS) -> Any:
    """A new client of a service. endpoint: another address than the region's own."""
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=read_seconds,
        retries={"mode": "standard", "total_max_attempts": 1 + RESENDS},
        user_agent=dynamo.USER_AGENT,
    )
    return dynamo.session().create_client(service, region, endpoint_url=endpoint, config=config)

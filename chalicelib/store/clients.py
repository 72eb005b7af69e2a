"""Clients of other AWS services than DynamoDB, made at their first use, because most containers never use them."""

from __future__ import annotations

from typing import Any, Final

from botocore.config import Config

from chalicelib.store.table import Item

CONNECT_SECONDS: Final = 1
READ_SECONDS: Final = 5
RESENDS: Final = 2


def client(service: str, region: str) -> Any:
    """A new client, from the session of DynamoDB's own: what that has loaded need not be loaded again."""
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": 1 + RESENDS},
    )
    return Item._get_connection().connection.session.create_client(service, region, config=config)

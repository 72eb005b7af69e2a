"""The table that tests of the store and the services write to: one client for the run, an empty table for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.store.dynamo import connect
from chalicelib.store.table import Item
from local.embedded_aws import REGION, embedded_aws


@pytest.fixture(scope="session")
def aws() -> Iterator[None]:
    """An AWS inside this process. The client is shared, because making one takes a tenth of a second."""
    with embedded_aws():
        connect("tessera-test", REGION)
        yield


@pytest.fixture
def table(aws: None) -> Iterator[None]:
    """The table, empty."""
    Item.create_table(billing_mode="PAY_PER_REQUEST")
    yield
    Item.delete_table()
